package org.bitcraps.node.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.bitcraps.node.loop.LaneQueue.Bounds;
import org.bitcraps.node.timer.Alarms;
import org.bitcraps.protocol.consensus.ConsensusProtocol;
import org.bitcraps.protocol.consensus.Input;
import org.bitcraps.protocol.consensus.JournalEntry;
import org.bitcraps.protocol.consensus.Lane;
import org.bitcraps.protocol.consensus.Output;
import org.bitcraps.protocol.consensus.Timer;
import org.bitcraps.protocol.consensus.TimerChange;
import org.bitcraps.protocol.port.JournalException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReplicaLoopTest {

  private final Diary diary = new Diary();
  private final AtomicLong nowMs = new AtomicLong(1_000_000);
  private final BlockingQueue<Input> steps = new LinkedBlockingQueue<>();
  private final BlockingQueue<Optional<Throwable>> ends = new LinkedBlockingQueue<>();
  private final LaneQueue<Input> inbox =
      new LaneQueue<>(
          Map.of(Lane.VOTES, new Bounds(10, 1_000), Lane.BODIES, new Bounds(10, 1_000)));

  private volatile Function<Input, Output> replica = input -> Output.NOTHING;
  private ReplicaLoop loop;

  private final class Steps implements ConsensusProtocol {
    @Override
    public void recover(List<byte[]> entries) {}

    @Override
    public Output step(Input input) {
      steps.add(input);
      return replica.apply(input);
    }
  }

  private final class Watch extends Clock {
    @Override
    public long millis() {
      return nowMs.get();
    }

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(millis());
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private void start() {
    Alarms alarms = new Alarms();
    OutputRunner runner =
        new OutputRunner(
            diary.journal(),
            0,
            diary.blocks(),
            diary.sender(),
            alarms,
            diary.observer(),
            Runnable::run);
    loop = new ReplicaLoop(new Steps(), inbox, runner, alarms, new Watch(), () -> {}, ends::add);
    new Thread(loop).start();
  }

  @AfterEach
  void stop() {
    loop.stop();
  }

  private Input next() throws InterruptedException {
    Input input = steps.poll(30, TimeUnit.SECONDS);
    assertThat(input).as("a step within thirty seconds").isNotNull();
    return input;
  }

  private Optional<Throwable> end() throws InterruptedException {
    Optional<Throwable> end = ends.poll(30, TimeUnit.SECONDS);
    assertThat(end).as("an end within thirty seconds").isNotNull();
    return end;
  }

  private static Output timer(TimerChange change) {
    return new Output(List.of(), List.of(), List.of(), List.of(change), List.of());
  }

  private static Output persist(JournalEntry entry) {
    return new Output(List.of(entry), List.of(), List.of(), List.of(), List.of());
  }

  @Test
  void the_first_step_says_only_what_time_it_is() throws Exception {
    start();

    assertThat(next()).isEqualTo(new Input.Tick(1_000_000));
  }

  @Test
  void a_timer_fires_once_when_it_is_due() throws Exception {
    replica =
        input ->
            input instanceof Input.Tick
                ? timer(new TimerChange.Set(Timer.PROGRESS, 1_000_000))
                : Output.NOTHING;
    start();

    next();
    assertThat(next()).isEqualTo(new Input.TimerFired(1_000_000, Timer.PROGRESS));
    assertThat(steps.poll(50, TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  void a_paused_loop_does_nothing_until_it_goes_on() throws Exception {
    Input arrived = new Input.Tick(5);
    replica =
        input ->
            input.equals(arrived)
                ? timer(new TimerChange.Cancel(Timer.PROGRESS))
                : timer(new TimerChange.Set(Timer.PROGRESS, 1_000_500));
    start();
    next();

    loop.pause();
    nowMs.set(1_001_000);
    inbox.offer(Lane.VOTES, arrived, 1);
    assertThat(steps.poll(200, TimeUnit.MILLISECONDS)).as("no message, no timer").isNull();
    assertThat(loop.isPaused()).isTrue();

    // As after any pause of the machine: what waited comes first, with the time of now.
    loop.resume();
    assertThat(next()).isEqualTo(new Input.Tick(1_001_000));
    assertThat(next()).isEqualTo(arrived);
  }

  @Test
  void a_paused_loop_can_be_stopped() throws Exception {
    start();
    next();

    loop.pause();
    loop.stop();

    assertThat(end()).isEmpty();
  }

  @Test
  void what_has_arrived_is_seen_before_a_timer_that_it_cancels() throws Exception {
    Input arrived = new Input.Tick(5);
    replica =
        input ->
            input.equals(arrived)
                ? timer(new TimerChange.Cancel(Timer.PROGRESS))
                : timer(new TimerChange.Set(Timer.PROGRESS, 1_000_500));
    start();
    next();

    // The machine slept past the deadline; the message that makes the timer moot is there already.
    nowMs.set(1_001_000);
    inbox.offer(Lane.VOTES, arrived, 1);

    assertThat(next()).isEqualTo(new Input.Tick(1_001_000));
    assertThat(next()).isEqualTo(arrived);
    assertThat(steps.poll(50, TimeUnit.MILLISECONDS)).isNull();
  }

  @Test
  void what_has_waited_comes_after_word_of_what_time_it_is() throws Exception {
    start();
    next();
    nowMs.set(1_000_600);
    inbox.offer(Lane.VOTES, new Input.Tick(1_000_001), 1);

    assertThat(next()).isEqualTo(new Input.Tick(1_000_600));
    assertThat(next()).isEqualTo(new Input.Tick(1_000_001));
  }

  @Test
  void a_clock_that_is_set_back_is_told() throws Exception {
    start();
    next();
    nowMs.set(400_000);
    inbox.offer(Lane.VOTES, new Input.Tick(7), 1);

    assertThat(next()).isEqualTo(new Input.Tick(400_000));
    assertThat(next()).isEqualTo(new Input.Tick(7));
  }

  @Test
  void an_exception_ends_it_for_good() throws Exception {
    IllegalStateException broken = new IllegalStateException("chips from nowhere");
    replica =
        input -> {
          if (input.nowMs() == 13) {
            throw broken;
          }
          return Output.NOTHING;
        };
    start();
    next();
    inbox.offer(Lane.VOTES, new Input.Tick(13), 1);

    assertThat(end()).containsSame(broken);
    assertThat(inbox.offer(Lane.VOTES, new Input.Tick(14), 1)).isEqualTo(LaneQueue.Offer.CLOSED);
    assertThat(steps).containsExactly(new Input.Tick(1_000_000), new Input.Tick(13));
  }

  @Test
  void a_failing_force_ends_it_and_nothing_is_sent() throws Exception {
    diary.forcesLeft.set(0);
    replica = input -> persist(new Diary.Entry(9));
    start();

    assertThat(end()).containsInstanceOf(JournalException.class);
    assertThat(diary.lines()).containsExactly("append 9");
  }

  @Test
  void stopping_ends_it_without_a_cause() throws Exception {
    start();
    next();

    loop.stop();

    assertThat(end()).isEmpty();
    assertThat(ends).isEmpty();
  }

  @Test
  void steps_that_wait_together_share_one_force() throws Exception {
    for (int i = 1; i <= 3; i++) {
      inbox.offer(Lane.VOTES, new Input.Tick(i), 1);
    }
    replica = input -> persist(new Diary.Entry((int) Math.min(255, input.nowMs())));
    start();
    for (int i = 0; i < 5; i++) {
      next();
    }
    loop.stop();
    end();

    assertThat(diary.lines())
        .startsWith(
            "append 255", "force", "append 255", "append 1", "append 2", "append 3", "force");
  }
}
