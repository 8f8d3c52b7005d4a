import type { ChainCheck } from "./chain";
import { isStake, sameBet, type Bet } from "./craps/bets";
import type { Roll } from "./craps/rolls";
import type { TableState } from "./craps/table";
import type { BetProof, Placement, RollPart, RoundPart } from "./document";
import type { Receipt, RoundOpened } from "./leaf";
import { LiveBetCheck } from "./live";
import { batchDigest } from "./order";
import { proves } from "./merkle";
import { isBefore, type Position, positionOf } from "./position";
import { refusal } from "./refusal";
import { RoundCheck } from "./round";
import { isSoundKey, type Verifier } from "./signature";
import { type Checklist, type EndingKind, type Outcome, shown } from "./verdict";

const BET = 1;
const DONE = 1;
const DUPLICATE = 14;

/**
 * One bet from its signature to its end, through every roll and change. Twin of
 * evidence.proof.BetCheck.
 */
export class BetCheck {
  private readonly rounds: RoundCheck;
  private readonly rolls: Roll[] = [];
  private last: Position;

  constructor(
    private readonly list: Checklist,
    private readonly chain: ChainCheck,
    private readonly proof: BetProof,
    private readonly verifier: Verifier,
  ) {
    this.rounds = new RoundCheck(list, chain);
    this.last = positionOf(proof.placement);
  }

  async outcome(): Promise<Outcome> {
    await this.signed();
    await this.ordered(this.proof.placement);
    const receipt = this.receipt();
    return receipt.outcome === DONE ? this.placed(receipt) : this.refused(receipt);
  }

  private async signed(): Promise<void> {
    const list: Checklist = this.list;
    const { bet } = this.proof;
    list.check(bet.chain === this.chain.chain, "BET_OTHER_CHAIN", "bet", "the bet is for this chain", {
      what: "chain of the bet",
      hex: bet.chain,
    });
    list.check(
      await this.verifier.isValid(bet.key, bet.signedBytes, bet.signature),
      "BET_SIGNATURE_INVALID",
      "bet",
      `the player signed ${bet.type.name} for ${bet.amount} at table ${bet.table} in round ${bet.round}`,
      { what: "key of the player", hex: bet.key },
      shown("signed bytes", bet.signedBytes),
      { what: "signature", hex: bet.signature },
    );
  }

  private async ordered(placement: Placement): Promise<void> {
    const list: Checklist = this.list;
    const { bet } = this.proof;
    const { header, betPath } = placement;
    list.check(
      header.chain === bet.chain && header.table === bet.table && header.round === bet.round,
      "BATCH_OTHER_ROUND",
      "batch",
      "the batch is of the bet's chain, table and round",
      shown("header of the batch", header.wire),
    );
    list.check(
      betPath.size === header.count && proves(betPath, bet.signedBytes, header.root),
      "BET_NOT_IN_BATCH",
      "batch",
      `the bet is leaf ${betPath.index} of the ${header.count} of its batch`,
      shown("path", betPath.wire),
      { what: "root of the batch", hex: header.root },
    );
    await this.chain.certified(placement);
    const body = batchDigest(header, placement.payloadHash);
    list.check(
      placement.block.bodies.includes(body),
      "BATCH_NOT_IN_BLOCK",
      "batch",
      `block ${placement.block.sequence} orders this batch`,
      { what: "hash of the rest of the batch", hex: placement.payloadHash },
      { what: "digest of the batch", hex: body },
    );
  }

  private receipt(): Receipt {
    const list: Checklist = this.list;
    const { placement, bet } = this.proof;
    this.chain.under(placement, placement, "receipt", "the receipt");
    const { leaf } = placement;
    const ours =
      leaf.kind === "receipt" &&
      leaf.order === bet.id &&
      leaf.orderKind === BET &&
      leaf.account === bet.account &&
      leaf.table === bet.table &&
      leaf.round === bet.round &&
      leaf.amount === bet.amount &&
      leaf.nonce === bet.nonce;
    list.check(ours, "RECEIPT_OTHER_BET", "receipt", "the receipt answers this bet", {
      what: "id of the bet",
      hex: bet.id,
    });
    list.check(
      leaf.outcome !== DUPLICATE,
      "RECEIPT_OF_REPETITION",
      "receipt",
      "the receipt is the first one of this bet",
    );
    return leaf;
  }

  private refused(receipt: Receipt): Outcome {
    const why = refusal(receipt.outcome, receipt.detail);
    this.list.check(
      this.proof.rounds.length === 0 && this.proof.changes.length === 0,
      "SURPLUS",
      "receipt",
      `the bet was refused (${why}), and nothing follows`,
    );
    return this.verified("REFUSED", this.proof.bet.amount, 0n, 0n, why);
  }

  private async placed(receipt: Receipt): Promise<Outcome> {
    const { bet } = this.proof;
    const placed: Bet = { type: bet.type, stake: bet.amount, point: 0, working: 0 };
    this.list.check(
      isStake(bet.amount) && sameBet(placed, receipt.live),
      "RECEIPT_OTHER_BET",
      "receipt",
      `the bet stands on the table as it was signed; balance afterwards ${receipt.balance}`,
    );
    return this.walk(new LiveBetCheck(this.list, this.chain, this.proof, this.verifier, placed));
  }

  private async walk(live: LiveBetCheck): Promise<Outcome> {
    await live.certified();
    let table: TableState | undefined;
    let round = this.proof.bet.round;
    for (const [index, part] of this.proof.rounds.entries()) {
      const opened = await this.open(live, part, round);
      if (part.roll === undefined) {
        this.list.check(
          index === this.proof.rounds.length - 1,
          "OUT_OF_ORDER",
          "order",
          "no round follows one whose dice are not known",
        );
        break;
      }
      const recorded = await this.rounds.roll(part.roll, opened, table);
      this.inOrder(part, part.roll);
      await live.changesBefore(this.last);
      live.settle(part.roll, recorded);
      this.rolls.push(recorded.roll);
      table = recorded.after;
      round++;
    }
    return this.end(live, round);
  }

  /** That the round opened while the bet lived, and not before the one before it. */
  private async open(live: LiveBetCheck, part: RoundPart, round: bigint): Promise<RoundOpened> {
    const { bet } = this.proof;
    const first = round === bet.round;
    this.list.check(live.bet !== undefined, "SURPLUS", "order", `round ${round} is played while the bet lives`);
    const opened = await this.rounds.opening(part.opening, bet.table, round);
    const opening = positionOf(part.opening);
    this.list.check(
      first ? isBefore(opening, this.last) : isBefore(this.last, opening),
      "OUT_OF_ORDER",
      "order",
      first
        ? `round ${round}, and its commitments, stood before the bet was placed`
        : `round ${round} opened after the dice of the one before`,
    );
    return opened;
  }

  private inOrder(part: RoundPart, dice: RollPart): void {
    const rolled = positionOf(dice);
    const later =
      dice.block.sequence > part.opening.block.sequence &&
      dice.block.sequence > this.proof.placement.block.sequence &&
      isBefore(this.last, rolled);
    this.last = rolled;
    this.list.check(later, "OUT_OF_ORDER", "order", "the dice came in a later block than the bet and the opening");
  }

  private async end(live: LiveBetCheck, round: bigint): Promise<Outcome> {
    await live.changesBefore();
    // Last, because it takes longest: an auditor with any library accepts the same signatures.
    this.list.check(
      isSoundKey(this.proof.bet.key),
      "BET_KEY_INVALID",
      "bet",
      "the player's key is a point of the prime-order subgroup",
      { what: "key of the player", hex: this.proof.bet.key },
    );
    if (live.end === undefined) {
      return { result: "NOT_YET", missing: `the dice of round ${round}` };
    }
    const { kind, stake, returned, profit } = live.end;
    return this.verified(kind, stake, returned, profit, "");
  }

  private verified(kind: EndingKind, stake: bigint, returned: bigint, profit: bigint, note: string): Outcome {
    return { result: "VERIFIED", ending: { kind, stake, returned, profit, rolls: this.rolls, note } };
  }
}
