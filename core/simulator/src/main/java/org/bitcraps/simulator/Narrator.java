package org.bitcraps.simulator;

import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.protocol.consensus.CommittedBlock;
import org.bitcraps.protocol.consensus.Input;
import org.bitcraps.protocol.consensus.Outbound;
import org.bitcraps.protocol.consensus.Output;
import org.bitcraps.protocol.consensus.PeerMessage;
import org.bitcraps.protocol.consensus.TimerChange;
import org.bitcraps.protocol.pbft.PbftMessage;

/** Inputs, outputs and messages in one line each, for people who read a failed run. */
final class Narrator {

  private Narrator() {}

  static String step(Validator validator, Input input, Output output) {
    StringBuilder line = new StringBuilder("validator " + validator.name() + " ⇐ " + of(input));
    for (Outbound outbound : output.send()) {
      if (outbound instanceof Outbound.ToPeers peers) {
        line.append("\n").append(" ".repeat(17)).append("⇒ ").append(of(peers.message()));
      }
    }
    for (CommittedBlock block : output.committed()) {
      line.append("\n").append(" ".repeat(17)).append("committed ");
      line.append(block.notice().certified().sequence());
      line.append(" ").append(block.notice().certified().block().digest().brief());
    }
    for (TimerChange timer : output.timers()) {
      line.append("\n").append(" ".repeat(17)).append(timer);
    }
    output
        .observations()
        .forEach(o -> line.append("\n").append(" ".repeat(17)).append("(").append(o).append(")"));
    return line.toString();
  }

  static String of(Input input) {
    return switch (input) {
      case Input.BodyArrived body ->
          "body "
              + body.body().body().digest().brief()
              + (body.authorised() ? "" : " unauthorised");
      case Input.PeerArrived peer -> of(peer.message().value());
      case Input.BlocksWanted wanted -> "courier wants blocks from " + wanted.request().from();
      case Input.OffenceShown shown -> "offence " + shown.proven().offence();
      case Input.TimerFired fired -> "timer " + fired.timer();
      case Input.Tick tick -> "tick";
    };
  }

  static String of(PeerMessage message) {
    if (!(message instanceof PbftMessage pbft)) {
      return message.toString();
    }
    String by = " of " + message.sender();
    return switch (pbft) {
      case PbftMessage.PrePrepare m ->
          "pre-prepare" + place(m.view(), m.block().sequence(), m.block().digest()) + by;
      case PbftMessage.Prepare m -> "prepare" + place(m.statement()) + by;
      case PbftMessage.Commit m ->
          "commit" + place(m.statement()) + " root " + m.statement().resultRoot().brief() + by;
      case PbftMessage.ViewChange m ->
          "view-change " + m.view() + " floor " + m.floorSequence() + by;
      case PbftMessage.NewView m -> "new-view " + m.view() + by;
      case PbftMessage.Status m ->
          "status view " + m.view() + " certified " + m.lastCertified() + by;
      case PbftMessage.BodiesWanted m -> "wants " + m.digests().size() + " bodies" + by;
      case PbftMessage.BlocksWanted m -> "wants blocks from " + m.request().from() + by;
      case PbftMessage.Bodies m -> m.bodies().size() + " bodies" + by;
      case PbftMessage.CertifiedBlockReply m -> "block " + m.notice().certified().sequence() + by;
      case PbftMessage.Checkpoint m ->
          "checkpoint " + m.statement().sequence() + " " + m.statement().stateRoot().brief() + by;
      case PbftMessage.CheckpointShown m ->
          "shows checkpoint " + m.certificate().statement().sequence() + by;
      case PbftMessage.StandingWanted m -> "wants standings and checkpoint " + m.checkpoint() + by;
      case PbftMessage.Standing m ->
          "stands in view " + m.view() + " certified " + m.lastCertified() + by;
      case PbftMessage.ChunksWanted m ->
          "wants "
              + (m.chunks().isEmpty() ? "the list" : m.chunks().size())
              + " of chunks of "
              + m.root().brief()
              + by;
      case PbftMessage.ChunkList m -> m.root().brief() + " has chunks " + m.chunks().size() + by;
      case PbftMessage.Chunk m -> "chunk " + m.digest().brief() + by;
    };
  }

  private static String place(Statement.InView statement) {
    return place(statement.view(), statement.sequence(), statement.block());
  }

  private static String place(View view, SequenceNumber sequence, Digest block) {
    return " (" + view + ", " + sequence + ", " + block.brief() + ")";
  }
}
