package org.bitcraps.protocol.safety;

import java.util.Optional;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.certificate.Vote;
import org.bitcraps.evidence.dice.DiceSecret;
import org.bitcraps.evidence.dice.DrawId;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.keys.Signer;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.ReplicaSet;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.evidence.operation.Operation;

/**
 * Signs what contradicts nothing this validator ever signed; answers empty otherwise (DESIGN P1).
 *
 * <p>The caller puts a journal entry with every signature into the same output that sends it, and
 * hands the entries back through the {@code restore…} methods after a restart.
 */
public final class SafetyRules {

  private final ReplicaId self;
  private final ChainId chain;
  private final ReplicaSet set;
  private final Signer signer;
  private final SafetyRecord record = new SafetyRecord();
  private SequenceNumber certified = SequenceNumber.ZERO;
  private boolean mute;

  /**
   * @throws IllegalArgumentException if the signer's key is not the one the set has for {@code
   *     self}
   */
  public SafetyRules(ChainId chain, ReplicaId self, ReplicaSet set, Signer signer) {
    if (set.voteKey(self).filter(signer.publicKey()::equals).isEmpty()) {
      throw new IllegalArgumentException("vote key: genesis has another one for validator " + self);
    }
    this.chain = chain;
    this.self = self;
    this.set = set;
    this.signer = signer;
  }

  /** Signs a prepare, or as primary a proposal: one block per view and sequence. */
  public Optional<Vote> prepare(Statement.Prepare statement) {
    if (mute || !isOurs(statement) || !record.allowsPrepare(statement)) {
      return Optional.empty();
    }
    record.recordPrepare(statement);
    return Optional.of(vote(statement));
  }

  /** Signs a commit: only what was prepared here, by a quorum, in the same view; one root. */
  public Optional<Vote> commit(
      Statement.Commit statement, QuorumCertificate<Statement.Prepare> prepared) {
    Statement.Prepare basis = prepared.statement();
    boolean rests =
        prepared.faultOfShape(set).isEmpty()
            && basis.chain().equals(statement.chain())
            && basis.epoch().equals(statement.epoch())
            && basis.view().equals(statement.view())
            && basis.sequence().equals(statement.sequence())
            && basis.block().equals(statement.block());
    if (mute || !rests || !isOurs(statement) || !record.allowsCommit(statement)) {
      return Optional.empty();
    }
    record.recordCommit(statement);
    return Optional.of(vote(statement));
  }

  /**
   * Signs a checkpoint: only of a block whose certificate is shown, in rising order of sequences
   * (C7).
   */
  public Optional<Vote> checkpoint(
      Statement.Checkpoint statement, QuorumCertificate<Statement.Commit> certificate) {
    Statement.Commit basis = certificate.statement();
    boolean rests =
        certificate.faultOfShape(set).isEmpty()
            && basis.chain().equals(statement.chain())
            && basis.epoch().equals(statement.epoch())
            && basis.sequence().equals(statement.sequence())
            && basis.block().equals(statement.block())
            && basis.resultRoot().equals(statement.resultRoot());
    if (mute
        || !rests
        || !statement.chain().equals(chain)
        || statement.sequence().isAfter(certified)
        || !record.allowsCheckpoint(statement)) {
      return Optional.empty();
    }
    record.recordCheckpoint(statement);
    return Optional.of(vote(statement));
  }

  /** Signs a view-change, once per view: afterwards nothing is signed for a view below. */
  public Optional<Signature> viewChange(View view, byte[] message) {
    if (mute || message[0] != DomainTag.VIEW_CHANGE.code() || !record.allowsViewChange(view)) {
      return Optional.empty();
    }
    record.recordViewChange(view);
    return Optional.of(signer.sign(message));
  }

  /** This view was entered, now or before a restart: nothing is signed for a view below (P9). */
  public void entered(View view) {
    record.recordEntered(view);
  }

  /** Signs a new-view as the primary of its view, one content per view. */
  public Optional<Signature> newView(View view, byte[] message) {
    Digest content = Digest.of(DomainTag.NEW_VIEW, message);
    if (mute
        || message[0] != DomainTag.NEW_VIEW.code()
        || !set.primary(view).equals(self)
        || !record.allowsNewView(view, content)) {
      return Optional.empty();
    }
    record.recordNewView(view, content);
    return Optional.of(signer.sign(message));
  }

  /** Signs a request or status: it promises nothing, so nothing limits it but its tag. */
  public Signature request(byte[] message) {
    if (message[0] != DomainTag.PEER_ENVELOPE.code()) {
      throw new IllegalArgumentException("a request begins with its tag");
    }
    return signer.sign(message);
  }

  /** Signs a commitment to a draw: one per draw, draws of a table in rising order (R1). */
  public Optional<Operation.Commitment> commitment(DrawId draw, DiceSecret secret) {
    Digest commitment = secret.commitment(draw, self);
    if (mute || !draw.chain().equals(chain) || !record.allowsCommitment(draw, commitment)) {
      return Optional.empty();
    }
    record.recordCommitment(draw, commitment);
    Signature signature = signer.sign(Operation.Commitment.signedBytes(draw, self, commitment));
    return Optional.of(new Operation.Commitment(draw, self, commitment, signature));
  }

  /**
   * Signs a reveal. The caller must hold the commit certificate of a block at or after the close
   * (R2); the type of {@code close} makes it show one.
   */
  public Optional<Operation.Reveal> reveal(
      DrawId draw, DiceSecret secret, QuorumCertificate<Statement.Commit> close) {
    if (mute
        || !draw.chain().equals(chain)
        || !close.statement().chain().equals(chain)
        || close.faultOfShape(set).isPresent()) {
      return Optional.empty();
    }
    Signature signature = signer.sign(Operation.Reveal.signedBytes(draw, self, secret));
    return Optional.of(new Operation.Reveal(draw, self, secret, signature));
  }

  /** From now on nothing but requests is signed: what was signed before is not known (P8). */
  public void mute() {
    mute = true;
  }

  /**
   * What was forgotten is decided: signs again, but nothing in a view below {@code lowest}, and no
   * view-change for it (P8).
   *
   * @param stable of a checkpoint that is executed here
   * @throws IllegalStateException if it is not, or not certified: our own mistake
   */
  public void unmute(View lowest, QuorumCertificate<Statement.Checkpoint> stable) {
    if (stable.faultOfShape(set).isPresent()
        || !stable.statement().chain().equals(chain)
        || stable.statement().sequence().isAfter(certified)) {
      throw new IllegalStateException("unmuting without a stable checkpoint that is held");
    }
    record.forgotBelow(lowest);
    mute = false;
  }

  /**
   * Whether this vote of ours is no news: recorded, decided, or known to be lost. If not, the
   * journal is older than the vote (P8).
   */
  public boolean remembers(Statement.InView statement) {
    return !statement.sequence().isAfter(certified) || record.remembers(statement);
  }

  /**
   * The view to ask for by who wants to leave for {@code view}: a later one, if what was signed for
   * that view is not known (P8).
   */
  public View leastViewChange(View view) {
    return record.leastViewChange(view);
  }

  /** The same of a view-change of ours. */
  public boolean remembersViewChange(View view) {
    return record.remembersViewChange(view);
  }

  /** The same of a checkpoint of ours. */
  public boolean remembersCheckpoint(SequenceNumber sequence) {
    return !sequence.isAfter(certified) || record.remembersCheckpoint(sequence);
  }

  /** Whether nothing but requests is signed. */
  public boolean isMute() {
    return mute;
  }

  /** After a restart: this prepare was signed. */
  public void restorePrepare(Statement.Prepare statement) {
    record.recordPrepare(statement);
  }

  /** After a restart: this commit was signed. */
  public void restoreCommit(Statement.Commit statement) {
    record.recordCommit(statement);
  }

  /** After a restart: a view-change for this view was signed. */
  public void restoreViewChange(View view) {
    record.recordViewChange(view);
  }

  /** After a restart: this checkpoint was signed. */
  public void restoreCheckpoint(Statement.Checkpoint statement) {
    record.recordCheckpoint(statement);
  }

  /** After a restart: this new-view was signed. */
  public void restoreNewView(View view, byte[] message) {
    record.recordNewView(view, Digest.of(DomainTag.NEW_VIEW, message));
  }

  /** After a restart: this commitment was signed. */
  public void restoreCommitment(DrawId draw, Digest commitment) {
    record.recordCommitment(draw, commitment);
  }

  /** Sequences up to this one are decided; nothing more is signed for them. */
  public void decided(SequenceNumber sequence) {
    certified = sequence;
    record.prune(sequence);
  }

  private boolean isOurs(Statement statement) {
    return statement.chain().equals(chain)
        && statement.epoch().equals(set.epoch())
        && statement.sequence().isAfter(certified);
  }

  private Vote vote(Statement statement) {
    return new Vote(self, signer.sign(statement.toWire()));
  }
}
