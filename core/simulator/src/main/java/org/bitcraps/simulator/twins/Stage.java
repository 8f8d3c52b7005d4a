package org.bitcraps.simulator.twins;

import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.protocol.pbft.PbftMessage;

/**
 * To which part of a run a message belongs: one partition holds for all messages of a stage.
 *
 * @param view the view that it is about
 * @param part which part of it
 * @param sequence the slot, from 1; 0 for what is about none
 */
public record Stage(long view, Part part, long sequence) implements Comparable<Stage> {

  /** Parts of a view. */
  public enum Part {
    /** Whatever begins it and is proposed in it. */
    PROPOSE,
    /** Its prepares. */
    PREPARE,
    /** Its commits. */
    COMMIT
  }

  /**
   * The stage of a message.
   *
   * @param sender the view in which its sender is, or which it wants: for what names none
   */
  public static Stage of(PbftMessage message, View sender) {
    return switch (message) {
      case PbftMessage.PrePrepare m -> slot(m.view(), Part.PROPOSE, m.block().sequence());
      case PbftMessage.Prepare m ->
          slot(m.statement().view(), Part.PREPARE, m.statement().sequence());
      case PbftMessage.Commit m ->
          slot(m.statement().view(), Part.COMMIT, m.statement().sequence());
      case PbftMessage.ViewChange m -> whole(m.view());
      case PbftMessage.NewView m -> whole(m.view());
      case PbftMessage.Status m -> whole(sender);
      case PbftMessage.BodiesWanted m -> whole(sender);
      case PbftMessage.BlocksWanted m -> whole(sender);
      case PbftMessage.Bodies m -> whole(sender);
      case PbftMessage.CertifiedBlockReply m -> whole(sender);
      case PbftMessage.Checkpoint m -> whole(sender);
      case PbftMessage.CheckpointShown m -> whole(sender);
      case PbftMessage.StandingWanted m -> whole(sender);
      case PbftMessage.Standing m -> whole(sender);
      case PbftMessage.ChunksWanted m -> whole(sender);
      case PbftMessage.ChunkList m -> whole(sender);
      case PbftMessage.Chunk m -> whole(sender);
    };
  }

  private static Stage slot(View view, Part part, SequenceNumber sequence) {
    return new Stage(view.value(), part, sequence.value());
  }

  private static Stage whole(View view) {
    return new Stage(view.value(), Part.PROPOSE, 0);
  }

  /** The same for what is proposed and what is prepared. */
  Stage together() {
    return part == Part.PREPARE ? new Stage(view, Part.PROPOSE, sequence) : this;
  }

  /** The same for all slots of its view. */
  Stage ofAllSlots() {
    return new Stage(view, part, 0);
  }

  @Override
  public int compareTo(Stage other) {
    int byView = Long.compare(view, other.view);
    int byPart = byView != 0 ? byView : part.compareTo(other.part);
    return byPart != 0 ? byPart : Long.compare(sequence, other.sequence);
  }

  @Override
  public String toString() {
    return "view %d %s%s".formatted(view, part, sequence == 0 ? "" : " " + sequence);
  }
}
