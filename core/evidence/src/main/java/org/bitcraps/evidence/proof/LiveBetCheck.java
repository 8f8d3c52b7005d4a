package org.bitcraps.evidence.proof;

import static org.bitcraps.evidence.proof.Checklist.shown;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.bitcraps.evidence.bet.Wager;
import org.bitcraps.evidence.craps.Bet;
import org.bitcraps.evidence.craps.Chips;
import org.bitcraps.evidence.craps.Resolution;
import org.bitcraps.evidence.craps.RulesTable;
import org.bitcraps.evidence.craps.Settlement;
import org.bitcraps.evidence.craps.Switch;
import org.bitcraps.evidence.execution.BetSettled;
import org.bitcraps.evidence.execution.OrderKind;
import org.bitcraps.evidence.execution.Receipt;
import org.bitcraps.evidence.execution.RollRecorded;
import org.bitcraps.evidence.operation.PlayerOrder;
import org.bitcraps.evidence.operation.SignedOrder;
import org.bitcraps.evidence.proof.Verdict.Ending;
import org.bitcraps.evidence.proof.Verdict.Shown;
import org.bitcraps.evidence.wire.Verifier;

/** The bet on the table: what the player changes, and what the rules make of each roll. */
final class LiveBetCheck {

  /** How the bet was over. */
  record End(Ending.Kind kind, long stake, long returned, long profit) {}

  private final Checklist list;
  private final ChainCheck chain;
  private final OutcomeProof proof;
  private final Verifier verifier;
  private final Wager wager;
  private Optional<Bet> bet;
  private Optional<End> end = Optional.empty();
  private final Queue<ChangePart> changes;

  LiveBetCheck(
      Checklist list, ChainCheck chain, OutcomeProof proof, Verifier verifier, Bet placed) {
    this.list = list;
    this.chain = chain;
    this.proof = proof;
    this.verifier = verifier;
    this.wager = proof.bet().bet();
    this.bet = Optional.of(placed);
    this.changes = new ArrayDeque<>(proof.changes());
  }

  /** The bet as it stands; empty once it is over. */
  Optional<Bet> bet() {
    return bet;
  }

  /** Only once it is over. */
  End end() {
    return end.orElseThrow();
  }

  /** That every change was executed, and in this order: before any of them is applied. */
  boolean certified() {
    Position last = Position.of(proof.placement().block(), proof.placement().receipt());
    for (ChangePart part : proof.changes()) {
      Position place = placeOf(part);
      if (!chain.certified(part.block())
          || !chain.under(part.block(), part.receipt(), "change", "the receipt of the change")
          || !list.check(
              last.isBefore(place),
              Reason.OUT_OF_ORDER,
              "change",
              "the change came after the bet and the change before")) {
        return false;
      }
      last = place;
    }
    return true;
  }

  /** Applies the changes that were executed before that place. */
  boolean changesBefore(Position place) {
    while (!changes.isEmpty() && placeOf(changes.element()).isBefore(place)) {
      if (!change(changes.remove())) {
        return false;
      }
    }
    return true;
  }

  /** Applies the changes that are left. */
  boolean allChanges() {
    while (!changes.isEmpty()) {
      if (!change(changes.remove())) {
        return false;
      }
    }
    return true;
  }

  private static Position placeOf(ChangePart part) {
    return Position.of(part.block(), part.receipt());
  }

  private boolean change(ChangePart part) {
    if (!ordered(part)) {
      return false;
    }
    Bet before = bet.orElseThrow();
    PlayerOrder.ChangeBet order = (PlayerOrder.ChangeBet) part.order().order();
    Optional<Bet> after = ((Receipt) part.receipt().leaf()).live();
    if (!list.check(
        after.equals(changed(before, order)),
        Reason.CHANGE_OTHER_BET,
        "change",
        "after %s the bet is what the order says".formatted(order.change()))) {
      return false;
    }
    bet = after;
    if (after.isEmpty()) {
      end = Optional.of(new End(Ending.Kind.TAKEN_DOWN, before.stake(), before.stake(), 0));
    }
    return true;
  }

  private boolean ordered(ChangePart part) {
    SignedOrder signed = part.order();
    return list.check(
            bet.isPresent(), Reason.SURPLUS, "change", "the bet is changed while it lives")
        && list.check(
            signed.order() instanceof PlayerOrder.ChangeBet order
                && order.chain().equals(wager.chain())
                && order.key().equals(wager.key())
                && order.table().equals(wager.table())
                && order.bet().equals(wager.id())
                && isReceiptOf(part.receipt(), order),
            Reason.CHANGE_OTHER_BET,
            "change",
            "order and receipt change this bet")
        && list.check(
            verifier.isValid(wager.key(), signed.order().signedBytes(), signed.signature()),
            Reason.CHANGE_SIGNATURE_INVALID,
            "change",
            "the player signed the change",
            shown("signed bytes", signed.order().signedBytes()),
            new Shown("signature", signed.signature().hex()));
  }

  private boolean isReceiptOf(ProvenLeaf leaf, PlayerOrder.ChangeBet order) {
    return leaf.leaf() instanceof Receipt receipt
        && receipt.isDone()
        && receipt.order().equals(order.id())
        && receipt.kind() == kind(order.change())
        && receipt.account().equals(wager.account())
        && receipt.subject().equals(Optional.of(wager.id()));
  }

  private static OrderKind kind(PlayerOrder.Change change) {
    return switch (change) {
      case TAKE_DOWN -> OrderKind.TAKE_DOWN;
      case REDUCE -> OrderKind.REDUCE;
      case PRESS -> OrderKind.PRESS;
      case SWITCH_ON -> OrderKind.SWITCH_ON;
      case SWITCH_OFF -> OrderKind.SWITCH_OFF;
    };
  }

  /** What the order makes of the bet; empty if nothing is left, or the order makes no sense. */
  private static Optional<Bet> changed(Bet bet, PlayerOrder.ChangeBet order) {
    long amount = Math.min(order.amount(), Chips.MAX_SUPPLY);
    return switch (order.change()) {
      case TAKE_DOWN -> Optional.empty();
      case REDUCE -> staked(bet, bet.stake() - amount);
      case PRESS -> staked(bet, bet.stake() + amount);
      case SWITCH_ON -> Optional.of(bet.switched(Switch.ON));
      case SWITCH_OFF -> Optional.of(bet.switched(Switch.OFF));
    };
  }

  private static Optional<Bet> staked(Bet bet, long stake) {
    return Chips.isStake(stake) ? Optional.of(bet.withStake(stake)) : Optional.empty();
  }

  /** Whether the block says of the bet what the rules say. */
  boolean settle(RoundPart.RollPart part, RollRecorded roll) {
    if (!list.check(
        bet.isPresent(), Reason.SURPLUS, "payout", "the dice were thrown while the bet lived")) {
      return false;
    }
    Bet before = bet.orElseThrow();
    Resolution rules =
        Settlement.of(RulesTable.standard(), roll.before(), roll.roll()).settle(before);
    Optional<BetSettled.Result> result = BetSettled.Result.of(rules);
    if (result.isEmpty()) {
      return list.check(
          part.settlement().isEmpty(),
          Reason.SURPLUS,
          "payout",
          "the dice %s leave %s alone".formatted(roll.roll(), before.type()));
    }
    return settled(part, roll, rules, result.get());
  }

  private boolean settled(
      RoundPart.RollPart part, RollRecorded roll, Resolution rules, BetSettled.Result result) {
    Bet before = bet.orElseThrow();
    String what =
        "%s for %d on the dice %s: %s, %d returned, %d won"
            .formatted(
                before.type(),
                before.stake(),
                roll.roll(),
                result,
                rules.returned(),
                rules.profit());
    if (!list.check(
            part.settlement().isPresent(),
            Reason.SETTLEMENT_MISSING,
            "payout",
            "the proof shows what the rules give: " + what)
        || !chain.under(part.block(), part.settlement().get(), "payout", "the settlement")) {
      return false;
    }
    boolean same =
        part.settlement().get().leaf() instanceof BetSettled settled
            && settled.order().equals(wager.id())
            && settled.account().equals(wager.account())
            && settled.table().equals(wager.table())
            && settled.round() == roll.round()
            && settled.placedIn() == wager.round()
            && settled.before().equals(before)
            && settled.result() == result
            && settled.returned() == rules.returned()
            && settled.profit() == rules.profit()
            && settled.after().equals(rules.remaining());
    bet = rules.remaining();
    if (bet.isEmpty()) {
      end = Optional.of(new End(kind(result), before.stake(), rules.returned(), rules.profit()));
    }
    return list.check(
        same,
        Reason.SETTLEMENT_MISMATCH,
        "payout",
        "the certified settlement is what the rules give: " + what,
        shown("settlement", part.settlement().get().leaf()));
  }

  private static Ending.Kind kind(BetSettled.Result result) {
    return switch (result) {
      case WON -> Ending.Kind.WON;
      case LOST -> Ending.Kind.LOST;
      case PUSHED -> Ending.Kind.PUSHED;
      case RETURNED -> Ending.Kind.RETURNED;
      case MOVED -> throw new IllegalStateException("a bet that moves is not over");
    };
  }
}
