package org.bitcraps.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bitcraps.jms.EmbeddedBroker.QUEUE;
import static org.bitcraps.jms.EmbeddedBroker.SMALL_DROPPING;
import static org.bitcraps.jms.EmbeddedBroker.SMALL_FAILING;

import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.bitcraps.jms.Envelope.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against a real broker. */
@Timeout(60)
class LinkAndInboxTest {

  private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  private static final Backoff QUICK = new Backoff(20, 200);
  private static final int LIMIT = 2 << 20;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<AutoCloseable> opened = new ArrayList<>();
  private final Collected collected = new Collected();
  private EmbeddedBroker broker;

  @BeforeEach
  void start() throws Exception {
    broker = new EmbeddedBroker();
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable each : opened.reversed()) {
      each.close();
    }
    threads.shutdownNow();
    assertThat(threads.awaitTermination(5, TimeUnit.SECONDS)).as("no thread is left").isTrue();
    broker.shutDown();
  }

  @Test
  void whatIsSentArrivesAsItWas() throws Exception {
    Link link = link(QUEUE);
    inbox(QUEUE, LIMIT);
    byte[] large = new byte[1 << 20];
    new Random(1).nextBytes(large);
    List<Envelope> sent =
        List.of(
            Envelope.of(Kind.PEER, "validator-3", new byte[] {1, 2, 3}).withTraceparent(TRACE),
            Envelope.of(Kind.BODY, "gateway-0", large),
            Envelope.of(Kind.BLOCKS_WANTED, "validator-1", new byte[0]),
            Envelope.of(Kind.NOTICE, "x".repeat(64), new byte[LIMIT]));
    for (Envelope envelope : sent) {
      assertThat(link.send(QUEUE, envelope)).isTrue();
    }
    for (Envelope envelope : sent) {
      assertThat(collected.next()).isEqualTo(envelope);
    }
    assertThat(collected.refusals).isEmpty();
  }

  /** Over a real broker, in a message that is smaller than its body; old and new beside it. */
  @Test
  void aLargeBodyTravelsSmaller() throws Exception {
    Compression compression = Compression.above(1_000);
    Link link = Link.open(broker, List.of(QUEUE), compression, QUICK, threads);
    opened.add(link);
    await(link::isUp);
    inbox(QUEUE, LIMIT);
    byte[] large = "a bet and another bet; ".repeat(4_000).getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < large.length; i += 97) {
      large[i] = (byte) i;
    }
    List<Envelope> sent =
        List.of(
            Envelope.of(Kind.BODY, "gateway-0", large).withTraceparent(TRACE),
            Envelope.of(Kind.PEER, "validator-0", new byte[999]));
    for (Envelope envelope : sent) {
      assertThat(link.send(QUEUE, envelope)).isTrue();
    }
    for (Envelope envelope : sent) {
      assertThat(collected.next()).isEqualTo(envelope);
    }
    assertThat(compression.ratio()).isGreaterThan(4);
    for (int again = 0; again < 3; again++) {
      assertThat(link.send(QUEUE, sent.get(0))).isTrue();
      assertThat(collected.next()).isEqualTo(sent.get(0));
    }
    byte[] noise = new byte[large.length];
    new Random(1).nextBytes(noise);
    assertThat(link.send(QUEUE, Envelope.of(Kind.BODY, "gateway-0", noise))).isTrue();
    assertThat(compression.ratio()).as("the large one was compressed once").isLessThan(2);
  }

  @Test
  void messagesAreLightAndTheirQueueEndsThem() {
    Link link = link(QUEUE);
    assertThat(link.send(QUEUE, Envelope.of(Kind.PEER, "v", new byte[1]))).isTrue();
    try (JMSContext context = broker.connect()) {
      Message message = context.createConsumer(context.createQueue(QUEUE)).receive(5_000);
      assertThat(message)
          .satisfies(m -> {
            assertThat(m.getJMSDeliveryMode()).isEqualTo(DeliveryMode.NON_PERSISTENT);
            assertThat(m.getJMSMessageID()).isNull();
            assertThat(m.getJMSTimestamp()).isZero();
            assertThat(m.getJMSExpiration() - System.currentTimeMillis())
                .isBetween(1L, Outbox.LIFE_MS);
          });
    }
  }

  /** A sender's word about its end would be by the sender's clock, and that may be wrong. */
  @Test
  void whenAMessageEndsIsNotForItsSenderToSay() {
    String lasting = SMALL_DROPPING;
    assertThat(link(lasting).send(lasting, Envelope.of(Kind.PEER, "v", new byte[1]))).isTrue();
    try (JMSContext context = broker.connect()) {
      Message message = context.createConsumer(context.createQueue(lasting)).receive(5_000);
      assertThat(message).satisfies(m -> assertThat(m.getJMSExpiration()).as("never").isZero());
    }
  }

  @Test
  void aMessageThatIsNoEnvelopeDoesNotEndTheLoop() throws Exception {
    inbox(QUEUE, 100);
    try (JMSContext context = broker.connect()) {
      var producer = context.createProducer();
      var queue = context.createQueue(QUEUE);
      producer.send(queue, "text");
      producer.send(queue, new byte[5]);
      producer.setProperty(Envelope.KIND, "GOSSIP").send(queue, new byte[5]);
      producer.setProperty(Envelope.KIND, 7).send(queue, new byte[5]);
      producer.setProperty(Envelope.KIND, "PEER").send(queue, new byte[5]);
      producer.setProperty(Envelope.SENDER, "v0").send(queue, new byte[101]);
      producer.setProperty(Envelope.TRACEPARENT, "garbage").send(queue, new byte[100]);
    }
    assertThat(collected.next()).isEqualTo(Envelope.of(Kind.PEER, "v0", new byte[100]));
    assertThat(collected.refusals)
        .extracting(Envelope.Reading.Refused::reason)
        .containsExactly(
            Envelope.Reason.NOT_BYTES,
            Envelope.Reason.UNKNOWN_KIND,
            Envelope.Reason.UNKNOWN_KIND,
            Envelope.Reason.UNKNOWN_KIND,
            Envelope.Reason.BAD_SENDER,
            Envelope.Reason.TOO_LARGE);
  }

  @Test
  void bothEndsSurviveARestartOfTheBroker() throws Exception {
    Link link = link(QUEUE);
    Inbox inbox = inbox(QUEUE, LIMIT);
    assertThat(link.send(QUEUE, numbered(0))).isTrue();
    assertThat(collected.next()).isEqualTo(numbered(0));

    Future<?> stopping =
        threads.submit(() -> {
          broker.stop();
          return null;
        });
    long slowestMs = 0;
    for (int refused = 0; refused < 200; ) {
      long before = System.nanoTime();
      refused += link.send(QUEUE, numbered(1)) ? 0 : 1;
      slowestMs = Math.max(slowestMs, (System.nanoTime() - before) / 1_000_000);
      Thread.sleep(1);
    }
    stopping.get(10, TimeUnit.SECONDS);
    assertThat(slowestMs).as("a sender is not held up by a broker that goes").isLessThan(1_000);
    assertThat(link.isUp()).isFalse();
    assertThat(link.fault()).isPresent();
    await(() -> !inbox.isConnected());
    assertThat(collected.faults).isNotEmpty();

    broker.start();
    await(link::isUp);
    assertThat(link.fault()).isEmpty();
    await(inbox::isConnected);
    assertThat(link.send(QUEUE, numbered(2))).isTrue();
    await(() -> collected.envelopes.contains(numbered(2)));
  }

  @Test
  void anInboxWaitsForABrokerThatStartsLater() throws Exception {
    broker.stop();
    Link link = Link.open(broker, List.of(QUEUE), Compression.OFF, QUICK, threads);
    opened.add(link);
    Inbox inbox = new Inbox(broker, QUEUE, LIMIT, QUICK, collected);
    opened.add(inbox);
    threads.execute(inbox);
    assertThat(link.send(QUEUE, numbered(0))).isFalse();
    await(() -> !collected.faults.isEmpty());
    broker.start();
    await(() -> link.isUp() && inbox.isConnected());
    assertThat(link.send(QUEUE, numbered(1))).isTrue();
    assertThat(collected.next()).isEqualTo(numbered(1));
  }

  @Test
  void aFullQueueDropsAndNeverBlocks() throws Exception {
    Link link = link(SMALL_DROPPING);
    long slowestMs = flood(link, SMALL_DROPPING, 1_000);
    assertThat(slowestMs).isLessThan(1_000);
    assertThat(link.isUp()).isTrue();
    assertThat(broker.waiting(SMALL_DROPPING)).isBetween(1L, 200L);
    inbox(SMALL_DROPPING, LIMIT);
    assertThat(collected.next()).isEqualTo(numbered(0));
    await(() -> broker.waiting(SMALL_DROPPING) == 0);
    assertThat(link.send(SMALL_DROPPING, numbered(2_000))).isTrue();
    await(() -> collected.envelopes.contains(numbered(2_000)));
  }

  @Test
  void aFullQueueThatFailsIsANoAndTheLinkRecovers() throws Exception {
    Link link = link(SMALL_FAILING);
    long slowestMs = flood(link, SMALL_FAILING, 1_000);
    assertThat(slowestMs).isLessThan(1_000);
    await(() -> !link.send(SMALL_FAILING, numbered(1_001)));
    assertThat(broker.waiting(SMALL_FAILING)).isBetween(1L, 200L);
    inbox(SMALL_FAILING, LIMIT);
    await(() -> link.send(SMALL_FAILING, numbered(2_000)));
    await(() -> collected.envelopes.contains(numbered(2_000)));
  }

  @Test
  void anInboxClosesWithinASecondWhetherConnectedOrNot() throws Exception {
    for (boolean up : new boolean[] {true, false}) {
      Inbox inbox = new Inbox(broker, QUEUE, LIMIT, new Backoff(30_000, 30_000), collected);
      Future<?> loop = threads.submit(inbox);
      if (up) {
        await(inbox::isConnected);
      } else {
        await(() -> !collected.faults.isEmpty());
      }
      inbox.close();
      loop.get(1, TimeUnit.SECONDS);
      assertThat(inbox.isConnected()).isFalse();
      broker.stop();
    }
  }

  @Test
  void aClosedInboxLeavesNoConsumerBehind() throws Exception {
    Link link = link(QUEUE);
    Inbox first = new Inbox(broker, QUEUE, LIMIT, QUICK, new Collected());
    Future<?> loop = threads.submit(first);
    await(first::isConnected);
    first.close();
    loop.get(1, TimeUnit.SECONDS);
    inbox(QUEUE, LIMIT);
    for (int i = 0; i < 20; i++) {
      assertThat(link.send(QUEUE, numbered(i))).isTrue();
    }
    for (int i = 0; i < 20; i++) {
      assertThat(collected.next()).isEqualTo(numbered(i));
    }
  }

  @Test
  void anExceptionOfTheReceiverEndsTheLoopAndReachesItsOwner() throws Exception {
    Link link = link(QUEUE);
    IllegalStateException broken = new IllegalStateException("an invariant");
    Inbox inbox =
        new Inbox(
            broker,
            QUEUE,
            LIMIT,
            QUICK,
            new Inbox.Receiver() {
              @Override
              public void received(Envelope envelope) {
                throw broken;
              }

              @Override
              public void refused(Envelope.Reading.Refused refusal) {}
            });
    Future<?> loop = threads.submit(inbox);
    assertThat(link.send(QUEUE, numbered(0))).isTrue();
    assertThatThrownBy(() -> loop.get(5, TimeUnit.SECONDS)).hasCause(broken);
    assertThat(inbox.isConnected()).isFalse();
  }

  @Test
  void aClosedLinkSaysNoAndAnUnknownQueueIsAMistake() {
    Link link = link(QUEUE);
    assertThatThrownBy(() -> link.send(Destinations.blocks(9), numbered(0)))
        .isInstanceOf(IllegalArgumentException.class);
    link.close();
    assertThat(link.send(QUEUE, numbered(0))).isFalse();
    assertThat(link.isUp()).isFalse();
    assertThat(link.fault()).contains("closed");
  }

  /** The connector never gets a thread: sending must not depend on it. */
  @Test
  void aLinkWithoutAThreadToConnectWithSaysNo() {
    Link link = Link.open(broker, List.of(QUEUE), Compression.OFF, Backoff.DEFAULT, task -> {});
    opened.add(link);
    assertThat(link.send(QUEUE, numbered(0))).isFalse();
    ExecutorService over = Executors.newSingleThreadExecutor();
    over.shutdown();
    Link second = Link.open(broker, List.of(QUEUE), Compression.OFF, Backoff.DEFAULT, over);
    opened.add(second);
    assertThat(second.send(QUEUE, numbered(0))).isFalse();
    assertThat(second.fault()).contains("no thread to connect with");
  }

  private long flood(Link link, String queue, int count) {
    long slowest = 0;
    for (int i = 0; i < count; i++) {
      long before = System.nanoTime();
      link.send(queue, numbered(i));
      slowest = Math.max(slowest, System.nanoTime() - before);
    }
    return slowest / 1_000_000;
  }

  private Link link(String queue) {
    Link link = Link.open(broker, List.of(queue), Compression.OFF, QUICK, threads);
    opened.add(link);
    await(link::isUp);
    return link;
  }

  private Inbox inbox(String queue, int limit) {
    Inbox inbox = new Inbox(broker, queue, limit, QUICK, collected);
    opened.add(inbox);
    threads.execute(inbox);
    return inbox;
  }

  /** About a kilobyte. */
  private static Envelope numbered(int number) {
    byte[] body = new byte[1_000];
    body[0] = (byte) (number >> 8);
    body[1] = (byte) number;
    return Envelope.of(Kind.PEER, "validator-1", body);
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(15);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(new TimeoutException("15 s"));
      }
      try {
        Thread.sleep(5);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
