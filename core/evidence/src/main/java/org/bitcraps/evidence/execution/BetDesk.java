package org.bitcraps.evidence.execution;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bitcraps.evidence.bet.Wager;
import org.bitcraps.evidence.craps.Alteration;
import org.bitcraps.evidence.craps.Bet;
import org.bitcraps.evidence.craps.Chips;
import org.bitcraps.evidence.craps.Decision;
import org.bitcraps.evidence.craps.Placement;
import org.bitcraps.evidence.craps.Switch;
import org.bitcraps.evidence.operation.PlayerOrder;

/**
 * Bets and their changes: the rules of the game are asked, never repeated; here are the round, the
 * table's limits, the money and the reserve (DESIGN B3, B4).
 *
 * <p>A bet is checked in this order: table, round, live bets, stake, table limits, rules, balance,
 * reserve.
 */
final class BetDesk {

  private final LedgerDraft draft;

  BetDesk(LedgerDraft draft) {
    this.draft = draft;
  }

  /** Places a bet of an admitted order. */
  Answer place(Claim claim, Wager wager) {
    TableDraft table = draft.table(wager.table()).orElse(null);
    if (table == null) {
      return Answer.of(Outcome.TABLE_UNKNOWN);
    }
    Round round = table.round();
    if (wager.round() > round.number()) {
      return Answer.of(Outcome.ROUND_UNKNOWN, round.number());
    }
    if (wager.round() < round.number() || round.phase() != RoundPhase.BETTING) {
      return Answer.of(Outcome.ROUND_CLOSED, round.number());
    }
    Collection<LiveBet> standing = table.betsOf(claim.account());
    if (standing.size() >= TableLedger.LIVE_BETS_MAX) {
      return Answer.of(Outcome.TOO_MANY_BETS, TableLedger.LIVE_BETS_MAX);
    }
    Optional<Answer> limit = refuseLimits(table, wager.amount());
    if (limit.isPresent()) {
      return limit.get();
    }
    Placement placement = new Placement(draft.before().rules(), table.craps(), gameOf(standing));
    return switch (placement.place(wager.type(), wager.amount())) {
      case Decision.Refused refused -> Answer.of(refused);
      case Decision.Accepted accepted -> {
        Bet bet = accepted.bet().orElseThrow();
        LiveBet live = new LiveBet(claim.id(), claim.account(), bet, wager.round(), reserve(bet));
        yield settleUp(table, claim, accepted, live.reserved())
            .orElseGet(() -> {
              table.put(live);
              return Answer.done(accepted.bet());
            });
      }
    };
  }

  /** Changes a live bet of an admitted order's own account. */
  Answer change(Claim claim, PlayerOrder.ChangeBet change) {
    TableDraft table = draft.table(change.table()).orElse(null);
    if (table == null) {
      return Answer.of(Outcome.TABLE_UNKNOWN);
    }
    if (table.round().phase() == RoundPhase.REVEALING) {
      return Answer.of(Outcome.ROUND_CLOSED, table.round().number());
    }
    LiveBet live = table.bet(claim.account(), change.bet()).orElse(null);
    if (live == null) {
      return Answer.of(Outcome.BET_UNKNOWN);
    }
    boolean movesChips =
        switch (change.change()) {
          case REDUCE, PRESS -> true;
          case TAKE_DOWN, SWITCH_ON, SWITCH_OFF -> false;
        };
    if (movesChips != change.amount() > 0) {
      return Answer.of(Outcome.AMOUNT_INVALID);
    }
    Optional<Answer> limit =
        movesChips ? refuseLimits(table, newStake(change, live.bet())) : Optional.empty();
    if (limit.isPresent()) {
      return limit.get();
    }
    return switch (decide(table, change, live)) {
      case Decision.Refused refused -> Answer.of(refused);
      case Decision.Accepted accepted -> apply(table, claim, live, accepted);
    };
  }

  private Decision decide(TableDraft table, PlayerOrder.ChangeBet change, LiveBet live) {
    Alteration alteration =
        new Alteration(draft.before().rules(), table.craps(), gameOf(table.betsOf(live.account())));
    Bet bet = live.bet();
    return switch (change.change()) {
      case TAKE_DOWN -> alteration.takeDown(bet);
      case REDUCE -> alteration.reduceTo(bet, newStake(change, bet));
      case PRESS -> alteration.pressTo(bet, newStake(change, bet));
      case SWITCH_ON -> alteration.switchTo(bet, Switch.ON);
      case SWITCH_OFF -> alteration.switchTo(bet, Switch.OFF);
    };
  }

  private Answer apply(TableDraft table, Claim claim, LiveBet live, Decision.Accepted accepted) {
    long reserve = accepted.bet().map(this::reserve).orElse(0L);
    return settleUp(table, claim, accepted, reserve - live.reserved())
        .orElseGet(() -> {
          accepted
              .bet()
              .ifPresentOrElse(bet -> table.put(live.with(bet, reserve)), () -> table.remove(live));
          return Answer.done(accepted.bet());
        });
  }

  /** Moves what the rules say between balance and table, if balance and bankroll allow it. */
  private Optional<Answer> settleUp(
      TableDraft table, Claim claim, Decision.Accepted accepted, long moreReserve) {
    // The balance first: an absurd stake must not reach the bankroll's arithmetic.
    if (accepted.debit() > draft.account(claim.account()).orElseThrow().balance()) {
      return Optional.of(Answer.of(Outcome.FUNDS, accepted.debit()));
    }
    if (moreReserve > table.free()) {
      return Optional.of(Answer.of(Outcome.HOUSE_LIMIT, table.free()));
    }
    if (accepted.debit() > 0) {
      draft.debit(claim.account(), accepted.debit());
    }
    if (accepted.credit() > 0) {
      draft.credit(claim.account(), accepted.credit());
    }
    return Optional.empty();
  }

  /** The table's own limits, for what is a stake at all; what is none is the rules' to refuse. */
  private static Optional<Answer> refuseLimits(TableDraft table, long stake) {
    if (!Chips.isStake(stake)) {
      return Optional.empty();
    }
    if (stake < table.before().stakeMin()) {
      return Optional.of(Answer.of(Outcome.TABLE_MINIMUM, table.before().stakeMin()));
    }
    return stake > table.before().stakeMax()
        ? Optional.of(Answer.of(Outcome.TABLE_MAXIMUM, table.before().stakeMax()))
        : Optional.empty();
  }

  /** What the stake would be. No stake at all, in either direction, when the change is absurd. */
  private static long newStake(PlayerOrder.ChangeBet change, Bet bet) {
    long amount = Math.min(change.amount(), 2 * Chips.MAX_SUPPLY);
    return switch (change.change()) {
      case REDUCE -> bet.stake() - amount;
      case PRESS -> bet.stake() + amount;
      case TAKE_DOWN, SWITCH_ON, SWITCH_OFF -> bet.stake();
    };
  }

  private long reserve(Bet bet) {
    return TableDraft.reserveFor(draft.before(), bet);
  }

  private static List<Bet> gameOf(Collection<LiveBet> bets) {
    return bets.stream().map(LiveBet::bet).toList();
  }
}
