package org.bitcraps.evidence.exchange;

import java.util.Map;
import java.util.Optional;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.keys.Signer;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.Signed;
import org.bitcraps.evidence.wire.WireValue;

/**
 * A gateway asks one validator for blocks. Signed, for each gateway is given so much and no more:
 * nobody else can use that up, nor can a validator by sending on what it was asked.
 *
 * @param to who is asked
 * @param signature by the gateway's key over {@link #signedBytes}
 */
public record GatewayRequest(
    GatewayId gateway, ReplicaId to, BlockRequest request, Signature signature)
    implements WireValue {

  /** How long every one is. */
  public static final int BYTES = 2 + 2 + 10 + 64;

  /** What the gateway signs: tag, chain, gateway, who is asked, for what. */
  public static byte[] signedBytes(
      ChainId chain, GatewayId gateway, ReplicaId to, BlockRequest request) {
    return new Encoder(64)
        .tag(DomainTag.GATEWAY_REQUEST)
        .value(chain)
        .value(gateway)
        .value(to)
        .value(request)
        .toBytes();
  }

  /** A request by the gateway that signs it. */
  public static GatewayRequest of(
      ChainId chain, GatewayId gateway, ReplicaId to, BlockRequest request, Signer signer) {
    return new GatewayRequest(
        gateway, to, request, signer.sign(signedBytes(chain, gateway, to, request)));
  }

  /** What was signed, under the key that the gateway has on this chain; empty if it has none. */
  public Optional<Signed> claim(ChainId chain, Map<GatewayId, PublicKey> gateways) {
    return Optional.ofNullable(gateways.get(gateway))
        .map(key -> new Signed(key, signedBytes(chain, gateway, to, request), signature));
  }

  @Override
  public void encodeTo(Encoder out) {
    out.value(gateway).value(to).value(request).signature(signature);
  }

  /** Reads what {@link #encodeTo} wrote. */
  public static GatewayRequest decode(Decoder in) {
    return new GatewayRequest(
        GatewayId.decode(in),
        ReplicaId.decode(in),
        BlockRequest.decode(in),
        in.signature("signature"));
  }
}
