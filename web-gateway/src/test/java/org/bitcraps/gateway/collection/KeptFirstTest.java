package org.bitcraps.gateway.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.exchange.History;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.gateway.chain.TestChain;
import org.bitcraps.gateway.collection.Others.Asked;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What this server's disk has nobody else is asked for, unless it does not help. */
class KeptFirstTest {

  private final TestChain chain = new TestChain();

  /** The chain but for one block, up to some. */
  private final class Disk implements History {
    private long last;
    private long missing;

    @Override
    public Optional<BlockNotice> block(SequenceNumber sequence) {
      return sequence.value() == missing || sequence.value() > last
          ? Optional.empty()
          : chain.block(sequence);
    }

    @Override
    public SequenceNumber last() {
      return new SequenceNumber(last);
    }
  }

  private final Disk disk = new Disk();
  private final Others others = new Others();
  private final List<byte[]> read = new ArrayList<>();
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private final KeptFirst source = new KeptFirst(disk, others, read::add, task -> tasks.add(task));

  @BeforeEach
  void play() {
    chain.openRound();
    chain.close();
    chain.roll();
    disk.last = chain.last().value();
    assertThat(disk.last).isGreaterThanOrEqualTo(3);
  }

  private void ask(long from, long count) {
    Others.ask(source, from, (int) count);
    while (!tasks.isEmpty()) {
      tasks.remove().run();
    }
  }

  private void hasRead(long from, long to) {
    List<byte[]> wanted = new ArrayList<>();
    for (long i = from; i <= to; i++) {
      wanted.add(chain.block(new SequenceNumber(i)).orElseThrow().toWire());
    }
    assertThat(read).usingElementComparator(Arrays::compare).isEqualTo(wanted);
  }

  @Test
  void what_the_disk_has_nobody_is_asked_for() {
    ask(1, disk.last);
    hasRead(1, disk.last);
    assertThat(others.asked).isEmpty();
  }

  @Test
  void no_more_than_was_wanted_is_read() {
    ask(1, 2);
    hasRead(1, 2);
    assertThat(others.asked).isEmpty();
  }

  @Test
  void others_are_asked_for_the_rest() {
    ask(2, 64);
    hasRead(2, disk.last);
    assertThat(others.asked).containsExactly(new Asked(disk.last + 1, 64 - (int) disk.last + 1));
  }

  @Test
  void what_is_missing_on_the_disk_others_have() {
    disk.missing = 2;
    ask(1, 3);
    hasRead(1, 1);
    assertThat(others.asked).containsExactly(new Asked(2, 2));
    ask(2, 2);
    assertThat(others.asked).last().isEqualTo(new Asked(2, 2));
  }

  @Test
  void what_did_not_help_is_asked_of_others() {
    ask(1, 2);
    ask(1, 2);
    hasRead(1, 2);
    assertThat(others.asked).containsExactly(new Asked(1, 2));
  }

  @Test
  void while_the_disk_is_read_others_are_asked() {
    Others.ask(source, 1, 2);
    Others.ask(source, 2, 2);
    assertThat(tasks).hasSize(1);
    assertThat(others.asked).containsExactly(new Asked(2, 2));
    tasks.remove().run();
    hasRead(1, 2);
    ask(3, 1);
    assertThat(read).as("and then again").hasSize(3);
  }

  @Test
  void beyond_the_disk_nobody_waits_for_it() {
    ask(disk.last + 1, 1);
    assertThat(read).isEmpty();
    assertThat(others.asked).containsExactly(new Asked(disk.last + 1, 1));
  }
}
