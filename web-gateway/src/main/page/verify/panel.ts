import type { Shown, Step, Verdict } from "../proof/verdict";
import { make } from "../view/dom";
import { explanation, headline, stepText } from "./words";

export { verifyProof as verifyBet } from "../proof/verify";

/**
 * A verdict for people: what it comes to, then every step with its own tick and, folded away, the
 * bytes that were checked. Replaces what stood in `into`. Style: `panel.css`.
 */
export function showVerdict(into: Element, verdict: Verdict): void {
  const head = make("h2", "verdict-head", make("span", "verdict-sign"), headline(verdict));
  const box = make("div", `verdict ${verdict.result.toLowerCase()}`, head, make("p", "", explanation(verdict)));
  const list = make("ol", "steps", ...verdict.steps.map(showStep));
  if (verdict.result === "MISMATCH") {
    // A mismatch is loud: read out at once, with its stable name.
    box.setAttribute("role", "alert");
    box.append(make("p", "verdict-detail", make("code", "", verdict.reason), ` ${verdict.detail}`));
    box.append(...wayTo(list.querySelector<HTMLElement>(".tick.failed")));
  }
  list.setAttribute("aria-label", `${verdict.steps.length} steps`);
  into.replaceChildren(box, ...(verdict.steps.length > 0 ? [list] : []));
}

/** The failed step is the last of many: a way to it, for eyes and for the keyboard. */
function wayTo(tick: HTMLElement | null): HTMLElement[] {
  const step = tick?.closest("li");
  if (step === null || step === undefined) {
    return [];
  }
  const button = make("button", "to-failed", "Show the step that failed");
  button.addEventListener("click", () => {
    step.tabIndex = -1;
    step.focus();
    step.scrollIntoView({ block: "center" });
  });
  return [button];
}

function showStep(step: Step): HTMLElement {
  const line = [
    make("span", step.ok ? "tick ok" : "tick failed", make("span", "said", step.ok ? "holds: " : "does not hold: ")),
    make("span", "step-name", stepText(step.name)),
    make("span", "step-text", step.statement),
  ];
  if (step.bytes.length === 0) {
    return make("li", "step", make("div", "step-line", ...line));
  }
  const details = make("details", "", make("summary", "step-line", ...line), make("dl", "step-bytes", ...step.bytes.flatMap(showBytes)));
  details.toggleAttribute("open", !step.ok);
  return make("li", "step", details);
}

function showBytes({ what, hex }: Shown): HTMLElement[] {
  const bytes = hex.length / 2;
  const code = make("code", "", hex);
  code.tabIndex = 0; // It scrolls, so the keyboard has to reach it.
  return [make("dt", "", `${what} · ${bytes === 1 ? "1 byte" : `${bytes} bytes`}`), make("dd", "", code)];
}
