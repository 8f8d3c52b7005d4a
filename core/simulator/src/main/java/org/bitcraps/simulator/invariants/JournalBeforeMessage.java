package org.bitcraps.simulator.invariants;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.bitcraps.evidence.dice.DrawId;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.protocol.pbft.PbftMessage;
import org.bitcraps.simulator.Validator;

/**
 * P1: whatever is signed and leaves is durable at that moment.
 *
 * <p>What it owes the dice is passed on like a body of anybody's when others bring it back, long
 * after its record went with a shorter journal. It left when it was durable, and a commitment to
 * this draw or a later one of the table still is, so nothing can contradict it (R1).
 */
public final class JournalBeforeMessage implements Invariant {

  /** What left when it was durable: who lost his disk may get it back from others. */
  private final Set<Signature> left = new HashSet<>();

  /** Of that, the commitments to the draws of each table, by round. */
  private final Map<Committer, NavigableMap<Long, Signature>> committed = new HashMap<>();

  private record Committer(ReplicaId validator, TableId table) {}

  @Override
  public void sent(Validator from, PbftMessage message) {
    Optional<Signature> signature =
        switch (message) {
          case PbftMessage.PrePrepare m -> Optional.of(m.vote().signature());
          case PbftMessage.Prepare m -> Optional.of(m.vote().signature());
          case PbftMessage.Commit m -> Optional.of(m.vote().signature());
          case PbftMessage.ViewChange m -> Optional.of(m.signature());
          case PbftMessage.NewView m -> Optional.of(m.signature());
          // Requests promise nothing; the rest is not signed by its sender.
          case PbftMessage.Status m -> Optional.empty();
          case PbftMessage.BodiesWanted m -> Optional.empty();
          case PbftMessage.BlocksWanted m -> Optional.empty();
          case PbftMessage.Bodies m -> {
            m.bodies().forEach(body -> duty(from, body.body().operation()));
            yield Optional.empty();
          }
          case PbftMessage.CertifiedBlockReply m -> Optional.empty();
          case PbftMessage.Checkpoint m -> Optional.of(m.vote().signature());
          case PbftMessage.CheckpointShown m -> Optional.empty();
          case PbftMessage.StandingWanted m -> Optional.empty();
          case PbftMessage.Standing m -> Optional.empty();
          case PbftMessage.ChunksWanted m -> Optional.empty();
          case PbftMessage.ChunkList m -> Optional.empty();
          case PbftMessage.Chunk m -> Optional.empty();
        };
    signature.ifPresent(s -> durable(from, s, message));
  }

  /** What it owes the dice is signed like a vote; what it passes on of others is not its own. */
  private void duty(Validator from, Operation operation) {
    switch (operation) {
      case Operation.Commitment c -> {
        if (c.validator().equals(from.id())) {
          dutyDurable(from, c.draw(), c.signature(), c);
          committed(from, c.draw()).put(c.draw().round(), c.signature());
        }
      }
      case Operation.Reveal r -> {
        if (r.validator().equals(from.id())) {
          dutyDurable(from, r.draw(), r.signature(), r);
        }
      }
      case Operation.PlaceBets bets -> {}
      case Operation.PlayerOrders orders -> {}
    }
  }

  private void dutyDurable(Validator from, DrawId draw, Signature signature, Object what) {
    boolean passedOn =
        left.contains(signature)
            && committed(from, draw).tailMap(draw.round(), true).values().stream()
                .anyMatch(commitment -> from.hasJournalled(commitment.toBytes()));
    if (!passedOn) {
      durable(from, signature, what);
    }
  }

  private NavigableMap<Long, Signature> committed(Validator from, DrawId draw) {
    return committed.computeIfAbsent(
        new Committer(from.id(), draw.table()), committer -> new TreeMap<>());
  }

  private void durable(Validator from, Signature signature, Object what) {
    boolean holds = from.hasJournalled(signature.toBytes());
    require(
        holds || (from.isForgetful() && left.contains(signature)),
        () -> "validator " + from.id() + " sends what its journal does not hold: " + what);
    left.add(signature);
  }
}
