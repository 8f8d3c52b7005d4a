package org.bitcraps.evidence.execution;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;

/**
 * BETTING has opened; the committers are frozen (DESIGN R1).
 *
 * @param opensAtMs effective time of the opening
 * @param closesAtMs bets are taken before this effective time
 * @param committers K with its commitments
 */
public record RoundOpened(
    TableId table,
    long round,
    long opensAtMs,
    long closesAtMs,
    SortedMap<ReplicaId, Digest> committers)
    implements ResultLeaf {

  /** Copies the commitments. */
  public RoundOpened {
    committers = Collections.unmodifiableSortedMap(new TreeMap<>(committers));
  }

  @Override
  public void encodeFieldsTo(Encoder out) {
    out.value(table).u63(round).u63(opensAtMs).u63(closesAtMs);
    Contributions.encodeCommitments(out, committers);
  }

  static RoundOpened decodeFields(Decoder in) {
    return new RoundOpened(
        TableId.decode(in),
        in.u63("round"),
        in.u63("opensAtMs"),
        in.u63("closesAtMs"),
        Contributions.commitments(in));
  }
}
