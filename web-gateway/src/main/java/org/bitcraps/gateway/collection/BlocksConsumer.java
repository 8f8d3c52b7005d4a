package org.bitcraps.gateway.collection;

import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.bitcraps.jms.Backoff;
import org.bitcraps.jms.Envelope;
import org.bitcraps.jms.Inbox;
import org.bitcraps.jms.Wiring;

/**
 * The two loops behind the certified view: one receives notices from the gateway's queue, the other
 * owns the {@link Follower}. Between them a bounded queue; when it is full the broker's fills, and
 * then drops the newest, which are asked for again (X4).
 */
public final class BlocksConsumer implements AutoCloseable {

  private static final int NOTICES_MAX = 64;
  private static final long TICK_MS = 100;

  private final Inbox inbox;
  private final Follower follower;
  private final LongSupplier clockMs;
  private final Consumer<String> stopped;
  private final BlockingQueue<byte[]> notices = new ArrayBlockingQueue<>(NOTICES_MAX);
  private volatile boolean closed;

  /**
   * Two loops for two threads.
   *
   * @param place where this gateway reads its blocks
   * @param noticeBytesMax larger messages are refused before anything is allocated for them
   * @param stopped told once, when the view stops for good
   */
  public BlocksConsumer(
      Wiring.Place place,
      int noticeBytesMax,
      Follower follower,
      LongSupplier clockMs,
      Consumer<String> stopped) {
    this.follower = follower;
    this.clockMs = clockMs;
    this.stopped = stopped;
    this.inbox =
        new Inbox(
            place.broker(),
            place.queue(),
            noticeBytesMax,
            Backoff.DEFAULT,
            new Inbox.Receiver() {
              @Override
              public void received(Envelope envelope) {
                take(envelope);
              }

              @Override
              public void refused(Envelope.Reading.Refused refusal) {
                // Anybody's bytes: dropped.
              }
            });
  }

  private void take(Envelope envelope) {
    if (envelope.kind() != Envelope.Kind.NOTICE) {
      return;
    }
    try {
      while (!closed && !notices.offer(envelope.body(), TICK_MS, TimeUnit.MILLISECONDS)) {
        // The follower is busy: the broker keeps the rest.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Receives until closed. */
  public void receive() {
    inbox.run();
  }

  /** Follows until closed, or until the view stops for good. */
  public void follow() {
    try {
      while (!closed && follower.stopped().isEmpty()) {
        Optional<byte[]> notice = Optional.ofNullable(notices.poll(TICK_MS, TimeUnit.MILLISECONDS));
        notice.ifPresentOrElse(
            bytes -> follower.offer(bytes, clockMs.getAsLong()),
            () -> follower.tick(clockMs.getAsLong()));
      }
      follower.stopped().ifPresent(stopped);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // A view that may be wrong is worse than none.
      stopped.accept("the follower failed: " + e);
      throw e;
    }
  }

  @Override
  public void close() {
    closed = true;
    inbox.close();
  }
}
