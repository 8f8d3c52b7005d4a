package org.bitcraps.persistence.journal;

import java.util.ArrayList;
import java.util.List;
import org.bitcraps.protocol.port.Journal;

/** The contract in its fewest lines: what was not forced when it closes is gone. */
final class MemoryJournal implements Journal {

  private final List<byte[]> durable;
  private final List<byte[]> pending = new ArrayList<>();
  private boolean recovered;
  private boolean closed;

  /**
   * @param medium what survives; the same list for the next run
   */
  MemoryJournal(List<byte[]> medium) {
    this.durable = medium;
  }

  @Override
  public List<byte[]> recover() {
    require(!recovered && !closed);
    recovered = true;
    return durable.stream().map(byte[]::clone).toList();
  }

  @Override
  public List<byte[]> records() {
    require(recovered && pending.isEmpty() && !closed);
    return durable.stream().map(byte[]::clone).toList();
  }

  @Override
  public void replace(List<byte[]> records) {
    require(recovered && pending.isEmpty() && !closed);
    durable.clear();
    records.forEach(record -> durable.add(record.clone()));
  }

  @Override
  public void append(List<byte[]> records) {
    require(recovered && !closed);
    records.forEach(record -> pending.add(record.clone()));
  }

  @Override
  public void force() {
    require(recovered && !closed);
    durable.addAll(pending);
    pending.clear();
  }

  @Override
  public void close() {
    closed = true;
  }

  private static void require(boolean condition) {
    if (!condition) {
      throw new IllegalStateException("out of turn");
    }
  }
}
