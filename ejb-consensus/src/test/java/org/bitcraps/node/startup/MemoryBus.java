package org.bitcraps.node.startup;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.jms.Envelope;
import org.bitcraps.node.egress.Post;
import org.bitcraps.node.ingress.Door;
import org.bitcraps.node.observation.Watch;
import org.bitcraps.protocol.consensus.Lane;

/** Queues like the broker's, in memory: bounded, dropping the newest, one receiving thread each. */
final class MemoryBus implements Transport {

  /** Everything that was posted to validators, before it may be dropped. */
  interface Wiretap {
    void posted(ReplicaId from, byte[] bytes);
  }

  private record Address(ReplicaId id, Lane lane) {}

  private final Map<Address, BlockingQueue<Envelope>> queues = new ConcurrentHashMap<>();
  private final AtomicInteger notices = new AtomicInteger();
  private volatile Wiretap wiretap = (from, bytes) -> {};

  void tap(Wiretap tap) {
    wiretap = tap;
  }

  /** Blocks told to gateways so far, by all validators. */
  int notices() {
    return notices.get();
  }

  /** Puts something into a validator's queue, as anybody can. */
  void inject(ReplicaId to, Lane lane, Envelope envelope) {
    queue(to, lane).offer(envelope);
  }

  private BlockingQueue<Envelope> queue(ReplicaId id, Lane lane) {
    return queues.computeIfAbsent(new Address(id, lane), a -> new ArrayBlockingQueue<>(10_000));
  }

  @Override
  public Post post(ReplicaId self) {
    return new Post() {
      @Override
      public boolean toValidator(ReplicaId to, Lane lane, Envelope envelope) {
        wiretap.posted(self, envelope.body());
        return queue(to, lane).offer(envelope);
      }

      @Override
      public boolean toGateway(GatewayId to, Envelope envelope) {
        if (envelope.kind() == Envelope.Kind.NOTICE) {
          notices.incrementAndGet();
        }
        return true;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public Listening listen(ReplicaId self, Door door, Watch watch, Consumer<Throwable> broken) {
    List<Thread> threads = new ArrayList<>();
    boolean[] closed = new boolean[1];
    for (Lane lane : Lane.values()) {
      Thread thread =
          new Thread(() -> {
            try {
              while (!isClosed(closed)) {
                Envelope envelope = queue(self, lane).poll(20, TimeUnit.MILLISECONDS);
                if (envelope != null) {
                  door.received(lane, envelope);
                }
              }
            } catch (InterruptedException e) {
              // Closed.
            }
          });
      thread.setDaemon(true);
      thread.start();
      threads.add(thread);
    }
    return () -> {
      synchronized (closed) {
        closed[0] = true;
      }
      threads.forEach(Thread::interrupt);
    };
  }

  private static boolean isClosed(boolean[] closed) {
    synchronized (closed) {
      return closed[0];
    }
  }
}
