package org.bitcraps.node.startup;

import java.util.List;
import org.bitcraps.protocol.port.BlockStore;
import org.bitcraps.protocol.port.Journal;
import org.bitcraps.protocol.port.Storage;

/** What a validator keeps, with a journal of a test's in front of the one that is kept. */
record OtherJournal(Storage.Kept kept, Journal journal) implements Storage.Kept {

  @Override
  public BlockStore blocks() {
    return kept.blocks();
  }

  @Override
  public List<String> notices() {
    return kept.notices();
  }

  @Override
  public void close() {
    kept.close();
  }
}
