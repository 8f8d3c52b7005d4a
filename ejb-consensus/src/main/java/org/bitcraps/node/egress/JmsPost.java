package org.bitcraps.node.egress;

import java.util.EnumMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.jms.Envelope;
import org.bitcraps.jms.Line;
import org.bitcraps.jms.Wiring;
import org.bitcraps.protocol.consensus.Lane;

/** Posts over a line to each queue of each other node. */
public final class JmsPost implements Post {

  private final Map<Lane, SortedMap<ReplicaId, Line>> validators = new EnumMap<>(Lane.class);
  private final SortedMap<GatewayId, Line> gateways = new TreeMap<>();

  /**
   * Begins to connect.
   *
   * @param connector for attempts to connect, which may block
   * @param threads for what is sent to other servers
   */
  public JmsPost(
      Wiring wiring, Genesis genesis, ReplicaId self, Executor connector, ThreadFactory threads) {
    for (Lane lane : Lane.values()) {
      SortedMap<ReplicaId, Line> lines = new TreeMap<>();
      for (ReplicaId id : genesis.replicaSet().ids()) {
        if (!id.equals(self)) {
          lines.put(id, Line.to(place(wiring, lane, id), bounds(lane), connector, threads));
        }
      }
      validators.put(lane, lines);
    }
    for (Genesis.Gateway gateway : genesis.gateways()) {
      Wiring.Place place = wiring.blocks(gateway.id().value());
      gateways.put(gateway.id(), Line.to(place, Line.Bounds.BODIES, connector, threads));
    }
  }

  private static Wiring.Place place(Wiring wiring, Lane lane, ReplicaId id) {
    return switch (lane) {
      case VOTES -> wiring.votes(id.value());
      case BODIES -> wiring.bodies(id.value());
    };
  }

  private static Line.Bounds bounds(Lane lane) {
    return switch (lane) {
      case VOTES -> Line.Bounds.VOTES;
      case BODIES -> Line.Bounds.BODIES;
    };
  }

  @Override
  public boolean toValidator(ReplicaId to, Lane lane, Envelope envelope) {
    return validators.get(lane).get(to).send(envelope);
  }

  @Override
  public boolean toGateway(GatewayId to, Envelope envelope) {
    return gateways.get(to).send(envelope);
  }

  @Override
  public void close() {
    validators.values().forEach(lines -> lines.values().forEach(Line::close));
    gateways.values().forEach(Line::close);
  }
}
