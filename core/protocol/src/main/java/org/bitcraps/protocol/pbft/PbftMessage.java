package org.bitcraps.protocol.pbft;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.certificate.Vote;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.exchange.BlockRequest;
import org.bitcraps.evidence.exchange.CertifiedBlock;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.membership.Epoch;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.ReplicaSet;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.Signed;
import org.bitcraps.protocol.consensus.Lane;
import org.bitcraps.protocol.consensus.PeerMessage;

/** What PBFT's replicas send each other. Byte table: {@code docs/wire.md}. */
public sealed interface PbftMessage extends PeerMessage {

  @Override
  default Lane lane() {
    return Lane.VOTES;
  }

  @Override
  default void encodeTo(Encoder out) {
    PbftCodec.encode(this, out);
  }

  /**
   * The primary proposes a block (PBFT02 §4.3, pre-prepare).
   *
   * <p>DEVIATION: its signature is over the prepare statement, so the proposal is the primary's
   * prepare vote too, and a prepared certificate is q prepares of distinct replicas. Two different
   * proposals for one place are two different prepares.
   */
  record PrePrepare(View view, Block block, Vote vote) implements PbftMessage {

    /** The prepare that the signature is over. */
    public Statement.Prepare statement() {
      return new Statement.Prepare(
          block.chain(), block.epoch(), view, block.sequence(), block.digest());
    }

    @Override
    public ReplicaId sender() {
      return vote.signer();
    }

    @Override
    public boolean isWellFormed(ReplicaSet set) {
      return set.primary(view).equals(vote.signer()) && block.epoch().equals(set.epoch());
    }

    @Override
    public List<Signed> claims(ReplicaSet set) {
      return voteClaim(statement(), vote, set);
    }
  }

  /** A backup accepted the block (PBFT02 §4.3, prepare). */
  record Prepare(Statement.Prepare statement, Vote vote) implements PbftMessage {

    @Override
    public ReplicaId sender() {
      return vote.signer();
    }

    @Override
    public boolean isWellFormed(ReplicaSet set) {
      return set.contains(vote.signer()) && statement.epoch().equals(set.epoch());
    }

    @Override
    public List<Signed> claims(ReplicaSet set) {
      return voteClaim(statement, vote, set);
    }
  }

  /** A replica holds the prepared certificate and executed the block (PBFT02 §4.3; C3). */
  record Commit(Statement.Commit statement, Vote vote) implements PbftMessage {

    @Override
    public ReplicaId sender() {
      return vote.signer();
    }

    @Override
    public boolean isWellFormed(ReplicaSet set) {
      return set.contains(vote.signer()) && statement.epoch().equals(set.epoch());
    }

    @Override
    public List<Signed> claims(ReplicaSet set) {
      return voteClaim(statement, vote, set);
    }
  }

  /**
   * A replica leaves all views below {@code view} (PBFT02 §4.4; P2).
   *
   * @param floor its highest contiguously certified block; empty for genesis
   * @param prepared blocks above the floor for which it signed a commit, ascending by sequence
   */
  record ViewChange(
      ChainId chain,
      Epoch epoch,
      ReplicaId sender,
      View view,
      Optional<CertifiedBlock> floor,
      List<PreparedBlock> prepared,
      Signature signature)
      implements PbftMessage {

    /** Copies the list. */
    public ViewChange {
      prepared = List.copyOf(prepared);
    }

    /** What the sender signs. */
    static byte[] signedBytes(
        ChainId chain,
        Epoch epoch,
        ReplicaId sender,
        View view,
        Optional<CertifiedBlock> floor,
        List<PreparedBlock> prepared) {
      return new Encoder(1024)
          .tag(DomainTag.VIEW_CHANGE)
          .value(chain)
          .value(epoch)
          .value(sender)
          .value(view)
          .optional(floor)
          .list(prepared)
          .toBytes();
    }

    byte[] signedBytes() {
      return signedBytes(chain, epoch, sender, view, floor, prepared);
    }

    /** Sequence of the floor; 0 for genesis. */
    public SequenceNumber floorSequence() {
      return floor.map(CertifiedBlock::sequence).orElse(SequenceNumber.ZERO);
    }

    @Override
    public boolean isWellFormed(ReplicaSet set) {
      if (!set.contains(sender) || !epoch.equals(set.epoch())) {
        return false;
      }
      if (floor.isPresent()
          && (!floor.get().block().chain().equals(chain)
              || floor.get().certificate().faultOfShape(set).isPresent())) {
        return false;
      }
      SequenceNumber below = floorSequence();
      for (PreparedBlock block : prepared) {
        if (!block.sequence().isAfter(below)
            || !view.isAfter(block.view())
            || !block.block().chain().equals(chain)
            || block.certificate().faultOfShape(set).isPresent()) {
          return false;
        }
        below = block.sequence();
      }
      return true;
    }

    @Override
    public List<Signed> claims(ReplicaSet set) {
      List<Signed> claims = new ArrayList<>();
      claims.add(new Signed(set.voteKey(sender).orElseThrow(), signedBytes(), signature));
      floor.ifPresent(f -> claims.addAll(f.certificate().claims(set)));
      claims.addAll(PreparedBlock.claims(prepared, set));
      return claims;
    }
  }

  /**
   * The primary of {@code view} shows that q replicas are ready for it (PBFT02 §4.4). What is
   * proposed again follows from the view-changes; every receiver computes it.
   *
   * @param viewChanges exactly q, for this view, strictly ascending by sender
   */
  record NewView(
      ChainId chain,
      Epoch epoch,
      ReplicaId sender,
      View view,
      List<ViewChange> viewChanges,
      Signature signature)
      implements PbftMessage {

    /** Copies the list. */
    public NewView {
      viewChanges = List.copyOf(viewChanges);
    }

    /** What the primary signs. */
    static byte[] signedBytes(
        ChainId chain, Epoch epoch, ReplicaId sender, View view, List<ViewChange> viewChanges) {
      Encoder out =
          new Encoder(4096)
              .tag(DomainTag.NEW_VIEW)
              .value(chain)
              .value(epoch)
              .value(sender)
              .value(view)
              .u31(viewChanges.size());
      for (ViewChange viewChange : viewChanges) {
        out.digest(Digest.of(DomainTag.VIEW_CHANGE, viewChange.toWire()));
      }
      return out.toBytes();
    }

    byte[] signedBytes() {
      return signedBytes(chain, epoch, sender, view, viewChanges);
    }

    @Override
    public boolean isWellFormed(ReplicaSet set) {
      if (!set.primary(view).equals(sender)
          || !epoch.equals(set.epoch())
          || viewChanges.size() != set.quorum().size()) {
        return false;
      }
      for (int i = 0; i < viewChanges.size(); i++) {
        ViewChange viewChange = viewChanges.get(i);
        if (!viewChange.view().equals(view)
            || !viewChange.chain().equals(chain)
            || !viewChange.isWellFormed(set)
            || (i > 0 && viewChanges.get(i - 1).sender().compareTo(viewChange.sender()) >= 0)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public List<Signed> claims(ReplicaSet set) {
      List<Signed> claims = new ArrayList<>();
      claims.add(new Signed(set.voteKey(sender).orElseThrow(), signedBytes(), signature));
      for (ViewChange viewChange : viewChanges) {
        claims.addAll(viewChange.claims(set));
      }
      return claims;
    }
  }

  /** Where a replica stands: whoever is further helps, whoever is behind asks. */
  record Status(
      ChainId chain, ReplicaId sender, View view, SequenceNumber lastCertified, Signature signature)
      implements PbftMessage {

    static byte[] signedBytes(
        ChainId chain, ReplicaId sender, View view, SequenceNumber lastCertified) {
      return requestBytes(chain, sender, 1).value(view).value(lastCertified).toBytes();
    }

    @Override
    public boolean isWellFormed(ReplicaSet set) {
      return set.contains(sender);
    }

    @Override
    public List<Signed> claims(ReplicaSet set) {
      return claim(set, sender, signedBytes(chain, sender, view, lastCertified), signature);
    }
  }

  /**
   * Asks for bodies by digest (D2).
   *
   * @param to who is asked: nobody else answers, so that no other can use up what it gives us
   */
  record BodiesWanted(
      ChainId chain, ReplicaId sender, ReplicaId to, List<Digest> digests, Signature signature)
      implements PbftMessage {

    /** Copies the list. */
    public BodiesWanted {
      digests = List.copyOf(digests);
    }

    static byte[] signedBytes(ChainId chain, ReplicaId sender, ReplicaId to, List<Digest> digests) {
      return requestBytes(chain, sender, 2).value(to).digests(digests).toBytes();
    }

    @Override
    public boolean isWellFormed(ReplicaSet set) {
      return set.contains(sender) && set.contains(to) && !digests.isEmpty();
    }

    @Override
    public List<Signed> claims(ReplicaSet set) {
      return claim(set, sender, signedBytes(chain, sender, to, digests), signature);
    }
  }

  /**
   * Asks for certified blocks.
   *
   * @param to who is asked, as with {@link BodiesWanted}
   */
  record BlocksWanted(
      ChainId chain, ReplicaId sender, ReplicaId to, BlockRequest request, Signature signature)
      implements PbftMessage {

    static byte[] signedBytes(ChainId chain, ReplicaId sender, ReplicaId to, BlockRequest request) {
      return requestBytes(chain, sender, 3).value(to).value(request).toBytes();
    }

    @Override
    public boolean isWellFormed(ReplicaSet set) {
      return set.contains(sender) && set.contains(to);
    }

    @Override
    public List<Signed> claims(ReplicaSet set) {
      return claim(set, sender, signedBytes(chain, sender, to, request), signature);
    }
  }

  /**
   * Bodies that were asked for, or that a backup offers to its primary (P5). Not signed: the digest
   * proves an asked-for body, the signatures inside prove an offered one.
   */
  record Bodies(ReplicaId sender, List<BatchBody> bodies) implements PbftMessage {

    /** Copies the list. */
    public Bodies {
      bodies = List.copyOf(bodies);
    }

    @Override
    public Lane lane() {
      return Lane.BODIES;
    }

    @Override
    public boolean isWellFormed(ReplicaSet set) {
      return set.contains(sender);
    }

    @Override
    public List<Signed> claims(ReplicaSet set) {
      return List.of();
    }
  }

  /** A certified block that was asked for. Not signed: the certificate proves it. */
  record CertifiedBlockReply(ReplicaId sender, BlockNotice notice) implements PbftMessage {

    @Override
    public Lane lane() {
      return Lane.BODIES;
    }

    @Override
    public boolean isWellFormed(ReplicaSet set) {
      return set.contains(sender)
          && notice.certified().certificate().faultOfShape(set).isEmpty()
          && notice.missing().isEmpty();
    }

    @Override
    public List<Signed> claims(ReplicaSet set) {
      return notice.certified().certificate().claims(set);
    }
  }

  /** A replica executed the certified block to this state (PBFT02 §4.3, checkpoint; C7). */
  record Checkpoint(Statement.Checkpoint statement, Vote vote) implements PbftMessage {

    @Override
    public ReplicaId sender() {
      return vote.signer();
    }

    @Override
    public boolean isWellFormed(ReplicaSet set) {
      return set.contains(vote.signer()) && statement.epoch().equals(set.epoch());
    }

    @Override
    public List<Signed> claims(ReplicaSet set) {
      return voteClaim(statement, vote, set);
    }
  }

  /**
   * A stable checkpoint, for who missed its votes, or what came before it. Not signed: the
   * certificates prove it.
   *
   * @param block the checkpoint's block
   */
  record CheckpointShown(
      ReplicaId sender, CertifiedBlock block, QuorumCertificate<Statement.Checkpoint> certificate)
      implements PbftMessage {

    @Override
    public boolean isWellFormed(ReplicaSet set) {
      return set.contains(sender)
          && block.certificate().faultOfShape(set).isEmpty()
          && certificate.faultOfShape(set).isEmpty()
          && certificate.statement().isOf(block.certificate().statement());
    }

    @Override
    public List<Signed> claims(ReplicaSet set) {
      List<Signed> claims = new ArrayList<>(block.certificate().claims(set));
      claims.addAll(certificate.claims(set));
      return claims;
    }
  }

  /**
   * A replica that may have forgotten what it signed asks where the others stand (P8).
   *
   * @param challenge fresh for each start of the sender: an answer to another one is no answer
   * @param checkpoint the sequence at or beyond which it needs a stable checkpoint; 0 while it does
   *     not know
   */
  record StandingWanted(
      ChainId chain,
      ReplicaId sender,
      Digest challenge,
      SequenceNumber checkpoint,
      Signature signature)
      implements PbftMessage {

    static byte[] signedBytes(
        ChainId chain, ReplicaId sender, Digest challenge, SequenceNumber checkpoint) {
      return requestBytes(chain, sender, 4).digest(challenge).value(checkpoint).toBytes();
    }

    @Override
    public boolean isWellFormed(ReplicaSet set) {
      return set.contains(sender);
    }

    @Override
    public List<Signed> claims(ReplicaSet set) {
      return claim(set, sender, signedBytes(chain, sender, challenge, checkpoint), signature);
    }
  }

  /**
   * The answer: where the sender stands, for this asker and this challenge only.
   *
   * @param view the highest view that it has entered or asked for
   */
  record Standing(
      ChainId chain,
      ReplicaId sender,
      ReplicaId to,
      Digest challenge,
      View view,
      SequenceNumber lastCertified,
      Signature signature)
      implements PbftMessage {

    static byte[] signedBytes(
        ChainId chain,
        ReplicaId sender,
        ReplicaId to,
        Digest challenge,
        View view,
        SequenceNumber lastCertified) {
      return requestBytes(chain, sender, 5)
          .value(to)
          .digest(challenge)
          .value(view)
          .value(lastCertified)
          .toBytes();
    }

    @Override
    public boolean isWellFormed(ReplicaSet set) {
      return set.contains(sender) && set.contains(to);
    }

    @Override
    public List<Signed> claims(ReplicaSet set) {
      return claim(
          set, sender, signedBytes(chain, sender, to, challenge, view, lastCertified), signature);
    }
  }

  /**
   * Asks for chunks of a state, by digest (C7).
   *
   * @param to who is asked, as with {@link BodiesWanted}
   * @param root of the state, as a checkpoint signs it
   * @param chunks at most {@link StateTransfer#OF_ONE_MAX}; none asks for the list of all
   */
  record ChunksWanted(
      ChainId chain,
      ReplicaId sender,
      ReplicaId to,
      Digest root,
      List<Digest> chunks,
      Signature signature)
      implements PbftMessage {

    /** Copies the list. */
    public ChunksWanted {
      chunks = List.copyOf(chunks);
    }

    static byte[] signedBytes(
        ChainId chain, ReplicaId sender, ReplicaId to, Digest root, List<Digest> chunks) {
      return requestBytes(chain, sender, 6).value(to).digest(root).digests(chunks).toBytes();
    }

    @Override
    public boolean isWellFormed(ReplicaSet set) {
      return set.contains(sender) && set.contains(to);
    }

    @Override
    public List<Signed> claims(ReplicaSet set) {
      return claim(set, sender, signedBytes(chain, sender, to, root, chunks), signature);
    }
  }

  /**
   * The chunks of a state, in order; none: the sender has not got that state. The root proves it;
   * signed all the same, so that nobody can have another one blamed for what is wrong.
   */
  record ChunkList(
      ChainId chain, ReplicaId sender, Digest root, List<Digest> chunks, Signature signature)
      implements PbftMessage {

    /** Copies the list. */
    public ChunkList {
      chunks = List.copyOf(chunks);
    }

    static byte[] signedBytes(ChainId chain, ReplicaId sender, Digest root, List<Digest> chunks) {
      return requestBytes(chain, sender, 7).digest(root).digests(chunks).toBytes();
    }

    @Override
    public Lane lane() {
      return Lane.BODIES;
    }

    @Override
    public boolean isWellFormed(ReplicaSet set) {
      return set.contains(sender);
    }

    @Override
    public List<Signed> claims(ReplicaSet set) {
      return claim(set, sender, signedBytes(chain, sender, root, chunks), signature);
    }
  }

  /**
   * A chunk that was asked for by this digest, which proves it; signed for the same reason as
   * {@link ChunkList}. Immutable.
   */
  final class Chunk implements PbftMessage {

    private final ChainId chain;
    private final ReplicaId sender;
    private final Digest digest;
    private final byte[] content;
    private final Signature signature;

    /** With a copy of the content. */
    public Chunk(
        ChainId chain, ReplicaId sender, Digest digest, byte[] content, Signature signature) {
      this.chain = chain;
      this.sender = sender;
      this.digest = digest;
      this.content = content.clone();
      this.signature = signature;
    }

    static byte[] signedBytes(ChainId chain, ReplicaId sender, Digest digest, byte[] content) {
      return requestBytes(chain, sender, 8).digest(digest).bytes(content).toBytes();
    }

    /** Whose it is. */
    public ChainId chain() {
      return chain;
    }

    @Override
    public ReplicaId sender() {
      return sender;
    }

    /** What it was asked for by. */
    public Digest digest() {
      return digest;
    }

    /** A copy of what was sent. */
    public byte[] content() {
      return content.clone();
    }

    /** By the sender. */
    public Signature signature() {
      return signature;
    }

    @Override
    public Lane lane() {
      return Lane.BODIES;
    }

    @Override
    public boolean isWellFormed(ReplicaSet set) {
      return set.contains(sender);
    }

    @Override
    public List<Signed> claims(ReplicaSet set) {
      return claim(set, sender, signedBytes(chain, sender, digest, content), signature);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Chunk that && Arrays.equals(toWire(), that.toWire());
    }

    @Override
    public int hashCode() {
      return signature.hashCode();
    }

    @Override
    public String toString() {
      return "Chunk[" + digest.brief() + " of " + sender + "]";
    }
  }

  private static Encoder requestBytes(ChainId chain, ReplicaId sender, int kind) {
    return new Encoder(128).tag(DomainTag.PEER_ENVELOPE).value(chain).value(sender).u8(kind);
  }

  private static List<Signed> claim(
      ReplicaSet set, ReplicaId sender, byte[] message, Signature signature) {
    return List.of(new Signed(set.voteKey(sender).orElseThrow(), message, signature));
  }

  private static List<Signed> voteClaim(Statement statement, Vote vote, ReplicaSet set) {
    return List.of(
        new Signed(set.voteKey(vote.signer()).orElseThrow(), statement.toWire(), vote.signature()));
  }
}
