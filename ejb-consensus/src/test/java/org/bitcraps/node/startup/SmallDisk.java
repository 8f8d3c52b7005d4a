package org.bitcraps.node.startup;

import java.io.IOException;
import java.util.List;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.persistence.journal.FileStorage;
import org.bitcraps.protocol.port.Journal;
import org.bitcraps.protocol.port.JournalException;
import org.bitcraps.protocol.port.Storage;

/** Real files on a disk that one validator finds full whenever a test wants it. */
final class SmallDisk implements Storage {

  private final FileStorage files = new FileStorage();
  private final ReplicaId whose;
  private volatile boolean full;

  SmallDisk(ReplicaId whose) {
    this.whose = whose;
  }

  void fill() {
    full = true;
  }

  void clear() {
    full = false;
  }

  @Override
  public boolean hasRoom(String directory, long bytes) {
    return !full && files.hasRoom(directory, bytes);
  }

  @Override
  public Kept open(String directory, ChainId chain, ReplicaId validator, Parameters limits) {
    if (!validator.equals(whose)) {
      return files.open(directory, chain, validator, limits);
    }
    refuseIfFull();
    Kept kept = files.open(directory, chain, validator, limits);
    return new OtherJournal(kept, new Guarded(kept.journal()));
  }

  private void refuseIfFull() {
    if (full) {
      throw new JournalException(
          "journal.bin: cannot be written: full", new IOException("No space left"), true);
    }
  }

  private final class Guarded implements Journal {
    private final Journal journal;

    Guarded(Journal journal) {
      this.journal = journal;
    }

    @Override
    public List<byte[]> recover() {
      return journal.recover();
    }

    @Override
    public List<byte[]> records() {
      return journal.records();
    }

    @Override
    public void replace(List<byte[]> records) {
      refuseIfFull();
      journal.replace(records);
    }

    @Override
    public void append(List<byte[]> records) {
      refuseIfFull();
      journal.append(records);
    }

    @Override
    public void force() {
      journal.force();
    }

    @Override
    public void close() {
      journal.close();
    }
  }
}
