import { type Bytes, type Hex } from "./bytes";
import { type Bet, isStake } from "./craps/bets";
import type { Roll } from "./craps/rolls";
import { isTable, POINTS, type TableState } from "./craps/table";
import { type Decoder } from "./decoder";
import { TAG } from "./digest";
import { Malformed, require } from "./malformed";
import { knownBet } from "./order";

/** One effect of a block, as it stands in the result tree. Twin of evidence.execution.ResultLeaf. */
export type Leaf = { readonly wire: Bytes } & (Receipt | RoundOpened | RollRecorded | BetSettled | { kind: "other" });

/** What became of a player's order. */
export interface Receipt {
  readonly kind: "receipt";
  readonly order: Hex;
  readonly orderKind: number;
  readonly account: Hex;
  readonly table: number | undefined;
  readonly round: bigint;
  readonly outcome: number;
  readonly amount: bigint;
  readonly nonce: bigint;
  readonly balance: bigint;
  readonly detail: bigint;
  readonly subject: Hex | undefined;
  readonly live: Bet | undefined;
}

/** Betting has opened; the committers are frozen. */
export interface RoundOpened {
  readonly kind: "opened";
  readonly table: number;
  readonly round: bigint;
  readonly committers: ReadonlyMap<number, Hex>;
}

/** The dice with all that they follow from. */
export interface RollRecorded {
  readonly kind: "roll";
  readonly table: number;
  readonly round: bigint;
  readonly committers: ReadonlyMap<number, Hex>;
  readonly reveals: ReadonlyMap<number, Hex>;
  readonly beacon: Hex;
  readonly roll: Roll;
  readonly before: TableState;
  readonly after: TableState;
}

export const RESULTS = ["WON", "LOST", "PUSHED", "MOVED", "RETURNED"] as const;
export type Result = (typeof RESULTS)[number];

/** What a roll did to a bet. */
export interface BetSettled {
  readonly kind: "settled";
  readonly order: Hex;
  readonly account: Hex;
  readonly table: number;
  readonly round: bigint;
  readonly placedIn: bigint;
  readonly before: Bet;
  readonly result: Result;
  readonly returned: bigint;
  readonly profit: bigint;
  readonly after: Bet | undefined;
}

export const LEAF_BYTES_MAX = 1 << 20;
const CONTRIBUTIONS_MAX = 1_000;
const OUTCOMES = [1, 10, 11, 12, 13, 14, 15, ...Array.from({ length: 17 }, (_, i) => 20 + i)];

export function leaf(from: Decoder): Leaf {
  const start = from.place();
  from.tag(TAG.RESULT_LEAF);
  const kind = from.u8("kind");
  const read = KINDS[kind];
  if (read === undefined) {
    throw new Malformed("kind", `no leaf has code ${kind}`);
  }
  const value = read(from);
  return { ...value, wire: from.since(start) };
}

type Fields = Receipt | RoundOpened | RollRecorded | BetSettled | { kind: "other" };

const KINDS: Record<number, (from: Decoder) => Fields> = {
  1: (from) => {
    from.hash("previousRoot");
    from.u63("effectiveTimeMs");
    from.list(0x10000, 11, "tables", (each) => {
      each.u16("table");
      each.u63("round");
      each.code([1, 2, 3], "phase");
    });
    from.hash("stateDelta");
    from.flag("endsEpoch");
    from.hash("nextSetHash");
    from.hash("rulesHash");
    return OTHER;
  },
  2: receipt,
  3: (from) => {
    from.hash("order");
    from.hash("account");
    from.u63("amount");
    from.u63("balance");
    return OTHER;
  },
  4: (from) => {
    const table = from.u16("table");
    const round = from.u63("round");
    from.u63("opensAtMs");
    from.u63("closesAtMs");
    return { kind: "opened", table, round, committers: contributions(from, "committers") };
  },
  5: (from) => {
    round(from);
    from.u63("closedAtMs");
    from.u63("fallbackAtMs");
    return OTHER;
  },
  6: rollRecorded,
  7: betSettled,
  8: (from) => {
    round(from);
    from.u16("replica");
    return OTHER;
  },
  9: (from) => answer(from, "commitment", [1, 10, 11, 12, 13, 14, 15, 16]),
  10: (from) => answer(from, "secret", [1, 2, 10, 11, 12, 13, 14, 15, 16]),
};

const OTHER = { kind: "other" } as const;

function round(from: Decoder): void {
  from.u16("table");
  from.u63("round");
}

function answer(from: Decoder, field: string, codes: readonly number[]): Fields {
  round(from);
  from.u16("replica");
  from.hash(field);
  from.code(codes, "answer");
  return OTHER;
}

function receipt(from: Decoder): Receipt {
  const order = from.hash("order");
  const orderKind = from.code([1, 2, 3, 4, 5, 6, 7, 8], "order");
  const account = from.hash("account");
  const table = from.optional("table", (each) => each.u16("table"));
  const named = from.u63("round");
  const outcome = from.code(OUTCOMES, "outcome");
  const amount = from.u63("amount");
  const nonce = from.u63("nonce");
  const balance = from.u63("balance");
  const detail = from.u63("detail");
  from.optional("first", (each) => {
    each.u63("sequence");
    each.u31("index");
  });
  const subject = from.optional("subject", (each) => each.hash("bet"));
  const live = from.optional("live", bet);
  return { kind: "receipt", order, orderKind, account, table, round: named, outcome, amount, nonce, balance, detail, subject, live };
}

function rollRecorded(from: Decoder): RollRecorded {
  const table = from.u16("table");
  const named = from.u63("round");
  const committers = contributions(from, "committers");
  const reveals = contributions(from, "reveals");
  const beacon = from.hash("beacon");
  const roll = { die1: from.u8("die1"), die2: from.u8("die2") };
  require([roll.die1, roll.die2].every((die) => die >= 1 && die <= 6), "die", "a die shows 1 to 6");
  return { kind: "roll", table, round: named, committers, reveals, beacon, roll, before: tableState(from), after: tableState(from) };
}

function betSettled(from: Decoder): BetSettled {
  const order = from.hash("bet");
  const account = from.hash("account");
  const table = from.u16("table");
  const named = from.u63("round");
  const placedIn = from.u63("placedIn");
  const before = bet(from);
  const result = RESULTS[from.code([1, 2, 3, 4, 5], "result") - 1] as Result;
  const returned = from.u63("returned");
  const profit = from.u63("profit");
  const after = from.optional("after", bet);
  from.u63("balance");
  return { kind: "settled", order, account, table, round: named, placedIn, before, result, returned, profit, after };
}

/** Count, then id and 32 bytes, strictly ascending. */
function contributions(from: Decoder, field: string): Map<number, Hex> {
  const count = from.u16(field);
  require(count <= CONTRIBUTIONS_MAX, field, `${count} contributions`);
  const values = new Map<number, Hex>();
  let last = -1;
  for (let i = 0; i < count; i++) {
    const validator = from.u16("replica");
    require(validator > last, field, "not strictly ascending");
    last = validator;
    values.set(validator, from.hash(field));
  }
  return values;
}

function bet(from: Decoder): Bet {
  const type = knownBet(from);
  const stake = from.u63("stake");
  const point = from.code([0, ...POINTS], "point");
  const working = from.code([0, 1, 2], "working") as Bet["working"];
  require(isStake(stake), "message", `not a stake: ${stake}`);
  require(point === 0 || type.name === "COME" || type.name === "DONT_COME", "message", `${type.name} does not travel`);
  return { type, stake, point, working };
}

function tableState(from: Decoder): TableState {
  const state = {
    hand: from.u63("hand"),
    point: from.code([0, ...POINTS], "point"),
    pointsMade: from.u16("pointsMade"),
    totals: from.u63("totals"),
  };
  require(isTable(state), "message", `no such table: hand ${state.hand}`);
  return state;
}
