package org.bitcraps.bench.order;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.jms.Envelope;
import org.bitcraps.node.egress.Post;
import org.bitcraps.protocol.consensus.Lane;

/** Queues in memory: one for each member and lane, bounded, dropping the newest like a broker's. */
final class Lines {

  private static final int MESSAGES_MAX = 10_000;

  private record Address(ReplicaId id, Lane lane) {}

  private final Map<Address, BlockingQueue<Envelope>> queues = new ConcurrentHashMap<>();
  private final List<ReplicaId> members;
  private final Consumer<byte[]> notices;

  /** Lines whose gateway hands every notice of every member to {@code notices}. */
  Lines(List<ReplicaId> members, Consumer<byte[]> notices) {
    this.members = members;
    this.notices = notices;
  }

  BlockingQueue<Envelope> queue(ReplicaId id, Lane lane) {
    return queues.computeIfAbsent(
        new Address(id, lane), a -> new ArrayBlockingQueue<>(MESSAGES_MAX));
  }

  /** A body from the gateway; waits while a line is full. */
  void toAll(Envelope body) {
    for (ReplicaId member : members) {
      try {
        queue(member, Lane.BODIES).put(body);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Hands what comes for a member to it, on a thread for each lane, until it is over. */
  void carryTo(Member member) {
    for (Lane lane : Lane.values()) {
      Thread thread = new Thread(() -> carry(lane, member), "lines-" + member.self() + "-" + lane);
      thread.setDaemon(true);
      thread.start();
    }
  }

  private void carry(Lane lane, Member member) {
    BlockingQueue<Envelope> line = queue(member.self(), lane);
    try {
      while (!member.isOver()) {
        Envelope envelope = line.poll(20, TimeUnit.MILLISECONDS);
        if (envelope != null) {
          member.received(lane, envelope);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The way out of a member. */
  Post post() {
    return new Post() {
      @Override
      public boolean toValidator(ReplicaId to, Lane lane, Envelope envelope) {
        return queue(to, lane).offer(envelope);
      }

      @Override
      public boolean toGateway(GatewayId to, Envelope envelope) {
        if (envelope.kind() == Envelope.Kind.NOTICE) {
          notices.accept(envelope.body());
        }
        return true;
      }

      @Override
      public void close() {}
    };
  }
}
