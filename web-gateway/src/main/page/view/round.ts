import type { Roll, Table } from "../net/frames";
import type { State } from "../table/state";
import { call, chips, count } from "../table/words";
import { die } from "./dice";
import { byId, make, text } from "./dom";

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
  byId("rolls").replaceChildren(...state.rolls.map((roll, i) => past(roll, state.rolls[i + 1]?.point)));
}

function words(last: Roll, point: number | undefined, state: State, table: Table): string {
  const said = `Round ${last.round}: ${last.dice[0]} and ${last.dice[1]}. ${call(last, point)}.`;
  const settled = state.settled;
  if (settled === undefined || settled.won + settled.lost + settled.pushed === 0) {
    return said;
  }
  return (
    `${said} ${count(settled.won, "bet won", "bets won")} ${chips(settled.paid, table.unit)} chips, ` +
    `${settled.lost} lost ${chips(settled.collected, table.unit)}.`
  );
}

function past(roll: Roll, point: number | undefined): HTMLElement {
  const item = make("li", "", String(roll.total));
  const made = point !== undefined && point !== 0 && roll.total === point;
  item.dataset.roll = roll.sevenOut ? "out" : made ? "made" : "";
  item.title = `Round ${roll.round}: ${roll.dice[0]} + ${roll.dice[1]}. ${call(roll, point)}.`;
  return item;
}
