import { concat, fromHex, type Hex, number, type Bytes } from "./bytes";
import type { ChainCheck } from "./chain";
import { type Roll, rollText } from "./craps/rolls";
import { sameTable, tableAfter, type TableState } from "./craps/table";
import { digest, TAG } from "./digest";
import type { Certified } from "./document";
import type { RollRecorded, RoundOpened } from "./leaf";
import { type Checklist, shown } from "./verdict";

/**
 * That dice are what the validators had committed to before anybody could bet. Twin of
 * evidence.proof.RoundCheck.
 */
export class RoundCheck {
  constructor(
    private readonly list: Checklist,
    private readonly chain: ChainCheck,
  ) {}

  /** The certified opening of that round. */
  async opening(part: Certified, table: number, round: bigint): Promise<RoundOpened> {
    await this.chain.certified(part);
    this.chain.under(part, part, "opening", `the opening of round ${round}`);
    const { leaf } = part;
    if (leaf.kind !== "opened" || leaf.table !== table || leaf.round !== round) {
      this.list.check(false, "OPENING_OTHER_ROUND", "opening", `the leaf opens round ${round} of table ${table}`);
      throw new Error("a failed check ends it");
    }
    this.committed(leaf);
    return leaf;
  }

  private committed({ committers, round }: RoundOpened): void {
    const list: Checklist = this.list;
    const chain = this.chain;
    const values = [...committers.values()];
    list.check(
      committers.size >= chain.quorum,
      "COMMITMENTS_TOO_FEW",
      "opening",
      `${committers.size} validators had committed before round ${round} opened, at least ${chain.quorum} needed`,
      ...[...committers].map(([id, hex]) => ({ what: `commitment of validator ${id}`, hex })),
    );
    list.check(
      new Set(values).size === values.length && [...committers.keys()].every((id) => chain.genesis.validators.has(id)),
      "COMMITMENTS_INVALID",
      "opening",
      "the commitments are of validators, no two alike",
    );
  }

  /** The certified dice of that round; `before` is the table after the round before, if that is known. */
  async roll(part: Certified, opened: RoundOpened, before: TableState | undefined): Promise<RollRecorded> {
    const which = `the dice of round ${opened.round}`;
    await this.chain.certified(part);
    this.chain.under(part, part, "roll", which);
    const { leaf } = part;
    if (leaf.kind !== "roll" || leaf.table !== opened.table || leaf.round !== opened.round) {
      this.list.check(false, "ROLL_OTHER_ROUND", "roll", `the leaf records ${which}`);
      throw new Error("a failed check ends it");
    }
    const draw = concat(fromHex(this.chain.chain), number(leaf.table, 2), number(leaf.round, 8));
    this.revealed(leaf, opened, draw);
    this.follows(leaf, draw, before);
    return leaf;
  }

  private revealed(roll: RollRecorded, opened: RoundOpened, draw: Bytes): void {
    const list: Checklist = this.list;
    const least = opened.committers.size - this.chain.faulty;
    list.check(
      sameEntries(roll.committers, opened.committers),
      "COMMITMENTS_CHANGED",
      "reveals",
      "the roll rests on the commitments of the opening, unchanged",
    );
    list.check(
      roll.reveals.size >= least && roll.reveals.size > 0,
      "REVEALS_TOO_FEW",
      "reveals",
      `${roll.reveals.size} of ${roll.committers.size} secrets were revealed, at least ${least} needed`,
    );
    for (const [id, secret] of roll.reveals) {
      const commitment = digest(TAG.DICE_COMMITMENT, draw, number(id, 2), fromHex(secret));
      list.check(
        commitment === roll.committers.get(id),
        "REVEAL_MISMATCH",
        "reveals",
        `the secret of validator ${id} hashes to its commitment`,
        { what: "secret", hex: secret },
        { what: "its commitment", hex: commitment },
      );
    }
  }

  private follows(recorded: RollRecorded, draw: Bytes, before: TableState | undefined): void {
    const list: Checklist = this.list;
    const beacon = beaconOf(draw, recorded.reveals);
    const dice = rollOf(beacon);
    list.check(
      beacon === recorded.beacon,
      "BEACON_MISMATCH",
      "beacon",
      "the beacon is the hash of chain, table, round and every secret",
      shown("draw", draw),
      { what: "beacon", hex: beacon },
    );
    list.check(
      rollText(dice) === rollText(recorded.roll),
      "DICE_MISMATCH",
      "dice",
      `the beacon gives the dice ${rollText(dice)}, by rejection sampling`,
      shown("dice", Uint8Array.of(recorded.roll.die1, recorded.roll.die2)),
    );
    list.check(
      before === undefined || sameTable(before, recorded.before),
      "TABLE_MISMATCH",
      "table",
      "puck and hand are as the round before left them",
    );
    list.check(
      sameTable(recorded.after, tableAfter(recorded.before, dice)),
      "TABLE_MISMATCH",
      "table",
      `the dice turn the table from ${describe(recorded.before)} to ${describe(recorded.after)}`,
    );
  }
}

/** H(tag ‖ chain ‖ table ‖ round ‖ number of reveals ‖ each (id ‖ secret), ascending by id). */
export function beaconOf(draw: Bytes, reveals: ReadonlyMap<number, Hex>): Hex {
  const each = [...reveals].map(([id, secret]) => concat(number(id, 2), fromHex(secret)));
  return digest(TAG.DICE_BEACON, draw, number(reveals.size, 2), ...each);
}

/** The first byte under 252 = 7 × 36 of SHA-256(tag ‖ beacon ‖ counter), counter 0, 1, …: exactly uniform. */
export function rollOf(beacon: Hex): Roll {
  for (let counter = 0; ; counter++) {
    const block = fromHex(digest(TAG.DICE_EXPANSION, fromHex(beacon), number(counter, 4)));
    const byte = block.find((each) => each < 252);
    if (byte !== undefined) {
      return { die1: (byte % 6) + 1, die2: (Math.floor(byte / 6) % 6) + 1 };
    }
  }
}

function sameEntries(one: ReadonlyMap<number, Hex>, other: ReadonlyMap<number, Hex>): boolean {
  return one.size === other.size && [...one].every(([id, hex]) => other.get(id) === hex);
}

function describe(table: TableState): string {
  return table.point === 0 ? "come-out" : `point ${table.point}`;
}
