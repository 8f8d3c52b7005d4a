package org.bitcraps.gateway.aggregation;

import java.util.List;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.operation.SignedOrder;

/** Where batches go. False: no room now, the same batch is offered again. */
public interface Outlet {

  /** Bets of one table and round. */
  boolean bets(TableId table, long round, List<SignedBet> bets);

  /** Orders that are not bets. */
  boolean orders(List<SignedOrder> orders);

  /** Called between batches, at least every {@link Aggregator#IDLE_MS}. */
  void tick();
}
