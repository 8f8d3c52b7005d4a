package org.bitcraps.gateway.collection;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bitcraps.evidence.exchange.KeptStates;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.execution.StateTree;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.replay.SnapshotState;
import org.bitcraps.evidence.wire.MalformedException;
import org.bitcraps.evidence.wire.Verifier;

/**
 * The states from which this gateway can execute blocks: genesis, and those that it kept in former
 * lives. One that is kept is believed because a quorum signed it; what is wrong with it is logged,
 * and an older one taken. Thread-safe.
 */
public final class Beginnings {

  private static final Logger LOG = System.getLogger(Beginnings.class.getName());

  /**
   * A gateway begins at least so many blocks before the end of what it keeps: it executes them
   * again, and knows the last rounds and orders as if it had never stopped. So many are also sooner
   * executed than a state is read.
   */
  static final long BLOCKS_AGAIN = 512;

  private final Genesis genesis;
  private final ExecutedBlock start;
  private final Verifier verifier;
  private final KeptStates kept;

  /**
   * A state to go on from.
   *
   * @param block the last block before the state, or genesis
   * @param snapshot the state as others can have it; empty of genesis, which all have
   */
  public record Beginning(ExecutedBlock block, Optional<Snapshots.Snapshot> snapshot) {}

  /**
   * @param start the state that genesis describes
   */
  public Beginnings(Genesis genesis, ExecutedBlock start, Verifier verifier, KeptStates kept) {
    this.genesis = genesis;
    this.start = start;
    this.verifier = verifier;
    this.kept = kept;
  }

  /** The state that genesis describes. */
  public ExecutedBlock genesis() {
    return start;
  }

  /**
   * Where to begin when the blocks up to this one are kept here. Never after what is kept: the
   * blocks that follow would leave a gap.
   */
  public Beginning toFollow(SequenceNumber last) {
    return newest(0, last.value() - BLOCKS_AGAIN)
        .orElseGet(() -> new Beginning(start, Optional.empty()));
  }

  /**
   * The state from which the blocks up to this one are soonest executed.
   *
   * @param remembered one that needs no reading, before it
   */
  ExecutedBlock before(long sequence, ExecutedBlock remembered) {
    return newest(remembered.sequence().value() + BLOCKS_AGAIN, sequence - 1)
        .map(Beginning::block)
        .orElse(remembered);
  }

  /** The newest one in between that is in order. */
  private Optional<Beginning> newest(long after, long upTo) {
    List<SequenceNumber> newestFirst = new ArrayList<>(kept.sequences()).reversed();
    return newestFirst.stream()
        .filter(sequence -> sequence.value() > after && sequence.value() <= upTo)
        .flatMap(sequence -> kept.read(sequence).stream())
        .flatMap(state -> checked(state).stream())
        .findFirst();
  }

  private Optional<Beginning> checked(KeptStates.KeptState state) {
    try {
      SnapshotState.check(state.manifest(), genesis, verifier);
      StateTree tree = SnapshotState.tree(state.manifest(), state.chunks(), start.ledger());
      return Optional.of(
          new Beginning(
              SnapshotState.after(state.manifest(), tree),
              Optional.of(new Snapshots.Snapshot(state.manifest(), tree))));
    } catch (MalformedException e) {
      LOG.log(
          Level.WARNING,
          "the state after block {0} that is kept here is not used: {1}",
          state.manifest().sequence(),
          e.getMessage());
      return Optional.empty();
    }
  }
}
