import { type Roll, total } from "./rolls";

/**
 * All of a table's past that settlement depends on: the puck, and what the hand has made so far. Twin
 * of evidence.craps.TableState, where the transitions are drawn.
 */
export interface TableState {
  readonly hand: bigint;
  /** The puck: a point number, or 0 for OFF. */
  readonly point: number;
  /** Bit n is set when point n was made in this hand. */
  readonly pointsMade: number;
  /** Bits 4n … 4n + 3 say how often n was rolled since the last seven, at most 15. */
  readonly totals: bigint;
}

export const POINTS: readonly number[] = [4, 5, 6, 8, 9, 10];
const POINT_BITS = 0b111_0111_0000;
const TOTAL_BITS = 0xf_ffff_0fff_ff00n;
const COUNT_MAX = 15n;
const HAND_MAX = 2n ** 63n - 1n;

/** Whether no bit is set that stands for nothing. */
export function isTable(state: TableState): boolean {
  return (state.pointsMade & ~POINT_BITS) === 0 && (state.totals & ~TOTAL_BITS) === 0n;
}

/** How often a total was rolled since the last seven. */
export function countOf(table: TableState, sum: number): bigint {
  return (table.totals >> BigInt(4 * sum)) & 0xfn;
}

export function distinctPointsMade(table: TableState): number {
  return POINTS.filter((point) => ((table.pointsMade >> point) & 1) === 1).length;
}

export function isSevenOut(table: TableState, roll: Roll): boolean {
  return table.point !== 0 && total(roll) === 7;
}

/** The table after a roll. */
export function tableAfter(table: TableState, roll: Roll): TableState {
  const sum = total(roll);
  if (isSevenOut(table, roll)) {
    return { hand: table.hand === HAND_MAX ? HAND_MAX : table.hand + 1n, point: 0, pointsMade: 0, totals: 0n };
  }
  if (sum === 7) {
    return { ...table, point: 0, totals: 0n };
  }
  const counted = countOf(table, sum) === COUNT_MAX ? table.totals : table.totals + (1n << BigInt(4 * sum));
  if (table.point === 0) {
    return { ...table, point: POINTS.includes(sum) ? sum : 0, totals: counted };
  }
  return sum === table.point
    ? { ...table, point: 0, pointsMade: table.pointsMade | (1 << sum), totals: counted }
    : { ...table, totals: counted };
}

export function sameTable(one: TableState, other: TableState): boolean {
  return (
    one.hand === other.hand &&
    one.point === other.point &&
    one.pointsMade === other.pointsMade &&
    one.totals === other.totals
  );
}
