package org.bitcraps.node.egress;

import java.util.List;
import java.util.function.Consumer;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.wire.WireValue;
import org.bitcraps.jms.Envelope;
import org.bitcraps.node.observation.Count;
import org.bitcraps.node.observation.Counts;
import org.bitcraps.protocol.consensus.Outbound;
import org.bitcraps.protocol.consensus.Recipient;

/** Encodes what is to be sent, once, and posts it in one envelope to each recipient. */
public final class Egress implements Consumer<Outbound> {

  private final List<ReplicaId> others;
  private final List<GatewayId> gateways;
  private final String sender;
  private final Post post;
  private final Counts counts;

  /** The way out of validator {@code self}. */
  public Egress(Genesis genesis, ReplicaId self, Post post, Counts counts) {
    this.others = genesis.replicaSet().ids().stream().filter(id -> !id.equals(self)).toList();
    this.gateways = genesis.gateways().stream().map(Genesis.Gateway::id).toList();
    this.sender = "validator-" + self;
    this.post = post;
    this.counts = counts;
  }

  @Override
  public void accept(Outbound outbound) {
    switch (outbound) {
      case Outbound.ToPeers peers -> {
        Envelope envelope = envelope(Envelope.Kind.PEER, peers.message());
        for (ReplicaId id : validators(peers.to())) {
          count(post.toValidator(id, peers.message().lane(), envelope));
        }
      }
      case Outbound.ToGateways couriers ->
          toGateways(couriers.to(), Envelope.Kind.NOTICE, couriers.notice());
      case Outbound.StateToGateways couriers ->
          toGateways(couriers.to(), Envelope.Kind.CHECKPOINT, couriers.checkpoint());
    }
  }

  private void toGateways(Recipient to, Envelope.Kind kind, WireValue value) {
    Envelope envelope = envelope(kind, value);
    for (GatewayId id : gateways(to)) {
      count(post.toGateway(id, envelope));
    }
  }

  private Envelope envelope(Envelope.Kind kind, WireValue value) {
    return Envelope.of(kind, sender, value.toWire());
  }

  private List<ReplicaId> validators(Recipient to) {
    return switch (to) {
      case Recipient.Others all -> others;
      case Recipient.One one -> List.of(one.id());
      case Recipient.ToGateway gateway -> throw new IllegalArgumentException("a vote for " + to);
      case Recipient.Gateways all -> throw new IllegalArgumentException("a vote for " + to);
    };
  }

  private List<GatewayId> gateways(Recipient to) {
    return switch (to) {
      case Recipient.Gateways all -> gateways;
      case Recipient.ToGateway one -> List.of(one.gateway());
      case Recipient.Others all -> throw new IllegalArgumentException("a notice for " + to);
      case Recipient.One one -> throw new IllegalArgumentException("a notice for " + to);
    };
  }

  private void count(boolean taken) {
    counts.add(taken ? Count.SENT : Count.NOT_SENT);
  }
}
