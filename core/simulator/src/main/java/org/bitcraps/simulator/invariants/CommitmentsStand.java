package org.bitcraps.simulator.invariants;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.evidence.execution.CommitmentReceipt;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.execution.ResultLeaf;
import org.bitcraps.evidence.execution.Round;
import org.bitcraps.evidence.execution.RoundOpened;
import org.bitcraps.evidence.execution.TableLedger;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.Quorum;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.protocol.consensus.CommittedBlock;
import org.bitcraps.simulator.Validator;

/**
 * R1: a round's committers are q at least, their commitments stand in blocks before the one that
 * opens it, and from then on neither changes, at any validator, until the dice are thrown.
 */
public final class CommitmentsStand implements Invariant {

  private record Place(TableId table, long round) {}

  private final Quorum quorum;

  /** What each commitment that was accepted is, and in which block. */
  private final Map<Place, SortedMap<ReplicaId, Accepted>> accepted = new HashMap<>();

  private final Map<Place, SortedMap<ReplicaId, Digest>> frozen = new HashMap<>();

  private record Accepted(Digest commitment, SequenceNumber in) {}

  /** Rounds of this set. */
  public CommitmentsStand(Quorum quorum) {
    this.quorum = quorum;
  }

  @Override
  public void committed(Validator validator, CommittedBlock committed) {
    ExecutedBlock block = Invariant.executed(committed);
    for (ResultLeaf leaf : block.leaves()) {
      if (leaf instanceof CommitmentReceipt c && c.answer() == CommitmentReceipt.Answer.ACCEPTED) {
        Accepted now = new Accepted(c.commitment(), block.sequence());
        Accepted before =
            accepted
                .computeIfAbsent(new Place(c.table(), c.round()), p -> new TreeMap<>())
                .putIfAbsent(c.validator(), now);
        require(before == null || before.equals(now), () -> c + " is accepted beside " + before);
      } else if (leaf instanceof RoundOpened opened) {
        open(opened, block.sequence());
      }
    }
    for (Map.Entry<TableId, TableLedger> table : block.ledger().tables()) {
      Round round = table.getValue().round();
      if (round.number() > 0) {
        require(
            round.committers().equals(frozen.get(new Place(table.getKey(), round.number()))),
            () ->
                "round %d of table %s has other committers at %s of validator %s than it opened with"
                    .formatted(round.number(), table.getKey(), block, validator.id()));
      }
    }
  }

  private void open(RoundOpened opened, SequenceNumber in) {
    Place place = new Place(opened.table(), opened.round());
    SortedMap<ReplicaId, Digest> before = frozen.putIfAbsent(place, opened.committers());
    require(
        before == null || before.equals(opened.committers()),
        () -> place + " opens twice, differently");
    require(
        opened.committers().size() >= quorum.size(),
        () -> place + " opens with " + opened.committers().size() + " committers");
    require(
        new HashSet<>(opened.committers().values()).size() == opened.committers().size(),
        () -> place + " opens with equal commitments");
    opened
        .committers()
        .forEach((id, commitment) -> {
          Accepted was = accepted.getOrDefault(place, new TreeMap<>()).get(id);
          require(
              was != null && was.commitment().equals(commitment) && in.isAfter(was.in()),
              () -> place + " opens with a commitment of " + id + " that was not certified before");
        });
  }
}
