package org.bitcraps.persistence.journal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.bitcraps.protocol.port.Journal;

/**
 * A journal written beside the one that goes on. It reads what stood there when it began through a
 * descriptor of its own, so the owner of the journal appends meanwhile and waits for nothing.
 */
final class FileDraft implements Journal.Draft {

  private final LogFile old;
  private final UnaryOperator<DiskFile> disk;
  private final long end;
  private final long nextNumber;
  private final Consumer<FileDraft> owner;

  private LogFile.Draft draft;
  private FrameLog log;
  private boolean taken;

  /**
   * @param disk a seam for tests, else identity
   * @param end where the old journal ended when this began
   * @param nextNumber of a record there
   * @param owner puts this in its place, by {@link #become}
   */
  FileDraft(
      LogFile old,
      UnaryOperator<DiskFile> disk,
      long end,
      long nextNumber,
      Consumer<FileDraft> owner) {
    this.old = old;
    this.disk = disk;
    this.end = end;
    this.nextNumber = nextNumber;
    this.owner = owner;
  }

  @Override
  public List<byte[]> records() {
    try (OpenFile reading = OpenFile.readable(old.path())) {
      return read(new FrameScan(reading, old.header().salt(), end), nextNumber);
    } catch (IOException e) {
      throw DiskFault.of(old.path(), "cannot be read back", e);
    }
  }

  private static List<byte[]> read(FrameScan scan, long untilNumber) throws IOException {
    List<byte[]> records = new ArrayList<>();
    if (!(scan.run((at, record) -> records.add(record)) instanceof Ending.Whole)
        || scan.nextNumber() != untilNumber) {
      throw new IOException("it does not read back what was written");
    }
    return records;
  }

  @Override
  public void write(List<byte[]> records) {
    if (draft != null) {
      throw new IllegalStateException("a draft is written once");
    }
    try {
      draft = old.draft(disk);
      log = draft.log();
      put(records);
      FrameScan back = new FrameScan(draft.file(), draft.header().salt());
      read(back, records.size() + 1L);
    } catch (IOException e) {
      throw DiskFault.of(
          old.path(), "a shorter one beside it cannot be written", e, DiskFault.MUST_STOP);
    }
  }

  /**
   * All but the last record are forced before it is written: a head that says so tells damage from
   * a torn tail ever after.
   */
  private void put(List<byte[]> records) throws IOException {
    int most = Math.max(0, records.size() - 1);
    log.append(records.subList(0, most));
    log.force();
    log.append(records.subList(most, records.size()));
    log.force();
  }

  @Override
  public void takePlace() {
    if (draft == null || taken) {
      throw new IllegalStateException("a draft is written, and takes its place once");
    }
    owner.accept(this);
  }

  /**
   * Adds what the old journal has behind what this began with, and takes its name.
   *
   * @param oldEnd where it ends now
   */
  LogFile become(long oldEnd) throws IOException {
    List<byte[]> since = new ArrayList<>();
    FrameScan scan = FrameScan.from(end, nextNumber, old.file(), old.header().salt(), oldEnd);
    if (!(scan.run((at, record) -> since.add(record)) instanceof Ending.Whole)
        || scan.end() != oldEnd) {
      throw new IOException("it does not read back what was written");
    }
    put(since);
    taken = true;
    return old.replacedBy(draft, disk);
  }

  /** The log of the file that this has become. */
  FrameLog log(LogFile file, long preallocationBytes) throws IOException {
    return log.movedTo(file.file(), preallocationBytes);
  }

  @Override
  public void close() {
    if (draft != null && !taken) {
      taken = true; // Never more.
      try {
        draft.file().close();
      } catch (IOException e) {
        // It was promised to nobody, and the next one writes over it.
      }
    }
  }
}
