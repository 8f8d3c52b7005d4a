package org.bitcraps.gateway.dispatch;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import org.bitcraps.evidence.exchange.BlockRequest;
import org.bitcraps.evidence.exchange.GatewayRequest;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.keys.Signer;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.gateway.collection.BlockSource;
import org.bitcraps.jms.Envelope;
import org.bitcraps.jms.Line;
import org.bitcraps.jms.Wiring;

/**
 * Sends over a line into each validator's queue of bodies. Never waits; what is not taken is sent
 * again later by who wanted it sent.
 */
public final class ValidatorsPublisher implements ToValidators, BlockSource, AutoCloseable {

  private final SortedMap<ReplicaId, Line> lines = new TreeMap<>();
  private final ChainId chain;
  private final GatewayId gateway;
  private final Signer signer;

  /**
   * Begins to connect.
   *
   * @param signer of requests for blocks, with the gateway's key
   * @param connector for attempts to connect, which may block
   * @param threads for what is sent to other servers
   */
  public ValidatorsPublisher(
      Wiring wiring,
      ChainId chain,
      GatewayId gateway,
      Signer signer,
      List<ReplicaId> validators,
      Executor connector,
      ThreadFactory threads) {
    for (ReplicaId validator : validators) {
      Wiring.Place place = wiring.bodies(validator.value());
      lines.put(validator, Line.to(place, Line.Bounds.BODIES, connector, threads));
    }
    this.chain = chain;
    this.gateway = gateway;
    this.signer = signer;
  }

  @Override
  public void body(byte[] batchBody) {
    Envelope envelope = envelope(Envelope.Kind.BODY, batchBody);
    for (Line line : lines.values()) {
      boolean _ = line.send(envelope);
    }
  }

  @Override
  public void ask(ReplicaId validator, BlockRequest request) {
    GatewayRequest signed = GatewayRequest.of(chain, gateway, validator, request, signer);
    boolean _ = lines.get(validator).send(envelope(Envelope.Kind.BLOCKS_WANTED, signed.toWire()));
  }

  private Envelope envelope(Envelope.Kind kind, byte[] body) {
    return Envelope.of(kind, "gateway-" + gateway, body);
  }

  @Override
  public void close() {
    lines.values().forEach(Line::close);
  }
}
