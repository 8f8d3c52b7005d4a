package org.bitcraps.node.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.node.timer.Alarms;
import org.bitcraps.protocol.consensus.CommittedBlock;
import org.bitcraps.protocol.consensus.JournalEntry;
import org.bitcraps.protocol.consensus.Observation;
import org.bitcraps.protocol.consensus.Outbound;
import org.bitcraps.protocol.consensus.Output;
import org.bitcraps.protocol.consensus.Recipient;
import org.bitcraps.protocol.consensus.Shortening;
import org.bitcraps.protocol.consensus.Timer;
import org.bitcraps.protocol.consensus.TimerChange;
import org.bitcraps.protocol.port.JournalException;
import org.junit.jupiter.api.Test;

/** DESIGN §2 row 12 and P1: the order of effects, and what happens when one fails. */
class OutputRunnerTest {

  private final Diary diary = new Diary();
  private final Alarms alarms = new Alarms();
  private final OutputRunner runner =
      new OutputRunner(
          diary.journal(),
          100,
          diary.blocks(),
          diary.sender(),
          alarms,
          diary.observer(),
          Runnable::run);

  private static Output output(int number, boolean persists) {
    List<JournalEntry> entries = persists ? List.of(new Diary.Entry(number)) : List.of();
    return new Output(
        entries,
        List.of(new Outbound.ToPeers(new Recipient.One(new ReplicaId(number)), null)),
        List.of(new CommittedBlock(null, null)),
        List.of(new TimerChange.Set(Timer.PROGRESS, number)),
        List.of(new Observation.Muted()));
  }

  private static String send(int number) {
    return "send " + new Recipient.One(new ReplicaId(number));
  }

  @Test
  void one_output_in_the_order_of_its_fields() {
    runner.take(output(1, true));
    assertThat(diary.lines()).isEmpty();

    runner.flush();

    assertThat(diary.lines())
        .containsExactly("append 1", "force", send(1), "put ", "observe Muted");
    assertThat(alarms.nextAtMs()).hasValue(1);
    assertThat(runner.journalBytes()).isEqualTo(101);
  }

  /** C7: blocks before a state that was fetched are missing in the store. */
  @Test
  void a_restored_block_resumes_the_store() {
    List<CommittedBlock> committed =
        List.of(new CommittedBlock(null, null, true), new CommittedBlock(null, null));
    runner.take(new Output(List.of(), List.of(), committed, List.of(), List.of()));

    runner.flush();

    assertThat(diary.lines()).containsExactly("resume ", "put ");
  }

  @Test
  void several_outputs_share_one_force_and_nothing_leaves_before_it() {
    runner.take(output(1, true));
    runner.take(output(2, false));
    runner.take(output(3, true));

    runner.flush();

    assertThat(diary.lines())
        .containsExactly(
            "append 1",
            "append 3",
            "force",
            send(1),
            send(2),
            send(3),
            "put ",
            "put ",
            "put ",
            "observe Muted",
            "observe Muted",
            "observe Muted");
    assertThat(alarms.nextAtMs()).as("the last change of a timer wins").hasValue(3);
  }

  @Test
  void what_rests_on_nothing_new_is_sent_without_a_force() {
    runner.take(output(1, false));

    runner.flush();
    runner.flush();

    assertThat(diary.lines()).containsExactly(send(1), "put ", "observe Muted");
  }

  @Test
  void a_failed_force_lets_nothing_out_and_ends_the_runner() {
    diary.forcesLeft.set(1);
    runner.take(output(1, true));
    runner.flush();
    runner.take(output(2, true));

    assertThatThrownBy(runner::flush).isInstanceOf(JournalException.class);
    assertThatThrownBy(runner::flush).isInstanceOf(IllegalStateException.class);

    assertThat(diary.lines())
        .containsExactly("append 1", "force", send(1), "put ", "observe Muted", "append 2");
    assertThat(alarms.nextAtMs()).hasValue(1);
  }

  @Test
  void a_large_group_asks_to_be_forced() {
    assertThat(runner.isFull()).isFalse();
    JournalEntry large = out -> out.fixed(new byte[5 << 20]);
    runner.take(new Output(List.of(large), List.of(), List.of(), List.of(), List.of()));

    assertThat(runner.isFull()).isTrue();
    runner.flush();
    assertThat(runner.isFull()).isFalse();
  }

  /** Keeps the last of the records it is for. */
  private static Output thatMayCut(int number, long bytesMin) {
    Shortening shortening =
        new Shortening() {
          @Override
          public SequenceNumber checkpoint() {
            return new SequenceNumber(number);
          }

          @Override
          public long bytesMin() {
            return bytesMin;
          }

          @Override
          public List<byte[]> of(List<byte[]> records) {
            return List.of(new byte[] {99}, records.getLast());
          }
        };
    return output(number, true).with(Optional.of(shortening));
  }

  private OutputRunner with(long journalBytes) {
    return with(journalBytes, Runnable::run);
  }

  private OutputRunner with(long journalBytes, Executor cutter) {
    return new OutputRunner(
        diary.journal(),
        journalBytes,
        diary.blocks(),
        diary.sender(),
        alarms,
        diary.observer(),
        cutter);
  }

  /** Last of all, with the archive durable first; what came after the offer stays behind it. */
  @Test
  void a_long_journal_is_cut_after_everything_else() {
    OutputRunner longOne = with(100 << 20);
    longOne.take(output(1, true));
    longOne.take(thatMayCut(2, 1 << 20));
    longOne.take(output(3, true));
    longOne.flush();

    assertThat(diary.lines())
        .containsSubsequence(
            "append 3",
            "force",
            send(3),
            "put ",
            "read 3",
            "force blocks",
            "replace by [99, 2, 3]");
    assertThat(diary.lines()).endsWith("replace by [99, 2, 3]");
    assertThat(longOne.journalBytes()).isEqualTo(3);

    longOne.take(output(4, true));
    longOne.flush();
    assertThat(longOne.journalBytes()).isEqualTo(4);
  }

  /** The owner goes on while another thread writes; what it appends meanwhile stays behind. */
  @Test
  void nobody_waits_for_a_cut() {
    Queue<Runnable> cutter = new ArrayDeque<>();
    OutputRunner longOne = with(100 << 20, cutter::add);
    longOne.take(thatMayCut(1, 1 << 20));
    longOne.flush();
    longOne.take(thatMayCut(2, 1 << 20));
    longOne.flush();
    assertThat(cutter).as("one at a time").hasSize(1);
    assertThat(diary.lines()).noneMatch(line -> line.startsWith("replace"));

    cutter.remove().run();
    assertThat(diary.lines()).endsWith("force blocks");
    longOne.flush();

    assertThat(diary.lines()).endsWith("replace by [99, 1, 2]");
    assertThat(longOne.journalBytes()).isEqualTo(3);
    longOne.take(thatMayCut(3, 1 << 20));
    longOne.flush();
    assertThat(cutter).as("it is short now").isEmpty();
  }

  @Test
  void a_cut_that_fails_ends_the_runner_with_its_reason() {
    Queue<Runnable> cutter = new ArrayDeque<>();
    OutputRunner longOne = with(100 << 20, cutter::add);
    diary.blocksFail.set(true);
    longOne.take(thatMayCut(1, 1 << 20));
    longOne.flush();
    cutter.remove().run();

    assertThatThrownBy(longOne::flush).isInstanceOf(JournalException.class).hasMessage("no blocks");
    assertThatThrownBy(longOne::flush).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void who_ends_waits_for_the_cut_and_gives_it_up() throws Exception {
    CountDownLatch begin = new CountDownLatch(1);
    OutputRunner longOne =
        with(
            100 << 20,
            task ->
                new Thread(
                        () -> {
                          awaitQuietly(begin);
                          task.run();
                        })
                    .start());
    longOne.take(thatMayCut(1, 1 << 20));
    longOne.flush();
    Thread ending = new Thread(longOne::close);
    ending.start();
    ending.join(200);
    assertThat(ending.isAlive()).isTrue();

    begin.countDown();
    ending.join(10_000);

    assertThat(ending.isAlive()).isFalse();
    assertThat(diary.lines()).noneMatch(line -> line.startsWith("replace"));
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void a_journal_that_is_short_or_mostly_state_stays() {
    for (OutputRunner stays : List.of(with(1 << 20), with(100 << 20))) {
      stays.take(thatMayCut(1, 60 << 20));
      stays.flush();
    }
    assertThat(diary.lines()).noneMatch(line -> line.startsWith("replace"));
  }

  @Test
  void the_journal_of_a_new_validator_begins_durably() {
    OutputRunner.begin(diary.journal(), List.of(new byte[] {7}));

    assertThat(diary.lines()).containsExactly("append 7", "force");
  }
}
