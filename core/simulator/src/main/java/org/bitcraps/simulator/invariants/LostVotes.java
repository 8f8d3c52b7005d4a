package org.bitcraps.simulator.invariants;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.protocol.pbft.PbftMessage;
import org.bitcraps.simulator.Validator;

/**
 * P8, by one who remembers for those that forgot: whoever lost its disk votes for nothing until a
 * checkpoint can be certified at or beyond all that it ever committed to, and then only in views in
 * which it never voted.
 */
public final class LostVotes implements Invariant {

  /** What left a validator before it forgot. */
  private static final class Past {
    long committed;
    long view = -1;
    long changed = -1;
    final Set<Signature> signatures = new HashSet<>();
  }

  private final int honestNeeded;
  private final Predicate<ReplicaId> isFaulty;
  private final Map<ReplicaId, Past> pasts = new TreeMap<>();
  private final Map<Statement.Checkpoint, SortedSet<ReplicaId>> checkpoints = new HashMap<>();
  private long stable;

  /**
   * @param members how many validators there are
   * @param faulty how many of them lie, now or later
   * @param isFaulty who does by now
   */
  public LostVotes(int members, int faulty, Predicate<ReplicaId> isFaulty) {
    this.honestNeeded = Math.ceilDiv(2 * members, 3) - faulty;
    this.isFaulty = isFaulty;
  }

  @Override
  public void sent(Validator from, PbftMessage message) {
    if (message instanceof PbftMessage.PrePrepare m) {
      vote(from, m.statement(), m.vote().signature());
    } else if (message instanceof PbftMessage.Prepare m) {
      vote(from, m.statement(), m.vote().signature());
    } else if (message instanceof PbftMessage.Commit m) {
      vote(from, m.statement(), m.vote().signature());
    } else if (message instanceof PbftMessage.ViewChange m) {
      Past past = past(from);
      if (!from.isForgetful()) {
        past.changed = Math.max(past.changed, m.view().value());
      } else if (!past.signatures.contains(m.signature())) {
        require(
            stable >= past.committed && m.view().value() > past.changed,
            () -> "validator " + from.id() + " has forgotten, and asks for view " + m.view());
      }
      past.signatures.add(m.signature());
    } else if (message instanceof PbftMessage.Checkpoint m) {
      SortedSet<ReplicaId> said = checkpoints.computeIfAbsent(m.statement(), s -> new TreeSet<>());
      said.add(from.id());
      if (said.stream().filter(isFaulty.negate()).count() >= honestNeeded) {
        stable = Math.max(stable, m.statement().sequence().value());
      }
    }
  }

  private void vote(Validator from, Statement.InView statement, Signature signature) {
    Past past = past(from);
    if (!from.isForgetful()) {
      past.view = Math.max(past.view, statement.view().value());
      if (statement instanceof Statement.Commit) {
        past.committed = Math.max(past.committed, statement.sequence().value());
      }
    } else if (!past.signatures.contains(signature)) {
      require(
          stable >= past.committed && statement.view().value() > past.view,
          () ->
              "validator %s has forgotten what it signed up to %d in views up to %d, and signs %s; stable is %d"
                  .formatted(from.id(), past.committed, past.view, statement, stable));
    }
    past.signatures.add(signature);
  }

  private Past past(Validator validator) {
    return pasts.computeIfAbsent(validator.id(), id -> new Past());
  }
}
