package org.bitcraps.protocol.consensus;

import java.util.List;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.ReplicaSet;
import org.bitcraps.evidence.wire.Signed;
import org.bitcraps.evidence.wire.WireValue;

/** What one validator sends to another. Each protocol has its own sealed family. */
public interface PeerMessage extends WireValue {

  /** Who claims to have sent it; true only once {@link #claims} are verified. */
  ReplicaId sender();

  /** The lane it travels in: votes never wait behind bodies (X4). */
  Lane lane();

  /**
   * Whether its parts fit together and its certificates have the shape of this set's: what can be
   * checked without signatures.
   */
  boolean isWellFormed(ReplicaSet set);

  /** Every signature in it; only for a well-formed message. */
  List<Signed> claims(ReplicaSet set);
}
