package org.bitcraps.evidence.proof;

import static org.bitcraps.evidence.proof.Checklist.shown;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bitcraps.evidence.bet.BatchHeader;
import org.bitcraps.evidence.bet.Wager;
import org.bitcraps.evidence.craps.Bet;
import org.bitcraps.evidence.craps.Chips;
import org.bitcraps.evidence.craps.Roll;
import org.bitcraps.evidence.craps.TableState;
import org.bitcraps.evidence.execution.OrderKind;
import org.bitcraps.evidence.execution.Outcome;
import org.bitcraps.evidence.execution.Receipt;
import org.bitcraps.evidence.execution.RollRecorded;
import org.bitcraps.evidence.execution.RoundOpened;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.ExactKeyCheck;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.proof.Verdict.Ending;
import org.bitcraps.evidence.proof.Verdict.Shown;
import org.bitcraps.evidence.wire.Verifier;

/**
 * One bet from its signature to its end. State while it walks:
 *
 * <pre>
 *   live bet ── change receipt ──▶ live bet, or over (taken down)
 *   live bet ── roll, settled by the rules ──▶ live bet, or over (won, lost, pushed, returned)
 * </pre>
 */
final class BetCheck {

  private final Checklist list;
  private final ChainCheck chain;
  private final RoundCheck rounds;
  private final OutcomeProof proof;
  private final Verifier verifier;
  private final Wager wager;
  private final List<Roll> rolls = new ArrayList<>();
  private Position last;

  BetCheck(Checklist list, ChainCheck chain, OutcomeProof proof, Verifier verifier) {
    this.list = list;
    this.chain = chain;
    this.rounds = new RoundCheck(list, chain, proof.genesis());
    this.proof = proof;
    this.verifier = verifier;
    this.wager = proof.bet().bet();
    this.last = Position.of(proof.placement().block(), proof.placement().receipt());
  }

  Verdict verdict() {
    if (!signed() || !ordered()) {
      return list.failed();
    }
    Optional<Receipt> receipt = receipt();
    if (receipt.isEmpty()) {
      return list.failed();
    }
    return receipt.get().isDone() ? placed(receipt.get()) : refused(receipt.get());
  }

  private boolean signed() {
    return list.check(
            wager.chain().equals(chain.chain()),
            Reason.BET_OTHER_CHAIN,
            "bet",
            "the bet is for this chain",
            new Shown("chain of the bet", wager.chain().digest().hex()))
        && list.check(
            verifier.isValid(wager.key(), wager.signedBytes(), proof.bet().signature()),
            Reason.BET_SIGNATURE_INVALID,
            "bet",
            "the player signed %s for %d at table %s in round %d"
                .formatted(wager.type(), wager.amount(), wager.table(), wager.round()),
            new Shown("key of the player", wager.key().hex()),
            shown("signed bytes", wager.signedBytes()),
            new Shown("signature", proof.bet().signature().hex()));
  }

  private boolean ordered() {
    Placement placement = proof.placement();
    BatchHeader header = placement.header();
    Digest body = Body.digestOfBatch(header, placement.payloadHash());
    return list.check(
            header.chain().equals(wager.chain())
                && header.table().equals(wager.table())
                && header.round() == wager.round(),
            Reason.BATCH_OTHER_ROUND,
            "batch",
            "the batch is of the bet's chain, table and round",
            shown("header of the batch", header))
        && list.check(
            placement.betPath().size() == header.count()
                && placement.betPath().proves(wager.signedBytes(), header.root()),
            Reason.BET_NOT_IN_BATCH,
            "batch",
            "the bet is leaf %d of the %d of its batch"
                .formatted(placement.betPath().index(), header.count()),
            shown("path", placement.betPath()),
            new Shown("root of the batch", header.root().hex()))
        && chain.certified(placement.block())
        && list.check(
            placement.block().block().bodies().contains(body),
            Reason.BATCH_NOT_IN_BLOCK,
            "batch",
            "block %s orders this batch".formatted(placement.block().sequence()),
            new Shown("hash of the rest of the batch", placement.payloadHash().hex()),
            new Shown("digest of the batch", body.hex()));
  }

  private Optional<Receipt> receipt() {
    Placement placement = proof.placement();
    if (!chain.under(placement.block(), placement.receipt(), "receipt", "the receipt")) {
      return Optional.empty();
    }
    boolean ours =
        placement.receipt().leaf() instanceof Receipt receipt
            && receipt.order().equals(wager.id())
            && receipt.kind() == OrderKind.BET
            && receipt.account().equals(wager.account())
            && receipt.table().equals(Optional.of(wager.table()))
            && receipt.round() == wager.round()
            && receipt.amount() == wager.amount()
            && receipt.nonce() == wager.nonce();
    if (!list.check(
        ours,
        Reason.RECEIPT_OTHER_BET,
        "receipt",
        "the receipt answers this bet",
        new Shown("id of the bet", wager.id().digest().hex()))) {
      return Optional.empty();
    }
    Receipt receipt = (Receipt) placement.receipt().leaf();
    return list.check(
            receipt.outcome() != Outcome.DUPLICATE,
            Reason.RECEIPT_OF_REPETITION,
            "receipt",
            "the receipt is the first one of this bet")
        ? Optional.of(receipt)
        : Optional.empty();
  }

  private Verdict refused(Receipt receipt) {
    if (!list.check(
        proof.rounds().isEmpty() && proof.changes().isEmpty(),
        Reason.SURPLUS,
        "receipt",
        "the bet was refused (%s), and nothing follows".formatted(refusal(receipt)))) {
      return list.failed();
    }
    return list.end(verified(Ending.Kind.REFUSED, wager.amount(), 0, 0, refusal(receipt)));
  }

  private static String refusal(Receipt receipt) {
    return receipt
        .refusal()
        .map(rule -> receipt.outcome() + " " + rule)
        .orElse(receipt.outcome().name());
  }

  private Verdict placed(Receipt receipt) {
    Bet bet = receipt.live().orElse(null);
    if (!list.check(
        Chips.isStake(wager.amount()) && Bet.of(wager.type(), wager.amount()).equals(bet),
        Reason.RECEIPT_OTHER_BET,
        "receipt",
        "the bet stands on the table as it was signed; balance afterwards %d"
            .formatted(receipt.balance()))) {
      return list.failed();
    }
    return walk(new LiveBetCheck(list, chain, proof, verifier, bet));
  }

  private Verdict walk(LiveBetCheck live) {
    if (!live.certified()) {
      return list.failed();
    }
    Optional<TableState> table = Optional.empty();
    long round = wager.round();
    for (RoundPart part : proof.rounds()) {
      Optional<RoundOpened> opened = open(live, part, round);
      if (opened.isEmpty()) {
        return list.failed();
      }
      if (part.roll().isEmpty()) {
        return endOpen(live, round);
      }
      RoundPart.RollPart dice = part.roll().get();
      Optional<RollRecorded> roll = rounds.roll(dice, opened.get(), table);
      if (roll.isEmpty()
          || !inOrder(part, dice)
          || !live.changesBefore(last)
          || !live.settle(dice, roll.get())) {
        return list.failed();
      }
      rolls.add(roll.get().roll());
      table = Optional.of(roll.get().after());
      round++;
    }
    return end(live, round);
  }

  /** That the round opened while the bet lived, and not before the one before it. */
  private Optional<RoundOpened> open(LiveBetCheck live, RoundPart part, long round) {
    boolean first = round == wager.round();
    if (!list.check(
        live.bet().isPresent(),
        Reason.SURPLUS,
        "order",
        "round %d is played while the bet lives".formatted(round))) {
      return Optional.empty();
    }
    Optional<RoundOpened> opened = rounds.opening(part.opening(), wager.table(), round);
    Position opening = Position.of(part.opening().block(), part.opening().leaf());
    return opened.filter(leaf ->
        list.check(
            first ? opening.isBefore(last) : last.isBefore(opening),
            Reason.OUT_OF_ORDER,
            "order",
            first
                ? "round %d, and its commitments, stood before the bet was placed".formatted(round)
                : "round %d opened after the dice of the one before".formatted(round)));
  }

  private boolean inOrder(RoundPart part, RoundPart.RollPart dice) {
    Position rolled = Position.of(dice.block(), dice.leaf());
    boolean later =
        dice.block().sequence().isAfter(part.opening().block().sequence())
            && dice.block().sequence().isAfter(proof.placement().block().sequence())
            && last.isBefore(rolled);
    last = rolled;
    return list.check(
        later,
        Reason.OUT_OF_ORDER,
        "order",
        "the dice came in a later block than the bet and the opening");
  }

  /** The proof stops in a round whose dice are not known. */
  private Verdict endOpen(LiveBetCheck live, long round) {
    int index = Math.toIntExact(round - wager.round());
    if (!list.check(
        index == proof.rounds().size() - 1,
        Reason.OUT_OF_ORDER,
        "order",
        "no round follows one whose dice are not known")) {
      return list.failed();
    }
    return end(live, round);
  }

  private Verdict end(LiveBetCheck live, long round) {
    if (!live.allChanges() || !keyIsSound()) {
      return list.failed();
    }
    if (live.bet().isPresent()) {
      return list.end(new Verdict.NotYet("the dice of round " + round));
    }
    LiveBetCheck.End end = live.end();
    return list.end(verified(end.kind(), end.stake(), end.returned(), end.profit(), ""));
  }

  /** Last, because it takes longest: an auditor with any library accepts the same signatures. */
  private boolean keyIsSound() {
    return list.check(
        new ExactKeyCheck().isValid(wager.key()),
        Reason.BET_KEY_INVALID,
        "bet",
        "the player's key is a point of the prime-order subgroup",
        new Shown("key of the player", wager.key().hex()));
  }

  private Verdict.Verified verified(
      Ending.Kind kind, long stake, long returned, long profit, String note) {
    return new Verdict.Verified(new Ending(kind, stake, returned, profit, rolls, note));
  }
}
