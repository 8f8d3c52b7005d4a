package org.bitcraps.gateway.history;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.bitcraps.evidence.chronicle.Chronicle;
import org.bitcraps.evidence.chronicle.ChronicleException;
import org.bitcraps.evidence.chronicle.Coverage;
import org.bitcraps.evidence.chronicle.Deed;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.exchange.History;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.gateway.collection.ChainView;
import org.bitcraps.gateway.collection.FollowedBlock;

/**
 * The one writer of the history. It pulls: the next block from the gateway's memory, or, when it
 * has fallen behind that, from the blocks that this server keeps, executed again. So nothing waits
 * for it, and nothing piles up for it (X4): the memory of recent blocks is the queue.
 *
 * <pre>
 *   OPENING → FOLLOWING ⇄ CATCHING_UP     by how far the chain is ahead
 *   any → AWAY → OPENING                  the database refuses; tried again after 1 … 30 s
 *   any → REBUILDING → FOLLOWING          on demand
 * </pre>
 */
public final class HistoryLoop implements Runnable, AutoCloseable {

  private static final Logger LOG = System.getLogger(HistoryLoop.class.getName());

  /** So many blocks behind is no news: they come in bursts. */
  private static final long BEHIND_BLOCKS = 64;

  private static final long IDLE_MS = 50;
  private static final long RETRY_MS_MIN = 1_000;
  private static final long RETRY_MS_MAX = 30_000;
  private static final int DEEDS_MAX = 256;

  private final Chronicle chronicle;
  private final ChainView view;
  private final ExecutedBlock start;
  private final Optional<History> past;
  private final BlockingQueue<Deed> deeds = new ArrayBlockingQueue<>(DEEDS_MAX);
  private final Semaphore wake = new Semaphore(0);

  private volatile HistoryStanding standing;
  private volatile boolean rebuildWanted;
  private volatile boolean closed;
  private boolean rebuilding;
  private boolean advanced;
  private Optional<ExecutedBlock> cursor = Optional.empty();

  /**
   * A writer for one thread.
   *
   * @param start the state that genesis describes
   * @param past blocks that are older than the gateway's memory, if this server keeps any
   */
  public HistoryLoop(
      Chronicle chronicle, ChainView view, ExecutedBlock start, Optional<History> past) {
    this.chronicle = chronicle;
    this.view = view;
    this.start = start;
    this.past = past;
    this.standing = standing(HistoryStanding.State.OPENING, Optional.empty());
  }

  private static HistoryStanding standing(
      HistoryStanding.State state, Optional<Coverage> coverage) {
    return new HistoryStanding(state, coverage, Optional.empty());
  }

  /** Where it is now. */
  public HistoryStanding standing() {
    return standing;
  }

  /** Wants everything dropped and written again; done by the writer as soon as it can. */
  public void rebuild() {
    rebuildWanted = true;
    wake.release();
  }

  /** Hands over what was done, for the audit lines; false if there is no room: then log it. */
  public boolean note(Deed deed) {
    boolean taken = deeds.offer(deed);
    wake.release();
    return taken;
  }

  @Override
  public void run() {
    long retryMs = RETRY_MS_MIN;
    while (!closed) {
      try {
        follow(begin());
      } catch (ChronicleException e) {
        away(e.getMessage(), root(e));
        retryMs = backOff(retryMs);
      } catch (RuntimeException e) {
        LOG.log(Level.ERROR, "the history's writer failed and begins anew", e);
        away("the writer failed", root(e));
        retryMs = backOff(retryMs);
      }
    }
  }

  private Coverage begin() throws ChronicleException {
    cursor = Optional.empty();
    if (rebuildWanted) {
      standing = standing(HistoryStanding.State.REBUILDING, Optional.empty());
      Coverage coverage = chronicle.rebuild(start);
      rebuildWanted = false;
      rebuilding = true;
      LOG.log(Level.INFO, "the history is written again from block " + coverage.first());
      return coverage;
    }
    Coverage coverage = chronicle.open(start);
    LOG.log(Level.INFO, "the history holds blocks " + coverage.first() + " to " + coverage.last());
    return coverage;
  }

  private void follow(Coverage begun) throws ChronicleException {
    Coverage coverage = begun;
    while (!closed && !rebuildWanted) {
      say(coverage);
      writeDeeds();
      long next = coverage.last() + 1;
      if (next > view.last().sequence().value()) {
        rest(IDLE_MS);
        continue;
      }
      Optional<FollowedBlock> recent = view.archive().recent(next);
      coverage =
          recent.isPresent()
              ? chronicle.write(recent.get().notice(), recent.get().executed())
              : again(next);
      advanced = true;
    }
  }

  private void say(Coverage coverage) {
    long behind = view.last().sequence().value() - coverage.last();
    rebuilding &= behind > 0;
    HistoryStanding.State state =
        rebuilding
            ? HistoryStanding.State.REBUILDING
            : behind > BEHIND_BLOCKS
                ? HistoryStanding.State.CATCHING_UP
                : HistoryStanding.State.FOLLOWING;
    standing = standing(state, Optional.of(coverage));
  }

  private void writeDeeds() throws ChronicleException {
    for (Deed deed = deeds.peek(); deed != null; deed = deeds.peek()) {
      chronicle.note(deed);
      deeds.remove();
    }
  }

  /** Older than memory: executed once more, from the nearest state that is remembered. */
  private Coverage again(long sequence) throws ChronicleException {
    ExecutedBlock state = view.archive().stateBefore(sequence, cursor);
    BlockNotice notice = null;
    while (state.sequence().value() < sequence) {
      SequenceNumber next = state.sequence().next();
      notice = kept(next);
      ExecutedBlock executed = state.next(notice.certified().block(), notice.complete(Map.of()));
      if (!executed
          .resultRoot()
          .equals(notice.certified().certificate().statement().resultRoot())) {
        throw new ChronicleException("block " + next + " is kept damaged in this server");
      }
      state = executed;
      cursor = Optional.of(state);
      if (closed) {
        throw new ChronicleException("the gateway is stopping");
      }
    }
    return chronicle.write(notice, state);
  }

  private BlockNotice kept(SequenceNumber sequence) throws ChronicleException {
    return past.flatMap(history -> history.block(sequence))
        .orElseThrow(() ->
            new ChronicleException(
                "block %s is not kept in this server; the gateway's memory begins at block %d"
                    .formatted(sequence, view.archive().firstInMemory())));
  }

  private static String root(Throwable fault) {
    Throwable root = fault;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root.toString();
  }

  /**
   * @param said for the log alone: it may name hosts and files
   */
  private void away(String problem, String said) {
    if (closed) {
      return;
    }
    Optional<String> before = standing.problem();
    standing =
        new HistoryStanding(HistoryStanding.State.AWAY, standing.coverage(), Optional.of(problem));
    if (!before.equals(Optional.of(problem))) {
      LOG.log(Level.WARNING, "the history goes no further for now: " + problem + "; " + said);
    }
  }

  /** Rests so long, or a second if something was written meanwhile; how long the next time. */
  private long backOff(long retryMs) {
    long ms = advanced ? RETRY_MS_MIN : retryMs;
    advanced = false;
    rest(ms);
    return Math.min(2 * ms, RETRY_MS_MAX);
  }

  /** Until somebody wants something, at most so long. */
  private void rest(long ms) {
    try {
      if (wake.tryAcquire(ms, TimeUnit.MILLISECONDS)) {
        wake.drainPermits();
      }
    } catch (InterruptedException e) {
      closed = true;
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
    wake.release();
  }
}
