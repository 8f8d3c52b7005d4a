import type { ChainCheck } from "./chain";
import { type Bet, isStake, sameBet, SUPPLY_MAX } from "./craps/bets";
import { rollText } from "./craps/rolls";
import { settle, type Resolution } from "./craps/settle";
import type { BetProof, ChangePart, RollPart } from "./document";
import type { RollRecorded } from "./leaf";
import { CHANGES, type SignedOrder } from "./order";
import { isBefore, type Position, positionOf } from "./position";
import type { Verifier } from "./signature";
import { type Checklist, type EndingKind, shown } from "./verdict";

/** How the bet was over. */
export interface End {
  readonly kind: EndingKind;
  readonly stake: bigint;
  readonly returned: bigint;
  readonly profit: bigint;
}

const DONE = 1;

/**
 * The bet on the table: what the player changes, and what the rules make of each roll. Twin of
 * evidence.proof.LiveBetCheck.
 */
export class LiveBetCheck {
  /** The bet as it stands; undefined once it is over, and then `end` says how. */
  bet: Bet | undefined;
  end: End | undefined;
  private readonly changes: ChangePart[];

  constructor(
    private readonly list: Checklist,
    private readonly chain: ChainCheck,
    private readonly proof: BetProof,
    private readonly verifier: Verifier,
    placed: Bet,
  ) {
    this.bet = placed;
    this.changes = [...proof.changes];
  }

  /** That every change was executed, and in this order: before any of them is applied. */
  async certified(): Promise<void> {
    let last = positionOf(this.proof.placement);
    for (const part of this.proof.changes) {
      const place = positionOf(part);
      await this.chain.certified(part);
      this.chain.under(part, part, "change", "the receipt of the change");
      this.list.check(
        isBefore(last, place),
        "OUT_OF_ORDER",
        "change",
        "the change came after the bet and the change before",
      );
      last = place;
    }
  }

  /** Applies the changes that were executed before that place; all that are left without one. */
  async changesBefore(place?: Position): Promise<void> {
    for (let next = this.changes[0]; next !== undefined; next = this.changes[0]) {
      if (place !== undefined && !isBefore(positionOf(next), place)) {
        return;
      }
      this.changes.shift();
      await this.change(next);
    }
  }

  private async change(part: ChangePart): Promise<void> {
    const list: Checklist = this.list;
    const before = this.bet;
    list.check(before !== undefined, "SURPLUS", "change", "the bet is changed while it lives");
    const what = part.order.change;
    list.check(
      what !== undefined && this.isOfThisBet(part),
      "CHANGE_OTHER_BET",
      "change",
      "order and receipt change this bet",
    );
    list.check(
      await this.verifier.isValid(this.proof.bet.key, part.order.signedBytes, part.order.signature),
      "CHANGE_SIGNATURE_INVALID",
      "change",
      "the player signed the change",
      shown("signed bytes", part.order.signedBytes),
      { what: "signature", hex: part.order.signature },
    );
    const after = part.leaf.kind === "receipt" ? part.leaf.live : undefined;
    list.check(
      sameBet(after, changed(before, what)),
      "CHANGE_OTHER_BET",
      "change",
      `after ${what.what} the bet is what the order says`,
    );
    this.bet = after;
    if (after === undefined) {
      this.end = { kind: "TAKEN_DOWN", stake: before.stake, returned: before.stake, profit: 0n };
    }
  }

  private isOfThisBet({ order, leaf }: ChangePart): boolean {
    const { bet } = this.proof;
    return (
      order.change !== undefined &&
      order.chain === bet.chain &&
      order.key === bet.key &&
      order.change.table === bet.table &&
      order.change.bet === bet.id &&
      leaf.kind === "receipt" &&
      leaf.outcome === DONE &&
      leaf.order === order.id &&
      // Receipts count bets as 1, then the changes.
      leaf.orderKind === CHANGES.indexOf(order.change.what) + 2 &&
      leaf.account === bet.account &&
      leaf.subject === bet.id
    );
  }

  /** That the block says of the bet what the rules say. */
  settle(part: RollPart, recorded: RollRecorded): void {
    const list: Checklist = this.list;
    const before = this.bet;
    list.check(before !== undefined, "SURPLUS", "payout", "the dice were thrown while the bet lived");
    const rules = settle(recorded.before, recorded.roll, before);
    if (rules.result === "STAYS") {
      const statement = `the dice ${rollText(recorded.roll)} leave ${before.type.name} alone`;
      list.check(part.settlement === undefined, "SURPLUS", "payout", statement);
      return;
    }
    const what = `${before.type.name} for ${before.stake} on the dice ${rollText(recorded.roll)}: ${rules.result}, ${rules.returned} returned, ${rules.profit} won`;
    const { settlement } = part;
    list.check(
      settlement !== undefined,
      "SETTLEMENT_MISSING",
      "payout",
      `the proof shows what the rules give: ${what}`,
    );
    this.chain.under(part, settlement, "payout", "the settlement");
    list.check(
      this.isSettlement(settlement.leaf, recorded.round, before, rules),
      "SETTLEMENT_MISMATCH",
      "payout",
      `the certified settlement is what the rules give: ${what}`,
      shown("settlement", settlement.leaf.wire),
    );
    this.bet = rules.remaining;
    if (rules.result !== "MOVED") {
      this.end = { kind: rules.result, stake: before.stake, returned: rules.returned, profit: rules.profit };
    }
  }

  private isSettlement(leaf: RollPart["leaf"], round: bigint, before: Bet, rules: Resolution): boolean {
    const { bet } = this.proof;
    return (
      leaf.kind === "settled" &&
      leaf.order === bet.id &&
      leaf.account === bet.account &&
      leaf.table === bet.table &&
      leaf.round === round &&
      leaf.placedIn === bet.round &&
      sameBet(leaf.before, before) &&
      leaf.result === rules.result &&
      leaf.returned === rules.returned &&
      leaf.profit === rules.profit &&
      sameBet(leaf.after, rules.remaining)
    );
  }
}

/** What the order makes of the bet; undefined if nothing is left, or the order makes no sense. */
function changed(bet: Bet, { what, amount }: NonNullable<SignedOrder["change"]>): Bet | undefined {
  const bounded = amount < SUPPLY_MAX ? amount : SUPPLY_MAX;
  switch (what) {
    case "TAKE_DOWN":
      return undefined;
    case "REDUCE":
      return staked(bet, bet.stake - bounded);
    case "PRESS":
      return staked(bet, bet.stake + bounded);
    case "SWITCH_ON":
      return { ...bet, working: 1 };
    case "SWITCH_OFF":
      return { ...bet, working: 2 };
  }
}

function staked(bet: Bet, stake: bigint): Bet | undefined {
  return isStake(stake) ? { ...bet, stake } : undefined;
}
