package org.bitcraps.gateway.collection;

import org.bitcraps.evidence.exchange.BlockRequest;
import org.bitcraps.evidence.membership.ReplicaId;

/** Asks one validator for blocks; they come, or do not come, like any other notice. */
public interface BlockSource {

  /** Sends a request, without waiting. */
  void ask(ReplicaId validator, BlockRequest request);
}
