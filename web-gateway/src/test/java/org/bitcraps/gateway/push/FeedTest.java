package org.bitcraps.gateway.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeedTest {

  /** A client: takes at once, or only when told to. */
  private static final class Client implements Wire {

    final List<String> got = new ArrayList<>();
    final List<Runnable> open = new ArrayList<>();
    final boolean slow;
    String closed = "";
    Runnable onClose = () -> {};

    Client(boolean slow) {
      this.slow = slow;
    }

    @Override
    public void send(String text, Runnable done) {
      got.add(text);
      if (slow) {
        open.add(done);
      } else {
        done.run();
      }
    }

    @Override
    public void close(int code, String reason) {
      closed = code + " " + reason;
      onClose.run();
    }
  }

  private final Feed feed = new Feed(5, 1_000, 3);

  private Client join(long from) {
    Client client = new Client(false);
    assertThat(feed.join(new Subscriber(client), from, () -> "resumed", () -> "snapshot")).isTrue();
    return client;
  }

  private void publish(int from, int to) {
    for (int i = from; i <= to; i++) {
      feed.publish(i, "update " + i);
    }
  }

  @Test
  void who_comes_new_gets_a_snapshot_then_every_update() {
    publish(1, 3);
    Client client = join(-1);
    publish(4, 5);
    feed.tell("status");

    assertThat(client.got).containsExactly("snapshot", "update 4", "update 5", "status");
  }

  @Test
  void who_resumes_gets_the_same_texts_as_who_stayed() {
    Client stayed = join(-1);
    publish(1, 8);
    Client resumed = join(3);
    publish(9, 9);

    assertThat(resumed.got.subList(1, resumed.got.size()))
        .isEqualTo(stayed.got.subList(4, stayed.got.size()));
    assertThat(resumed.got.get(0)).isEqualTo("resumed");
  }

  @Test
  void who_comes_too_late_or_from_the_future_gets_a_snapshot() {
    publish(1, 9);

    assertThat(join(3).got).containsExactly("snapshot");
    assertThat(join(10).got).containsExactly("snapshot");
    assertThat(join(9).got).containsExactly("resumed");
  }

  @Test
  void readers_are_bounded_and_forgotten() {
    Client client = new Client(false);
    Subscriber first = new Subscriber(client);
    feed.join(first, -1, () -> "", () -> "");
    join(-1);
    join(-1);
    assertThat(feed.join(new Subscriber(client), -1, () -> "", () -> "")).isFalse();
    feed.leave(first);
    assertThat(feed.readers()).isEqualTo(2);
  }

  @Test
  void a_slow_client_is_told_and_closed_and_nobody_waits_for_it() {
    Client slow = new Client(true);
    feed.join(new Subscriber(slow), -1, () -> "resumed", () -> "snapshot");
    Client quick = join(-1);
    publish(1, Subscriber.TEXTS_MAX + 2);

    assertThat(quick.got).hasSize(Subscriber.TEXTS_MAX + 3);
    assertThat(slow.got).containsExactly("snapshot");
    assertThat(slow.closed).startsWith("1013 too slow");
    slow.open.get(0).run();
    assertThat(slow.got).as("nothing after the close").hasSize(1);
  }

  /** A server forgets a client on the very thread that closes it: {@code TableSocket.close}. */
  @Test
  void a_slow_client_that_leaves_as_it_is_closed_costs_nobody_a_text() {
    Client slow = new Client(true);
    Subscriber reader = new Subscriber(slow);
    slow.onClose = () -> feed.leave(reader);
    feed.join(reader, -1, () -> "resumed", () -> "snapshot");
    Client quick = join(-1);
    Client other = join(-1);
    publish(1, Subscriber.TEXTS_MAX + 2);
    feed.tell("status");

    assertThat(slow.closed).startsWith("1013 too slow");
    assertThat(feed.readers()).isEqualTo(2);
    assertThat(quick.got).hasSize(Subscriber.TEXTS_MAX + 4).endsWith("status");
    assertThat(other.got).isEqualTo(quick.got);
  }

  @Test
  void a_client_that_catches_up_gets_all_in_order_without_deep_calls() {
    Client client = new Client(true);
    Subscriber reader = new Subscriber(client);
    for (int i = 0; i < Subscriber.TEXTS_MAX; i++) {
      reader.offer("text " + i);
    }
    for (int i = 0; i < Subscriber.TEXTS_MAX; i++) {
      client.open.get(i).run();
    }
    assertThat(client.got).hasSize(Subscriber.TEXTS_MAX);
    assertThat(client.got.get(700)).isEqualTo("text 700");
    assertThat(client.closed).isEmpty();
  }
}
