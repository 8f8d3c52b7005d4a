package org.bitcraps.node.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.bitcraps.node.loop.LaneQueue.Bounds;
import org.bitcraps.node.loop.LaneQueue.Offer;
import org.bitcraps.protocol.consensus.Lane;
import org.junit.jupiter.api.Test;

class LaneQueueTest {

  private final LaneQueue<String> queue =
      new LaneQueue<>(Map.of(Lane.VOTES, new Bounds(3, 1_000), Lane.BODIES, new Bounds(100, 10)));

  @Test
  void votes_leave_first_however_late_they_came() throws Exception {
    queue.offer(Lane.BODIES, "body", 1);
    queue.offer(Lane.VOTES, "vote 1", 1);
    queue.offer(Lane.VOTES, "vote 2", 1);

    assertThat(queue.drain(10, 0)).containsExactly("vote 1", "vote 2", "body");
  }

  @Test
  void votes_without_end_do_not_starve_bodies() throws Exception {
    queue.offer(Lane.BODIES, "body", 1);
    queue.offer(Lane.VOTES, "vote 1", 1);
    queue.offer(Lane.VOTES, "vote 2", 1);

    assertThat(queue.drain(2, 0)).containsExactly("vote 1", "body");
    assertThat(queue.drain(1, 0)).containsExactly("vote 2");
  }

  @Test
  void a_full_lane_refuses_by_count_and_by_bytes_and_leaves_the_other_alone() {
    for (int i = 0; i < 3; i++) {
      assertThat(queue.offer(Lane.VOTES, "vote", 1)).isEqualTo(Offer.TAKEN);
    }
    assertThat(queue.offer(Lane.VOTES, "vote", 1)).isEqualTo(Offer.FULL);

    assertThat(queue.offer(Lane.BODIES, "body", 6)).isEqualTo(Offer.TAKEN);
    assertThat(queue.offer(Lane.BODIES, "body", 5)).isEqualTo(Offer.FULL);
    assertThat(queue.offer(Lane.BODIES, "body", 4)).isEqualTo(Offer.TAKEN);
    assertThat(queue.size()).isEqualTo(5);
  }

  @Test
  void room_comes_back_when_something_is_taken_out() throws Exception {
    queue.offer(Lane.BODIES, "body", 10);
    assertThat(queue.offer(Lane.BODIES, "body", 1)).isEqualTo(Offer.FULL);

    queue.drain(1, 0);

    assertThat(queue.offer(Lane.BODIES, "body", 10)).isEqualTo(Offer.TAKEN);
  }

  @Test
  void one_item_larger_than_the_bound_passes_when_it_is_alone() {
    assertThat(queue.offer(Lane.BODIES, "huge", 11)).isEqualTo(Offer.TAKEN);
    assertThat(queue.offer(Lane.BODIES, "small", 1)).isEqualTo(Offer.FULL);
  }

  @Test
  void putting_waits_for_room() throws Exception {
    queue.offer(Lane.BODIES, "first", 10);
    AtomicReference<Offer> answer = new AtomicReference<>();
    CountDownLatch begun = new CountDownLatch(1);
    Thread putter =
        new Thread(() -> {
          begun.countDown();
          try {
            answer.set(queue.put(Lane.BODIES, "second", 10));
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });
    putter.start();
    begun.await();
    putter.join(100);
    assertThat(answer).hasNullValue();

    assertThat(queue.drain(1, 0)).containsExactly("first");

    putter.join(TimeUnit.SECONDS.toMillis(30));
    assertThat(answer).hasValue(Offer.TAKEN);
    assertThat(queue.drain(1, 0)).containsExactly("second");
  }

  @Test
  void closing_forgets_and_refuses_and_wakes_everybody() throws Exception {
    queue.offer(Lane.BODIES, "body", 10);
    CountDownLatch over = new CountDownLatch(2);
    for (int i = 0; i < 2; i++) {
      new Thread(
              () -> {
                try {
                  assertThat(queue.put(Lane.BODIES, "second", 10)).isEqualTo(Offer.CLOSED);
                  over.countDown();
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
              })
          .start();
    }

    queue.close();

    assertThat(over.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(queue.offer(Lane.VOTES, "vote", 1)).isEqualTo(Offer.CLOSED);
    assertThat(queue.drain(10, 60_000)).isEmpty();
    assertThat(queue.isClosed()).isTrue();
  }
}
