package org.bitcraps.protocol.pbft;

import java.util.Arrays;
import java.util.List;
import org.bitcraps.evidence.certificate.Misbehaviour;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.certificate.Vote;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.exchange.CertifiedBlock;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.execution.StateTree;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.ReplicaSet;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.MalformedException;
import org.bitcraps.protocol.consensus.JournalEntry;

/** The journal of a PBFT replica. Replaying the entries in order gives the state back (P1). */
sealed interface PbftEntry extends JournalEntry {

  /** First of every journal: whose it is. A node with another chain or identity must not start. */
  record Opened(ChainId chain, ReplicaId self) implements PbftEntry {}

  /**
   * First of a journal that was missing when its validator started on a chain that may not be new:
   * whatever was signed before is not known, so this validator is mute until it is {@link Unmuted}
   * (P8).
   */
  record OpenedMute(ChainId chain, ReplicaId self) implements PbftEntry {}

  /**
   * A body that a vote in the same or a later output refers to (D1). Closed: a cut of the journal
   * reads all of them and looks into none.
   */
  record BodyHeld(BatchBody.Sealed body) implements PbftEntry {}

  /** A prepare was signed for this block in this view (as primary: the proposal). */
  record Accepted(View view, Block block, Vote vote) implements PbftEntry {}

  /** A commit was signed, resting on this prepared certificate (P1). */
  record CommitSigned(
      QuorumCertificate<Statement.Prepare> prepared, Statement.Commit statement, Vote vote)
      implements PbftEntry {}

  /** The next block is certain; its bodies were held before. */
  record Certified(CertifiedBlock block) implements PbftEntry {}

  /** A view-change was signed. */
  record ViewChangeSigned(PbftMessage.ViewChange message) implements PbftEntry {}

  /** A valid new-view was entered, our own or another's. */
  record ViewEntered(PbftMessage.NewView message) implements PbftEntry {}

  /**
   * A view was entered because the last slot of the one before it, its floor, is certified (P9).
   */
  record Rotated(View view, SequenceNumber floor) implements PbftEntry {}

  /** A checkpoint was signed. */
  record CheckpointSigned(Statement.Checkpoint statement, Vote vote) implements PbftEntry {}

  /** A quorum signed this state. */
  record CheckpointStable(QuorumCertificate<Statement.Checkpoint> certificate)
      implements PbftEntry {}

  /** A peer showed a signature of ours that this journal does not know: it is too old (P8). */
  record Muted() implements PbftEntry {}

  /**
   * What was forgotten is decided by a stable checkpoint before this entry: from here on this
   * validator signs again, in views from {@code lowest} on (P8).
   */
  record Unmuted(View lowest) implements PbftEntry {}

  /**
   * One chunk of the state that the next {@link Anchored} begins with; after a {@link Fetching} in
   * any order, else in theirs.
   */
  final class ChunkHeld implements PbftEntry {

    private final byte[] chunk;

    ChunkHeld(byte[] chunk) {
      this.chunk = chunk.clone();
    }

    byte[] chunk() {
      return chunk.clone();
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof ChunkHeld that && Arrays.equals(chunk, that.chunk);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(chunk);
    }
  }

  /**
   * A journal that was cut begins, after its opening, with the chunks of a state and this: the
   * stable checkpoint whose state they are, and its block. The blocks up to it are in the archive.
   * Where a {@link Fetching} comes before it, the state was fetched, and blocks before it are not.
   */
  record Anchored(CertifiedBlock block, QuorumCertificate<Statement.Checkpoint> certificate)
      implements PbftEntry {

    /**
     * @throws IllegalArgumentException if the checkpoint is another block's
     */
    public Anchored {
      if (!certificate.statement().isOf(block.certificate().statement())) {
        throw new IllegalArgumentException("checkpoint: another block's");
      }
    }
  }

  /**
   * Bodies that blocks below the beginning of a cut journal ordered, the earliest first: a late
   * copy is not ordered again.
   */
  record Ordered(List<Digest> bodies) implements PbftEntry {

    /** What one entry holds at most: a quarter of a megabyte. */
    static final int BODIES_MAX = 8_192;

    /** Copies the list. */
    public Ordered {
      bodies = List.copyOf(bodies);
    }
  }

  /**
   * In a cut journal: some blocks below its beginning were never seen here, for the state after
   * them was fetched (C7). What they ordered is not among {@link Ordered}.
   */
  record Skipped() implements PbftEntry {}

  /**
   * Another member is proven guilty; one piece of each kind about each. Not signed by us and bound
   * to nothing: it is kept so that it can be shown (E1).
   */
  record Incriminated(Misbehaviour evidence) implements PbftEntry {}

  /**
   * The state of this checkpoint is being fetched, and these are its chunks, which the state root
   * proves. Those that come are {@link ChunkHeld}, in any order, until it is {@link Anchored}.
   */
  record Fetching(Anchored target, List<Digest> chunks) implements PbftEntry {

    /** Copies the list. */
    public Fetching {
      chunks = List.copyOf(chunks);
    }
  }

  @Override
  default void encodeTo(Encoder out) {
    switch (this) {
      case Opened e -> out.u8(1).value(e.chain()).value(e.self());
      case BodyHeld e -> e.body().encodeTo(out.u8(2));
      case Accepted e -> out.u8(3).value(e.view()).value(e.block()).value(e.vote());
      case CommitSigned e -> out.u8(4).value(e.prepared()).value(e.statement()).value(e.vote());
      case Certified e -> out.u8(5).value(e.block());
      case ViewChangeSigned e -> out.u8(6).value(e.message());
      case ViewEntered e -> out.u8(7).value(e.message());
      case OpenedMute e -> out.u8(8).value(e.chain()).value(e.self());
      case CheckpointSigned e -> out.u8(9).value(e.statement()).value(e.vote());
      case CheckpointStable e -> out.u8(10).value(e.certificate());
      case Muted e -> out.u8(11);
      case Unmuted e -> out.u8(12).value(e.lowest());
      case ChunkHeld e -> out.u8(13).bytes(e.chunk());
      case Anchored e -> out.u8(14).value(e.block()).value(e.certificate());
      case Rotated e -> out.u8(15).value(e.view()).value(e.floor());
      case Ordered e -> out.u8(16).digests(e.bodies());
      case Incriminated e -> out.u8(17).value(e.evidence());
      case Fetching e ->
          out.u8(18).value(e.target().block()).value(e.target().certificate()).digests(e.chunks());
      case Skipped e -> out.u8(19);
    }
  }

  /** What a new-view has besides as evidence: the digests of what it names, 32 bytes each. */
  int EVIDENCE_BYTES = 64 + ReplicaSet.MEMBERS_MAX * Digest.BYTES;

  /** Reads one entry. */
  static PbftEntry decode(byte[] bytes, Parameters limits) {
    return Decoder.decode(
        bytes,
        PbftCodec.bytesMax(limits) + EVIDENCE_BYTES,
        in -> {
          int kind = in.u8("kind");
          return switch (kind) {
            case 1 -> new Opened(ChainId.decode(in), ReplicaId.decode(in));
            case 2 -> new BodyHeld(BatchBody.Sealed.decode(in, limits));
            case 3 -> new Accepted(View.decode(in), Block.decode(in), Vote.decode(in));
            case 4 ->
                new CommitSigned(
                    QuorumCertificate.decodePrepared(in),
                    Statement.Commit.decode(in),
                    Vote.decode(in));
            case 5 -> new Certified(CertifiedBlock.decode(in));
            case 6 -> new ViewChangeSigned(message(in, limits, PbftMessage.ViewChange.class));
            case 7 -> new ViewEntered(message(in, limits, PbftMessage.NewView.class));
            case 8 -> new OpenedMute(ChainId.decode(in), ReplicaId.decode(in));
            case 9 -> new CheckpointSigned(Statement.Checkpoint.decode(in), Vote.decode(in));
            case 10 -> new CheckpointStable(QuorumCertificate.decodeCheckpoint(in));
            case 11 -> new Muted();
            case 12 -> new Unmuted(View.decode(in));
            case 13 -> new ChunkHeld(in.bytes(StateTree.CHUNK_BYTES_MAX, "chunk"));
            case 14 ->
                new Anchored(CertifiedBlock.decode(in), QuorumCertificate.decodeCheckpoint(in));
            case 15 -> new Rotated(View.decode(in), SequenceNumber.decode(in));
            case 16 -> new Ordered(in.digests(Ordered.BODIES_MAX, "bodies"));
            case 17 -> new Incriminated(Misbehaviour.decode(in));
            case 18 ->
                new Fetching(
                    new Anchored(CertifiedBlock.decode(in), QuorumCertificate.decodeCheckpoint(in)),
                    in.digests(StateTree.CHUNKS_MAX, "chunks"));
            case 19 -> new Skipped();
            default -> throw new MalformedException("kind", "no entry has code " + kind);
          };
        });
  }

  /** Another message than the entry's is corruption like any other: malformed, not a bad cast. */
  private static <M extends PbftMessage> M message(Decoder in, Parameters limits, Class<M> kind) {
    PbftMessage message = PbftCodec.decode(in, limits);
    MalformedException.require(
        kind.isInstance(message), "message", "not a " + kind.getSimpleName());
    return kind.cast(message);
  }
}
