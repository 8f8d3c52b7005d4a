package org.bitcraps.jms;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * The receiving end of one queue: a loop for a thread that the caller lends, a managed one in a
 * container, never one inside an EJB invocation. Connects, receives, hands over; after a broken
 * connection it connects again, for as long as it is not closed.
 */
public final class Inbox implements Runnable, AutoCloseable {

  private static final Logger LOG = System.getLogger(Inbox.class.getName());

  /** How long one wait for a message lasts, and so how late the loop sees that it should stop. */
  private static final long WAIT_MS = 200;

  /** Takes what arrives, on the loop's thread. What it throws ends the loop (X5). */
  public interface Receiver {

    /** An envelope; no other is received until this returns. */
    void received(Envelope envelope);

    /** A message that is no envelope was taken from the queue and dropped. */
    void refused(Envelope.Reading.Refused refusal);

    /** The queue can be received from now. */
    default void connected() {}

    /** It cannot any more, or still not; another attempt follows. */
    default void disconnected(String why) {}
  }

  private final Broker broker;
  private final String queue;
  private final int bodyBytesMax;
  private final Backoff backoff;
  private final Receiver receiver;
  private final CountDownLatch stop = new CountDownLatch(1);

  /** Used by the loop's thread alone. */
  private final Set<Envelope.Reason> said = EnumSet.noneOf(Envelope.Reason.class);

  private volatile boolean connected;
  private volatile String fault = "not connected yet";

  /**
   * An inbox; {@link #run} opens it.
   *
   * @param queue a name of {@link Destinations}
   * @param bodyBytesMax larger bodies are refused before anything is allocated for them
   */
  public Inbox(Broker broker, String queue, int bodyBytesMax, Backoff backoff, Receiver receiver) {
    this.broker = broker;
    this.queue = queue;
    this.bodyBytesMax = bodyBytesMax;
    this.backoff = backoff;
    this.receiver = receiver;
  }

  /** Receives until {@link #close}, or until its thread is interrupted while it waits. */
  @Override
  public void run() {
    int failures = 0;
    boolean stopped = isStopped();
    while (!stopped) {
      Optional<Subscription> subscription = subscribe();
      if (subscription.isPresent()) {
        failures = 0;
        try (Subscription open = subscription.get()) {
          receiver.connected();
          drain(open);
        } finally {
          connected = false;
        }
      }
      if (!isStopped()) {
        receiver.disconnected(fault);
      }
      failures++;
      stopped = isStoppedWithin(backoff.waitMs(failures, RandomGenerator.getDefault()));
    }
  }

  /** Whether the queue is being received from. */
  public boolean isConnected() {
    return connected;
  }

  /**
   * Makes the loop end, within 200 ms unless the receiver or the broker's client holds it up. Does
   * not wait for it.
   */
  @Override
  public void close() {
    stop.countDown();
  }

  /** A connection that a listener may declare broken. */
  private static final class Subscription implements AutoCloseable {

    private final JMSContext context;
    private final JMSConsumer consumer;
    private volatile boolean broken;

    Subscription(JMSContext context, JMSConsumer consumer) {
      this.context = context;
      this.consumer = consumer;
    }

    @Override
    public void close() {
      Link.closeQuietly(context);
    }
  }

  private Optional<Subscription> subscribe() {
    JMSContext context = null;
    try {
      context = broker.connect();
      Subscription fresh =
          new Subscription(context, context.createConsumer(broker.queue(context, queue)));
      context.setExceptionListener(e -> {
        fault = Link.describe(e);
        fresh.broken = true;
      });
      connected = true;
      return Optional.of(fresh);
    } catch (RuntimeException e) {
      fault = Link.describe(e);
      Link.closeQuietly(context);
      return Optional.empty();
    }
  }

  private void drain(Subscription open) {
    while (!isStopped() && !open.broken) {
      Message message;
      long before = System.nanoTime();
      try {
        message = open.consumer.receive(WAIT_MS);
      } catch (RuntimeException e) {
        fault = Link.describe(e);
        return;
      }
      if (message != null) {
        deliver(message);
      } else if (System.nanoTime() - before < WAIT_MS * 1_000_000 / 2) {
        // Closed under us: the client answers "nothing" at once, and would for ever.
        fault = "the consumer was closed";
        return;
      }
    }
  }

  /** Outside of every catch: an exception of the receiver is no fault of the broker. */
  private void deliver(Message message) {
    switch (Envelope.read(message, bodyBytesMax)) {
      case Envelope.Reading.Accepted accepted -> receiver.received(accepted.envelope());
      case Envelope.Reading.Refused refused -> {
        say(refused);
        receiver.refused(refused);
      }
    }
  }

  /** Once for each reason: whoever may send could fill the log else. */
  private void say(Envelope.Reading.Refused refused) {
    if (said.add(refused.reason())) {
      LOG.log(
          Level.WARNING,
          "{0}: a message was dropped: {1}, {2}. More for this reason are dropped without a word",
          queue,
          refused.reason(),
          refused.detail());
    }
  }

  private boolean isStopped() {
    return stop.getCount() == 0;
  }

  private boolean isStoppedWithin(long waitMs) {
    try {
      return stop.await(waitMs, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
