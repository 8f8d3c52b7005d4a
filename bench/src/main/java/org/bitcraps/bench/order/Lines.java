package org.bitcraps.bench.order;

import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
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

  private final Map<Address, BlockingQueue<byte[]>> queues = new ConcurrentHashMap<>();
  private final Consumer<byte[]> notices;

  /** Lines whose gateway hands every notice of every member to {@code notices}. */
  Lines(Consumer<byte[]> notices) {
    this.notices = notices;
  }

  BlockingQueue<byte[]> queue(ReplicaId id, Lane lane) {
    return queues.computeIfAbsent(
        new Address(id, lane), a -> new ArrayBlockingQueue<>(MESSAGES_MAX));
  }

  /** The way out of a member. */
  Post post() {
    return new Post() {
      @Override
      public boolean toValidator(ReplicaId to, Lane lane, byte[] bytes) {
        return queue(to, lane).offer(bytes);
      }

      @Override
      public boolean toGateway(GatewayId to, Envelope.Kind kind, byte[] bytes) {
        if (kind == Envelope.Kind.NOTICE) {
          notices.accept(bytes);
        }
        return true;
      }

      @Override
      public void close() {}
    };
  }
}
