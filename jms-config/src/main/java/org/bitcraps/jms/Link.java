package org.bitcraps.jms;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.Queue;
import jakarta.jms.ResourceAllocationRuntimeException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;

/**
 * The sending end: one connection for one sending thread; a second thread waits its turn.
 *
 * <p>{@link #send} hands a message to the broker or says no; it never connects, so it never waits
 * for a broker that is not there. Connecting and closing happen on the executor that the caller
 * lends. Messages are non-persistent, without id and timestamp: whatever is lost the protocol asks
 * for again. They say nothing of their end: the queue that takes them ends them by its own broker's
 * clock ({@code expiry-delay}), so that a node whose clock is wrong is heard all the same, unless
 * brokers forward for each other (then its own broker says it).
 *
 * <p>The queues must drop or fail when full ({@code address-full-policy} DROP or FAIL): with BLOCK
 * or PAGE a sender would wait.
 */
public final class Link implements AutoCloseable {

  private record Session(JMSContext context, JMSProducer producer, Map<String, Queue> queues) {}

  private final Broker broker;
  private final List<String> queues;
  private final Compression compression;
  private final Backoff backoff;
  private final Executor connector;

  private final AtomicReference<Session> session = new AtomicReference<>();
  private final AtomicBoolean connecting = new AtomicBoolean();
  private volatile Optional<String> fault = Optional.of("not connected yet");
  private volatile int failures;
  private volatile long nextAttemptNanos = System.nanoTime();
  private volatile boolean closed;

  private Link(
      Broker broker,
      List<String> queues,
      Compression compression,
      Backoff backoff,
      Executor connector) {
    this.compression = compression;
    this.broker = broker;
    this.queues = List.copyOf(queues);
    this.backoff = backoff;
    this.connector = connector;
  }

  /**
   * A link to these queues; begins to connect.
   *
   * @param connector runs attempts to connect, one at a time; may block as long as the broker's
   *     client does
   */
  public static Link open(
      Broker broker,
      List<String> queues,
      Compression compression,
      Backoff backoff,
      Executor connector) {
    Link link = new Link(broker, queues, compression, backoff, connector);
    link.connectSoon();
    return link;
  }

  /**
   * Sends without waiting.
   *
   * @return whether the broker took it, which promises nothing about delivery; false while there is
   *     no connection, or when the queue is full and says so
   * @throws IllegalArgumentException if the queue is none of this link's
   */
  public synchronized boolean send(String queue, Envelope envelope) {
    if (!queues.contains(queue)) {
      throw new IllegalArgumentException("queue " + queue + " is not of this link");
    }
    Session current = session.get();
    if (current == null) {
      connectSoon();
      return false;
    }
    try {
      current
          .producer()
          .send(current.queues().get(queue), envelope.toMessage(current.context(), compression));
      failures = 0;
      return true;
    } catch (ResourceAllocationRuntimeException e) {
      return false; // full: the connection is good
    } catch (RuntimeException e) {
      drop(current, e);
      return false;
    }
  }

  /** Whether there is a connection; if not, and the wait is over, begins another attempt. */
  public boolean isUp() {
    if (session.get() != null) {
      return true;
    }
    connectSoon();
    return false;
  }

  /** Why there is no connection, for health and logs. */
  public Optional<String> fault() {
    return session.get() != null ? Optional.empty() : fault;
  }

  /** Sends nothing any more and closes the connection. */
  @Override
  public void close() {
    closed = true;
    Session last = session.getAndSet(null);
    if (last != null) {
      closeQuietly(last.context());
    }
    fault = Optional.of("closed");
  }

  private void drop(Session broken, Exception reason) {
    if (session.compareAndSet(broken, null)) {
      fault = Optional.of(describe(reason));
      backOff();
      run(() -> closeQuietly(broken.context()));
    }
  }

  private void connectSoon() {
    if (closed || System.nanoTime() - nextAttemptNanos < 0) {
      return;
    }
    if (connecting.compareAndSet(false, true) && !run(this::connect)) {
      connecting.set(false);
    }
  }

  private void connect() {
    JMSContext context = null;
    try {
      context = broker.connect();
      Session fresh = session(context);
      context.setExceptionListener(e -> drop(fresh, e));
      session.set(fresh);
    } catch (RuntimeException e) {
      fault = Optional.of(describe(e));
      closeQuietly(context);
      backOff();
    } finally {
      connecting.set(false);
    }
    if (closed) {
      close(); // it was closed while we connected
    }
  }

  /**
   * Counts until a message went out: a broker that takes connections but no messages is no good.
   */
  private void backOff() {
    int row = failures + 1;
    failures = row;
    long waitMs = backoff.waitMs(row, RandomGenerator.getDefault());
    nextAttemptNanos = System.nanoTime() + waitMs * 1_000_000;
  }

  private Session session(JMSContext context) {
    Map<String, Queue> found = new LinkedHashMap<>();
    for (String name : queues) {
      found.put(name, broker.queue(context, name));
    }
    JMSProducer producer =
        context
            .createProducer()
            .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
            .setDisableMessageID(true)
            .setDisableMessageTimestamp(true);
    return new Session(context, producer, found);
  }

  private boolean run(Runnable task) {
    try {
      connector.execute(task);
      return true;
    } catch (RejectedExecutionException e) {
      fault = Optional.of("no thread to connect with");
      return false;
    }
  }

  static String describe(Exception e) {
    return e.getClass().getSimpleName() + ": " + e.getMessage();
  }

  /** A connection that is broken says so once more when it is closed. */
  static void closeQuietly(JMSContext context) {
    if (context != null) {
      try {
        context.close();
      } catch (RuntimeException e) {
        // Nothing is left to close.
      }
    }
  }
}
