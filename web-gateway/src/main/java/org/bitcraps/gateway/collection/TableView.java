package org.bitcraps.gateway.collection;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bitcraps.evidence.bet.BetLine;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.craps.Chips;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.execution.LiveBet;
import org.bitcraps.evidence.execution.Round;
import org.bitcraps.evidence.execution.TableLedger;
import org.bitcraps.evidence.genesis.AccountId;

/**
 * A table after a certified block; JSON as it stands. Money in base units, times in effective
 * milliseconds since 1970.
 *
 * @param sequence the block
 * @param round 0 before the first one
 * @param phase BETTING, REVEALING or SETTLED
 * @param closedAtMs when betting really closed; 0 while it is open
 * @param point the puck: 0 is OFF
 * @param dice of the current round, once they are known
 * @param committers validators whose secrets the dice will be made of
 * @param revealed those of them that have revealed
 * @param unit every stake is a multiple of it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TableView(
    int table,
    String name,
    long sequence,
    long round,
    String phase,
    long opensAtMs,
    long closesAtMs,
    long closedAtMs,
    int point,
    long hand,
    List<Integer> dice,
    List<Integer> committers,
    List<Integer> revealed,
    long stakeMin,
    long stakeMax,
    long unit,
    long staked,
    long bankroll,
    long reserved) {

  /** The table as a block left it. */
  public static TableView of(ExecutedBlock block, TableLedger table) {
    Round round = table.round();
    return new TableView(
        table.id().value(),
        table.name(),
        block.sequence().value(),
        round.number(),
        round.phase().name(),
        round.opensAtMs(),
        round.closesAtMs(),
        round.closedAtMs(),
        table.craps().point().number(),
        table.craps().hand(),
        round.roll().map(roll -> List.of(roll.die1(), roll.die2())).orElse(null),
        round.committers().keySet().stream().map(id -> id.value()).toList(),
        round.reveals().keySet().stream().map(id -> id.value()).toList(),
        table.stakeMin(),
        table.stakeMax(),
        Chips.UNIT,
        table.staked(),
        table.bankroll(),
        table.reserved());
  }

  /** All live bets, alike ones summed, in the order of the types. */
  public static List<BetLine> lines(TableLedger table) {
    Map<BetType, BetLine> lines = new TreeMap<>();
    for (Map.Entry<AccountId, List<LiveBet>> player : table.bets()) {
      for (LiveBet live : player.getValue()) {
        lines.merge(
            live.bet().type(),
            new BetLine(live.bet().type(), live.bet().stake(), 1),
            (a, b) -> new BetLine(a.type(), a.total() + b.total(), a.count() + b.count()));
      }
    }
    return new ArrayList<>(lines.values());
  }
}
