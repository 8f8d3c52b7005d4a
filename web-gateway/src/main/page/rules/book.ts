/** When a bet may be placed: evidence.craps.BetRule.Opening. */
export type Opening = "COME_OUT" | "POINT" | "ITS_POINT" | "BEHIND_BASE_BET" | "ANY_TIME" | "BEFORE_PROGRESS";

export type Changes = "FREE" | "CONTRACT" | "NOT_RAISED";

/** One row of the chain's rules. Money in base units. */
export interface Rule {
  readonly type: string;
  readonly code: number;
  readonly opening: Opening;
  readonly changes: Changes;
  readonly min: number;
  readonly max: number;
  /** Whether the player may switch it on and off. */
  readonly switchable: boolean;
  /** What decides it and what it pays, as the rules say it. */
  readonly terms: string;
}

export interface RuleBook {
  readonly unit: number;
  readonly rules: ReadonlyMap<string, Rule>;
  readonly codes: ReadonlyMap<string, number>;
  /** Odds may be so many times the base bet, by number. */
  readonly odds: ReadonlyMap<number, number>;
}

const ROW = /^bet (\w+) code=(\d+) opening=(\w+) changes=(\w+) min=(\d+) max=(\d+) (.+)$/;

/** Reads the rules document (`GET /api/v1/rules`). */
export function readRules(text: string): RuleBook {
  const rules = new Map<string, Rule>();
  const codes = new Map<string, number>();
  const odds = new Map<number, number>();
  let unit = 0;
  for (const line of text.split("\n")) {
    const row = ROW.exec(line);
    if (row !== null) {
      const [, type = "", code, opening, changes, min, max, terms = ""] = row;
      codes.set(type, Number(code));
      rules.set(type, {
        type,
        code: Number(code),
        opening: opening as Opening,
        changes: changes as Changes,
        min: Number(min),
        max: Number(max),
        switchable: terms.includes("come-out=OFF_UNLESS_SWITCHED_ON"),
        terms,
      });
    } else if (line.startsWith("unit ")) {
      unit = Number(line.slice(5));
    } else if (line.startsWith("odds ")) {
      // 3-4-5: on 4 and 10, on 5 and 9, on 6 and 8.
      const [outer, middle, inner] = line.slice(5).split(/[- ]/).map(Number);
      [4, 10].forEach((number) => odds.set(number, outer ?? 0));
      [5, 9].forEach((number) => odds.set(number, middle ?? 0));
      [6, 8].forEach((number) => odds.set(number, inner ?? 0));
    }
  }
  if (unit === 0 || rules.size === 0) {
    throw new SyntaxError("these are no rules of craps");
  }
  return { unit, rules, codes, odds };
}
