package org.bitcraps.gateway.dispatch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.bitcraps.evidence.exchange.BlockRequest;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.gateway.collection.BlockSource;
import org.bitcraps.jms.Broker;
import org.bitcraps.jms.Destinations;
import org.bitcraps.jms.Envelope;
import org.bitcraps.jms.Link;

/**
 * Sends over one connection to this server's broker, into each validator's queue of bodies. Never
 * waits; what the broker does not take is sent again later by who wanted it sent.
 */
public final class ValidatorsPublisher implements ToValidators, BlockSource, AutoCloseable {

  private final Link link;
  private final List<String> queues = new ArrayList<>();
  private final String sender;

  /**
   * Begins to connect.
   *
   * @param connector for attempts to connect, which may block
   */
  public ValidatorsPublisher(
      Broker broker, GatewayId gateway, List<ReplicaId> validators, Executor connector) {
    for (ReplicaId validator : validators) {
      queues.add(Destinations.bodies(validator.value()));
    }
    this.link = Link.open(broker, queues, Link.Settings.DEFAULT, connector);
    this.sender = "gateway-" + gateway;
  }

  @Override
  public void body(byte[] batchBody) {
    Envelope envelope = Envelope.of(Envelope.Kind.BODY, sender, batchBody);
    for (String queue : queues) {
      boolean _ = link.send(queue, envelope);
    }
  }

  @Override
  public void ask(ReplicaId validator, BlockRequest request) {
    boolean _ =
        link.send(
            Destinations.bodies(validator.value()),
            Envelope.of(Envelope.Kind.BLOCKS_WANTED, sender, request.toWire()));
  }

  /** Whether there is a connection. */
  public boolean isUp() {
    return link.isUp();
  }

  @Override
  public void close() {
    link.close();
  }
}
