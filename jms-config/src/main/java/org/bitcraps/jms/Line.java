package org.bitcraps.jms;

import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;

/** The sending end of one queue. Never waits; one thread at a time. */
public interface Line extends AutoCloseable {

  /** What waits at most for another server; one message always may, however large. */
  record Bounds(int count, long bytes) {

    /** For votes and protocol messages: as much as the queue at the other end holds. */
    public static final Bounds VOTES = new Bounds(4_096, 8L << 20);

    /** For bodies and blocks. */
    public static final Bounds BODIES = new Bounds(1_024, 32L << 20);

    /**
     * @throws IllegalArgumentException if a bound is not positive
     */
    public Bounds {
      if (count < 1 || bytes < 1) {
        throw new IllegalArgumentException("bounds: " + count + " messages, " + bytes + " bytes");
      }
    }
  }

  /**
   * Takes a message to be sent.
   *
   * @return whether it was taken, which promises nothing about delivery
   */
  boolean send(Envelope envelope);

  @Override
  void close();

  /**
   * A line to a place; begins to connect. To this server's broker a message goes at once; to
   * another one it waits in a bounded queue for a thread of its own, so that a peer that stands
   * still holds nobody up, and bodies do not hold up votes.
   *
   * @param connector for attempts to connect, which may block
   */
  static Line to(Wiring.Place place, Bounds bounds, Executor connector, ThreadFactory threads) {
    Link link =
        Link.open(
            place.broker(),
            List.of(place.queue()),
            place.compression(),
            Backoff.DEFAULT,
            connector);
    if (place.broker().isRemote()) {
      return Outbox.start(link, place.queue(), bounds, threads);
    }
    return new Line() {
      @Override
      public boolean send(Envelope envelope) {
        return link.send(place.queue(), envelope);
      }

      @Override
      public void close() {
        link.close();
      }
    };
  }
}
