package org.bitcraps.gateway.admission;

import java.util.List;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.operation.SignedOrder;
import org.bitcraps.evidence.wire.Verified;

/** Where admitted orders go: all of a request or none, without waiting. */
public interface Onward {

  /** False if there is no room for all of them. */
  boolean bets(List<Verified<SignedBet>> bets);

  /** False if there is no room for all of them. */
  boolean orders(List<Verified<SignedOrder>> orders);
}
