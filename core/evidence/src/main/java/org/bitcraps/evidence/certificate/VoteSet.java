package org.bitcraps.evidence.certificate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.ReplicaSet;

/**
 * Collects verified votes for one statement until they are a certificate. Mutable; one owner.
 * Counts members of one set only, each once.
 */
public final class VoteSet<S extends Statement> {

  private final S statement;
  private final ReplicaSet set;
  private final SortedMap<ReplicaId, Signature> votes = new TreeMap<>();

  /** Of all votes so far; empty if one came since, or they are too few. */
  private Optional<QuorumCertificate<S>> certificate = Optional.empty();

  /** An empty collection of votes for {@code statement} by members of {@code set}. */
  public VoteSet(S statement, ReplicaSet set) {
    this.statement = statement;
    this.set = set;
  }

  /** Adds a vote. A stranger's, or a second one of the same signer, changes nothing. */
  public VoteOutcome add(Vote vote) {
    if (!set.contains(vote.signer())) {
      return VoteOutcome.STRANGER;
    }
    if (votes.putIfAbsent(vote.signer(), vote.signature()) != null) {
      return VoteOutcome.REPEATED;
    }
    certificate = Optional.empty();
    int size = votes.size();
    int quorum = set.quorum().size();
    if (size < quorum) {
      return VoteOutcome.COUNTED;
    }
    return size == quorum ? VoteOutcome.QUORUM_REACHED : VoteOutcome.BEYOND_QUORUM;
  }

  /** What is voted for. */
  public S statement() {
    return statement;
  }

  /** Number of distinct members that voted. */
  public int size() {
    return votes.size();
  }

  /** Who voted. */
  public SortedMap<ReplicaId, Signature> votes() {
    return Collections.unmodifiableSortedMap(votes);
  }

  /** The certificate, if there is a quorum. */
  public Optional<QuorumCertificate<S>> certificate() {
    if (certificate.isPresent() || votes.size() < set.quorum().size()) {
      return certificate;
    }
    List<Vote> ascending = new ArrayList<>(votes.size());
    for (Map.Entry<ReplicaId, Signature> vote : votes.entrySet()) {
      ascending.add(new Vote(vote.getKey(), vote.getValue()));
    }
    certificate = Optional.of(new QuorumCertificate<>(statement, ascending));
    return certificate;
  }
}
