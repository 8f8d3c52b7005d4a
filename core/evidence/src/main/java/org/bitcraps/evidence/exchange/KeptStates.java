package org.bitcraps.evidence.exchange;

import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.bitcraps.evidence.execution.StateTree;
import org.bitcraps.evidence.membership.SequenceNumber;

/**
 * Port to the states that this server keeps, each with the proof that a quorum signed it: whoever
 * starts again begins with one of them instead of genesis. The newest ones are kept, and of the
 * older ones fewer and fewer. Thread-safe; never fails: what cannot be kept or read is not there.
 */
public interface KeptStates {

  /** Keeps nothing. */
  KeptStates NONE =
      new KeptStates() {
        @Override
        public void keep(SnapshotManifest manifest, StateTree tree) {}

        @Override
        public NavigableSet<SequenceNumber> sequences() {
          return new TreeSet<>();
        }

        @Override
        public Optional<KeptState> read(SequenceNumber sequence) {
          return Optional.empty();
        }
      };

  /**
   * A state as it was kept. Whoever uses it checks it: a disk is believed as little as a peer.
   *
   * @param chunks the contents, in the manifest's order
   */
  record KeptState(SnapshotManifest manifest, List<byte[]> chunks) {}

  /** Keeps it, durably on return; waits for the disk. */
  void keep(SnapshotManifest manifest, StateTree tree);

  /** After which blocks there are states, ascending; a copy. */
  NavigableSet<SequenceNumber> sequences();

  /** The state after this block. */
  Optional<KeptState> read(SequenceNumber sequence);
}
