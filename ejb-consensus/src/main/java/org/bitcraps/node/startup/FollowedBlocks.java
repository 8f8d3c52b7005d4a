package org.bitcraps.node.startup;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.bitcraps.crypto.home.Home;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.exchange.History;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.protocol.port.JournalException;
import org.bitcraps.protocol.port.Storage;

/**
 * The blocks that a gateway has followed, on its disk: so its history can fall behind its memory,
 * and its next life need not ask validators for what this one had. A disk that refuses costs that
 * and no more; a block that was not kept leaves a gap.
 */
final class FollowedBlocks implements History, AutoCloseable {

  private static final Logger LOG = System.getLogger("org.bitcraps.node");

  private final Storage.Followed store;
  private boolean refused;

  FollowedBlocks(Storage.Followed store) {
    this.store = store;
    store.notice().ifPresent(notice -> LOG.log(Level.WARNING, notice));
  }

  /** Those of this home; none if the disk refuses: a gateway does without. */
  static Optional<FollowedBlocks> open(Home home, Storage storage, Genesis genesis) {
    try {
      return Optional.of(
          new FollowedBlocks(
              storage.openFollowed(
                  home.followed().toString(), genesis.chainId(), genesis.parameters())));
    } catch (JournalException e) {
      LOG.log(Level.WARNING, "the gateway does not keep its blocks: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** Keeps it if it is above all others. */
  synchronized void keep(BlockNotice block) {
    try {
      store.resume(block);
      if (refused) {
        LOG.log(Level.INFO, "the gateway keeps its blocks again");
      }
      refused = false;
    } catch (JournalException e) {
      if (!refused) {
        LOG.log(Level.WARNING, "the gateway does not keep its blocks for now: " + e.getMessage());
      }
      refused = true;
    }
  }

  @Override
  public Optional<BlockNotice> block(SequenceNumber sequence) {
    try {
      return store.block(sequence);
    } catch (JournalException e) {
      LOG.log(Level.WARNING, e.getMessage());
      return Optional.empty();
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
