import type { Roll, Table } from "../net/frames";
import type { State } from "../table/state";
import { called, count, stack } from "../table/words";
import { die } from "./dice";
import { byId, make, makeButton, renew, text } from "./dom";

/** Round, puck, dice and their history. */
export function showRound(state: State, before: State): void {
  const table = state.table;
  if (table === undefined) {
    return;
  }
  text(byId("table-name"), table.name);
  text(byId("round-number"), String(table.round));
  showPuck(table);
  text(byId("phase"), phase(state, table));
  if (state.rolls !== before.rolls) {
    showRolls(state, table);
  }
}

function showPuck(table: Table): void {
  const puck = byId("puck");
  puck.dataset.puck = table.point === 0 ? "off" : "on";
  text(puck, table.point === 0 ? "OFF" : `ON ${table.point}`);
  puck.title = table.point === 0 ? "Come-out roll: no point stands" : `The point is ${table.point}`;
}

function phase(state: State, table: Table): string {
  switch (table.phase) {
    case "BETTING":
      return table.point === 0 ? "Betting open · come-out roll" : `Betting open · point ${table.point}`;
    case "REVEALING":
      return `No more bets · ${table.revealed.length} of ${table.committers.length} secrets revealed`;
    case "SETTLED":
      return table.round === 0
        ? "Waiting for the first commitments"
        : `Settled · next round opens with ${state.quorum} commitments`;
  }
}

function showRolls(state: State, table: Table): void {
  const [last, earlier] = state.rolls;
  byId("dice").replaceChildren(die(last?.dice[0]), die(last?.dice[1]));
  text(byId("call"), last === undefined ? "No roll yet" : words(last, earlier?.point, state, table));
  renew(byId("rolls"), state.rolls.map((roll, i) => past(roll, state.rolls[i + 1]?.point)));
}

function words(last: Roll, point: number | undefined, state: State, table: Table): string {
  const said = called(last, point);
  const settled = state.settled;
  if (settled === undefined || settled.won + settled.lost + settled.pushed === 0) {
    return said;
  }
  const parts: string[] = [];
  if (settled.won > 0) {
    parts.push(`${count(settled.won, "bet won", "bets won")} ${stack(settled.paid, table.unit)}`);
  }
  if (settled.lost > 0) {
    const collected = stack(settled.collected, table.unit);
    parts.push(`${count(settled.lost, "bet lost", "bets lost")} ${collected}`);
  }
  if (settled.pushed > 0) {
    parts.push(count(settled.pushed, "bet pushed", "bets pushed"));
  }
  return `${said} ${parts.join(", ")}.`;
}

/** A press on a past roll asks for its proof. */
export function bindRolls(prove: (round: number) => void): void {
  byId("rolls").addEventListener("click", (event) => {
    const pressed = (event.target as Element).closest<HTMLElement>("[data-round]");
    if (pressed !== null) {
      prove(Number(pressed.dataset.round));
    }
  });
}

function past(roll: Roll, point: number | undefined): HTMLElement {
  const button = makeButton("", String(roll.total));
  button.setAttribute("aria-label", `${called(roll, point)} Show its proof.`);
  button.dataset.round = String(roll.round);
  button.dataset.key = `round ${roll.round}`;
  const item = make("li", "", button);
  const made = point !== undefined && point !== 0 && roll.total === point;
  item.dataset.roll = roll.sevenOut ? "out" : made ? "made" : "";
  item.title = called(roll, point);
  return item;
}
