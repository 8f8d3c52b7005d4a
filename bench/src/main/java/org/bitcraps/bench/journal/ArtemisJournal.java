package org.bitcraps.bench.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.activemq.artemis.core.io.SequentialFileFactory;
import org.apache.activemq.artemis.core.io.mapped.MappedSequentialFileFactory;
import org.apache.activemq.artemis.core.io.nio.NIOSequentialFileFactory;
import org.apache.activemq.artemis.core.journal.RecordInfo;
import org.apache.activemq.artemis.core.journal.impl.JournalImpl;
import org.bitcraps.protocol.port.Journal;
import org.bitcraps.protocol.port.JournalException;

/**
 * The journal library of ActiveMQ Artemis behind our port: preallocated files in a pool, records by
 * id. One owner; thread-safe.
 *
 * <p>A force writes what was appended as one transaction whose commit record is synchronous: with
 * single records a crash could keep a later one and lose an earlier one.
 */
public final class ArtemisJournal implements Journal {

  /** How the library writes. */
  public enum Writing {
    NIO,
    MAPPED
  }

  /** A record must fit one file, and ours may hold a body of eight megabytes. */
  private static final int FILE_BYTES = 16 << 20;

  /** A record must fit the buffer, too. */
  private static final int BUFFER_BYTES = 10 << 20;

  private static final byte RECORD = 1;

  /** Stands first after a replacement: ids must rise, and an empty journal would forget them. */
  private static final byte MARK = 2;

  private enum State {
    OPENED,
    RECOVERED,
    DEAD,
    CLOSED
  }

  private final Path folder;
  private final Writing files;
  private final List<byte[]> pending = new ArrayList<>();

  private State state = State.OPENED;
  private JournalImpl journal;
  private long firstId = 1;
  private long nextId = 1;
  private long nextTransaction = 1;

  private ArtemisJournal(Path folder, Writing files) {
    this.folder = folder;
    this.files = files;
  }

  /** Opens one in a folder of its own, which is made if it is not there. */
  public static ArtemisJournal open(Path folder, Writing files) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new JournalException(folder + ": cannot be made: " + e, e);
    }
    return new ArtemisJournal(folder, files);
  }

  private JournalImpl fresh() {
    // A buffer that waits for company only delays the one writer that there is: no timeout.
    SequentialFileFactory factory =
        switch (files) {
          case NIO ->
              new NIOSequentialFileFactory(folder.toFile(), true, BUFFER_BYTES, 0, 1, false);
          case MAPPED ->
              new MappedSequentialFileFactory(
                  folder.toFile(), FILE_BYTES, true, BUFFER_BYTES, 0, null);
        };
    return new JournalImpl(FILE_BYTES, 2, 2, 10, 30, factory, "bitcraps", "journal", 1, 0);
  }

  @Override
  public synchronized List<byte[]> recover() {
    require(State.OPENED);
    return load();
  }

  @Override
  public synchronized List<byte[]> records() {
    requireForced();
    stop();
    return load();
  }

  private List<byte[]> load() {
    state = State.DEAD;
    List<RecordInfo> infos = new ArrayList<>();
    try {
      journal = fresh();
      journal.start();
      journal.load(infos, new ArrayList<>(), (id, records, deleted) -> {}, false);
    } catch (Exception e) {
      throw new JournalException(folder + ": cannot be read: " + e, e);
    }
    infos.sort(Comparator.comparingLong(info -> info.id));
    firstId = infos.isEmpty() ? 1 : infos.get(0).id;
    nextId = infos.isEmpty() ? 1 : infos.get(infos.size() - 1).id + 1;
    nextTransaction = nextId;
    state = State.RECOVERED;
    return infos.stream()
        .filter(info -> info.userRecordType == RECORD)
        .map(info -> info.data)
        .toList();
  }

  @Override
  public synchronized void append(List<byte[]> records) {
    require(State.RECOVERED);
    records.forEach(record -> pending.add(record.clone()));
  }

  @Override
  public synchronized void force() {
    require(State.RECOVERED);
    if (pending.isEmpty()) {
      return;
    }
    write(nextTransaction++);
  }

  @Override
  public synchronized void replace(List<byte[]> records) {
    requireForced();
    long transaction = nextTransaction++;
    try {
      for (long id = firstId; id < nextId; id++) {
        journal.appendDeleteRecordTransactional(transaction, id);
      }
      firstId = nextId;
      journal.appendAddRecordTransactional(transaction, nextId++, MARK, new byte[0]);
    } catch (Exception e) {
      throw die(e);
    }
    records.forEach(record -> pending.add(record.clone()));
    write(transaction);
  }

  private void write(long transaction) {
    try {
      for (byte[] record : pending) {
        journal.appendAddRecordTransactional(transaction, nextId++, RECORD, record);
      }
      journal.appendCommitRecord(transaction, true);
    } catch (Exception e) {
      throw die(e);
    }
    pending.clear();
  }

  private JournalException die(Exception e) {
    state = State.DEAD;
    return new JournalException(folder + ": cannot be written: " + e, e);
  }

  @Override
  public synchronized void close() {
    if (state != State.CLOSED) {
      state = State.CLOSED;
      stop();
    }
  }

  private void stop() {
    try {
      if (journal != null && journal.isStarted()) {
        journal.stop();
      }
    } catch (Exception e) {
      throw new JournalException(folder + ": cannot be closed: " + e, e);
    }
  }

  private void requireForced() {
    require(State.RECOVERED);
    if (!pending.isEmpty()) {
      throw new IllegalStateException("what was appended is not forced");
    }
  }

  private void require(State wanted) {
    if (state == State.DEAD) {
      throw new JournalException(folder + ": failed before");
    }
    if (state != wanted) {
      throw new IllegalStateException("the journal is " + state);
    }
  }
}
