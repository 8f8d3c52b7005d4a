package org.bitcraps.evidence.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bitcraps.evidence.craps.Bet;
import org.bitcraps.evidence.craps.Resolution;
import org.bitcraps.evidence.craps.Settlement;
import org.bitcraps.evidence.dice.Beacon;
import org.bitcraps.evidence.dice.DrawId;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;

/**
 * The end of a round: the dice from the reveals, then every live bet of the table, by player and
 * bet id. Leaves in this order: the roll, the missing reveals, the bets decided or moved.
 */
final class TableSettlement {

  private final LedgerDraft draft;
  private final TableDraft table;
  private final TableId id;

  TableSettlement(LedgerDraft draft, TableDraft table) {
    this.draft = draft;
    this.table = table;
    this.id = table.before().id();
  }

  void settle() {
    Round round = table.round();
    DrawId draw = new DrawId(draft.before().chain(), id, round.number());
    Beacon beacon = Beacon.of(draw, round.reveals());
    Settlement dice = Settlement.of(draft.before().rules(), table.craps(), beacon.roll());
    table.round(round.settled(dice.roll()));
    table.craps(dice.after());
    draft.add(
        new RollRecorded(
            id,
            round.number(),
            round.committers(),
            round.reveals(),
            beacon,
            dice.roll(),
            dice.before(),
            dice.after()));
    recordMissing(round);
    for (AccountId player : table.players()) {
      // A copy: settling takes bets off the table.
      for (LiveBet bet : List.copyOf(table.betsOf(player))) {
        settle(dice, round.number(), bet);
      }
    }
  }

  private void recordMissing(Round round) {
    for (MissedReveal old : forgotten(round.number())) {
      table.clearMissed(old);
    }
    for (Map.Entry<ReplicaId, Digest> committer : round.committers().entrySet()) {
      if (!round.reveals().containsKey(committer.getKey())) {
        table.miss(new MissedReveal(round.number(), committer.getKey()), committer.getValue());
        draft.add(new MissingReveal(id, round.number(), committer.getKey()));
      }
    }
  }

  private List<MissedReveal> forgotten(long current) {
    List<MissedReveal> forgotten = new ArrayList<>();
    for (Map.Entry<MissedReveal, Digest> missed : table.before().missed()) {
      if (missed.getKey().round() > current - RoundMachine.MISSED_ROUNDS_KEPT) {
        break;
      }
      forgotten.add(missed.getKey());
    }
    return forgotten;
  }

  private void settle(Settlement dice, long round, LiveBet live) {
    Resolution resolution = dice.settle(live.bet());
    Optional<BetSettled.Result> result = BetSettled.Result.of(resolution);
    if (result.isEmpty()) {
      return;
    }
    Optional<Bet> after = resolution.remaining();
    after.ifPresentOrElse(
        bet -> table.put(live.with(bet, TableDraft.reserveFor(draft.before(), bet))),
        () -> table.remove(live));
    table.house(resolution.lost(), resolution.profit());
    long received = Math.addExact(resolution.returned(), resolution.profit());
    if (received > 0) {
      draft.credit(live.account(), received);
    }
    draft.add(
        new BetSettled(
            live.id(),
            live.account(),
            id,
            round,
            live.round(),
            live.bet(),
            result.get(),
            resolution.returned(),
            resolution.profit(),
            after,
            draft.account(live.account()).orElseThrow().balance()));
  }
}
