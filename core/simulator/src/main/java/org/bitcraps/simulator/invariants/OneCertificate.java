package org.bitcraps.simulator.invariants;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.membership.Quorum;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.protocol.pbft.PbftMessage;
import org.bitcraps.simulator.Validator;

/**
 * C3, C5: no two certificates that contradict each other can be made of all that was ever signed,
 * whether anybody makes them or not. Faulty validators are taken to sign everything.
 */
public final class OneCertificate implements Invariant {

  private final int honestNeeded;
  private final Map<Statement.Commit, SortedSet<ReplicaId>> signers = new HashMap<>();
  private final Map<SequenceNumber, Statement.Commit> certified = new TreeMap<>();

  /**
   * @param faulty how many validators of this run lie
   */
  public OneCertificate(Quorum quorum, int faulty) {
    // Counted here in its own way, not by Quorum.
    this.honestNeeded = Math.ceilDiv(2 * quorum.n(), 3) - faulty;
  }

  @Override
  public void sent(Validator from, PbftMessage message) {
    if (message instanceof PbftMessage.Commit commit) {
      Statement.Commit statement = commit.statement();
      SortedSet<ReplicaId> said = signers.computeIfAbsent(statement, s -> new TreeSet<>());
      said.add(from.id());
      if (said.size() >= honestNeeded) {
        Statement.Commit before = certified.putIfAbsent(statement.sequence(), statement);
        require(
            before == null || agree(before, statement),
            () -> "certificates can be made of " + before + " and of " + statement);
      }
    }
  }

  private static boolean agree(Statement.Commit one, Statement.Commit other) {
    return one.block().equals(other.block()) && one.resultRoot().equals(other.resultRoot());
  }
}
