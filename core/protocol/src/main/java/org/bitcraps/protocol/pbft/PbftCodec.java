package org.bitcraps.protocol.pbft;

import java.util.List;
import java.util.Optional;
import org.bitcraps.evidence.certificate.Misbehaviour;
import org.bitcraps.evidence.certificate.NewViewStatement;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.certificate.ViewChangeStatement;
import org.bitcraps.evidence.certificate.Vote;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.exchange.BlockRequest;
import org.bitcraps.evidence.exchange.CertifiedBlock;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.execution.StateTree;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.Epoch;
import org.bitcraps.evidence.membership.Quorum;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.ReplicaSet;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.MalformedException;
import org.bitcraps.protocol.pbft.PbftMessage.BlocksWanted;
import org.bitcraps.protocol.pbft.PbftMessage.Bodies;
import org.bitcraps.protocol.pbft.PbftMessage.BodiesWanted;
import org.bitcraps.protocol.pbft.PbftMessage.CertifiedBlockReply;
import org.bitcraps.protocol.pbft.PbftMessage.Checkpoint;
import org.bitcraps.protocol.pbft.PbftMessage.CheckpointShown;
import org.bitcraps.protocol.pbft.PbftMessage.Chunk;
import org.bitcraps.protocol.pbft.PbftMessage.ChunkList;
import org.bitcraps.protocol.pbft.PbftMessage.ChunksWanted;
import org.bitcraps.protocol.pbft.PbftMessage.Commit;
import org.bitcraps.protocol.pbft.PbftMessage.NewView;
import org.bitcraps.protocol.pbft.PbftMessage.PrePrepare;
import org.bitcraps.protocol.pbft.PbftMessage.Prepare;
import org.bitcraps.protocol.pbft.PbftMessage.Standing;
import org.bitcraps.protocol.pbft.PbftMessage.StandingWanted;
import org.bitcraps.protocol.pbft.PbftMessage.Status;
import org.bitcraps.protocol.pbft.PbftMessage.ViewChange;

/** Canonical bytes of {@link PbftMessage}: one kind byte, then the fields (X3). */
public final class PbftCodec {

  private static final int PRE_PREPARE = 1;
  private static final int PREPARE = 2;
  private static final int COMMIT = 3;
  private static final int VIEW_CHANGE = 4;
  private static final int NEW_VIEW = 5;
  private static final int STATUS = 6;
  private static final int BODIES_WANTED = 7;
  private static final int BLOCKS_WANTED = 8;
  private static final int BODIES = 9;
  private static final int CERTIFIED_BLOCK = 10;
  private static final int CHECKPOINT = 11;
  private static final int CHECKPOINT_SHOWN = 12;
  private static final int STANDING_WANTED = 13;
  private static final int STANDING = 14;
  private static final int CHUNKS_WANTED = 15;
  private static final int CHUNK_LIST = 16;
  private static final int CHUNK = 17;

  private PbftCodec() {}

  static void encode(PbftMessage message, Encoder out) {
    switch (message) {
      case PrePrepare m -> out.u8(PRE_PREPARE).value(m.view()).value(m.block()).value(m.vote());
      case Prepare m -> out.u8(PREPARE).value(m.statement()).value(m.vote());
      case Commit m -> out.u8(COMMIT).value(m.statement()).value(m.vote());
      case ViewChange m -> viewChange(m, out.u8(VIEW_CHANGE));
      case NewView m -> {
        out.u8(NEW_VIEW)
            .value(m.chain())
            .value(m.epoch())
            .value(m.sender())
            .value(m.view())
            .u31(m.viewChanges().size());
        m.viewChanges().forEach(v -> viewChange(v, out));
        out.signature(m.signature());
      }
      case Status m ->
          out.u8(STATUS)
              .value(m.chain())
              .value(m.sender())
              .value(m.view())
              .value(m.lastCertified())
              .signature(m.signature());
      case BodiesWanted m ->
          out.u8(BODIES_WANTED)
              .value(m.chain())
              .value(m.sender())
              .value(m.to())
              .digests(m.digests())
              .signature(m.signature());
      case BlocksWanted m ->
          out.u8(BLOCKS_WANTED)
              .value(m.chain())
              .value(m.sender())
              .value(m.to())
              .value(m.request())
              .signature(m.signature());
      case Bodies m -> out.u8(BODIES).value(m.sender()).list(m.bodies());
      case CertifiedBlockReply m -> out.u8(CERTIFIED_BLOCK).value(m.sender()).value(m.notice());
      case Checkpoint m -> out.u8(CHECKPOINT).value(m.statement()).value(m.vote());
      case CheckpointShown m ->
          out.u8(CHECKPOINT_SHOWN).value(m.sender()).value(m.block()).value(m.certificate());
      case StandingWanted m ->
          out.u8(STANDING_WANTED)
              .value(m.chain())
              .value(m.sender())
              .digest(m.challenge())
              .value(m.checkpoint())
              .signature(m.signature());
      case Standing m ->
          out.u8(STANDING)
              .value(m.chain())
              .value(m.sender())
              .value(m.to())
              .digest(m.challenge())
              .value(m.view())
              .value(m.lastCertified())
              .signature(m.signature());
      case ChunksWanted m ->
          out.u8(CHUNKS_WANTED)
              .value(m.chain())
              .value(m.sender())
              .value(m.to())
              .digest(m.root())
              .digests(m.chunks())
              .signature(m.signature());
      case ChunkList m ->
          out.u8(CHUNK_LIST)
              .value(m.chain())
              .value(m.sender())
              .digest(m.root())
              .digests(m.chunks())
              .signature(m.signature());
      case Chunk m ->
          out.u8(CHUNK)
              .value(m.chain())
              .value(m.sender())
              .digest(m.digest())
              .bytes(m.content())
              .signature(m.signature());
    }
  }

  private static void viewChange(ViewChange m, Encoder out) {
    out.value(m.chain())
        .value(m.epoch())
        .value(m.sender())
        .value(m.view())
        .optional(m.floor())
        .list(m.prepared())
        .signature(m.signature());
  }

  /** The list of the chunks of a state; a chunk is smaller. */
  private static final long CHUNK_LIST_BYTES_MAX = (1 << 20) + 32L * StateTree.CHUNKS_MAX;

  /** No message is larger, whatever the limits of the chain are. */
  private static final long BYTES_MAX = 1L << 28;

  /**
   * The largest message of a chain with these limits: a block with all its bodies, the chunks of a
   * state, or a new-view in which q replicas each show a full pipeline. If the latter were refused
   * for its size, no view change would ever end.
   */
  public static int bytesMax(Parameters limits) {
    long block =
        limits.get(Parameter.BLOCK_BYTES_MAX)
            + limits.get(Parameter.BLOCK_BODIES_MAX) * BatchBody.OVERHEAD_BYTES
            + (1 << 20);
    long fixed = Math.max(block, CHUNK_LIST_BYTES_MAX);
    return (int) Math.min(BYTES_MAX, Math.max(fixed, newViewBytesMax(limits)));
  }

  private static long newViewBytesMax(Parameters limits) {
    long quorum = new Quorum(limits.getInt(Parameter.VALIDATORS_MAX)).size();
    // A block with its certificate: fixed fields, digests of bodies, votes.
    long certified = 512 + 32 * limits.get(Parameter.BLOCK_BODIES_MAX) + quorum * Vote.BYTES;
    return 512 + quorum * (512 + (1 + limits.get(Parameter.PIPELINE_DEPTH)) * certified);
  }

  /**
   * Reads one message within the limits of the chain.
   *
   * @throws MalformedException if the bytes are not the canonical encoding of a message
   */
  public static PbftMessage decode(byte[] bytes, Parameters limits) {
    return Decoder.decode(bytes, bytesMax(limits), in -> decode(in, limits));
  }

  static PbftMessage decode(Decoder in, Parameters limits) {
    int kind = in.u8("kind");
    return switch (kind) {
      case PRE_PREPARE -> new PrePrepare(View.decode(in), Block.decode(in), Vote.decode(in));
      case PREPARE -> new Prepare(Statement.Prepare.decode(in), Vote.decode(in));
      case COMMIT -> new Commit(Statement.Commit.decode(in), Vote.decode(in));
      case VIEW_CHANGE -> viewChange(in, limits);
      case NEW_VIEW ->
          new NewView(
              ChainId.decode(in),
              Epoch.decode(in),
              ReplicaId.decode(in),
              View.decode(in),
              in.list(ReplicaSet.MEMBERS_MAX, 119, "viewChanges", each -> viewChange(each, limits)),
              in.signature("signature"));
      case STATUS ->
          new Status(
              ChainId.decode(in),
              ReplicaId.decode(in),
              View.decode(in),
              SequenceNumber.decode(in),
              in.signature("signature"));
      case BODIES_WANTED ->
          new BodiesWanted(
              ChainId.decode(in),
              ReplicaId.decode(in),
              ReplicaId.decode(in),
              in.digests(limits.getInt(Parameter.BLOCK_BODIES_MAX), "digests"),
              in.signature("signature"));
      case BLOCKS_WANTED ->
          new BlocksWanted(
              ChainId.decode(in),
              ReplicaId.decode(in),
              ReplicaId.decode(in),
              BlockRequest.decode(in),
              in.signature("signature"));
      case BODIES ->
          new Bodies(
              ReplicaId.decode(in),
              in.list(
                  limits.getInt(Parameter.BLOCK_BODIES_MAX),
                  6,
                  "bodies",
                  each -> BatchBody.decode(each, limits)));
      case CERTIFIED_BLOCK ->
          new CertifiedBlockReply(ReplicaId.decode(in), BlockNotice.decode(in, limits));
      case CHECKPOINT -> new Checkpoint(Statement.Checkpoint.decode(in), Vote.decode(in));
      case CHECKPOINT_SHOWN ->
          new CheckpointShown(
              ReplicaId.decode(in),
              CertifiedBlock.decode(in),
              QuorumCertificate.decodeCheckpoint(in));
      case STANDING_WANTED ->
          new StandingWanted(
              ChainId.decode(in),
              ReplicaId.decode(in),
              in.digest("challenge"),
              SequenceNumber.decode(in),
              in.signature("signature"));
      case STANDING ->
          new Standing(
              ChainId.decode(in),
              ReplicaId.decode(in),
              ReplicaId.decode(in),
              in.digest("challenge"),
              View.decode(in),
              SequenceNumber.decode(in),
              in.signature("signature"));
      case CHUNKS_WANTED ->
          new ChunksWanted(
              ChainId.decode(in),
              ReplicaId.decode(in),
              ReplicaId.decode(in),
              in.digest("root"),
              in.digests(StateTransfer.OF_ONE_MAX, "chunks"),
              in.signature("signature"));
      case CHUNK_LIST ->
          new ChunkList(
              ChainId.decode(in),
              ReplicaId.decode(in),
              in.digest("root"),
              in.digests(StateTree.CHUNKS_MAX, "chunks"),
              in.signature("signature"));
      case CHUNK ->
          new Chunk(
              ChainId.decode(in),
              ReplicaId.decode(in),
              in.digest("digest"),
              in.bytes(StateTree.CHUNK_BYTES_MAX, "content"),
              in.signature("signature"));
      default -> throw new MalformedException("kind", "no message has code " + kind);
    };
  }

  /** A view-change as evidence reads it. */
  public static ViewChangeStatement statementOf(ViewChange m) {
    byte[] bytes = m.toWire();
    return Decoder.decode(
        bytes,
        bytes.length,
        in -> {
          in.u8("kind");
          return ViewChangeStatement.decode(in);
        });
  }

  /** What the primary signed, as evidence reads it. */
  static NewViewStatement statementOf(NewView m) {
    byte[] bytes = m.signedBytes();
    return Decoder.decode(bytes, bytes.length, NewViewStatement::decode);
  }

  /**
   * A new-view that was not admitted, as evidence; empty if the bytes are none at all. Proves
   * nothing yet.
   */
  public static Optional<Misbehaviour> refusedNewView(byte[] bytes, Parameters limits) {
    if (bytes.length == 0 || bytes[0] != NEW_VIEW) {
      return Optional.empty();
    }
    try {
      return Optional.of(Decoder.decode(bytes, bytesMax(limits), PbftCodec::refusedNewView));
    } catch (MalformedException e) {
      return Optional.empty();
    }
  }

  private static Misbehaviour refusedNewView(Decoder in) {
    in.u8("kind");
    ChainId chain = ChainId.decode(in);
    Epoch epoch = Epoch.decode(in);
    ReplicaId sender = ReplicaId.decode(in);
    View view = View.decode(in);
    List<ViewChangeStatement> viewChanges =
        in.list(ReplicaSet.MEMBERS_MAX, 119, "viewChanges", ViewChangeStatement::decode);
    List<Digest> named = viewChanges.stream().map(NewViewStatement::digestOf).toList();
    return new Misbehaviour.UnfoundedNewView(
        new NewViewStatement(chain, epoch, sender, view, named),
        viewChanges,
        in.signature("signature"));
  }

  private static ViewChange viewChange(Decoder in, Parameters limits) {
    return new ViewChange(
        ChainId.decode(in),
        Epoch.decode(in),
        ReplicaId.decode(in),
        View.decode(in),
        in.optional("floor", CertifiedBlock::decode),
        in.list(limits.getInt(Parameter.PIPELINE_DEPTH), 160, "prepared", PreparedBlock::decode),
        in.signature("signature"));
  }
}
