package org.bitcraps.persistence.journal;

import java.util.ArrayList;
import java.util.List;
import org.bitcraps.protocol.port.Journal;

class MemoryJournalTest implements JournalContract {

  private final List<byte[]> medium = new ArrayList<>();

  @Override
  public Journal open() {
    return new MemoryJournal(medium);
  }
}
