/** One throw of two distinguishable dice. */
export interface Roll {
  readonly die1: number;
  readonly die2: number;
}

export function total(roll: Roll): number {
  return roll.die1 + roll.die2;
}

export function rollText(roll: Roll): string {
  return `${roll.die1}-${roll.die2}`;
}

/** All 36 ordered pairs. */
export const ROLLS: readonly Roll[] = [1, 2, 3, 4, 5, 6].flatMap((die1) =>
  [1, 2, 3, 4, 5, 6].map((die2) => ({ die1, die2 })),
);

/** What a bet wins or loses on: the texts of its rolls, closed under swapping the dice. */
export type RollSet = ReadonlySet<string>;

export function rollsWhere(holds: (roll: Roll) => boolean): RollSet {
  return new Set(ROLLS.filter(holds).map(rollText));
}

export function totals(...wanted: number[]): RollSet {
  return rollsWhere((roll) => wanted.includes(total(roll)));
}

export function faces(one: number, other: number): RollSet {
  return new Set([`${one}-${other}`, `${other}-${one}`]);
}

export function has(set: RollSet, roll: Roll): boolean {
  return set.has(rollText(roll));
}

/** One text per set: whole totals first, ascending, then single pairs with the low face first. */
export function rollSetText(set: RollSet): string {
  const names: string[] = [];
  const rest = new Set(set);
  for (let sum = 2; sum <= 12; sum++) {
    const whole = [...totals(sum)];
    if (whole.every((roll) => set.has(roll))) {
      names.push(String(sum));
      whole.forEach((roll) => rest.delete(roll));
    }
  }
  const pairs = ROLLS.filter((roll) => roll.die1 <= roll.die2 && has(rest, roll)).map(rollText);
  return [...names, ...pairs].join(",") || "none";
}
