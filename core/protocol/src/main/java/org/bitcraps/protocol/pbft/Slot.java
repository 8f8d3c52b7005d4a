package org.bitcraps.protocol.pbft;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.certificate.Vote;
import org.bitcraps.evidence.certificate.VoteSet;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.ReplicaSet;
import org.bitcraps.protocol.consensus.Executed;

/**
 * One sequence number in one view: the block proposed for it and the votes about it. Forgotten as a
 * whole when the view ends (C5). Keeps one vote of each kind per member, so n members bound it.
 */
final class Slot {

  private final Votes<Statement.Prepare> prepares;
  private final Votes<Statement.Commit> commits;

  /** What is proposed for this slot; null until known. */
  Block block;

  Digest digest;

  /** The last proposal that was refused; null if none was. */
  private Block refused;

  /** Whether P6 and P7 apply: false for what a valid new-view names. */
  boolean fresh = true;

  /** Our clock when the proposal came; 0 if it came from the journal. */
  long arrivedMs;

  /** The primary's message that proposed it; null if a new-view, the journal or we did. */
  PbftMessage.PrePrepare shown;

  /** When this replica last handed that on to all others; empty before. */
  OptionalLong handedMs = OptionalLong.empty();

  /** What {@link Allowance#certifiedBytes} was when the proposal came. */
  long certifiedBytesBefore;

  /** Our own prepare; null until signed. */
  Vote ownPrepare;

  /** Result of speculative execution; null until prepared, in order. */
  Executed executed;

  /** Our own commit; null until signed. */
  PbftMessage.Commit ownCommit;

  Slot(ReplicaSet set) {
    prepares = new Votes<>(set);
    commits = new Votes<>(set);
  }

  void propose(Block proposed, boolean isFresh, long nowMs) {
    block = proposed;
    digest = proposed.digest();
    fresh = isFresh;
    arrivedMs = nowMs;
  }

  /** Drops a proposal; the same one is not looked at again in this view. */
  void refuse() {
    refused = block;
    block = null;
    digest = null;
  }

  /**
   * Forgets the proposal and what we did about it, for it can never be certified here; what others
   * voted stays. That we voted is remembered where it counts, by the safety rules.
   */
  void cutOff() {
    block = null;
    digest = null;
    ownPrepare = null;
    executed = null;
    ownCommit = null;
  }

  /** Whether this proposal was refused in this view. */
  boolean refused(Digest proposal) {
    return refused != null && proposal.equals(refused.digest());
  }

  /** P7: takes a refused proposal back that a quorum prepared and that follows {@code parent}. */
  void takeBackIfPrepared(Digest parent) {
    if (block == null
        && refused != null
        && refused.parent().equals(parent)
        && prepares.certificate(s -> refused(s.block())).isPresent()) {
      propose(refused, false, arrivedMs);
    }
  }

  /** Counts a prepare; false if the signer had already voted for something else. */
  boolean add(Statement.Prepare statement, Vote vote) {
    return prepares.add(statement, vote);
  }

  /** Counts a commit; false if the signer had already voted for something else. */
  boolean add(Statement.Commit statement, Vote vote) {
    return commits.add(statement, vote);
  }

  /** q prepares of this view for the accepted block. */
  Optional<QuorumCertificate<Statement.Prepare>> prepared() {
    return digest == null ? Optional.empty() : prepares.certificate(s -> s.block().equals(digest));
  }

  /** q commits for anything at all. */
  Optional<QuorumCertificate<Statement.Commit>> certified() {
    return commits.certificate(s -> true);
  }

  /** The root that at least {@code votes} others sign for our block instead of ours, if any. */
  Optional<Digest> otherRoot(int votes) {
    if (executed == null) {
      return Optional.empty();
    }
    return commits
        .mostVoted(
            s -> s.block().equals(digest) && !s.resultRoot().equals(executed.resultRoot()), votes)
        .map(Statement.Commit::resultRoot);
  }

  /** Votes of one kind, by statement; the first of each signer counts. */
  private static final class Votes<S extends Statement.InView> {

    private final ReplicaSet set;
    private final SortedMap<ReplicaId, S> said = new TreeMap<>();
    private final SortedMap<Digest, VoteSet<S>> byStatement = new TreeMap<>();

    Votes(ReplicaSet set) {
      this.set = set;
    }

    boolean add(S statement, Vote vote) {
      S before = said.putIfAbsent(vote.signer(), statement);
      if (before != null) {
        return before.equals(statement);
      }
      byStatement.computeIfAbsent(key(statement), k -> new VoteSet<>(statement, set)).add(vote);
      return true;
    }

    Optional<QuorumCertificate<S>> certificate(Predicate<S> wanted) {
      for (VoteSet<S> votes : byStatement.values()) {
        if (wanted.test(votes.statement())) {
          Optional<QuorumCertificate<S>> certificate = votes.certificate();
          if (certificate.isPresent()) {
            return certificate;
          }
        }
      }
      return Optional.empty();
    }

    Optional<S> mostVoted(Predicate<S> wanted, int atLeast) {
      for (VoteSet<S> votes : byStatement.values()) {
        if (wanted.test(votes.statement()) && votes.size() >= atLeast) {
          return Optional.of(votes.statement());
        }
      }
      return Optional.empty();
    }

    private static <S extends Statement.InView> Digest key(S statement) {
      return switch (statement) {
        case Statement.Prepare prepare -> prepare.block();
        case Statement.Commit commit ->
            Digest.of(DomainTag.COMMIT, commit.block().toBytes(), commit.resultRoot().toBytes());
      };
    }
  }
}
