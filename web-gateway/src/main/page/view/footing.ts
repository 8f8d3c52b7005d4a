import type { State } from "../table/state";
import { byId, text } from "./dom";

const SHORT = 16;
const LOST =
  "The gateway does not answer. Below is what it said last; this page goes on by itself when it is back.";
/** Where the commands look without being told. */
const USUAL = ["http://127.0.0.1:8080", "http://localhost:8080"];

/** Connection, why nothing moves, and the genesis that all proofs rest on. */
export function showFooting(state: State): void {
  const link = byId("link");
  link.dataset.link = state.link;
  text(link, state.link);
  const lost = state.link === "reconnecting";
  byId("table").dataset.link = state.link;
  text(byId("lost"), lost ? LOST : "");
  byId("lost").hidden = !lost;
  const waiting = byId("waiting");
  const reasons = state.waiting.filter(
    (reason) => reason.table === undefined || reason.table === state.table?.table,
  );
  text(waiting, reasons.map((reason) => reason.text).join(" "));
  waiting.hidden = lost || reasons.length === 0;
  const genesis = byId("genesis");
  if (state.chain !== undefined && genesis.title !== state.chain) {
    genesis.title = state.chain;
    shorten(genesis);
  }
}

function shorten(genesis: HTMLElement): void {
  const open = genesis.getAttribute("aria-expanded") === "true";
  text(genesis, open ? genesis.title : `${genesis.title.slice(0, SHORT)}…`);
}

/** The commands name this gateway, unless it is where they look anyway. */
export function showAddress(origin: string): void {
  for (const at of document.querySelectorAll(".at")) {
    text(at, USUAL.includes(origin) ? "" : ` --url ${origin}`);
  }
}

/** A press shows the whole fingerprint, another one its beginning. */
export function bindGenesis(): void {
  const genesis = byId("genesis");
  genesis.addEventListener("click", () => {
    genesis.setAttribute("aria-expanded", String(genesis.getAttribute("aria-expanded") !== "true"));
    shorten(genesis);
  });
}
