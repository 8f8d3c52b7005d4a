import type { Entry, Play } from "../play/state";
import type { OpenBet, Settlement } from "../play/gateway";
import { betName, chips, stack } from "../table/words";
import { byId, make, makeButton, renew, text } from "./dom";

/** What can be done with a bet. */
export interface Presses {
  alter(bet: string, change: "TAKE_DOWN" | "SWITCH_ON" | "SWITCH_OFF"): void;
  prove(bet: string): void;
}

/** The player's bets: on the table first, then what became of the others, each sum written out. */
export function showLog(play: Play, before: Play, presses: Presses): void {
  if (play.book === undefined || (play.entries === before.entries && play.account === before.account)) {
    return;
  }
  const unit = play.book.unit;
  const open = play.account?.openBets ?? [];
  text(byId("own-total"), open.length === 0 ? "" : `${stack(open.reduce((sum, one) => sum + one.bet.stake, 0), unit)} on the table`);
  byId("no-own").hidden = open.length + play.entries.length > 0;
  renew(byId("own-open"), open.map((one) => standing(one, play, unit, presses)));
  const told = play.entries.filter((entry) => !open.some((one) => one.id === entry.id));
  renew(byId("own-past"), told.map((entry) => past(entry, unit, presses)));
}

function standing(open: OpenBet, play: Play, unit: number, { alter }: Presses): HTMLElement {
  const { bet } = open;
  const rule = play.book?.rules.get(bet.type);
  const name = betName(bet.type) + (bet.point === 0 ? "" : ` on ${bet.point}`);
  const line = make("li", "", make("span", "what", `${name}, ${stack(bet.stake, unit)}`));
  line.append(make("span", "state", bet.working === "HOUSE_RULE" ? "" : bet.working === "ON" ? "on" : "off"));
  const buttons = make("span", "buttons");
  if (rule?.changes !== "CONTRACT") {
    buttons.append(button("Take down", name, `down ${open.id}`, () => alter(open.id, "TAKE_DOWN")));
  }
  if (rule?.switchable === true) {
    const on = bet.working === "ON";
    buttons.append(button(on ? "Switch off" : "Switch on", name, `switch ${open.id}`, () => alter(open.id, on ? "SWITCH_OFF" : "SWITCH_ON")));
  }
  line.append(buttons, steps(play.entries.find((entry) => entry.id === open.id)));
  return line;
}

/** @param key what it is about: the same button in another picture of the list */
function button(label: string, what: string, key: string, press: () => void): HTMLElement {
  const made = makeButton("small", label);
  made.setAttribute("aria-label", `${label}: ${what}`);
  made.dataset.key = key;
  made.addEventListener("click", press);
  return made;
}

function past(entry: Entry, unit: number, { prove }: Presses): HTMLElement {
  const line = make("li", "", make("span", "what", `${betName(entry.type)}, ${stack(entry.amount, unit)}`));
  const { fate } = entry;
  const result = make("span", "result", sum(entry, unit));
  result.dataset.result = fate?.state === "REFUSED" ? "refused" : (fate?.settlements.at(-1)?.result ?? "").toLowerCase();
  line.append(result, steps(entry));
  if (fate?.state === "DECIDED" || fate?.state === "REFUSED") {
    line.append(button("Proof", betName(entry.type), `proof ${entry.id}`, () => prove(entry.id)));
  }
  return line;
}

/** "6 + 7 won = 13 back"; the sums are those of the certified settlement. */
function sum(entry: Entry, unit: number): string {
  const { fate } = entry;
  switch (fate?.state) {
    case "REFUSED":
      return `refused: ${(fate.reason ?? "").toLowerCase().replace(/_/g, " ")}`;
    case "DECIDED":
      return fate.settlements.length === 0 ? "taken down" : fate.settlements.map((one) => settled(one, unit)).join("; ");
    default:
      return "";
  }
}

function settled(one: Settlement, unit: number): string {
  const [stake, profit, back] = [one.stake, one.profit, one.returned].map((base) => chips(base, unit));
  switch (one.result) {
    case "WON":
      return `${stake} + ${profit} won = ${chips(one.returned + one.profit, unit)}`;
    case "LOST":
      return `${stake} lost`;
    case "PUSHED":
      return `pushed: ${back} back`;
    case "RETURNED":
      return `off: ${back} back`;
    case "MOVED":
      return `travels to ${one.live?.point ?? "its number"}`;
    default:
      return one.result.toLowerCase();
  }
}

/** sent → included → settled → verified here, with the time each took. */
function steps(entry: Entry | undefined): HTMLElement {
  const list = make("ol", "way");
  if (entry === undefined) {
    return list;
  }
  const since = (atMs: number | undefined) => (atMs === undefined ? undefined : atMs - entry.sentAtMs);
  for (const [name, took] of [
    ["sent", 0],
    ["included", since(entry.includedAtMs)],
    ["settled", since(entry.settledAtMs)],
    ["verified", entry.checked?.result === "VERIFIED" ? since(entry.checked.atMs) : undefined],
  ] as const) {
    const step = make("li", took === undefined ? "" : "done", name);
    if (took !== undefined && took > 0) {
      step.append(make("small", "", ` ${(took / 1000).toFixed(1)} s`));
    }
    list.append(step);
  }
  if (entry.checked?.result === "MISMATCH") {
    list.append(make("li", "bad", "does not hold"));
  }
  return list;
}
