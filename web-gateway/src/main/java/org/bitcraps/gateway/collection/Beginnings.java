package org.bitcraps.gateway.collection;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.exchange.History;
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
   * How many blocks are executed again, so that the last rounds and orders are known as if the
   * gateway had never stopped.
   *
   * @param blocksMin at least, if the chain has so many; they are also sooner executed than a state
   *     is read
   * @param blocksMax at most, as long as there is a state: more would leave memory
   * @param bytesMax of bodies, beyond the minimum at most
   */
  public record Bounds(long blocksMin, long blocksMax, long bytesMax) {

    /** A few seconds of work for one processor. */
    public static final Bounds DEFAULT = new Bounds(512, Archive.Bounds.DEFAULT.blocks(), 4L << 20);
  }

  private static final int SAMPLES = 16;

  private final Genesis genesis;
  private final ExecutedBlock start;
  private final Verifier verifier;
  private final KeptStates kept;
  private final Bounds bounds;

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
  public Beginnings(
      Genesis genesis, ExecutedBlock start, Verifier verifier, KeptStates kept, Bounds bounds) {
    this.bounds = bounds;
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
   * Where to begin. Never after what is kept: the blocks that follow would leave a gap.
   *
   * @param blocks those that are kept here
   */
  public Beginning toFollow(History blocks) {
    long last = blocks.last().value();
    long latest = last - bounds.blocksMin();
    long again = again(blocks);
    if (last <= again) {
      return atGenesis();
    }
    return oldest(last - again, latest).or(() -> newest(0, latest)).orElseGet(this::atGenesis);
  }

  private Beginning atGenesis() {
    return new Beginning(start, Optional.empty());
  }

  /**
   * So many of the last blocks have bodies of {@code bytesMax} together, about: one of each few is
   * looked at, for there are quiet times and busy ones.
   */
  private long again(History blocks) {
    long step = Math.max(1, bounds.blocksMin() / SAMPLES);
    long last = blocks.last().value();
    long bytes = 0;
    long again = 0;
    while (again < Math.min(last, bounds.blocksMax()) && bytes <= bounds.bytesMax()) {
      Optional<BlockNotice> sample = blocks.block(new SequenceNumber(last - again));
      bytes += step * sample.map(BlockNotice::bodyBytes).orElse(0L);
      again += step;
    }
    return bytes <= bounds.bytesMax() ? Math.min(again, bounds.blocksMax()) : again - step;
  }

  /**
   * The state from which the blocks up to this one are soonest executed.
   *
   * @param remembered one that needs no reading, before it
   */
  ExecutedBlock before(long sequence, ExecutedBlock remembered) {
    return first(nearer(sequence, remembered.sequence()).descendingSet())
        .map(Beginning::block)
        .orElse(remembered);
  }

  /** After which block that state is, if what is kept is in order; reads nothing. */
  long before(long sequence, SequenceNumber remembered) {
    NavigableSet<SequenceNumber> nearer = nearer(sequence, remembered);
    return (nearer.isEmpty() ? remembered : nearer.last()).value();
  }

  private NavigableSet<SequenceNumber> nearer(long sequence, SequenceNumber remembered) {
    return within(remembered.value() + bounds.blocksMin() + 1, sequence - 1);
  }

  /** The newest one from … to that is in order. */
  private Optional<Beginning> newest(long from, long to) {
    return first(within(from, to).descendingSet());
  }

  /** The oldest one. */
  private Optional<Beginning> oldest(long from, long to) {
    return first(within(from, to));
  }

  private NavigableSet<SequenceNumber> within(long from, long to) {
    return to < from
        ? new TreeSet<>()
        : kept.sequences().subSet(new SequenceNumber(from), true, new SequenceNumber(to), true);
  }

  private Optional<Beginning> first(NavigableSet<SequenceNumber> sequences) {
    return sequences.stream()
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
