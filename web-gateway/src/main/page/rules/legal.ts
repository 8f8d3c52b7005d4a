import type { Roll, Table } from "../net/frames";
import { betName, stack } from "../table/words";
import type { Rule, RuleBook } from "./book";

/** A bet that stands or is about to be sent. */
export interface Standing {
  readonly type: string;
  readonly stake: number;
  /** The number that a Come bet has travelled to; 0 otherwise. */
  readonly point: number;
}

/** What a bet is judged by, as far as the page knows it. The ledger alone decides. */
export interface Situation {
  readonly book: RuleBook;
  readonly table: Table;
  /** Newest first. */
  readonly rolls: readonly Roll[];
  /** The player's own, the staged ones included. */
  readonly standing: readonly Standing[];
}

/** Why this bet would be refused now, in a sentence; undefined if nothing is known against it. */
export function against(type: string, stake: number, at: Situation): string | undefined {
  const rule = at.book.rules.get(type);
  if (rule === undefined) {
    return `This chain has no bet ${type}.`;
  }
  return opening(rule, at) ?? limits(rule, stake, at) ?? odds(rule, stake, at);
}

function opening(rule: Rule, { table, rolls, standing }: Situation): string | undefined {
  const number = numberOf(rule.type);
  switch (rule.opening) {
    case "COME_OUT":
      return table.point === 0 ? undefined : `Only on the come-out: the point is ${table.point}.`;
    case "POINT":
      return table.point !== 0 ? undefined : "Only when a point stands.";
    case "ITS_POINT":
      return table.point === number ? undefined : `Only when ${number} is the point.`;
    case "BEHIND_BASE_BET":
      return base(rule.type, table, standing) > 0 ? undefined : needs(rule.type);
    case "BEFORE_PROGRESS":
      return isFresh(rule, table, rolls) ? undefined : "Only before the hand has made progress towards it.";
    case "ANY_TIME":
      return undefined;
  }
}

function limits(rule: Rule, stake: number, { book, table, standing }: Situation): string | undefined {
  const alike = standing.filter((bet) => bet.type === rule.type && bet.point === 0);
  const total = alike.reduce((sum, bet) => sum + bet.stake, stake);
  if (total > rule.max) {
    return `At most ${stack(rule.max, book.unit)} on ${betName(rule.type)}.`;
  }
  const most = table.stakeMax;
  return stake > most ? `At most ${stack(most, book.unit)} a bet at this table.` : undefined;
}

function odds(rule: Rule, stake: number, { book, table, standing }: Situation): string | undefined {
  if (rule.opening !== "BEHIND_BASE_BET") {
    return undefined;
  }
  const behind = base(rule.type, table, standing);
  const most = behind * (book.odds.get(numberOf(rule.type)) ?? 0);
  const total = standing.filter((bet) => bet.type === rule.type).reduce((sum, bet) => sum + bet.stake, stake);
  const counted = rule.type.startsWith("DONT_") ? won(rule, total) : total;
  return counted > most ? `Odds behind ${stack(behind, book.unit)} may be ${stack(most, book.unit)}.` : undefined;
}

/** What a stake wins by the rule's pays; laid odds are limited by it. */
function won(rule: Rule, stake: number): number {
  const [, over = "0", under = "1"] = /pays=(\d+)(?:\/(\d+))?/.exec(rule.terms) ?? [];
  return (stake * Number(over)) / Number(under || 1);
}

/** What the player has standing that these odds may ride on. */
function base(type: string, table: Table, standing: readonly Standing[]): number {
  return standing.filter((bet) => behind(bet, table) === type).reduce((sum, bet) => sum + bet.stake, 0);
}

/** The odds that may be placed behind a bet as it stands. */
function behind(bet: Standing, table: Table): string | undefined {
  switch (bet.type) {
    case "PASS":
    case "DONT_PASS":
      return table.point === 0 ? undefined : `${bet.type}_ODDS_${table.point}`;
    case "COME":
    case "DONT_COME":
      return bet.point === 0 ? undefined : `${bet.type}_ODDS_${bet.point}`;
    default:
      // A Put is a Pass bet made late.
      return bet.type.startsWith("PUT_") ? `PASS_ODDS_${numberOf(bet.type)}` : undefined;
  }
}

function needs(type: string): string {
  const bet = betName(type.replace(/_ODDS_\d+$/, ""));
  return `Odds ride behind your own ${bet} bet that stands on ${numberOf(type)}.`;
}

/** The number at the end of a type; 0 if it has none. */
export function numberOf(type: string): number {
  return Number(/_(\d+)$/.exec(type)?.[1] ?? 0);
}

/** Whether nothing that the bet collects has come yet, as far as the rolls reach back. */
function isFresh(rule: Rule, table: Table, rolls: readonly Roll[]): boolean {
  if (rule.type === "FIRE") {
    const hand = until(rolls, (roll) => roll.sevenOut);
    const made = hand.some((roll, i) => roll.point === 0 && hand[i + 1]?.point === roll.total);
    return table.point === 0 && !made;
  }
  const since = until(rolls, (roll) => roll.total === 7);
  const [, list = ""] = /^(?:collect|repeat)(?: total=)? ?([\d,]+)/.exec(rule.terms) ?? [];
  const wanted = list === "" ? [numberOf(rule.type)] : list.split(",").map(Number);
  return !since.some((roll) => wanted.includes(roll.total));
}

function until(rolls: readonly Roll[], ends: (roll: Roll) => boolean): readonly Roll[] {
  const at = rolls.findIndex(ends);
  return at < 0 ? rolls : rolls.slice(0, at);
}
