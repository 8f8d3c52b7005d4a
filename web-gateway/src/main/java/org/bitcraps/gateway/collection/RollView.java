package org.bitcraps.gateway.collection;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.evidence.execution.RollRecorded;
import org.bitcraps.evidence.membership.ReplicaId;

/**
 * The dice of a round, and all they follow from; JSON as it stands. Keys of the maps are
 * validators, values in lower-case hexadecimal.
 *
 * @param sequence the block
 * @param point the puck afterwards: 0 is OFF
 * @param sevenOut whether it ended the hand
 * @param missing committers without whose reveal the round was settled
 */
public record RollView(
    int table,
    long round,
    long sequence,
    List<Integer> dice,
    int total,
    int point,
    boolean sevenOut,
    String source,
    String beacon,
    SortedMap<Integer, String> commitments,
    SortedMap<Integer, String> reveals,
    List<Integer> missing) {

  /** What people read of a roll. */
  public static RollView of(long sequence, RollRecorded leaf, List<ReplicaId> missing) {
    SortedMap<Integer, String> commitments = new TreeMap<>();
    leaf.committers().forEach((id, digest) -> commitments.put(id.value(), digest.hex()));
    SortedMap<Integer, String> reveals = new TreeMap<>();
    leaf.reveals().forEach((id, secret) -> reveals.put(id.value(), secret.value().hex()));
    return new RollView(
        leaf.table().value(),
        leaf.round(),
        sequence,
        List.of(leaf.roll().die1(), leaf.roll().die2()),
        leaf.roll().total(),
        leaf.after().point().number(),
        leaf.before().isSevenOut(leaf.roll()),
        "COMMIT_REVEAL",
        leaf.beacon().value().hex(),
        commitments,
        reveals,
        missing.stream().map(ReplicaId::value).toList());
  }
}
