package org.bitcraps.evidence.certificate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.ReplicaSet;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.Signed;
import org.bitcraps.evidence.wire.Verifier;
import org.bitcraps.evidence.wire.WireValue;

/**
 * q distinct validators said the same (DESIGN C2). The votes are strictly ascending by signer, so
 * nobody counts twice and there is one encoding.
 *
 * @param <S> what kind of statement it certifies
 */
public record QuorumCertificate<S extends Statement>(S statement, List<Vote> votes)
    implements WireValue {

  /** Why a certificate proves nothing. */
  public enum Fault {
    /** It was made by the set of another epoch. */
    WRONG_EPOCH,
    /** Fewer than q votes. */
    TOO_FEW_SIGNERS,
    /** A signer is not of the set. */
    STRANGER,
    /** A signature is not the signer's over this statement. */
    BAD_SIGNATURE
  }

  /**
   * @throws IllegalArgumentException if the votes are not strictly ascending by signer
   */
  public QuorumCertificate {
    votes = List.copyOf(votes);
    for (int i = 1; i < votes.size(); i++) {
      if (votes.get(i - 1).signer().compareTo(votes.get(i).signer()) >= 0) {
        throw new IllegalArgumentException("votes: not strictly ascending by signer");
      }
    }
  }

  /** Who voted, ascending. */
  public List<ReplicaId> signers() {
    return votes.stream().map(Vote::signer).toList();
  }

  /**
   * What is wrong with it, if anything. Every signature is checked, also beyond the quorum: a
   * certificate with garbage in it is refused whole.
   */
  public Optional<Fault> fault(ReplicaSet set, Verifier verifier) {
    Optional<Fault> shape = faultOfShape(set);
    if (shape.isPresent()) {
      return shape;
    }
    byte[] message = statement.toWire();
    for (Vote vote : votes) {
      PublicKey key = set.voteKey(vote.signer()).orElseThrow();
      if (!verifier.isValid(key, message, vote.signature())) {
        return Optional.of(Fault.BAD_SIGNATURE);
      }
    }
    return Optional.empty();
  }

  /** What is wrong with it apart from signatures: epoch, number of votes, strangers. */
  public Optional<Fault> faultOfShape(ReplicaSet set) {
    if (!statement.epoch().equals(set.epoch())) {
      return Optional.of(Fault.WRONG_EPOCH);
    }
    if (votes.size() < set.quorum().size()) {
      return Optional.of(Fault.TOO_FEW_SIGNERS);
    }
    for (Vote vote : votes) {
      if (!set.contains(vote.signer())) {
        return Optional.of(Fault.STRANGER);
      }
    }
    return Optional.empty();
  }

  /** The signatures to check; only for a certificate without {@link #faultOfShape}. */
  public List<Signed> claims(ReplicaSet set) {
    byte[] message = statement.toWire();
    List<Signed> claims = new ArrayList<>(votes.size());
    for (Vote vote : votes) {
      claims.add(new Signed(set.voteKey(vote.signer()).orElseThrow(), message, vote.signature()));
    }
    return claims;
  }

  @Override
  public void encodeTo(Encoder out) {
    out.value(statement).list(votes);
  }

  /** Reads a certificate of one kind of statement. */
  public static <S extends Statement> QuorumCertificate<S> decode(
      Decoder in, Function<Decoder, S> statement) {
    return new QuorumCertificate<>(
        statement.apply(in), in.list(ReplicaSet.MEMBERS_MAX, Vote.BYTES, "votes", Vote::decode));
  }

  /** Reads a commit certificate. */
  public static QuorumCertificate<Statement.Commit> decodeCommit(Decoder in) {
    return decode(in, Statement.Commit::decode);
  }

  /** Reads a prepared certificate. */
  public static QuorumCertificate<Statement.Prepare> decodePrepared(Decoder in) {
    return decode(in, Statement.Prepare::decode);
  }

  /** Reads a checkpoint certificate. */
  public static QuorumCertificate<Statement.Checkpoint> decodeCheckpoint(Decoder in) {
    return decode(in, Statement.Checkpoint::decode);
  }
}
