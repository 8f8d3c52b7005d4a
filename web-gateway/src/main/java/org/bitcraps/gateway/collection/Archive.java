package org.bitcraps.gateway.collection;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.exchange.History;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.wire.Decoder;

/**
 * Executed blocks of the past: the recent ones from memory; older ones executed again from a {@link
 * History}, if this server has one, beginning at the nearest remembered state. Thread-safe.
 *
 * <p>Bounds: {@link Bounds}; states are remembered at a distance that doubles when there are too
 * many, so that a long chain costs time and not memory.
 */
public final class Archive {

  /**
   * How much is kept.
   *
   * @param blocks recent blocks, at most
   * @param leaves result leaves of recent blocks, at most
   * @param bytes of recent blocks that are kept without their leaves, encoded, at most
   * @param states remembered states, at most
   * @param replay blocks that one question may execute again, at most
   */
  public record Bounds(int blocks, long leaves, long bytes, int states, int replay) {

    /** About 150 MB when every leaf is a bet, and 64 MB of encoded blocks for whoever follows. */
    public static final Bounds DEFAULT = new Bounds(4_096, 60_000, 64L << 20, 64, 20_000);
  }

  /** What is no longer here. */
  public static final class PrunedException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Something is missing: {@code message} says what, for people. */
    public PrunedException(String message) {
      super(message);
    }
  }

  private final Bounds bounds;

  /** The last blocks as they were executed: what proofs are made of. */
  private final Recent<FollowedBlock> recent;

  /**
   * The last blocks as they were certified, for clients that execute them themselves. They reach
   * back further when a block has many leaves: to before the last snapshots. As bytes: decoded, a
   * bet takes four times as much.
   */
  private final Recent<byte[]> encoded;

  private final Optional<History> history;
  private final Beginnings beginnings;
  private final ReentrantLock replaying = new ReentrantLock();
  private final TreeMap<Long, ExecutedBlock> states = new TreeMap<>();
  private long distance = 256;

  /**
   * An empty archive.
   *
   * @param beginnings from where blocks can be executed again
   */
  public Archive(Beginnings beginnings, Bounds bounds, Optional<History> history) {
    this.bounds = bounds;
    this.recent =
        new Recent<>(bounds.blocks(), bounds.leaves(), block -> block.executed().leaves().size());
    this.encoded = new Recent<>(bounds.blocks(), bounds.bytes(), bytes -> bytes.length);
    this.history = history;
    this.beginnings = beginnings;
    states.put(0L, beginnings.genesis());
  }

  void add(FollowedBlock block) {
    recent.add(block.sequence(), block);
    encoded.add(block.sequence(), block.notice().toWire());
    if (history.isPresent()) {
      remember(block.executed());
    }
  }

  private synchronized void remember(ExecutedBlock block) {
    if (block.sequence().value() % distance == 0) {
      states.put(block.sequence().value(), block);
      if (states.size() > bounds.states()) {
        distance *= 2;
        states.keySet().removeIf(sequence -> sequence % distance != 0);
      }
    }
  }

  /**
   * The state from which the blocks up to this one are soonest executed.
   *
   * @param atHand one that the caller has, before that block or not
   */
  public ExecutedBlock stateBefore(long sequence, Optional<ExecutedBlock> atHand) {
    return beginnings.before(sequence, nearest(sequence, atHand));
  }

  private ExecutedBlock nearest(long sequence, Optional<ExecutedBlock> atHand) {
    ExecutedBlock remembered = remembered(sequence);
    return atHand
        .filter(state -> state.sequence().value() < sequence)
        .filter(state -> state.sequence().isAfter(remembered.sequence()))
        .orElse(remembered);
  }

  private synchronized ExecutedBlock remembered(long sequence) {
    return states.lowerEntry(sequence).getValue();
  }

  /** The lowest block that needs no replay. */
  public long firstInMemory() {
    return recent.first();
  }

  /** The lowest block that is kept as it was certified. */
  public long firstNotice() {
    return Math.min(recent.first(), encoded.first());
  }

  /** Recent blocks from … to, ascending; those that are not kept are left out. */
  public List<FollowedBlock> recent(long from, long to) {
    return recent.range(from, to);
  }

  /** One block, if it is at hand without replay. */
  public Optional<FollowedBlock> recent(long sequence) {
    return recent.get(sequence);
  }

  /** A certified block with its bodies, executed or not, if it is kept anywhere here. */
  public Optional<BlockNotice> notice(long sequence) {
    return recent
        .get(sequence)
        .map(FollowedBlock::notice)
        .or(() -> encoded.get(sequence).map(this::decoded))
        .or(() -> history.flatMap(h -> h.block(new SequenceNumber(sequence))));
  }

  private BlockNotice decoded(byte[] bytes) {
    return Decoder.decode(
        bytes,
        bytes.length,
        in -> BlockNotice.decode(in, beginnings.genesis().ledger().parameters()));
  }

  /** The same, as bytes. */
  public Optional<byte[]> encoded(long sequence) {
    return encoded.get(sequence).or(() -> notice(sequence).map(BlockNotice::toWire));
  }

  /**
   * These blocks, all of them.
   *
   * @throws PrunedException if one is not kept, or too many would have to be executed again
   */
  public Map<Long, FollowedBlock> blocks(Collection<Long> sequences) throws PrunedException {
    Map<Long, FollowedBlock> found = new TreeMap<>();
    TreeSet<Long> older = new TreeSet<>();
    for (long sequence : sequences) {
      recent
          .get(sequence)
          .ifPresentOrElse(block -> found.put(sequence, block), () -> older.add(sequence));
    }
    if (!older.isEmpty()) {
      replay(older, found);
    }
    return found;
  }

  private void requireSoon(long blocks) throws PrunedException {
    if (blocks > bounds.replay()) {
      throw new PrunedException(
          "it would take executing %d blocks again, at most %d are"
              .formatted(blocks, bounds.replay()));
    }
  }

  private void replay(NavigableSet<Long> wanted, Map<Long, FollowedBlock> found)
      throws PrunedException {
    if (history.isEmpty()) {
      throw new PrunedException(
          "block %d is no longer kept here; this gateway keeps the last blocks from %d on"
              .formatted(wanted.first(), recent.first()));
    }
    // One at a time: a question about the past must not take the processors from the present.
    replaying.lock();
    try {
      ExecutedBlock state = remembered(wanted.first());
      requireSoon(wanted.last() - beginnings.before(wanted.first(), state.sequence()));
      state = beginnings.before(wanted.first(), state);
      requireSoon(wanted.last() - state.sequence().value());
      while (state.sequence().value() < wanted.last()) {
        SequenceNumber next = state.sequence().next();
        BlockNotice notice =
            history
                .get()
                .block(next)
                .orElseThrow(() -> new PrunedException("block " + next + " is not kept here"));
        state = state.next(notice.certified().block(), notice.complete(Map.of()));
        if (!state.resultRoot().equals(notice.certified().certificate().statement().resultRoot())) {
          throw new PrunedException("block " + next + " of the history is damaged");
        }
        if (wanted.contains(next.value())) {
          found.put(next.value(), new FollowedBlock(notice, state));
        }
      }
    } catch (IllegalArgumentException e) {
      throw new PrunedException("the history does not fit together: " + e.getMessage());
    } finally {
      replaying.unlock();
    }
  }
}
