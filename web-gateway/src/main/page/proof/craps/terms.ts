import { minus, plus, type Ratio, ratio, ratioText, times, ZERO } from "./ratio";
import { has, type Roll, type RollSet, rollSetText } from "./rolls";

/**
 * What a bet wins and loses on and what it pays, as data: six shapes cover the whole table. Twin of
 * evidence.craps.Terms, where each is explained.
 */
export type Terms = Line | Standing | OneRoll | Collect | Fire | Repeat;

export interface Line {
  readonly shape: "line";
  readonly pointOf: "TABLE" | "BET";
  readonly side: "RIGHT" | "WRONG";
  readonly wins: RollSet;
  readonly loses: RollSet;
  readonly pushes: RollSet;
  readonly pays: Ratio;
}

export type ComeOut = "WORKS" | "OFF_UNLESS_SWITCHED_ON" | "RETURNED";

export interface Standing {
  readonly shape: "standing";
  readonly wins: RollSet;
  readonly loses: RollSet;
  readonly pays: Ratio;
  readonly vig?: Vig;
  readonly comeOut: ComeOut;
}

/** The commission, taken on a win only. */
export interface Vig {
  readonly rate: Ratio;
  readonly on: "STAKE" | "WIN";
}

export interface Pay {
  readonly rolls: RollSet;
  readonly pays: Ratio;
}

/** The stake is split evenly over the parts, each with its own pays. */
export interface OneRoll {
  readonly shape: "one-roll";
  readonly parts: readonly (readonly Pay[])[];
}

export interface Collect {
  readonly shape: "collect";
  readonly totals: readonly number[];
  readonly pays: Ratio;
}

export interface Fire {
  readonly shape: "fire";
  /** Points made and what that many pay, ascending. */
  readonly tiers: readonly (readonly [number, Ratio])[];
}

export interface Repeat {
  readonly shape: "repeat";
  readonly total: number;
  readonly times: number;
  readonly pays: Ratio;
}

/** To one, after the commission. */
export function standingPays(terms: Standing): Ratio {
  const { vig, pays } = terms;
  return vig === undefined ? pays : minus(pays, vig.on === "STAKE" ? vig.rate : times(vig.rate, pays));
}

/** To one, net of the parts that lose; undefined if all of them lose. */
export function oneRollPays(terms: OneRoll, roll: Roll): Ratio | undefined {
  const won = terms.parts
    .map((pays) => pays.find((pay) => has(pay.rolls, roll))?.pays)
    .filter((pays) => pays !== undefined);
  if (won.length === 0) {
    return undefined;
  }
  const losing = ratio(terms.parts.length - won.length);
  return times(minus(won.reduce(plus, ZERO), losing), ratio(1, terms.parts.length));
}

/** The canonical text of the rules document. */
export function termsText(terms: Terms): string {
  switch (terms.shape) {
    case "line":
      return `line point=${terms.pointOf} side=${terms.side} wins=${rollSetText(terms.wins)} loses=${rollSetText(terms.loses)} pushes=${rollSetText(terms.pushes)} pays=${ratioText(terms.pays)}`;
    case "standing":
      return `standing wins=${rollSetText(terms.wins)} loses=${rollSetText(terms.loses)} pays=${ratioText(terms.pays)} vig=${vigText(terms.vig)} come-out=${terms.comeOut}`;
    case "one-roll":
      return `one-roll ${terms.parts.map((pays) => pays.map(payText).join(" ")).join("; ")}`;
    case "collect":
      return `collect ${terms.totals.join(",")} before=7 pays=${ratioText(terms.pays)}`;
    case "fire":
      return `fire ${terms.tiers.map(([points, pays]) => `${points}=${ratioText(pays)}`).join(" ")}`;
    case "repeat":
      return `repeat ${terms.total} times=${terms.times} before=7 pays=${ratioText(terms.pays)}`;
  }
}

function vigText(vig: Vig | undefined): string {
  return vig === undefined ? "none" : `${ratioText(vig.rate)} of ${vig.on}`;
}

function payText(pay: Pay): string {
  return `${rollSetText(pay.rolls)}=${ratioText(pay.pays)}`;
}
