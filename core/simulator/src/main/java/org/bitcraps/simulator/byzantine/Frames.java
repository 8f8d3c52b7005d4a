package org.bitcraps.simulator.byzantine;

import java.util.List;
import java.util.Optional;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.protocol.pbft.PbftMessage;
import org.bitcraps.simulator.Chance;

/**
 * What would be proof against an honest validator if nobody looked at signatures: its own message,
 * changed, with the signature that it gave to what it really said.
 */
final class Frames {

  private final Chance chance;

  Frames(Chance chance) {
    this.chance = chance;
  }

  /** The opposite of what was heard, in its sender's name. */
  Optional<PbftMessage> framed(PbftMessage heard) {
    return switch (heard) {
      case PbftMessage.Prepare m -> {
        Statement.Prepare s = m.statement();
        Statement.Prepare other =
            new Statement.Prepare(s.chain(), s.epoch(), s.view(), s.sequence(), random());
        yield Optional.of(new PbftMessage.Prepare(other, m.vote()));
      }
      case PbftMessage.Commit m -> {
        Statement.Commit s = m.statement();
        Statement.Commit other =
            new Statement.Commit(s.chain(), s.epoch(), s.view(), s.sequence(), s.block(), random());
        yield Optional.of(new PbftMessage.Commit(other, m.vote()));
      }
      case PbftMessage.Checkpoint m -> {
        Statement.Checkpoint s = m.statement();
        Statement.Checkpoint other =
            new Statement.Checkpoint(
                s.chain(), s.epoch(), s.sequence(), s.block(), s.resultRoot(), random());
        yield Optional.of(new PbftMessage.Checkpoint(other, m.vote()));
      }
      case PbftMessage.ViewChange m -> Optional.of(forgetful(m));
      case PbftMessage.NewView m -> Optional.of(taken(m));
      case PbftMessage.PrePrepare m -> Optional.empty();
      case PbftMessage.Status m -> Optional.empty();
      case PbftMessage.BodiesWanted m -> Optional.empty();
      case PbftMessage.BlocksWanted m -> Optional.empty();
      case PbftMessage.Bodies m -> Optional.empty();
      case PbftMessage.CertifiedBlockReply m -> Optional.empty();
      case PbftMessage.CheckpointShown m -> Optional.empty();
      case PbftMessage.StandingWanted m -> Optional.empty();
      case PbftMessage.Standing m -> Optional.empty();
      case PbftMessage.ChunksWanted m -> Optional.empty();
      case PbftMessage.ChunkList m -> Optional.empty();
      case PbftMessage.Chunk m -> Optional.empty();
    };
  }

  private static PbftMessage.ViewChange forgetful(PbftMessage.ViewChange m) {
    return new PbftMessage.ViewChange(
        m.chain(), m.epoch(), m.sender(), m.view(), Optional.empty(), List.of(), m.signature());
  }

  /** One view-change fewer, or one that says less. */
  private PbftMessage.NewView taken(PbftMessage.NewView m) {
    // Another liar may have taken the last one already.
    List<PbftMessage.ViewChange> of =
        chance.happens(0.5)
            ? m.viewChanges().subList(0, Math.max(0, m.viewChanges().size() - 1))
            : m.viewChanges().stream().map(Frames::forgetful).toList();
    return new PbftMessage.NewView(m.chain(), m.epoch(), m.sender(), m.view(), of, m.signature());
  }

  private Digest random() {
    return Digest.fromBytes(chance.bytes(Digest.BYTES));
  }
}
