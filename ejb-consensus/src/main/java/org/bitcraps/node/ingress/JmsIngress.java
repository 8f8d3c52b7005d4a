package org.bitcraps.node.ingress;

import java.lang.System.Logger.Level;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.jms.Backoff;
import org.bitcraps.jms.Envelope;
import org.bitcraps.jms.Inbox;
import org.bitcraps.jms.Wiring;
import org.bitcraps.node.observation.Watch;
import org.bitcraps.protocol.consensus.Lane;

/** The two receiving loops of a validator, each on a thread of its own. */
public final class JmsIngress implements AutoCloseable {

  /** How long closing waits for a loop that is in the middle of something. */
  private static final long JOIN_MS = 2_000;

  private final Map<Lane, Inbox> inboxes = new EnumMap<>(Lane.class);
  private final Map<Lane, Thread> threads = new EnumMap<>(Lane.class);

  /**
   * Starts to receive.
   *
   * @param bodyBytesMax the largest message of the chain
   * @param broken called with what ended a loop that nobody had closed: this validator is deaf
   */
  public JmsIngress(
      Wiring wiring,
      ReplicaId self,
      Door door,
      int bodyBytesMax,
      Watch watch,
      ThreadFactory factory,
      Consumer<Throwable> broken) {
    for (Lane lane : Lane.values()) {
      Wiring.Place place = place(wiring, lane, self);
      Inbox inbox =
          new Inbox(
              place.broker(),
              place.queue(),
              bodyBytesMax,
              Backoff.DEFAULT,
              new Receiver(lane, door, watch));
      Thread thread = factory.newThread(() -> run(inbox, broken));
      thread.setName("bitcraps-validator-" + self + "-" + lane.name().toLowerCase(Locale.ROOT));
      inboxes.put(lane, inbox);
      threads.put(lane, thread);
    }
    threads.values().forEach(Thread::start);
  }

  private static void run(Inbox inbox, Consumer<Throwable> broken) {
    try {
      inbox.run();
    } catch (Throwable e) {
      broken.accept(e);
    }
  }

  private static Wiring.Place place(Wiring wiring, Lane lane, ReplicaId self) {
    return switch (lane) {
      case VOTES -> wiring.ownVotes(self.value());
      case BODIES -> wiring.ownBodies(self.value());
    };
  }

  /** Ends both loops; a leaked consumer would silently take every second message. */
  @Override
  public void close() {
    inboxes.values().forEach(Inbox::close);
    try {
      for (Thread thread : threads.values()) {
        if (!thread.equals(Thread.currentThread())) {
          thread.join(JOIN_MS);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static final class Receiver implements Inbox.Receiver {

    private final Lane lane;
    private final Door door;
    private final Watch watch;
    private boolean outageSaid;

    Receiver(Lane lane, Door door, Watch watch) {
      this.lane = lane;
      this.door = door;
      this.watch = watch;
    }

    @Override
    public void received(Envelope envelope) {
      try {
        door.received(lane, envelope);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void refused(Envelope.Reading.Refused refusal) {
      door.refusedEnvelope();
    }

    @Override
    public void connected() {
      outageSaid = false;
    }

    @Override
    public void disconnected(String why) {
      if (!outageSaid) {
        outageSaid = true;
        watch.say(Level.INFO, "does not receive " + lane + ": " + why);
      }
    }
  }
}
