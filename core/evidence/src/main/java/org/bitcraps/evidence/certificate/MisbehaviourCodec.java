package org.bitcraps.evidence.certificate;

import org.bitcraps.evidence.certificate.Misbehaviour.Amnesia;
import org.bitcraps.evidence.certificate.Misbehaviour.BrokenProposal;
import org.bitcraps.evidence.certificate.Misbehaviour.TwoCheckpoints;
import org.bitcraps.evidence.certificate.Misbehaviour.TwoCommits;
import org.bitcraps.evidence.certificate.Misbehaviour.TwoNewViews;
import org.bitcraps.evidence.certificate.Misbehaviour.TwoPrepares;
import org.bitcraps.evidence.certificate.Misbehaviour.UnfoundedNewView;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.ReplicaSet;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.MalformedException;

/** Canonical bytes of {@link Misbehaviour}: one kind byte, then the fields (X3). */
final class MisbehaviourCodec {

  private MisbehaviourCodec() {}

  static void encode(Misbehaviour misbehaviour, Encoder out) {
    switch (misbehaviour) {
      case TwoPrepares m ->
          out.u8(1)
              .value(m.culprit())
              .value(m.first())
              .signature(m.firstSignature())
              .value(m.second())
              .signature(m.secondSignature());
      case TwoCommits m ->
          out.u8(2)
              .value(m.culprit())
              .value(m.first())
              .signature(m.firstSignature())
              .value(m.second())
              .signature(m.secondSignature());
      case TwoNewViews m ->
          out.u8(3)
              .value(m.first())
              .signature(m.firstSignature())
              .value(m.second())
              .signature(m.secondSignature());
      case TwoCheckpoints m ->
          out.u8(4)
              .value(m.culprit())
              .value(m.first())
              .signature(m.firstSignature())
              .value(m.second())
              .signature(m.secondSignature());
      case Amnesia m -> out.u8(5).value(m.commit()).signature(m.signature()).value(m.viewChange());
      case UnfoundedNewView m ->
          out.u8(6).value(m.newView()).list(m.viewChanges()).signature(m.signature());
      case BrokenProposal m ->
          out.u8(7)
              .value(m.culprit())
              .value(m.statement())
              .signature(m.signature())
              .value(m.block());
    }
  }

  static Misbehaviour decode(Decoder in) {
    int kind = in.u8("kind");
    return switch (kind) {
      case 1 ->
          new TwoPrepares(
              ReplicaId.decode(in),
              Statement.Prepare.decode(in),
              in.signature("firstSignature"),
              Statement.Prepare.decode(in),
              in.signature("secondSignature"));
      case 2 ->
          new TwoCommits(
              ReplicaId.decode(in),
              Statement.Commit.decode(in),
              in.signature("firstSignature"),
              Statement.Commit.decode(in),
              in.signature("secondSignature"));
      case 3 ->
          new TwoNewViews(
              NewViewStatement.decode(in),
              in.signature("firstSignature"),
              NewViewStatement.decode(in),
              in.signature("secondSignature"));
      case 4 ->
          new TwoCheckpoints(
              ReplicaId.decode(in),
              Statement.Checkpoint.decode(in),
              in.signature("firstSignature"),
              Statement.Checkpoint.decode(in),
              in.signature("secondSignature"));
      case 5 ->
          new Amnesia(
              Statement.Commit.decode(in),
              in.signature("signature"),
              ViewChangeStatement.decode(in));
      case 6 ->
          new UnfoundedNewView(
              NewViewStatement.decode(in),
              in.list(ReplicaSet.MEMBERS_MAX, 119, "viewChanges", ViewChangeStatement::decode),
              in.signature("signature"));
      case 7 ->
          new BrokenProposal(
              ReplicaId.decode(in),
              Statement.Prepare.decode(in),
              in.signature("signature"),
              NamedBlock.decode(in));
      default -> throw new MalformedException("kind", "no misbehaviour has code " + kind);
    };
  }
}
