package org.bitcraps.simulator.invariants;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.membership.Quorum;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.protocol.pbft.PbftMessage;
import org.bitcraps.simulator.Validator;

/**
 * C3, C5: no two certificates that contradict each other can be made of all that was ever signed,
 * whether anybody makes them or not. Faulty validators are taken to sign everything; a signature of
 * one that has become faulty since counts once, not also as its own before that.
 */
public final class OneCertificate implements Invariant {

  private final int honestNeeded;
  private final Predicate<ReplicaId> isFaulty;
  private final Map<SequenceNumber, Map<Statement.Commit, SortedSet<ReplicaId>>> signers =
      new TreeMap<>();

  /**
   * @param faulty how many validators of this run lie, now or later
   * @param isFaulty who does by now
   */
  public OneCertificate(Quorum quorum, int faulty, Predicate<ReplicaId> isFaulty) {
    // Counted here in its own way, not by Quorum.
    this.honestNeeded = Math.ceilDiv(2 * quorum.n(), 3) - faulty;
    this.isFaulty = isFaulty;
  }

  @Override
  public void sent(Validator from, PbftMessage message) {
    if (message instanceof PbftMessage.Commit commit) {
      Statement.Commit statement = commit.statement();
      Map<Statement.Commit, SortedSet<ReplicaId>> here =
          signers.computeIfAbsent(statement.sequence(), s -> new HashMap<>());
      if (here.computeIfAbsent(statement, s -> new TreeSet<>()).add(from.id())) {
        here.keySet().stream()
            .filter(other -> !agree(other, statement))
            .forEach(other ->
                require(
                    !isCertain(here.get(statement)) || !isCertain(here.get(other)),
                    () -> "certificates can be made of " + other + " and of " + statement));
      }
    }
  }

  private boolean isCertain(SortedSet<ReplicaId> said) {
    return said.stream().filter(isFaulty.negate()).count() >= honestNeeded;
  }

  private static boolean agree(Statement.Commit one, Statement.Commit other) {
    return one.block().equals(other.block()) && one.resultRoot().equals(other.resultRoot());
  }
}
