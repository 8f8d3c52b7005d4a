import type { Roll } from "../net/frames";

const SPECIAL: Record<string, string> = {
  DONT_PASS: "Don’t Pass",
  DONT_COME: "Don’t Come",
  HI_LO: "Hi-Lo",
  C_AND_E: "C & E",
  THREE_WAY: "Three-way",
  ACE_DEUCE: "Ace-Deuce",
};

/** PASS_ODDS_4 → Pass Odds 4. */
export function betName(type: string): string {
  const special = SPECIAL[type];
  if (special !== undefined) {
    return special;
  }
  const hop = /^HOP_(\d)_(\d)$/.exec(type);
  if (hop) {
    return `Hop ${hop[1]}-${hop[2]}`;
  }
  const words = type
    .toLowerCase()
    .split("_")
    .map((word) => (word === "to" ? word : word.charAt(0).toUpperCase() + word.slice(1)));
  return words.join(" ").replace(/^Dont /, "Don’t ");
}

const NUMBER = new Intl.NumberFormat("en");

/** Exactly: 13200 base units → "10", 7700 → "5 5/6". */
export function chips(base: number, unit: number): string {
  const whole = Math.trunc(base / unit);
  const rest = Math.abs(base % unit);
  if (rest === 0) {
    return NUMBER.format(whole);
  }
  const common = divisor(rest, unit);
  const part = `${rest / common}/${unit / common}`;
  return whole === 0 ? part : `${NUMBER.format(whole)} ${part}`;
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}

export function count(n: number, one: string, many: string): string {
  return `${NUMBER.format(n)} ${n === 1 ? one : many}`;
}

/** 13200 base units → "10 chips". */
export function stack(base: number, unit: number): string {
  return base === unit ? "1 chip" : `${chips(base, unit)} chips`;
}

/** A roll in a sentence. */
export function called(roll: Roll, pointBefore: number | undefined): string {
  const [one, other] = roll.dice;
  const said = call(roll, pointBefore);
  return said === String(roll.total)
    ? `Round ${roll.round}: ${one} and ${other} make ${said}.`
    : `Round ${roll.round}: ${one} and ${other}. ${said}.`;
}

/** What the stick would call. */
function call(roll: Roll, pointBefore: number | undefined): string {
  if (roll.sevenOut) {
    return "Seven out";
  }
  if (roll.point !== 0 && roll.point !== pointBefore) {
    return `Point is ${roll.point}`;
  }
  if (roll.point === 0 && pointBefore === roll.total) {
    return `Point ${roll.total} made`;
  }
  if (roll.point === 0 && pointBefore === 0) {
    return roll.total === 7 || roll.total === 11 ? `${roll.total}, pass wins` : `Craps ${roll.total}`;
  }
  return roll.dice[0] === roll.dice[1] && [4, 6, 8, 10].includes(roll.total)
    ? `Hard ${roll.total}`
    : `${roll.total}`;
}
