/** Chips that lie on the felt and are not sent yet. Never changed in place. */
export interface Slip {
  /** One placement after the other, so that the last can be taken back. Base units. */
  readonly chips: readonly Chip[];
  /** What was sent last, to be laid again. */
  readonly last: readonly Chip[];
}

export interface Chip {
  readonly type: string;
  readonly amount: number;
}

export const EMPTY: Slip = { chips: [], last: [] };

export function add(slip: Slip, type: string, amount: number): Slip {
  return { ...slip, chips: [...slip.chips, { type, amount }] };
}

export function undo(slip: Slip): Slip {
  return { ...slip, chips: slip.chips.slice(0, -1) };
}

export function clear(slip: Slip): Slip {
  return { ...slip, chips: [] };
}

/** Each stack once more on itself. */
export function double(slip: Slip): Slip {
  return { ...slip, chips: [...slip.chips, ...stacks(slip)] };
}

/** What was sent last once more, on top of what lies here. */
export function repeat(slip: Slip): Slip {
  return { ...slip, chips: [...slip.chips, ...slip.last] };
}

/** What lies here has been sent. */
export function sent(slip: Slip): Slip {
  return { chips: [], last: stacks(slip) };
}

/** One stack a bet, in the order in which they were begun: what is sent. */
export function stacks(slip: Slip): Chip[] {
  const sums = new Map<string, number>();
  for (const chip of slip.chips) {
    sums.set(chip.type, (sums.get(chip.type) ?? 0) + chip.amount);
  }
  return [...sums].map(([type, amount]) => ({ type, amount }));
}

export function total(slip: Slip): number {
  return slip.chips.reduce((sum, chip) => sum + chip.amount, 0);
}
