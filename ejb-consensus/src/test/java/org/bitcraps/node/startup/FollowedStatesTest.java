package org.bitcraps.node.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bitcraps.evidence.exchange.SnapshotManifest;
import org.bitcraps.evidence.execution.StateTree;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.sample.PlayedChain;
import org.bitcraps.protocol.port.JournalException;
import org.bitcraps.protocol.port.Storage;
import org.junit.jupiter.api.Test;

/** A disk that refuses costs a gateway a state to begin with, no more. */
class FollowedStatesTest {

  private static final PlayedChain CHAIN = new PlayedChain("states").play(1);
  private static final List<RuntimeException> REFUSALS =
      List.of(
          new JournalException("no space left"), new IllegalArgumentException("of another chain"));

  private static final class Disk implements Storage.States {
    private final TreeMap<SequenceNumber, KeptState> kept = new TreeMap<>();
    private Optional<RuntimeException> refusal = Optional.empty();

    private void use() {
      refusal.ifPresent(e -> {
        throw e;
      });
    }

    @Override
    public void keep(SnapshotManifest manifest, StateTree tree) {
      use();
      kept.put(manifest.sequence(), new KeptState(manifest, tree.contents()));
    }

    @Override
    public NavigableSet<SequenceNumber> sequences() {
      return new TreeSet<>(kept.keySet());
    }

    @Override
    public Optional<KeptState> read(SequenceNumber sequence) {
      use();
      return Optional.ofNullable(kept.get(sequence));
    }

    @Override
    public void close() {}
  }

  private final Disk disk = new Disk();
  private long room = Long.MAX_VALUE;
  private final FollowedStates states = new FollowedStates(disk, bytes -> bytes <= room);

  private void keep(long sequence) {
    states.keep(CHAIN.snapshot(sequence), tree(sequence));
  }

  private static StateTree tree(long sequence) {
    return StateTree.of(CHAIN.played().get((int) sequence - 1).executed().ledger());
  }

  @Test
  void what_a_disk_refuses_is_not_kept_and_the_next_one_is() {
    keep(1);
    for (RuntimeException refusal : REFUSALS) {
      disk.refusal = Optional.of(refusal);
      keep(2);
      disk.refusal = Optional.empty();
      assertThat(states.sequences()).containsExactly(new SequenceNumber(1));
    }
    keep(3);
    assertThat(states.sequences()).hasSize(2);
    assertThat(states.read(new SequenceNumber(3))).isPresent();
  }

  @Test
  void the_last_of_a_disk_is_left_to_others() {
    long bytes = tree(1).bytes();
    assertThat(bytes).isPositive();
    room = bytes - 1;
    keep(1);
    room = tree(2).bytes();
    keep(2);
    assertThat(states.sequences()).containsExactly(new SequenceNumber(2));
  }

  @Test
  void what_cannot_be_read_is_not_there() {
    keep(1);
    disk.refusal = Optional.of(new JournalException("damaged"));
    assertThat(states.read(new SequenceNumber(1))).isEmpty();
  }
}
