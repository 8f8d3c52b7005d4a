package org.bitcraps.gateway.admission;

import java.util.List;
import java.util.Optional;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.bet.Wager;
import org.bitcraps.evidence.craps.Bet;
import org.bitcraps.evidence.craps.Chips;
import org.bitcraps.evidence.craps.Decision;
import org.bitcraps.evidence.craps.MaxProfit;
import org.bitcraps.evidence.craps.Placement;
import org.bitcraps.evidence.execution.Round;
import org.bitcraps.evidence.execution.RoundPhase;
import org.bitcraps.evidence.execution.TableLedger;
import org.bitcraps.evidence.genesis.TableId;

/**
 * Whether a bet would be placed if the next block had it. Execution alone decides; this saves the
 * player a round trip, and the chain a receipt, where the answer is known. Pure.
 */
final class BetRules {

  private BetRules() {}

  /** In the order: stake, chain, table, nonce, expiry, account, round, limits, game, money. */
  static Judgement judge(Draft draft, TableId addressed, SignedBet signed) {
    Wager bet = signed.bet();
    if (!Chips.isStake(bet.amount())) {
      return Judgement.refused(
          ProblemCode.STAKE_INVALID,
          "amount",
          "a stake is a multiple of %d: instead of %d stake %d or %d"
              .formatted(
                  Chips.UNIT,
                  bet.amount(),
                  Chips.stakeBelow(bet.amount()),
                  Chips.stakeAbove(bet.amount())));
    }
    if (!bet.chain().equals(draft.ledger().chain())) {
      return Judgement.refused(
          ProblemCode.WRONG_CHAIN, "chain", "this table plays on chain " + draft.ledger().chain());
    }
    if (!bet.table().equals(addressed)) {
      return Judgement.refused(
          ProblemCode.TABLE_MISMATCH,
          "table",
          "the bet is for table %s, the address names %s".formatted(bet.table(), addressed));
    }
    return draft
        .judgeNonce(bet.account(), bet.nonce(), signed.id())
        .or(() -> AccountRules.judge(draft, bet.account(), bet.expiresAtMs()))
        .or(() -> judgeRound(draft, bet))
        .or(() -> judgeGame(draft, bet))
        .orElseGet(() -> judgeMoney(draft, signed));
  }

  private static Optional<Judgement> judgeRound(Draft draft, Wager bet) {
    Round round = table(draft, bet).round();
    if (bet.round() > round.number()) {
      return Optional.of(
          Judgement.refused(
              ProblemCode.ROUND_UNKNOWN,
              "round",
              "the current round is %d, not yet %d".formatted(round.number(), bet.round())));
    }
    if (bet.round() < round.number() || round.phase() != RoundPhase.BETTING) {
      return Optional.of(
          Judgement.refused(
              ProblemCode.ROUND_CLOSED,
              "round",
              "bets of round %d are closed; the current round is %d and %s"
                  .formatted(bet.round(), round.number(), round.phase())));
    }
    return Optional.empty();
  }

  private static Optional<Judgement> judgeGame(Draft draft, Wager bet) {
    TableLedger table = table(draft, bet);
    List<Bet> standing = draft.bets(bet.table(), bet.account());
    if (standing.size() >= TableLedger.LIVE_BETS_MAX) {
      return Optional.of(
          Judgement.refused(
              ProblemCode.TOO_MANY_BETS,
              "table",
              "at most " + TableLedger.LIVE_BETS_MAX + " live bets at one table"));
    }
    if (bet.amount() < table.stakeMin() || bet.amount() > table.stakeMax()) {
      return Optional.of(
          Judgement.refused(
              ProblemCode.STAKE_LIMIT,
              "amount",
              "stakes at this table go from %d to %d, not %d"
                  .formatted(table.stakeMin(), table.stakeMax(), bet.amount())));
    }
    Placement placement = new Placement(draft.ledger().rules(), table.craps(), standing);
    return switch (placement.place(bet.type(), bet.amount())) {
      case Decision.Accepted accepted -> Optional.empty();
      case Decision.Refused refused -> Optional.of(refusedByRules(refused));
    };
  }

  private static Judgement refusedByRules(Decision.Refused refused) {
    return switch (refused.reason()) {
      case NOT_A_STAKE -> Judgement.refused(ProblemCode.STAKE_INVALID, "amount", refused.message());
      case BELOW_MINIMUM, ABOVE_MAXIMUM, ODDS_LIMIT ->
          Judgement.refused(ProblemCode.STAKE_LIMIT, "amount", refused.message());
      case COME_OUT_ONLY,
          POINT_ONLY,
          NOT_THE_POINT,
          NO_BASE_BET,
          HAND_IN_PROGRESS,
          CONTRACT_BET,
          NOT_RAISED,
          ODDS_DEPEND_ON_IT,
          NOT_SWITCHABLE,
          NO_CHANGE ->
          Judgement.refused(ProblemCode.BET_NOT_ALLOWED, "type", refused.message());
    };
  }

  private static Judgement judgeMoney(Draft draft, SignedBet signed) {
    Wager bet = signed.bet();
    long balance = draft.balance(bet.account());
    if (bet.amount() > balance) {
      return Judgement.refused(
          ProblemCode.FUNDS,
          "amount",
          "the stake is %d, the balance %d".formatted(bet.amount(), balance));
    }
    long reserve = MaxProfit.of(draft.ledger().rules(), Bet.of(bet.type(), bet.amount()));
    long free = draft.free(bet.table());
    if (reserve > free) {
      return Judgement.refused(
          ProblemCode.HOUSE_LIMIT,
          "amount",
          "the bet could win %d, the bank can still cover %d".formatted(reserve, free));
    }
    return new Judgement.Fresh(Pending.of(signed, reserve));
  }

  private static TableLedger table(Draft draft, Wager bet) {
    return draft.ledger().table(bet.table()).orElseThrow();
  }
}
