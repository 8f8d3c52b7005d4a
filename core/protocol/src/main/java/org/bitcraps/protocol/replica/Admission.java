package org.bitcraps.protocol.replica;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.exchange.GatewayRequest;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.ReplicaSet;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.MalformedException;
import org.bitcraps.evidence.wire.Signed;
import org.bitcraps.evidence.wire.Unverified;
import org.bitcraps.evidence.wire.Verified;
import org.bitcraps.evidence.wire.Verifier;
import org.bitcraps.protocol.consensus.Input;
import org.bitcraps.protocol.consensus.PeerMessage;
import org.bitcraps.protocol.pbft.PbftCodec;
import org.bitcraps.protocol.pbft.PbftMessage;

/**
 * From bytes off the wire to inputs that a replica may trust: decoding within limits, then every
 * signature. Has no state and no owner: any number of threads may use one.
 */
public final class Admission {

  private final ChainId chain;
  private final Parameters parameters;
  private final ReplicaSet set;
  private final Map<GatewayId, PublicKey> gateways;
  private final ReplicaId self;
  private final Verifier verifier;
  private final Verifier ofPeers;
  private final Verdicts authorised;

  /** The door of one validator that checks everything each time it comes. */
  public Admission(Genesis genesis, ReplicaId self, Verifier verifier) {
    this(genesis, self, verifier, Verdicts.NONE);
  }

  /** The door of one validator that checks messages of peers each time they come. */
  public Admission(Genesis genesis, ReplicaId self, Verifier verifier, Verdicts authorised) {
    this(genesis, self, verifier, verifier, authorised);
  }

  /**
   * The door of one validator.
   *
   * @param verifier of bodies
   * @param ofPeers of messages, which say the same signatures over and over: it may remember, with
   *     the memory of this validator alone ({@link RememberingScheme})
   * @param authorised of bodies whose signatures all hold ({@link VerdictId#ofBody}), of this
   *     validator alone: another's must not count here. Gateways send a body again until it is
   *     certified: without it, the busier a validator is, the more often it checks them again
   */
  public Admission(
      Genesis genesis, ReplicaId self, Verifier verifier, Verifier ofPeers, Verdicts authorised) {
    this.chain = genesis.chainId();
    this.parameters = genesis.parameters();
    this.set = genesis.replicaSet();
    this.gateways = BatchBody.gatewayKeys(genesis);
    this.self = self;
    this.verifier = verifier;
    this.ofPeers = ofPeers;
    this.authorised = authorised;
  }

  /** What came of some bytes. */
  public sealed interface Outcome {

    /** Inputs for the replica. */
    record Admitted(List<Input> inputs) implements Outcome {

      /** Copies the list. */
      public Admitted {
        inputs = List.copyOf(inputs);
      }
    }

    /** Not taken; it incriminates nobody, for anybody can have sent it. */
    record Refused(String reason) implements Outcome {}
  }

  /** A message from a validator. */
  public Outcome peer(byte[] bytes, long nowMs) {
    PbftMessage message;
    try {
      message = PbftCodec.decode(bytes, parameters);
    } catch (MalformedException e) {
      return refused(bytes, nowMs, e.getMessage());
    }
    if (message.sender().equals(self)) {
      return new Outcome.Refused("sender: ourselves");
    }
    if (!isOfThisChain(message)) {
      return new Outcome.Refused("chain: another one"); // C4: the same keys may serve two chains.
    }
    if (!message.isWellFormed(set)) {
      return refused(bytes, nowMs, "message: not well-formed for this validator set");
    }
    if (message instanceof PbftMessage.Bodies bodies) {
      List<Input> inputs = new ArrayList<>(bodies.bodies().size());
      bodies.bodies().forEach(body -> inputs.add(arrived(body, nowMs)));
      return new Outcome.Admitted(inputs);
    }
    Optional<Verified<PeerMessage>> verified =
        ofPeers.verify(new Unverified<PeerMessage>(message), m -> m.claims(set));
    return verified
        .<Outcome>map(v -> new Outcome.Admitted(List.of(new Input.PeerArrived(nowMs, v))))
        .orElseGet(() -> refused(bytes, nowMs, "signature: not the sender's"));
  }

  /**
   * What is no message may still be an offence, if its sender signed it: a new-view that does not
   * follow (E1). That signature is checked before anything else, so others' forgeries cost one.
   */
  private Outcome refused(byte[] bytes, long nowMs, String reason) {
    return PbftCodec.refusedNewView(bytes, parameters)
        .filter(shown -> !shown.culprit().equals(self))
        .filter(shown -> shown.isProven(chain, set, parameters, verifier))
        .<Outcome>map(
            proven -> new Outcome.Admitted(List.of(new Input.OffenceShown(nowMs, proven))))
        .orElseGet(() -> new Outcome.Refused(reason));
  }

  /**
   * A body from a gateway: refused unless a registered gateway and every player signed it. A
   * stranger's costs no more than one signature to refuse: nothing of it is decoded (D3).
   */
  public Outcome body(byte[] bytes, long nowMs) {
    try {
      BatchBody.Sealed sealed =
          Decoder.decode(
              bytes,
              parameters.getInt(Parameter.BODY_BYTES_MAX) + BatchBody.OVERHEAD_BYTES,
              in -> BatchBody.Sealed.decode(in, parameters));
      Optional<Signed> claim = sealed.claim(chain, gateways);
      if (claim.isEmpty()) {
        return new Outcome.Refused("body: brought by no registered gateway");
      }
      boolean known =
          authorised.contains(VerdictId.ofBody(chain, sealed.origin(), sealed.digest()));
      if (!known && !hold(claim.get())) {
        return new Outcome.Refused("body: not signed by its gateway");
      }
      BatchBody body = sealed.open(parameters);
      return isAdmissible(body) && (known || hold(body, body.body().operation().claims(set)))
          ? new Outcome.Admitted(List.of(new Input.BodyArrived(nowMs, body, true)))
          : new Outcome.Refused("body: not authorised by its gateway or players");
    } catch (MalformedException e) {
      return new Outcome.Refused(e.getMessage());
    }
  }

  /** A gateway's request for blocks: of us, and signed by it. */
  public Outcome blocksWanted(byte[] bytes, long nowMs) {
    try {
      GatewayRequest wanted = Decoder.decode(bytes, GatewayRequest.BYTES, GatewayRequest::decode);
      if (!wanted.to().equals(self)) {
        return new Outcome.Refused("to: " + wanted.to() + " is asked");
      }
      Optional<Signed> claim = wanted.claim(chain, gateways);
      if (claim.isEmpty()) {
        return new Outcome.Refused("gateway: " + wanted.gateway() + " is not registered");
      }
      return hold(claim.get())
          ? new Outcome.Admitted(
              List.of(new Input.BlocksWanted(nowMs, wanted.gateway(), wanted.request())))
          : new Outcome.Refused("signature: not the gateway's");
    } catch (MalformedException e) {
      return new Outcome.Refused(e.getMessage());
    }
  }

  private boolean isOfThisChain(PbftMessage message) {
    return switch (message) {
      case PbftMessage.PrePrepare m -> m.block().chain().equals(chain);
      case PbftMessage.Prepare m -> m.statement().chain().equals(chain);
      case PbftMessage.Commit m -> m.statement().chain().equals(chain);
      case PbftMessage.ViewChange m -> m.chain().equals(chain);
      case PbftMessage.NewView m -> m.chain().equals(chain);
      case PbftMessage.Status m -> m.chain().equals(chain);
      case PbftMessage.BodiesWanted m -> m.chain().equals(chain);
      case PbftMessage.BlocksWanted m -> m.chain().equals(chain);
      case PbftMessage.CertifiedBlockReply m ->
          m.notice().certified().block().chain().equals(chain);
      case PbftMessage.Checkpoint m -> m.statement().chain().equals(chain);
      case PbftMessage.CheckpointShown m -> m.certificate().statement().chain().equals(chain);
      case PbftMessage.StandingWanted m -> m.chain().equals(chain);
      case PbftMessage.Standing m -> m.chain().equals(chain);
      case PbftMessage.ChunksWanted m -> m.chain().equals(chain);
      case PbftMessage.ChunkList m -> m.chain().equals(chain);
      case PbftMessage.Chunk m -> m.chain().equals(chain);
      case PbftMessage.Bodies m -> true; // Each body is judged by itself.
    };
  }

  private Input arrived(BatchBody body, long nowMs) {
    return new Input.BodyArrived(nowMs, body, isAuthorised(body));
  }

  private boolean isAuthorised(BatchBody body) {
    return isAdmissible(body)
        && (authorised.contains(about(body)) || hold(body, body.claims(set, gateways)));
  }

  private boolean isAdmissible(BatchBody body) {
    return body.isAdmissible(chain, set, gateways);
  }

  private Digest about(BatchBody body) {
    return VerdictId.ofBody(chain, body.origin(), body.body().digest());
  }

  private boolean hold(Signed claim) {
    return verifier.verify(new Unverified<>(claim), List::of).isPresent();
  }

  /** Whether all these signatures hold, which are all of the body's that are not checked yet. */
  private boolean hold(BatchBody body, List<Signed> claims) {
    boolean all = verifier.verify(new Unverified<>(body), b -> claims).isPresent();
    if (all) {
      authorised.add(about(body), claims.size());
    }
    return all;
  }
}
