import type { Desk } from "../play/desk";
import { add, clear, double, repeat, stacks, total, undo } from "../play/slip";
import type { Play } from "../play/state";
import type { State } from "../table/state";
import { chips, count, stack } from "../table/words";
import { able, byId, makeButton, text } from "./dom";
import { rove } from "./rove";

const CHIPS = [1, 5, 25, 100, 500];
/** A bet that leaves later than this before the close may come too late. */
const SAFE_MS = 300;

/** Chips to choose from, and what to do with those on the felt. */
export function bindTray(desk: Desk, now: () => { play: Play; state: State }): void {
  byId("chips").append(
    ...CHIPS.map((value) => {
      const chip = makeButton("chip", String(value));
      chip.setAttribute("aria-label", count(value, "chip", "chips"));
      chip.dataset.value = String(value);
      chip.addEventListener("click", () => desk.set({ chip: value * (now().play.book?.unit ?? 0) }));
      return chip;
    }),
  );
  rove(byId("chips"));
  const change = (id: string, next: (play: Play) => Play["slip"]) =>
    byId(id).addEventListener("click", () => desk.set({ slip: next(now().play) }));
  change("undo", (play) => undo(play.slip));
  change("clear", (play) => clear(play.slip));
  change("double", (play) => double(play.slip));
  change("repeat", (play) => repeat(play.slip));
  byId("place").addEventListener("click", () => {
    const { state } = now();
    if (state.table !== undefined) {
      void desk.place(state.table.round, Date.now() + state.offsetMs);
    }
  });
}

/** A chip on a field of the felt. */
export function lay(desk: Desk, play: Play, type: string): void {
  desk.set({ slip: add(play.slip, type, play.chip) });
}

export function showTray(state: State, play: Play, nowMs: number): void {
  const unit = play.book?.unit;
  if (unit === undefined) {
    return;
  }
  for (const chip of document.querySelectorAll<HTMLElement>("#chips .chip")) {
    chip.setAttribute("aria-pressed", String(Number(chip.dataset.value) * unit === play.chip));
  }
  const laid = stacks(play.slip).length;
  const why = waits(state, play, nowMs);
  able(byId("undo"), laid > 0);
  able(byId("clear"), laid > 0);
  able(byId("double"), laid > 0);
  able(byId("repeat"), play.slip.last.length > 0);
  able(byId("place"), laid > 0 && why === undefined && !play.busy);
  text(
    byId("place"),
    laid === 0 ? "Lay chips on the felt" : `Place ${count(laid, "bet", "bets")}, ${stack(total(play.slip), unit)}`,
  );
  const note = play.trouble ?? (laid > 0 ? (why ?? "") : "");
  text(byId("trouble"), note);
  byId("trouble").dataset.bad = String(play.trouble !== undefined);
  text(byId("balance"), play.account === undefined ? "–" : chips(play.account.balance, unit));
}

/** Why nothing can be sent now. */
function waits(state: State, play: Play, nowMs: number): string | undefined {
  const { table } = state;
  if (play.key === undefined) {
    return play.obstacle ?? "Make a key first: it is your account.";
  }
  if (state.link !== "live" || table === undefined) {
    return "The gateway does not answer.";
  }
  if (total(play.slip) > (play.account?.balance ?? 0)) {
    return "That is more than your balance.";
  }
  return table.phase !== "BETTING" || table.closesAtMs - (nowMs + state.offsetMs) < SAFE_MS
    ? "Betting is closed; your chips lie here for the next round."
    : undefined;
}
