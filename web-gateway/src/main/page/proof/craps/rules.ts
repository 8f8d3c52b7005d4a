import { BET_TYPES, type BetType } from "./bets";
import { type Ratio, ratio } from "./ratio";
import { faces, type RollSet, rollsWhere, total, totals } from "./rolls";
import { type ComeOut, type OneRoll, type Pay, type Standing, type Terms, termsText, type Vig } from "./terms";

/**
 * The house's pay table as data, and its canonical text, whose hash a genesis names: so the rules that
 * are run here are the chain's. Twin of evidence.craps.StandardRules.
 */

interface Rule {
  readonly type: BetType;
  readonly terms: Terms;
  readonly opening: string;
  readonly changes: string;
  readonly maxChips: number;
}

const CHIP = 1320;
const LINE = 10_000;
const PROPOSITION = 1_000;
const HAND = 100;
const TAKEN = 50_000;
const LAID = 60_000;

const NONE: RollSet = new Set();
const SEVEN = totals(7);
/** For 4/10, 5/9, 6/8. */
const TRUE_FOR = [ratio(2), ratio(3, 2), ratio(6, 5)];
const TRUE_AGAINST = [ratio(1, 2), ratio(2, 3), ratio(5, 6)];
const PLACE = [ratio(9, 5), ratio(7, 5), ratio(7, 6)];
const PLACE_TO_LOSE = [ratio(5, 11), ratio(5, 8), ratio(4, 5)];
const EVEN = [ratio(1), ratio(1), ratio(1)];
const FIVE_PERCENT = ratio(1, 20);
const OFF: ComeOut = "OFF_UNLESS_SWITCHED_ON";

function line(pointOf: "TABLE" | "BET", side: "RIGHT" | "WRONG"): Terms {
  const natural = totals(7, 11);
  const [wins, loses, pushes] =
    side === "RIGHT" ? [natural, totals(2, 3, 12), NONE] : [totals(2, 3), natural, totals(12)];
  return { shape: "line", pointOf, side, wins, loses, pushes, pays: ratio(1) };
}

function by(triple: readonly Ratio[], number: number): Ratio {
  return triple[3 - Math.abs(7 - number)] as Ratio;
}

function standing(wins: RollSet, loses: RollSet, pays: Ratio, comeOut: ComeOut, vig?: Vig): Standing {
  return { shape: "standing", wins, loses, pays, comeOut, ...(vig && { vig }) };
}

function on(number: number, pays: readonly Ratio[], comeOut: ComeOut, vig?: Vig): Standing {
  return standing(totals(number), SEVEN, by(pays, number), comeOut, vig);
}

/** Bets against a number work on every roll. */
function against(number: number, pays: readonly Ratio[], vig?: Vig): Standing {
  return standing(SEVEN, totals(number), by(pays, number), "WORKS", vig);
}

function hard(number: number): Standing {
  const pair = faces(number / 2, number / 2);
  const easy = rollsWhere((roll) => total(roll) === 7 || (total(roll) === number && roll.die1 !== roll.die2));
  return standing(pair, easy, ratio(number === 4 || number === 10 ? 7 : 9), OFF);
}

function pay(pays: number, ...sums: number[]): Pay {
  return { rolls: totals(...sums), pays: ratio(pays) };
}

function whole(...pays: Pay[]): OneRoll {
  return { shape: "one-roll", parts: [pays] };
}

function split(...parts: Pay[]): OneRoll {
  return { shape: "one-roll", parts: parts.map((part) => [part]) };
}

const CRAPS = pay(7, 2, 3, 12);
const TWO = pay(30, 2);
const THREE = pay(15, 3);
const ELEVEN = pay(15, 11);
const TWELVE = pay(30, 12);
const ANY_SEVEN = pay(4, 7);
const SMALL = [2, 3, 4, 5, 6];
const TALL = [8, 9, 10, 11, 12];

const SINGLE: Record<string, Terms> = {
  PASS: line("TABLE", "RIGHT"),
  DONT_PASS: line("TABLE", "WRONG"),
  COME: line("BET", "RIGHT"),
  DONT_COME: line("BET", "WRONG"),
  FIELD: whole(pay(1, 3, 4, 9, 10, 11), pay(2, 2), pay(3, 12)),
  ANY_SEVEN: whole(ANY_SEVEN),
  ANY_CRAPS: whole(CRAPS),
  ACES: whole(TWO),
  BOXCARS: whole(TWELVE),
  ACE_DEUCE: whole(THREE),
  YO: whole(ELEVEN),
  HI_LO: whole(pay(15, 2, 12)),
  HORN: split(TWO, THREE, ELEVEN, TWELVE),
  HORN_HIGH_2: split(TWO, TWO, THREE, ELEVEN, TWELVE),
  HORN_HIGH_3: split(TWO, THREE, THREE, ELEVEN, TWELVE),
  HORN_HIGH_11: split(TWO, THREE, ELEVEN, ELEVEN, TWELVE),
  HORN_HIGH_12: split(TWO, THREE, ELEVEN, TWELVE, TWELVE),
  WORLD: split(TWO, THREE, ANY_SEVEN, ELEVEN, TWELVE),
  C_AND_E: split(CRAPS, ELEVEN),
  THREE_WAY: split(TWO, THREE, TWELVE),
  SMALL: { shape: "collect", totals: SMALL, pays: ratio(34) },
  TALL: { shape: "collect", totals: TALL, pays: ratio(34) },
  ALL: { shape: "collect", totals: [...SMALL, ...TALL], pays: ratio(175) },
  FIRE: { shape: "fire", tiers: [[4, ratio(24)], [5, ratio(249)], [6, ratio(999)]] },
};

/** Name without its number, number → terms, opening, changes, most chips. */
const FAMILIES: Record<string, readonly [(number: number) => Terms, string, number]> = {
  PASS_ODDS: [(n) => on(n, TRUE_FOR, "WORKS"), "BEHIND_BASE_BET", TAKEN],
  COME_ODDS: [(n) => on(n, TRUE_FOR, "RETURNED"), "BEHIND_BASE_BET", TAKEN],
  DONT_PASS_ODDS: [(n) => against(n, TRUE_AGAINST), "BEHIND_BASE_BET", LAID],
  DONT_COME_ODDS: [(n) => against(n, TRUE_AGAINST), "BEHIND_BASE_BET", LAID],
  PLACE: [(n) => on(n, PLACE, OFF), "ANY_TIME", LINE],
  PLACE_TO_LOSE: [(n) => against(n, PLACE_TO_LOSE), "ANY_TIME", LINE],
  BUY: [(n) => on(n, TRUE_FOR, OFF, { rate: FIVE_PERCENT, on: "STAKE" }), "ANY_TIME", LINE],
  LAY: [(n) => against(n, TRUE_AGAINST, { rate: FIVE_PERCENT, on: "WIN" }), "ANY_TIME", LAID],
  PUT: [(n) => on(n, EVEN, "WORKS"), "ITS_POINT", LINE],
  BIG: [(n) => on(n, EVEN, "WORKS"), "ANY_TIME", LINE],
  HARD: [hard, "ANY_TIME", PROPOSITION],
  HORN_HIGH: [(n) => SINGLE[`HORN_HIGH_${n}`] as Terms, "ANY_TIME", PROPOSITION],
  REPEATER: [repeater, "BEFORE_PROGRESS", HAND],
};

function repeater(sum: number): Terms {
  const count = 7 - Math.abs(7 - sum);
  return { shape: "repeat", total: sum, times: count, pays: ratio([40, 50, 65, 80, 90][count - 2] as number) };
}

function rule(type: BetType): Rule {
  if (type.number !== 0) {
    const [terms, opening, maxChips] = FAMILIES[type.name.slice(0, type.name.lastIndexOf("_"))] as (typeof FAMILIES)[string];
    return { type, terms: terms(type.number), opening, changes: "FREE", maxChips };
  }
  if (type.name.startsWith("HOP_")) {
    const [low, high] = [Number(type.name[4]), Number(type.name[6])];
    const terms = whole({ rolls: faces(low, high), pays: ratio(low === high ? 30 : 15) });
    return { type, terms, opening: "ANY_TIME", changes: "FREE", maxChips: PROPOSITION };
  }
  const terms = SINGLE[type.name] as Terms;
  if (terms.shape === "line") {
    const opening = terms.pointOf === "TABLE" ? "COME_OUT" : "POINT";
    return { type, terms, opening, changes: terms.side === "RIGHT" ? "CONTRACT" : "NOT_RAISED", maxChips: LINE };
  }
  return terms.shape === "one-roll"
    ? { type, terms, opening: "ANY_TIME", changes: "FREE", maxChips: type.name === "FIELD" ? LINE : PROPOSITION }
    : { type, terms, opening: "BEFORE_PROGRESS", changes: "FREE", maxChips: HAND };
}

const RULES = BET_TYPES.map(rule);
const TERMS = new Map(RULES.map((each) => [each.type, each.terms]));

/** What decides a bet and what it pays. */
export function termsOf(type: BetType): Terms {
  return TERMS.get(type) as Terms;
}

/** The rules document: ASCII, one line per rule. */
export function rulesText(): string {
  const rows = RULES.map(
    ({ type, terms, opening, changes, maxChips }) =>
      `bet ${type.name} code=${type.code} opening=${opening} changes=${changes} min=${CHIP} max=${maxChips * CHIP} ${termsText(terms)}`,
  );
  return [
    "bitcraps rules 1",
    `unit ${CHIP}`,
    "odds 3-4-5 lay=to-win-the-same",
    "pays to-one; a bet that wins comes down with its stake",
    "hand ends=seven-out totals=since-any-7",
    ...rows,
    "",
  ].join("\n");
}
