package org.bitcraps.evidence.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bitcraps.evidence.bet.BatchHeader;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.certificate.Misbehaviour;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.ShownBlock;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.certificate.ViewChangeStatement;
import org.bitcraps.evidence.certificate.Vote;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.exchange.BlockRequest;
import org.bitcraps.evidence.exchange.CertifiedBlock;
import org.bitcraps.evidence.exchange.GatewayRequest;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.execution.ResultLeaf;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.Epoch;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.ReplicaSet;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.evidence.merkle.InclusionProof;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.operation.SignedOrder;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.WireValue;

/**
 * A value of one format, with how it is written and read.
 *
 * @param name of the sample, unique
 * @param format the heading of its table in {@code docs/wire.md}
 * @param value what is written
 * @param identity its digest, where it has one
 * @param encode writes
 * @param decode reads the whole of an array
 */
public record WireSample(
    String name,
    String format,
    Object value,
    Optional<Digest> identity,
    Function<Object, byte[]> encode,
    Function<byte[], Object> decode) {

  private static final int BYTES_MAX = 1 << 20;

  /** The canonical bytes. */
  public byte[] bytes() {
    return encode.apply(value);
  }

  @Override
  public String toString() {
    return name;
  }

  /** At least one sample of every format that is read anywhere. */
  public static List<WireSample> all() {
    List<WireSample> all = new ArrayList<>();
    identities(all);
    all.add(
        of("genesis", "Genesis", SampleChain.genesis(), Genesis::decode)
            .identifiedBy(SampleChain.chain().digest()));
    all.add(of("parameters", "Parameters", SampleChain.limits(), Parameters::decode));
    all.add(
        of("replica set", "ReplicaSet", SampleChain.set(), ReplicaSet::decode)
            .identifiedBy(SampleChain.set().hash()));
    all.add(
        of(
            "inclusion proof",
            "InclusionProof",
            Samples.batch().tree().proof(3),
            InclusionProof::decode));
    all.add(
        of("signed bet", "SignedBet", Samples.bet(3), SignedBet::decode)
            .identifiedBy(Samples.bet(3).id().digest()));
    all.add(of("batch header", "BatchHeader", Samples.batch().header(), BatchHeader::decode));
    for (SignedOrder order : Samples.orders()) {
      String kind = order.order().getClass().getSimpleName();
      all.add(
          of("signed order, " + kind, "SignedOrder", order, SignedOrder::decode)
              .identifiedBy(order.order().id().digest()));
    }
    Samples.bodies().forEach(body -> all.add(body(body)));
    all.add(
        of("block", "Block", Samples.block(), Block::decode)
            .identifiedBy(Samples.block().digest()));
    certificates(all);
    exchanged(all);
    int number = 0;
    for (ResultLeaf leaf : LeafSamples.all()) {
      String name = "leaf %d, %s".formatted(number++, leaf.getClass().getSimpleName());
      all.add(of(name, "ResultLeaf", leaf, ResultLeaf::decode));
    }
    return all;
  }

  private static void identities(List<WireSample> all) {
    all.add(of("epoch", "Epoch", new Epoch(2), Epoch::decode));
    all.add(of("view", "View", new View(3), View::decode));
    all.add(of("sequence", "SequenceNumber", new SequenceNumber(12), SequenceNumber::decode));
    all.add(of("replica id", "ReplicaId", new ReplicaId(300), ReplicaId::decode));
    all.add(of("gateway id", "GatewayId", SampleChain.GATEWAY, GatewayId::decode));
    all.add(of("table id", "TableId", SampleChain.TABLE, TableId::decode));
    all.add(of("chain id", "ChainId", SampleChain.chain(), ChainId::decode));
    all.add(of("account id", "AccountId", Samples.wager(0).account(), AccountId::decode));
    all.add(of("bet id", "BetId", Samples.wager(0).id(), BetId::decode));
  }

  private static void certificates(List<WireSample> all) {
    all.add(
        of("prepare statement", "Statement.Prepare", Samples.prepare(), Statement.Prepare::decode));
    all.add(of("commit statement", "Statement.Commit", Samples.commit(), Statement.Commit::decode));
    all.add(of("vote", "Vote", SampleChain.votes(Samples.commit(), 1).get(0), Vote::decode));
    all.add(
        of(
            "commit certificate",
            "QuorumCertificate",
            SampleChain.certificate(Samples.commit()),
            QuorumCertificate::decodeCommit));
    all.add(
        of(
            "prepared certificate",
            "QuorumCertificate",
            SampleChain.certificate(Samples.prepare()),
            QuorumCertificate::decodePrepared));
    all.add(
        of(
            "checkpoint statement",
            "Statement.Checkpoint",
            Samples.checkpoint(),
            Statement.Checkpoint::decode));
    all.add(
        of(
            "checkpoint certificate",
            "QuorumCertificate",
            SampleChain.certificate(Samples.checkpoint()),
            QuorumCertificate::decodeCheckpoint));
  }

  private static void exchanged(List<WireSample> all) {
    Parameters limits = SampleChain.limits();
    all.add(of("certified block", "CertifiedBlock", Samples.certified(), CertifiedBlock::decode));
    all.add(
        of(
            "shown block",
            "ShownBlock",
            MisbehaviourSamples.shownPrepared(),
            in -> ShownBlock.decode(in, Statement.Prepare::decode)));
    all.add(
        of(
            "view-change as evidence",
            "ViewChangeStatement",
            MisbehaviourSamples.viewChange(
                MisbehaviourSamples.CULPRIT,
                new View(4),
                Optional.of(MisbehaviourSamples.shownFloor()),
                List.of(MisbehaviourSamples.shownPrepared())),
            ViewChangeStatement::decode));
    for (Misbehaviour misbehaviour : MisbehaviourSamples.all()) {
      String kind = misbehaviour.getClass().getSimpleName();
      all.add(of("misbehaviour, " + kind, "Misbehaviour", misbehaviour, Misbehaviour::decode));
    }
    all.add(
        of("block notice", "BlockNotice", Samples.notice(), in -> BlockNotice.decode(in, limits)));
    all.add(
        of(
            "block request",
            "BlockRequest",
            Samples.gatewayRequest().request(),
            BlockRequest::decode));
    all.add(
        of(
            "gateway's request",
            "GatewayRequest",
            Samples.gatewayRequest(),
            GatewayRequest::decode));
    for (BatchBody envelope : Samples.envelopes().subList(0, 3)) {
      all.add(
          of(
              "batch body, "
                  + envelope.body().operation().getClass().getSimpleName()
                  + (envelope.origin().isPresent() ? " of a gateway" : " of a validator"),
              "BatchBody",
              envelope,
              in -> BatchBody.decode(in, limits)));
    }
  }

  private static WireSample body(Body body) {
    return new WireSample(
        "body, " + body.operation().getClass().getSimpleName(),
        "Body",
        body,
        Optional.of(body.digest()),
        value -> ((Body) value).toBytes(),
        bytes -> Body.decode(bytes, SampleChain.limits()));
  }

  private static WireSample of(
      String name, String format, WireValue value, Function<Decoder, ? extends WireValue> decode) {
    return new WireSample(
        name,
        format,
        value,
        Optional.empty(),
        encoded -> ((WireValue) encoded).toWire(),
        bytes -> Decoder.decode(bytes, BYTES_MAX, decode::apply));
  }

  private WireSample identifiedBy(Digest digest) {
    return new WireSample(name, format, value, Optional.of(digest), encode, decode);
  }
}
