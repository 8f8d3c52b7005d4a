import type { Hex } from "../proof/bytes";
import { Unsupported } from "../proof/signature";
import type { Verdict } from "../proof/verdict";
import { claimedChain, verifyProof } from "../proof/verify";
import { byId, make } from "../view/dom";
import { showVerdict } from "./panel";
import { chainOfAddress, chainOfName, type Trust, typedChain } from "./trust";

/** More than any proof has. */
const BYTES_MAX = 64 << 20;

const picker = byId("file") as HTMLInputElement;
const chainField = byId("chain") as HTMLTextAreaElement;
const area = byId("drop");

let proof: { name: string; text: string } | undefined;
let trust: Trust | undefined;
/** Counts the checks, so that a slow one cannot overwrite a later one. */
let asked = 0;

function trustIn(next: Trust | undefined): void {
  trust = next;
  if (next !== undefined && typedChain(chainField.value) !== next.chain) {
    chainField.value = next.chain;
  }
  const from = { typed: "Typed by you.", address: "From the address of this page.", "file name": "From the name of the file." };
  byId("chain-note").textContent =
    next !== undefined ? from[next.from] : "64 hexadecimal digits, from somebody you trust: the one thing that this page takes on trust.";
}

async function open(file: File): Promise<void> {
  if (file.size > BYTES_MAX) {
    proof = undefined;
    notice(`${file.name} is larger than any proof.`);
    return;
  }
  proof = { name: file.name, text: await file.text() };
  byId("file-name").textContent = file.name;
  const named = chainOfName(file.name);
  if (named !== undefined && trust?.from !== "typed") {
    trustIn({ chain: named, from: "file name" });
  }
  await check();
}

async function check(): Promise<void> {
  const mine = ++asked;
  if (proof === undefined) {
    return;
  }
  if (trust === undefined) {
    askForChain(claimedChain(proof.text));
    return;
  }
  const { text } = proof;
  const started = performance.now();
  let verdict: Verdict;
  try {
    verdict = await verifyProof(text, trust.chain);
  } catch (failure) {
    if (mine === asked) {
      notice(failure instanceof Unsupported ? failure.message : `This page failed, and says nothing about the proof: ${failure}`);
    }
    return;
  }
  if (mine === asked) {
    show(verdict, performance.now() - started, mine);
  }
}

function show(verdict: Verdict, tookMs: number, check: number): void {
  const result = byId("result");
  showVerdict(result, verdict);
  result.dataset.result = verdict.result;
  result.dataset.reason = verdict.result === "MISMATCH" ? verdict.reason : "";
  result.dataset.tookMs = tookMs.toFixed(1);
  result.dataset.check = String(check);
  const save = make("button", "save", "Save this report");
  save.addEventListener("click", () => saveReport(verdict));
  result.append(make("p", "took", `${verdict.steps.length} steps, ${tookMs.toFixed(0)} ms in this browser; nothing was sent anywhere. `, save));
  result.focus();
}

/** Without a chain nothing is verified: the file's own word is only offered. */
function askForChain(claimed: Hex | undefined): void {
  const result = notice(
    claimed === undefined
      ? "This is no proof, or not all of it. Give the chain that you trust to hear why."
      : "Which chain do you trust? This file says of itself that it is of chain",
  );
  if (claimed !== undefined) {
    const use = make("button", "", "I trust this chain");
    use.addEventListener("click", () => {
      trustIn({ chain: claimed, from: "typed" });
      void check();
    });
    result.append(make("p", "claimed", make("code", "", claimed)), use);
  }
}

function notice(text: string): HTMLElement {
  const result = byId("result");
  const box = make("div", "notice", make("p", "", text));
  result.replaceChildren(box);
  for (const name of ["result", "reason", "tookMs", "check"]) {
    delete result.dataset[name];
  }
  result.focus();
  return box;
}

function saveReport(verdict: Verdict): void {
  const report = { file: proof?.name, chain: trust?.chain, ...verdict };
  const text = JSON.stringify(report, (_, value: unknown) => (typeof value === "bigint" ? `${value}` : value), 2);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = `report-of-${proof?.name ?? "proof.json"}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

picker.addEventListener("change", () => {
  const file = picker.files?.[0];
  if (file !== undefined) {
    void open(file);
    // So that the same file, saved anew, can be picked again.
    picker.value = "";
  }
});

chainField.addEventListener("input", () => {
  const chain = typedChain(chainField.value);
  chainField.setAttribute("aria-invalid", String(chain === undefined && chainField.value.trim() !== ""));
  trustIn(chain === undefined ? undefined : { chain, from: "typed" });
  void check();
});

for (const kind of ["dragenter", "dragover"]) {
  document.addEventListener(kind, (event) => {
    event.preventDefault();
    area.classList.add("over");
  });
}
document.addEventListener("dragleave", (event) => {
  if (event.relatedTarget === null) {
    area.classList.remove("over");
  }
});
document.addEventListener("drop", (event) => {
  event.preventDefault();
  area.classList.remove("over");
  const file = event.dataTransfer?.files[0];
  if (file !== undefined) {
    void open(file);
  }
});

const linked = chainOfAddress(location.hash);
trustIn(linked === undefined ? undefined : { chain: linked, from: "address" });
