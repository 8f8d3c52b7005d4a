package org.bitcraps.node.startup;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.function.LongPredicate;
import org.bitcraps.crypto.home.Home;
import org.bitcraps.evidence.exchange.KeptStates;
import org.bitcraps.evidence.exchange.SnapshotManifest;
import org.bitcraps.evidence.execution.StateTree;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.protocol.port.JournalException;
import org.bitcraps.protocol.port.Storage;

/**
 * The states that a gateway keeps on its disk, to begin with one when it starts again. A disk that
 * refuses, or has little room left, costs that and no more.
 */
final class FollowedStates implements KeptStates, AutoCloseable {

  private static final Logger LOG = System.getLogger("org.bitcraps.node");

  private final Storage.States states;
  private final LongPredicate room;

  /**
   * @param room whether there is space enough to go on with so many bytes more
   */
  FollowedStates(Storage.States states, LongPredicate room) {
    this.states = states;
    this.room = room;
  }

  /** Those of this home; none if the disk refuses: a gateway does without. */
  static Optional<FollowedStates> open(Home home, Storage storage, Genesis genesis) {
    String folder = home.states().toString();
    try {
      return Optional.of(
          new FollowedStates(
              storage.openStates(folder, genesis.chainId()),
              bytes -> storage.hasRoom(folder, bytes)));
    } catch (JournalException e) {
      LOG.log(
          Level.WARNING,
          "the gateway keeps no states, and begins with genesis whenever it starts: "
              + e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public void keep(SnapshotManifest manifest, StateTree tree) {
    try {
      if (room.test(tree.bytes())) {
        states.keep(manifest, tree);
      } else {
        notKept(manifest, "there is little space left on the disk");
      }
    } catch (RuntimeException e) {
      notKept(manifest, e.toString());
    }
  }

  private static void notKept(SnapshotManifest manifest, String why) {
    LOG.log(
        Level.WARNING,
        "the gateway does not keep the state after block {0}: {1}",
        manifest.sequence(),
        why);
  }

  @Override
  public NavigableSet<SequenceNumber> sequences() {
    return states.sequences();
  }

  @Override
  public Optional<KeptState> read(SequenceNumber sequence) {
    try {
      return states.read(sequence);
    } catch (JournalException e) {
      LOG.log(Level.WARNING, e.getMessage());
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    states.close();
  }
}
