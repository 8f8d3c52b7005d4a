import type { State } from "../table/state";
import { byId, text } from "./dom";

const SHORT = 16;

/** Connection, why nothing moves, and the genesis that all proofs rest on. */
export function showFooting(state: State): void {
  const link = byId("link");
  link.dataset.link = state.link;
  text(link, state.link);
  const waiting = byId("waiting");
  const reasons = state.waiting.filter(
    (reason) => reason.table === undefined || reason.table === state.table?.table,
  );
  text(waiting, reasons.map((reason) => reason.text).join(" "));
  waiting.hidden = reasons.length === 0;
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

/** A press shows the whole fingerprint, another one its beginning. */
export function bindGenesis(): void {
  const genesis = byId("genesis");
  genesis.addEventListener("click", () => {
    genesis.setAttribute("aria-expanded", String(genesis.getAttribute("aria-expanded") !== "true"));
    shorten(genesis);
  });
}
