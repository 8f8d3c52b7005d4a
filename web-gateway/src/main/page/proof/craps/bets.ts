/** A bet's name and its code on the wire (1 … 255, never renumbered). Twin of evidence.craps.BetType. */
export interface BetType {
  readonly name: string;
  readonly code: number;
  /** The total it is about; 0 when it is about none or several. */
  readonly number: number;
}

/** A live bet: what the rules need to know of it. */
export interface Bet {
  readonly type: BetType;
  readonly stake: bigint;
  /** The number a Come bet has travelled to; 0 before that and for all others. */
  readonly point: number;
  /** 0 as the house rule says, 1 switched on, 2 switched off. */
  readonly working: 0 | 1 | 2;
}

const UNIT = 1320n;
export const SUPPLY_MAX = 1n << 52n;
const STAKE_MAX = (SUPPLY_MAX / UNIT) * UNIT;

/** Every stake is a positive multiple of 1320, so every payout is a whole number. */
export function isStake(amount: bigint): boolean {
  return amount >= UNIT && amount <= STAKE_MAX && amount % UNIT === 0n;
}

export function sameBet(one: Bet | undefined, other: Bet | undefined): boolean {
  return (
    one === other ||
    (one !== undefined &&
      other !== undefined &&
      one.type === other.type &&
      one.stake === other.stake &&
      one.point === other.point &&
      one.working === other.working)
  );
}

/** The six point numbers. */
const NUMBERS = [4, 5, 6, 8, 9, 10];
const FACES = [1, 2, 3, 4, 5, 6];

/** All bets, by code: what a rules table has a row for each of. */
export const BET_TYPES: readonly BetType[] = [
  ...named(1, ["PASS", "DONT_PASS", "COME", "DONT_COME"]),
  ...numbered(10, "PASS_ODDS", NUMBERS),
  ...numbered(16, "DONT_PASS_ODDS", NUMBERS),
  ...numbered(22, "COME_ODDS", NUMBERS),
  ...numbered(28, "DONT_COME_ODDS", NUMBERS),
  ...numbered(40, "PLACE", NUMBERS),
  ...numbered(46, "PLACE_TO_LOSE", NUMBERS),
  ...numbered(52, "BUY", NUMBERS),
  ...numbered(58, "LAY", NUMBERS),
  ...numbered(64, "PUT", NUMBERS),
  ...numbered(70, "BIG", [6, 8]),
  ...numbered(72, "HARD", [4, 6, 8, 10]),
  ...named(80, ["FIELD", "ANY_SEVEN", "ANY_CRAPS", "ACES", "BOXCARS", "ACE_DEUCE", "YO", "HI_LO", "HORN"]),
  ...numbered(89, "HORN_HIGH", [2, 3, 11, 12]),
  ...named(93, ["WORLD", "C_AND_E", "THREE_WAY"]),
  ...named(100, FACES.flatMap((low) => FACES.filter((high) => high >= low).map((high) => `HOP_${low}_${high}`))),
  ...named(130, ["SMALL", "TALL", "ALL", "FIRE"]),
  ...numbered(140, "REPEATER", [2, 3, 4, 5, 6, 8, 9, 10, 11, 12]),
];

const BY_CODE = new Map(BET_TYPES.map((type) => [type.code, type]));

export function betType(code: number): BetType | undefined {
  return BY_CODE.get(code);
}

function named(from: number, names: readonly string[]): BetType[] {
  return names.map((name, i) => ({ name, code: from + i, number: 0 }));
}

function numbered(from: number, family: string, numbers: readonly number[]): BetType[] {
  return numbers.map((number, i) => ({ name: `${family}_${number}`, code: from + i, number }));
}
