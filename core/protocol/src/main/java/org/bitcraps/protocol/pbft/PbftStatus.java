package org.bitcraps.protocol.pbft;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.evidence.certificate.Misbehaviour;
import org.bitcraps.evidence.exchange.CertifiedBlock;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;

/**
 * Where a replica stands, for status pages and health.
 *
 * @param changingTo the view it wants instead of {@code view}; empty in normal operation
 * @param lastCertified sequence of the last certified block
 * @param last that block
 * @param lastProposed end of the unbroken run of proposals above it
 * @param waiting whether something should be certified soon
 * @param bodies bodies held that are not certain yet, and {@code bodyBytes} their size
 * @param heardMs when each peer was last heard, milliseconds since 1970
 * @param wanted which view each member asked for, of those above {@code view}
 * @param mute whether it signs nothing, for its journal was missing (P8)
 * @param evidence what it can prove about others, one piece of each kind about each (E1)
 */
public record PbftStatus(
    ReplicaId self,
    View view,
    Optional<View> changingTo,
    ReplicaId primary,
    SequenceNumber lastCertified,
    Optional<CertifiedBlock> last,
    SequenceNumber lastProposed,
    boolean waiting,
    int bodies,
    long bodyBytes,
    SortedMap<ReplicaId, Long> heardMs,
    SortedMap<ReplicaId, View> wanted,
    boolean mute,
    List<Misbehaviour> evidence) {

  /** Copies maps and list. */
  public PbftStatus {
    heardMs = Collections.unmodifiableSortedMap(new TreeMap<>(heardMs));
    evidence = List.copyOf(evidence);
    wanted = Collections.unmodifiableSortedMap(new TreeMap<>(wanted));
  }
}
