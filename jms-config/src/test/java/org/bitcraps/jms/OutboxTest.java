package org.bitcraps.jms;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.Queue;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.bitcraps.jms.Envelope.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A peer that stands still holds nobody up but its own line. */
@Timeout(30)
class OutboxTest {

  private static final String QUEUE = EmbeddedBroker.QUEUE;

  private final ExecutorService connector = Executors.newCachedThreadPool();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final Collected collected = new Collected();
  private EmbeddedBroker real;
  private Still still;

  @BeforeEach
  void start() throws Exception {
    real = new EmbeddedBroker();
    still = new Still(real);
    Inbox inbox = new Inbox(real, QUEUE, 1 << 20, Backoff.DEFAULT, collected);
    opened.add(inbox);
    connector.execute(inbox);
  }

  @AfterEach
  void stop() throws Exception {
    still.goOn();
    for (AutoCloseable each : opened.reversed()) {
      each.close();
    }
    connector.shutdownNow();
    assertThat(connector.awaitTermination(5, TimeUnit.SECONDS)).as("no thread is left").isTrue();
    real.shutDown();
  }

  /** A broker of another server whose sends wait while it stands still. */
  private static final class Still implements Broker {

    private final Broker real;
    private final AtomicReference<CountDownLatch> gate =
        new AtomicReference<>(new CountDownLatch(0));
    private final CountDownLatch waiting = new CountDownLatch(1);

    Still(Broker real) {
      this.real = real;
    }

    void stand() {
      gate.set(new CountDownLatch(1));
    }

    void goOn() {
      gate.get().countDown();
    }

    void awaitSend() throws InterruptedException {
      assertThat(waiting.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Override
    public boolean isRemote() {
      return true;
    }

    @Override
    public Queue queue(JMSContext context, String name) {
      return real.queue(context, name);
    }

    @Override
    public JMSContext connect() {
      JMSContext context = real.connect();
      return proxy(
          JMSContext.class,
          context,
          method -> {
            if (method.equals("close")) {
              goOn(); // As Artemis wakes a send when its connection is closed.
            }
          });
    }

    private <T> T proxy(Class<T> type, T of, java.util.function.Consumer<String> before) {
      return type.cast(
          Proxy.newProxyInstance(
              type.getClassLoader(),
              new Class<?>[] {type},
              (self, method, arguments) -> {
                before.accept(method.getName());
                Object answer;
                try {
                  answer = method.invoke(of, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
                if (of.equals(answer)) {
                  return self;
                }
                return answer instanceof JMSProducer producer
                    ? proxy(JMSProducer.class, producer, this::beforeProducer)
                    : answer;
              }));
    }

    private void beforeProducer(String method) {
      if (method.equals("send")) {
        waiting.countDown();
        try {
          gate.get().await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }

  private Outbox outbox(Line.Bounds bounds, long lifeMs) throws InterruptedException {
    Link link = Link.open(still, List.of(QUEUE), Compression.OFF, Backoff.DEFAULT, connector);
    while (!link.isUp()) {
      Thread.sleep(5);
    }
    Outbox outbox = Outbox.start(link, QUEUE, bounds, lifeMs, Thread::new);
    opened.add(outbox);
    return outbox;
  }

  private static Envelope envelope(int number, int size) {
    byte[] body = new byte[size];
    body[0] = (byte) number;
    return Envelope.of(Kind.PEER, "validator-1", body);
  }

  @Test
  void whatIsSentArrivesInOrder() throws Exception {
    Outbox outbox = outbox(Line.Bounds.VOTES, 15_000);
    for (int i = 0; i < 50; i++) {
      assertThat(outbox.send(envelope(i, 10))).isTrue();
    }
    for (int i = 0; i < 50; i++) {
      assertThat(collected.next()).isEqualTo(envelope(i, 10));
    }
  }

  @Test
  void aPeerThatStandsStillFillsItsLineAndNoMore() throws Exception {
    Outbox outbox = outbox(new Line.Bounds(3, 1_000), 15_000);
    still.stand();
    assertThat(outbox.send(envelope(0, 10))).isTrue();
    still.awaitSend(); // That one is with the broker's client; what follows waits with us.
    for (int i = 1; i <= 3; i++) {
      assertThat(outbox.send(envelope(i, 10))).isTrue();
    }
    assertThat(outbox.send(envelope(4, 10))).as("a fourth").isFalse();
    still.goOn();
    for (int i = 0; i <= 3; i++) {
      assertThat(collected.next()).isEqualTo(envelope(i, 10));
    }
    assertThat(outbox.send(envelope(5, 10))).as("there is room again").isTrue();
    assertThat(collected.next()).isEqualTo(envelope(5, 10));
  }

  @Test
  void bytesCountTooButOneMessageAlwaysMayWait() throws Exception {
    Outbox outbox = outbox(new Line.Bounds(100, 1_000), 15_000);
    still.stand();
    assertThat(outbox.send(envelope(0, 10))).isTrue();
    still.awaitSend();
    assertThat(outbox.send(envelope(1, 5_000))).as("larger than the line").isTrue();
    assertThat(outbox.send(envelope(2, 1))).isFalse();
    still.goOn();
    assertThat(collected.next()).isEqualTo(envelope(0, 10));
    assertThat(collected.next()).isEqualTo(envelope(1, 5_000));
  }

  @Test
  void whatHasWaitedTooLongIsNotSent() throws Exception {
    Outbox outbox = outbox(Line.Bounds.VOTES, 100);
    still.stand();
    assertThat(outbox.send(envelope(0, 10))).isTrue();
    still.awaitSend();
    assertThat(outbox.send(envelope(1, 10))).isTrue();
    Thread.sleep(150);
    still.goOn();
    assertThat(collected.next()).isEqualTo(envelope(0, 10));
    assertThat(outbox.send(envelope(2, 10))).isTrue();
    assertThat(collected.next()).as("not the stale one").isEqualTo(envelope(2, 10));
  }

  @Test
  void closingWakesALineWhosePeerStandsStill() throws Exception {
    Outbox outbox = outbox(Line.Bounds.VOTES, 15_000);
    still.stand();
    assertThat(outbox.send(envelope(0, 10))).isTrue();
    still.awaitSend();
    long before = System.nanoTime();
    outbox.close();
    assertThat(System.nanoTime() - before).isLessThan(TimeUnit.SECONDS.toNanos(2));
    assertThat(outbox.send(envelope(1, 10))).isFalse();
    assertThat(Thread.getAllStackTraces().keySet())
        .noneMatch(thread -> thread.getName().equals("bitcraps-outbox-" + QUEUE));
  }
}
