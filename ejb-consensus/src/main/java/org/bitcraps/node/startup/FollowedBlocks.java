package org.bitcraps.node.startup;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.bitcraps.crypto.home.Home;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.exchange.History;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.protocol.port.JournalException;
import org.bitcraps.protocol.port.Storage;

/**
 * The blocks that a gateway has followed, on its disk, from the first on without a gap: so its
 * history can fall behind its memory, and its next life need not ask validators for what this one
 * had. A disk that refuses, or has little room left, costs that and no more: nothing is kept then
 * until the gateway starts again, follows from genesis, and keeps what is missing.
 */
final class FollowedBlocks implements History, AutoCloseable {

  private static final Logger LOG = System.getLogger("org.bitcraps.node");

  private final Storage.Followed store;
  private final BooleanSupplier room;
  private boolean refused;

  /**
   * @param room whether there is space enough to go on
   */
  FollowedBlocks(Storage.Followed store, BooleanSupplier room) {
    this.store = store;
    this.room = room;
    store.notice().ifPresent(notice -> LOG.log(Level.WARNING, notice));
  }

  /** Those of this home; none if the disk refuses: a gateway does without. */
  static Optional<FollowedBlocks> open(Home home, Storage storage, Genesis genesis) {
    String folder = home.followed().toString();
    try {
      return Optional.of(
          new FollowedBlocks(
              storage.openFollowed(folder, genesis.chainId(), genesis.parameters()),
              () -> storage.hasRoom(folder)));
    } catch (JournalException e) {
      LOG.log(Level.WARNING, "the gateway does not keep its blocks: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** Keeps it if it is the next one. Fails nobody: who follows has more to do. */
  synchronized void keep(BlockNotice block) {
    if (refused || block.certified().sequence().value() != store.last().value() + 1) {
      return;
    }
    try {
      if (room.getAsBoolean()) {
        store.put(block);
      } else {
        refuse("there is little space left on the disk");
      }
    } catch (RuntimeException e) {
      refuse(e.toString());
    }
  }

  private void refuse(String why) {
    refused = true;
    LOG.log(
        Level.WARNING,
        "the gateway keeps no blocks after {0} until it starts again: {1}",
        store.last(),
        why);
  }

  @Override
  public Optional<BlockNotice> block(SequenceNumber sequence) {
    try {
      return store.block(sequence);
    } catch (JournalException e) {
      LOG.log(Level.WARNING, e.getMessage());
      return Optional.empty();
    } catch (IllegalStateException e) {
      return Optional.empty(); // Closed: the server ends.
    }
  }

  @Override
  public SequenceNumber last() {
    return store.last();
  }

  @Override
  public void close() {
    store.close();
  }
}
