package org.bitcraps.evidence.exchange;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.keys.Signer;
import org.bitcraps.evidence.membership.ReplicaSet;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.MalformedException;
import org.bitcraps.evidence.wire.Signed;
import org.bitcraps.evidence.wire.WireValue;

/**
 * A body and who answers for having brought it: a registered gateway by its signature, or the
 * validator whose operation it is (its signature is inside). The origin is no part of what is
 * ordered; it keeps strangers from filling memory (DESIGN C4, D3).
 *
 * @param origin the gateway; empty for a validator's own operation
 */
public record BatchBody(Optional<Origin> origin, Body body) implements WireValue {

  /** What an envelope adds to the largest body. */
  public static final int OVERHEAD_BYTES = 128;

  /** The gateway that brought it: its count of bodies, its signature over {@link #signedBytes}. */
  public record Origin(GatewayId gateway, long sequence, Signature signature) implements WireValue {

    /**
     * @throws IllegalArgumentException if the sequence is negative
     */
    public Origin {
      if (sequence < 0) {
        throw new IllegalArgumentException("sequence: " + sequence + " is negative");
      }
    }

    @Override
    public void encodeTo(Encoder out) {
      out.value(gateway).u63(sequence).signature(signature);
    }

    static Origin decode(Decoder in) {
      return new Origin(GatewayId.decode(in), in.u63("sequence"), in.signature("signature"));
    }
  }

  /** What a gateway signs: tag, chain, gateway, sequence, digest. */
  public static byte[] signedBytes(ChainId chain, GatewayId gateway, long sequence, Digest digest) {
    return new Encoder(96)
        .tag(DomainTag.BATCH_SIGNATURE)
        .value(chain)
        .value(gateway)
        .u63(sequence)
        .digest(digest)
        .toBytes();
  }

  /** A body brought by a gateway. */
  public static BatchBody broughtBy(GatewayId gateway, long sequence, Body body, Signer signer) {
    Signature signature =
        signer.sign(signedBytes(body.operation().chain(), gateway, sequence, body.digest()));
    return new BatchBody(Optional.of(new Origin(gateway, sequence, signature)), body);
  }

  /** A validator's own operation. */
  public static BatchBody own(Body body) {
    return new BatchBody(Optional.empty(), body);
  }

  /** Gateways' keys of a chain, for {@link #isAdmissible} and {@link #claims}. */
  public static Map<GatewayId, PublicKey> gatewayKeys(Genesis genesis) {
    Map<GatewayId, PublicKey> keys = new TreeMap<>();
    for (Genesis.Gateway gateway : genesis.gateways()) {
      keys.put(gateway.id(), gateway.key());
    }
    return keys;
  }

  /** Whether the author is who may bring such an operation to this chain; before signatures. */
  public boolean isAdmissible(ChainId chain, ReplicaSet set, Map<GatewayId, PublicKey> gateways) {
    if (!body.operation().chain().equals(chain) || !body.operation().isBy(set)) {
      return false;
    }
    return switch (body.operation()) {
      case Operation.PlaceBets bets ->
          origin.filter(o -> o.gateway().equals(bets.batch().header().gateway())).isPresent()
              && gateways.containsKey(bets.batch().header().gateway());
      case Operation.PlayerOrders orders ->
          origin.filter(o -> gateways.containsKey(o.gateway())).isPresent();
      case Operation.Commitment commitment -> origin.isEmpty();
      case Operation.Reveal reveal -> origin.isEmpty();
    };
  }

  /** Every signature in it; only for an admissible body. The cheapest first: the gateway's. */
  public List<Signed> claims(ReplicaSet set, Map<GatewayId, PublicKey> gateways) {
    List<Signed> claims = new ArrayList<>();
    origin.ifPresent(o -> claims.add(claim(body.operation().chain(), o, body.digest(), gateways)));
    claims.addAll(body.operation().claims(set));
    return claims;
  }

  @Override
  public void encodeTo(Encoder out) {
    out.optional(origin);
    body.encodeTo(out);
  }

  /** The same, closed. */
  public Sealed sealed() {
    return new Sealed(origin, body.toBytes());
  }

  /** Reads an envelope and its body within the limits of the chain. */
  public static BatchBody decode(Decoder in, Parameters limits) {
    return Sealed.decode(in, limits).open(limits);
  }

  /**
   * An envelope whose body nobody has looked into: who brings it and whether a gateway signed for
   * it is known before anything of it is decoded (DESIGN D3).
   */
  public static final class Sealed {

    private final Optional<Origin> origin;
    private final byte[] content;

    private Sealed(Optional<Origin> origin, byte[] content) {
      this.origin = origin;
      this.content = content;
    }

    /** Reads an envelope, and the bytes of its body within the limits of the chain. */
    public static Sealed decode(Decoder in, Parameters limits) {
      Optional<Origin> origin = in.optional("origin", Origin::decode);
      byte[] content = in.bytes(limits.getInt(Parameter.BODY_BYTES_MAX), "body");
      MalformedException.require(content.length > 0, "body", "empty");
      return new Sealed(origin, content);
    }

    /** Who brings it; empty for a validator's own operation. */
    public Optional<Origin> origin() {
      return origin;
    }

    /**
     * What the order would refer to.
     *
     * @throws MalformedException if the bytes are no body's
     */
    public Digest digest() {
      return Body.digestOf(content);
    }

    /** What the gateway signed, under the key it has on this chain; empty if it has none. */
    public Optional<Signed> claim(ChainId chain, Map<GatewayId, PublicKey> gateways) {
      return origin
          .filter(o -> gateways.containsKey(o.gateway()))
          .map(o -> BatchBody.claim(chain, o, digest(), gateways));
    }

    /** Appends what {@link BatchBody#encodeTo} does. */
    public void encodeTo(Encoder out) {
      out.optional(origin).bytes(content);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Sealed that
          && origin.equals(that.origin)
          && Arrays.equals(content, that.content);
    }

    @Override
    public int hashCode() {
      return 31 * origin.hashCode() + Arrays.hashCode(content);
    }

    /**
     * Decodes the body.
     *
     * @throws MalformedException if the bytes are not the canonical encoding of one operation
     */
    public BatchBody open(Parameters limits) {
      return new BatchBody(origin, Body.decode(content, limits));
    }
  }

  private static Signed claim(
      ChainId chain, Origin origin, Digest digest, Map<GatewayId, PublicKey> gateways) {
    return new Signed(
        gateways.get(origin.gateway()),
        signedBytes(chain, origin.gateway(), origin.sequence(), digest),
        origin.signature());
  }
}
