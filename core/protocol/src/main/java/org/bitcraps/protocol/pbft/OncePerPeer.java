package org.bitcraps.protocol.pbft;

import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.evidence.membership.ReplicaId;

/** Answers each peer at most once in a while, so that nobody makes us send without end (X4). */
final class OncePerPeer {

  private final PbftState state;
  private final long everyMs;
  private final SortedMap<ReplicaId, Long> lastMs = new TreeMap<>();

  /** At most once in {@code everyMs} milliseconds each. */
  OncePerPeer(PbftState state, long everyMs) {
    this.state = state;
    this.everyMs = everyMs;
  }

  /** Whether the peer may have an answer now; if so, that was its turn. */
  boolean take(ReplicaId peer) {
    Long last = lastMs.get(peer);
    if (last != null && !state.isOver(last, everyMs)) {
      return false;
    }
    lastMs.put(peer, state.nowMs);
    return true;
  }
}
