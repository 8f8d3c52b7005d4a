import type { Block } from "../net/frames";
import type { State } from "../table/state";
import { count } from "../table/words";
import { byId, make, text } from "./dom";

const TIME = new Intl.DateTimeFormat("en-GB", { timeStyle: "medium" });

/** Newest blocks with who signed them. */
export function showBlocks(state: State, before: State): void {
  if (state.blocks === before.blocks && state.validators === before.validators) {
    return;
  }
  const everybody = ids(state);
  text(
    byId("quorum"),
    state.quorum === 0 ? "" : `${state.quorum} of ${everybody.length} signatures certify`,
  );
  byId("block-lines").replaceChildren(...state.blocks.map((block) => row(block, everybody)));
}

/** All validators that we know of, ascending. */
function ids(state: State): number[] {
  const known = new Set(state.validators.map((validator) => validator.id));
  state.blocks.forEach((block) => block.signers.forEach((id) => known.add(id)));
  return [...known].sort((a, b) => a - b);
}

function row(block: Block, everybody: number[]): HTMLElement {
  const number = make("th", "", String(block.sequence));
  number.setAttribute("scope", "row");
  number.title = `digest ${block.digest}, view ${block.view}`;
  return make(
    "tr",
    "",
    number,
    make("td", "time", TIME.format(block.timeMs)),
    make("td", "", signers(block, everybody)),
    make("td", "carries", carries(block)),
  );
}

function signers(block: Block, everybody: number[]): HTMLElement {
  const dots = make("span", "dots");
  const absent = everybody.filter((id) => !block.signers.includes(id));
  dots.setAttribute("role", "img");
  dots.setAttribute(
    "aria-label",
    `signed by ${block.signers.join(", ")}` + (absent.length ? `; not by ${absent.join(", ")}` : ""),
  );
  for (const id of everybody) {
    const signed = block.signers.includes(id);
    dots.append(make("span", signed ? "dot signed" : "dot", String(id)));
  }
  return dots;
}

const KINDS: Record<string, [string, string]> = {
  BETS: ["bet", "bets"],
  ORDERS: ["order", "orders"],
  COMMITMENT: ["commitment", "commitments"],
  REVEAL: ["reveal", "reveals"],
};

function carries(block: Block): string {
  const sums = new Map<string, number>();
  for (const body of block.bodies) {
    sums.set(body.kind, (sums.get(body.kind) ?? 0) + body.operations);
  }
  const parts = [...sums].map(([kind, n]) => {
    const [one, many] = KINDS[kind] ?? [kind.toLowerCase(), kind.toLowerCase()];
    return count(n, one, many);
  });
  return parts.length === 0 ? "only the time" : parts.join(", ");
}
