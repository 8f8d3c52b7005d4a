package org.bitcraps.persistence.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.protocol.port.Journal;
import org.bitcraps.protocol.port.JournalException;

/**
 * The journal as one file, {@code journal.bin}, in a directory that one process holds.
 *
 * <p>Recovery reads everything back. Bytes at the end that were never known to be durable are a
 * torn tail: cut off, with a {@link #notice}. Anything else that is not as it was written is
 * refused, and the file left as it is: a validator that forgets its votes contradicts them. One
 * case cannot be told apart and counts as torn: damage to records of the very last force.
 *
 * <p>After a failed append or force the journal is dead. Trying again would be worse than stopping:
 * after a failed fsync the next one may succeed without having written anything.
 */
public final class FileJournal implements Journal {

  /** The file in the directory. */
  public static final String FILE = "journal.bin";

  /** What an operator can do about a journal that is refused. */
  static final String REMEDY =
      ". Nothing was changed. If the disk can still give the file back whole, do that; never put an"
          + " older copy in its place. If it is lost, set it aside and start with an empty"
          + " directory: the validator then follows the chain but signs nothing, because it no"
          + " longer knows what it signed, until a checkpoint decides whatever that was";

  /** Zeros laid down ahead: a force then writes no new length. */
  static final long PREALLOCATION_BYTES = 4 << 20;

  private final UnaryOperator<DiskFile> disk;
  private final long preallocationBytes;

  private LogFile file;
  private boolean unforced;
  private State state = State.OPENED;
  private FrameLog log;
  private Optional<String> notice;

  private enum State {
    OPENED,
    RECOVERED,
    DEAD,
    CLOSED
  }

  private FileJournal(LogFile file, long preallocationBytes, UnaryOperator<DiskFile> disk) {
    this.file = file;
    this.disk = disk;
    this.preallocationBytes = preallocationBytes;
    this.notice = file.notice();
  }

  /**
   * Opens the journal of a validator, or creates it.
   *
   * @throws JournalException if it is open elsewhere, of another chain or validator, damaged in its
   *     header, or if the disk refuses; says what to do
   */
  public static FileJournal open(Path directory, ChainId chain, ReplicaId validator) {
    return open(directory, chain, validator, PREALLOCATION_BYTES, UnaryOperator.identity());
  }

  static FileJournal open(
      Path directory,
      ChainId chain,
      ReplicaId validator,
      long preallocationBytes,
      UnaryOperator<DiskFile> disk) {
    LogFile.Wanted wanted = new LogFile.Wanted(FileHeader.Kind.JOURNAL, FILE, chain, validator);
    return new FileJournal(LogFile.open(directory, wanted, false, disk), preallocationBytes, disk);
  }

  /** What recovery did that an operator should read: where a torn tail was cut off. */
  public synchronized Optional<String> notice() {
    return notice;
  }

  /**
   * {@inheritDoc}
   *
   * @throws JournalException if the file is damaged; says where, and what to do
   * @throws IllegalStateException if called twice
   */
  @Override
  public synchronized List<byte[]> recover() {
    if (state != State.OPENED) {
      throw refusal("recover");
    }
    state = State.DEAD; // until it is known to be sound
    List<byte[]> records = new ArrayList<>();
    try {
      FrameScan scan = new FrameScan(file.file(), file.header().salt());
      Ending ending = scan.run((at, record) -> records.add(record));
      notice = notice(ending);
      log = new FrameLog(file.file(), file.header().salt(), scan, preallocationBytes);
      if (ending instanceof Ending.Torn) {
        log.cut();
      }
      log.settle();
    } catch (IOException e) {
      throw DiskFault.of(file.path(), "cannot be read", e, REMEDY);
    }
    state = State.RECOVERED;
    return records;
  }

  @Override
  public synchronized List<byte[]> records() {
    requireForced("records");
    state = State.DEAD; // until it is known to be sound
    List<byte[]> records = new ArrayList<>();
    try {
      FrameScan scan = new FrameScan(file.file(), file.header().salt(), log.end());
      if (!(scan.run((at, record) -> records.add(record)) instanceof Ending.Whole)
          || scan.nextNumber() != log.nextNumber()) {
        throw new IOException("it does not read back what was written");
      }
    } catch (IOException e) {
      throw die("cannot be read back", e);
    }
    state = State.RECOVERED;
    return records;
  }

  @Override
  public void replace(List<byte[]> records) {
    try (Draft draft = draft()) {
      draft.write(records);
      draft.takePlace();
    } catch (JournalException e) {
      kill();
      throw e;
    }
  }

  private synchronized void kill() {
    if (state == State.RECOVERED) {
      state = State.DEAD;
    }
  }

  /** {@inheritDoc} The new file takes the old one's name in one step of the file system. */
  @Override
  public synchronized Draft draft() {
    requireForced("draft");
    return new FileDraft(file, disk, log.end(), log.nextNumber(), this::take);
  }

  /** What was appended since the draft began goes behind it, and it becomes this journal. */
  private synchronized void take(FileDraft draft) {
    requireForced("take");
    state = State.DEAD; // until it is done
    try {
      file = draft.become(log.end());
      log = draft.log(file, preallocationBytes);
    } catch (IOException e) {
      throw die("cannot be replaced", e);
    }
    state = State.RECOVERED;
  }

  @Override
  public synchronized void append(List<byte[]> records) {
    requireAlive("append");
    unforced = true;
    try {
      log.append(records);
    } catch (IOException e) {
      throw die("cannot be written", e);
    }
  }

  @Override
  public synchronized void force() {
    requireAlive("force");
    try {
      log.force();
      unforced = false;
    } catch (IOException e) {
      throw die("cannot be made durable", e);
    }
  }

  /** Closes the file without forcing it: what was not forced was not promised. */
  @Override
  public synchronized void close() {
    if (state != State.CLOSED) {
      state = State.CLOSED;
      file.close();
    }
  }

  private Optional<String> notice(Ending ending) {
    return switch (ending) {
      case Ending.Whole whole -> Optional.empty();
      case Ending.Torn torn ->
          Optional.of(
              file.path()
                  + ": cut a torn tail of "
                  + torn.bytes()
                  + " bytes at offset "
                  + torn.at()
                  + ": written when the process or machine died, never known to be durable");
      case Ending.Damaged damaged ->
          throw new JournalException(
              file.path()
                  + ": damaged at offset "
                  + damaged.at()
                  + ", record "
                  + damaged.number()
                  + ": "
                  + damaged.what()
                  + REMEDY);
    };
  }

  private JournalException die(String what, IOException e) {
    state = State.DEAD;
    return DiskFault.of(file.path(), what, e, DiskFault.MUST_STOP);
  }

  private void requireForced(String call) {
    requireAlive(call);
    if (unforced) {
      throw new IllegalStateException(call + " before what was appended is forced");
    }
  }

  private void requireAlive(String call) {
    if (state != State.RECOVERED) {
      throw refusal(call);
    }
  }

  private RuntimeException refusal(String call) {
    return switch (state) {
      case OPENED -> new IllegalStateException(call + " before recover");
      case RECOVERED -> new IllegalStateException(call + " a second time");
      case DEAD ->
          new JournalException(file.path() + ": " + call + " on a journal that failed before");
      case CLOSED -> new IllegalStateException(call + " on a closed journal");
    };
  }
}
