package org.bitcraps.node.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.bitcraps.node.timer.Alarms;
import org.bitcraps.protocol.consensus.CommittedBlock;
import org.bitcraps.protocol.consensus.Observation;
import org.bitcraps.protocol.consensus.Outbound;
import org.bitcraps.protocol.consensus.Output;
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

  private final List<Output> group = new ArrayList<>();
  private final List<byte[]> records = new ArrayList<>();
  private long groupBytes;
  private long journalBytes;
  private boolean broken;

  /**
   * @param journal recovered
   * @param journalBytes bytes of the records that recovery gave
   * @param sender must neither wait nor throw when something cannot be sent
   */
  public OutputRunner(
      Journal journal,
      long journalBytes,
      BlockStore blocks,
      Consumer<Outbound> sender,
      Alarms alarms,
      Consumer<Observation> observer) {
    this.journal = journal;
    this.journalBytes = journalBytes;
    this.blocks = blocks;
    this.sender = sender;
    this.alarms = alarms;
    this.observer = observer;
  }

  /**
   * Gives a new validator's empty journal its first records, durably (G1).
   *
   * @throws IllegalStateException if it is not empty
   */
  public static void begin(Journal journal, List<byte[]> openingEntries) {
    if (!journal.recover().isEmpty()) {
      throw new IllegalStateException("the journal of a new validator is not empty");
    }
    journal.append(openingEntries);
    journal.force();
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
    group.clear();
    records.clear();
    groupBytes = 0;
    broken = false;
  }

  private void store(CommittedBlock block) {
    if (block.restored()) {
      blocks.resume(block.notice());
    } else {
      blocks.put(block.notice());
    }
  }

  /** Bytes of all records in the journal. */
  public long journalBytes() {
    return journalBytes;
  }
}
