package org.bitcraps.node.egress;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.jms.Broker;
import org.bitcraps.jms.Destinations;
import org.bitcraps.jms.Envelope;
import org.bitcraps.jms.Link;
import org.bitcraps.protocol.consensus.Lane;

/** Posts over one connection to this server's broker. */
public final class JmsPost implements Post {

  private final Link link;
  private final String sender;

  /**
   * Begins to connect.
   *
   * @param connector for attempts to connect, which may block
   */
  public JmsPost(Broker broker, Genesis genesis, ReplicaId self, Executor connector) {
    List<String> queues = new ArrayList<>();
    for (ReplicaId id : genesis.replicaSet().ids()) {
      if (!id.equals(self)) {
        queues.add(Destinations.votes(id.value()));
        queues.add(Destinations.bodies(id.value()));
      }
    }
    genesis.gateways().forEach(g -> queues.add(Destinations.blocks(g.id().value())));
    this.link = Link.open(broker, queues, Link.Settings.DEFAULT, connector);
    this.sender = "validator-" + self;
  }

  @Override
  public boolean toValidator(ReplicaId to, Lane lane, byte[] bytes) {
    String queue =
        switch (lane) {
          case VOTES -> Destinations.votes(to.value());
          case BODIES -> Destinations.bodies(to.value());
        };
    return link.send(queue, Envelope.of(Envelope.Kind.PEER, sender, bytes));
  }

  @Override
  public boolean toGateway(GatewayId to, byte[] bytes) {
    return link.send(
        Destinations.blocks(to.value()), Envelope.of(Envelope.Kind.NOTICE, sender, bytes));
  }

  @Override
  public void close() {
    link.close();
  }
}
