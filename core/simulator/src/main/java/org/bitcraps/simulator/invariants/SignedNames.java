package org.bitcraps.simulator.invariants;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.membership.Epoch;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.protocol.pbft.PbftMessage;
import org.bitcraps.simulator.Validator;

/**
 * C4: whatever a validator signs begins with a tag and the chain, and where votes are about an
 * epoch with that; and one signature fits one message, so nothing can be said again elsewhere.
 */
public final class SignedNames implements Invariant {

  private static final List<DomainTag> OF_AN_EPOCH =
      List.of(
          DomainTag.PREPARE,
          DomainTag.COMMIT,
          DomainTag.CHECKPOINT,
          DomainTag.VIEW_CHANGE,
          DomainTag.NEW_VIEW);

  private final byte[] chain;
  private final byte[] chainAndEpoch;
  private final Map<Signature, Object> said = new HashMap<>();

  /** What is signed for this chain and epoch. */
  public SignedNames(ChainId chain, Epoch epoch) {
    this.chain = chain.toWire();
    this.chainAndEpoch = new Encoder(64).value(chain).value(epoch).toBytes();
  }

  @Override
  public void signed(ReplicaId validator, byte[] message) {
    Optional<DomainTag> tag =
        Arrays.stream(DomainTag.values()).filter(t -> t.code() == message[0]).findFirst();
    require(tag.isPresent(), () -> "validator " + validator + " signs without a tag");
    byte[] named = OF_AN_EPOCH.contains(tag.get()) ? chainAndEpoch : chain;
    require(
        message.length > named.length
            && Arrays.equals(message, 1, 1 + named.length, named, 0, named.length),
        () -> "validator " + validator + " signs a " + tag.get() + " that fits elsewhere");
  }

  @Override
  public void sent(Validator from, PbftMessage message) {
    switch (message) {
      case PbftMessage.PrePrepare m -> one(m.vote().signature(), m.statement());
      case PbftMessage.Prepare m -> one(m.vote().signature(), m.statement());
      case PbftMessage.Commit m -> one(m.vote().signature(), m.statement());
      case PbftMessage.ViewChange m -> one(m.signature(), m);
      case PbftMessage.NewView m -> one(m.signature(), m);
      case PbftMessage.Status m -> one(m.signature(), m);
      case PbftMessage.BodiesWanted m -> one(m.signature(), m);
      case PbftMessage.BlocksWanted m -> one(m.signature(), m);
      case PbftMessage.Bodies m -> m.bodies().forEach(this::duty);
      case PbftMessage.Checkpoint m -> one(m.vote().signature(), m.statement());
      case PbftMessage.StandingWanted m -> one(m.signature(), m);
      case PbftMessage.Standing m -> one(m.signature(), m);
      case PbftMessage.ChunksWanted m -> one(m.signature(), m);
      case PbftMessage.ChunkList m -> one(m.signature(), m);
      case PbftMessage.Chunk m -> one(m.signature(), m);
      case PbftMessage.CheckpointShown m -> {}
      case PbftMessage.CertifiedBlockReply m -> {}
    }
  }

  private void duty(BatchBody body) {
    switch (body.body().operation()) {
      case Operation.Commitment c -> one(c.signature(), c);
      case Operation.Reveal r -> one(r.signature(), r);
      case Operation.PlaceBets bets -> {}
      case Operation.PlayerOrders orders -> {}
    }
  }

  private void one(Signature signature, Object message) {
    Object before = said.putIfAbsent(signature, message);
    require(
        before == null || before.equals(message),
        () -> "one signature fits " + before + " and " + message);
  }
}
