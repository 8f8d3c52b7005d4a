package org.bitcraps.node.startup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bitcraps.crypto.home.DurableFiles;
import org.bitcraps.crypto.home.Home;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.node.loop.OutputRunner;
import org.bitcraps.protocol.port.Storage;
import org.bitcraps.protocol.replica.Replica;

/**
 * A validator that has never started gets its journal, once. A journal that is missing later is one
 * that was lost: what it held may contradict what we would sign (P8).
 */
final class FirstStart {

  private FirstStart() {}

  /**
   * Makes the journal if this is the first start; does it again if the last try was interrupted.
   *
   * @throws StartException if the keys were made for another chain
   */
  static void complete(Home home, Storage storage, Genesis genesis, ReplicaId id)
      throws IOException {
    Path mark = home.firstStart(id);
    if (!Files.exists(mark)) {
      return;
    }
    String chain = Files.readString(mark).strip();
    if (!chain.equals(genesis.chainId().toString())) {
      throw new StartException(mark + ": the keys were made for chain " + chain);
    }
    String folder = home.journal(id).toString();
    try (Storage.Kept kept = storage.open(folder, genesis.chainId(), id, genesis.parameters())) {
      OutputRunner.begin(kept.journal(), Replica.openingEntries(genesis, id));
    }
    DurableFiles.delete(mark);
  }
}
