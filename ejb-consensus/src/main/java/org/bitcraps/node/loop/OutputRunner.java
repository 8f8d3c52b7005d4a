package org.bitcraps.node.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.bitcraps.node.timer.Alarms;
import org.bitcraps.protocol.consensus.CommittedBlock;
import org.bitcraps.protocol.consensus.Observation;
import org.bitcraps.protocol.consensus.Outbound;
import org.bitcraps.protocol.consensus.Output;
import org.bitcraps.protocol.consensus.Shortening;
import org.bitcraps.protocol.port.BlockStore;
import org.bitcraps.protocol.port.Journal;

/**
 * Does what a replica says, in the order of {@link Output}'s fields: nothing is sent before what it
 * rests on is durable (P1). Outputs of several steps share one force of the journal (group commit);
 * the order of each kind of work is that of the steps.
 *
 * <p>Whatever throws ends the validator (X5): after an exception this runner does nothing more, for
 * an output must never be skipped. Owned by one loop.
 */
public final class OutputRunner {

  /** A group that is as large as this is forced before the next step. */
  private static final long GROUP_BYTES_MAX = 4L << 20;

  private final Journal journal;
  private final BlockStore blocks;
  private final Consumer<Outbound> sender;
  private final Alarms alarms;
  private final Consumer<Observation> observer;
  private final Executor cutter;

  /** A smaller journal is left as it is: it is replayed in no time. */
  private static final long CUT_FROM_BYTES = 8L << 20;

  /** A journal is written anew when it is so many times as long as the state that it would hold. */
  private static final long CUT_FROM_STATES = 2;

  private final List<Output> group = new ArrayList<>();
  private final List<byte[]> records = new ArrayList<>();
  private long groupBytes;
  private long journalBytes;
  private Optional<Cut> cut = Optional.empty();
  private boolean broken;

  /**
   * @param journal recovered
   * @param journalBytes bytes of the records that recovery gave
   * @param cutter writes a shorter journal beside the one that goes on
   * @param sender must neither wait nor throw when something cannot be sent
   */
  public OutputRunner(
      Journal journal,
      long journalBytes,
      BlockStore blocks,
      Consumer<Outbound> sender,
      Alarms alarms,
      Consumer<Observation> observer,
      Executor cutter) {
    this.journal = journal;
    this.journalBytes = journalBytes;
    this.blocks = blocks;
    this.sender = sender;
    this.alarms = alarms;
    this.observer = observer;
    this.cutter = cutter;
  }

  /**
   * Gives a new validator's journal its first records, durably (G1); nothing if it has records: the
   * last try was interrupted after them.
   */
  public static void begin(Journal journal, List<byte[]> openingEntries) {
    if (journal.recover().isEmpty()) {
      journal.append(openingEntries);
      journal.force();
    }
  }

  /** Takes the output of the next step; nothing of it happens before {@link #flush}. */
  public void take(Output output) {
    group.add(output);
    output
        .persist()
        .forEach(entry -> {
          byte[] record = entry.toWire();
          records.add(record);
          groupBytes += record.length;
        });
  }

  /** Whether the group should be flushed before another step. */
  public boolean isFull() {
    return groupBytes >= GROUP_BYTES_MAX;
  }

  /**
   * Does everything that was taken.
   *
   * @throws RuntimeException if the disk fails, or anything else that must end this validator
   */
  public void flush() {
    if (broken) {
      throw new IllegalStateException("an output was not carried out: this validator has ended");
    }
    broken = true; // Until all of it is done.
    if (!records.isEmpty()) {
      journal.append(records);
      journal.force();
      journalBytes += groupBytes;
    }
    group.forEach(output -> output.send().forEach(sender));
    group.forEach(output -> output.committed().forEach(this::store));
    group.forEach(output -> output.timers().forEach(alarms::apply));
    group.forEach(output -> output.observations().forEach(observer));
    shorten();
    group.clear();
    records.clear();
    groupBytes = 0;
    broken = false;
  }

  /**
   * Begins to cut the journal, if one of the group says that it may be cut and it has become long;
   * or ends the cut that is under way, if that is done.
   */
  private void shorten() {
    if (cut.isEmpty()) {
      beginCut();
    }
    if (cut.isPresent() && cut.get().isDone()) {
      Cut done = cut.get();
      cut = Optional.empty();
      journalBytes = done.takePlace(journalBytes);
    }
  }

  private void beginCut() {
    int later = 0;
    for (int i = group.size() - 1; i >= 0; i--) {
      Optional<Shortening> shortening = group.get(i).shortening();
      if (shortening.isPresent()) {
        if (isWorthIt(shortening.get())) {
          cut =
              Optional.of(
                  Cut.begin(journal, blocks, shortening.get(), later, journalBytes, cutter));
        }
        return;
      }
      later += group.get(i).persist().size();
    }
  }

  private boolean isWorthIt(Shortening shortening) {
    return journalBytes >= CUT_FROM_BYTES
        && journalBytes >= CUT_FROM_STATES * shortening.bytesMin();
  }

  private void store(CommittedBlock block) {
    if (block.restored()) {
      blocks.resume(block.notice());
    } else {
      blocks.put(block.notice());
    }
  }

  /** Waits for a cut that is under way and gives it up; the journal may be closed then. */
  public void close() {
    cut.ifPresent(Cut::close);
    cut = Optional.empty();
  }

  /** Bytes of all records in the journal. */
  public long journalBytes() {
    return journalBytes;
  }
}
