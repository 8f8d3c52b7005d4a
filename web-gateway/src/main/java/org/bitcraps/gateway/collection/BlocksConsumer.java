package org.bitcraps.gateway.collection;

import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.bitcraps.evidence.exchange.NearBlocks;
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

  private final Inbox inbox;
  private final Follower follower;
  private final LongSupplier clockMs;
  private final Consumer<String> stopped;
  private final Notices notices;
  private final Snapshots snapshots;
  private final NearBlocks near;

  /**
   * Two loops for two threads.
   *
   * @param place where this gateway reads its blocks
   * @param noticeBytesMax larger messages are refused before anything is allocated for them
   * @param notices what waits for the follower; others may put more there
   * @param snapshots takes certificates of states
   * @param near told what became of blocks that lay in this server's cache
   * @param stopped told once, when the view stops for good
   */
  public BlocksConsumer(
      Wiring.Place place,
      int noticeBytesMax,
      Follower follower,
      Notices notices,
      Snapshots snapshots,
      NearBlocks near,
      LongSupplier clockMs,
      Consumer<String> stopped) {
    this.follower = follower;
    this.notices = notices;
    this.snapshots = snapshots;
    this.near = near;
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
    switch (envelope.kind()) {
      case NOTICE -> notices.put(envelope.body());
      case CHECKPOINT -> snapshots.certified(envelope.body());
      case PEER, BODY, BLOCKS_WANTED -> {} // For validators.
    }
  }

  /** Receives until closed. */
  public void receive() {
    inbox.run();
  }

  /** Follows until closed, or until the view stops for good. */
  public void follow() {
    try {
      while (!notices.isClosed() && follower.stopped().isEmpty()) {
        notices.poll().ifPresentOrElse(this::follow, () -> follower.tick(clockMs.getAsLong()));
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

  private void follow(Notices.Notice notice) {
    Offer offer = follower.offer(notice.bytes(), clockMs.getAsLong());
    if (notice.isNear()) {
      switch (offer) {
        case TAKEN -> near.judged(true);
        case MALFORMED, FOREIGN, UNCERTIFIED, TOO_FAR -> near.judged(false);
        case KNOWN, STOPPED -> {} // A validator was quicker.
      }
    }
  }

  @Override
  public void close() {
    notices.close();
    inbox.close();
  }
}
