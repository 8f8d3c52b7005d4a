package org.bitcraps.node.shelf;

import java.util.Optional;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.ReplicaSet;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.protocol.port.BlockStore;

/** A validator's block store; what comes into it also goes on the shelf. */
public final class ShelvingBlockStore implements BlockStore {

  private final BlockStore store;
  private final ShelvedBlocks shelf;
  private final ReplicaId self;
  private final ReplicaSet set;

  /** Only {@code store} is ever asked. */
  public ShelvingBlockStore(BlockStore store, ShelvedBlocks shelf, ReplicaId self, ReplicaSet set) {
    this.store = store;
    this.shelf = shelf;
    this.self = self;
    this.set = set;
  }

  @Override
  public void put(BlockNotice block) {
    store.put(block);
    shelf.put(block, self, set);
  }

  @Override
  public void resume(BlockNotice block) {
    store.resume(block);
  }

  @Override
  public void force() {
    store.force();
  }

  @Override
  public Optional<BlockNotice> block(SequenceNumber sequence) {
    return store.block(sequence);
  }

  @Override
  public SequenceNumber last() {
    return store.last();
  }
}
