import type { Bet } from "./bets";
import { type Ratio, share, ZERO } from "./ratio";
import { has, type Roll, total } from "./rolls";
import { termsOf } from "./rules";
import { countOf, distinctPointsMade, isSevenOut, POINTS, tableAfter, type TableState } from "./table";
import { type Collect, type Fire, type Line, oneRollPays, type OneRoll, type Repeat, type Standing, standingPays } from "./terms";

/** What one roll did to one bet, in base units. */
export interface Resolution {
  readonly result: "STAYS" | "MOVED" | "WON" | "LOST" | "PUSHED" | "RETURNED";
  readonly returned: bigint;
  readonly profit: bigint;
  /** The bet that is still on the table, if it is. */
  readonly remaining?: Bet;
}

/** What the roll does to the bet. Twin of evidence.craps.Settlement: knows no bet by name. */
export function settle(before: TableState, roll: Roll, bet: Bet): Resolution {
  const terms = termsOf(bet.type);
  switch (terms.shape) {
    case "line":
      return line(before, roll, bet, terms);
    case "standing":
      return standing(before, roll, bet, terms);
    case "one-roll":
      return oneRoll(roll, bet, terms);
    case "collect":
      return collect(before, roll, bet, terms);
    case "fire":
      return fire(before, roll, bet, terms);
    case "repeat":
      return repeat(before, roll, bet, terms);
  }
}

function stays(bet: Bet): Resolution {
  return { result: "STAYS", returned: 0n, profit: 0n, remaining: bet };
}

function wins(bet: Bet, pays: Ratio): Resolution {
  return { result: "WON", returned: bet.stake, profit: share(pays, bet.stake) };
}

const LOSES: Resolution = { result: "LOST", returned: 0n, profit: 0n };

function back(bet: Bet, result: "PUSHED" | "RETURNED"): Resolution {
  return { result, returned: bet.stake, profit: 0n };
}

function line(before: TableState, roll: Roll, bet: Bet, terms: Line): Resolution {
  const point = terms.pointOf === "TABLE" ? before.point : bet.point;
  const sum = total(roll);
  if (point !== 0) {
    if (sum !== point && sum !== 7) {
      return stays(bet);
    }
    return (sum === point) === (terms.side === "RIGHT") ? wins(bet, terms.pays) : LOSES;
  }
  if (has(terms.wins, roll)) {
    return wins(bet, terms.pays);
  }
  if (has(terms.loses, roll)) {
    return LOSES;
  }
  if (has(terms.pushes, roll)) {
    return back(bet, "PUSHED");
  }
  const travelled = { ...bet, point: POINTS.includes(sum) ? sum : 0 };
  return terms.pointOf === "TABLE" ? stays(bet) : { result: "MOVED", returned: 0n, profit: 0n, remaining: travelled };
}

function standing(before: TableState, roll: Roll, bet: Bet, terms: Standing): Resolution {
  const won = has(terms.wins, roll);
  if (!won && !has(terms.loses, roll)) {
    return stays(bet);
  }
  if (works(before, bet, terms)) {
    return won ? wins(bet, standingPays(terms)) : LOSES;
  }
  return terms.comeOut === "RETURNED" ? back(bet, "RETURNED") : stays(bet);
}

function works(before: TableState, bet: Bet, terms: Standing): boolean {
  switch (terms.comeOut) {
    case "WORKS":
      return true;
    case "RETURNED":
      return before.point !== 0;
    case "OFF_UNLESS_SWITCHED_ON":
      return bet.working === 0 ? before.point !== 0 : bet.working === 1;
  }
}

function oneRoll(roll: Roll, bet: Bet, terms: OneRoll): Resolution {
  const pays = oneRollPays(terms, roll);
  if (pays === undefined) {
    return LOSES;
  }
  return pays.n === 0n ? back(bet, "PUSHED") : wins(bet, pays);
}

function collect(before: TableState, roll: Roll, bet: Bet, terms: Collect): Resolution {
  if (total(roll) === 7) {
    return LOSES;
  }
  const after = tableAfter(before, roll);
  return terms.totals.every((sum) => countOf(after, sum) > 0n) ? wins(bet, terms.pays) : stays(bet);
}

function fire(before: TableState, roll: Roll, bet: Bet, terms: Fire): Resolution {
  if (!isSevenOut(before, roll)) {
    return stays(bet);
  }
  const made = distinctPointsMade(before);
  const pays = terms.tiers.reduce((best, [points, tier]) => (made >= points ? tier : best), ZERO);
  return pays.n === 0n ? LOSES : wins(bet, pays);
}

function repeat(before: TableState, roll: Roll, bet: Bet, terms: Repeat): Resolution {
  if (total(roll) === 7) {
    return LOSES;
  }
  const count = countOf(tableAfter(before, roll), terms.total);
  return count >= BigInt(terms.times) ? wins(bet, terms.pays) : stays(bet);
}
