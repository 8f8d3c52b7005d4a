package org.bitcraps.protocol.pbft;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.protocol.consensus.Timer;
import org.bitcraps.protocol.consensus.TimerChange;

/**
 * Which timers run, and until when: computed anew after every step, told to the host only when it
 * changes. A deadline further off than its own patience (the clock was set back) is set again.
 */
final class Deadlines {

  private final PbftState state;
  private final CatchUp catchUp;
  private final ViewChanging viewChanging;
  private final Following following;
  private final Checkpoints checkpoints;
  private final SortedMap<Timer, Long> set = new TreeMap<>();

  /** The view whose progress, and the view whose beginning, is timed. */
  private View timed = View.ZERO;

  private Optional<View> awaited = Optional.empty();

  /**
   * Whether anything was certified since we started, or an honest one has said how far it is. Until
   * then what is due by our own state tells nothing about the primary: the others may be far ahead.
   */
  private boolean settled;

  Deadlines(
      PbftState state,
      CatchUp catchUp,
      ViewChanging viewChanging,
      Following following,
      Checkpoints checkpoints) {
    this.state = state;
    this.catchUp = catchUp;
    this.viewChanging = viewChanging;
    this.following = following;
    this.checkpoints = checkpoints;
  }

  /**
   * The host says that this timer has fired: it no longer runs.
   *
   * @return whether its deadline is over: a timer that was moved, or whose clock was set back, may
   *     fire too early, and is set again
   */
  boolean fired(Timer timer) {
    Long at = set.remove(timer);
    if (at != null && at > state.nowMs) {
      put(timer, at);
    }
    return at != null && at <= state.nowMs;
  }

  /** After every step. {@code progressed}: something was certified in it. */
  void update(boolean progressed) {
    boolean waiting = state.isWaiting();
    boolean fresh = progressed || !state.view.equals(timed);
    timed = state.view;
    settled |=
        progressed
            || state.chain.sequence().equals(SequenceNumber.ZERO)
            || catchUp.hasHeardAnHonestOne();
    keep(
        Timer.PROGRESS,
        state.isNormal() && waiting && !catchUp.isSurelyBehind(),
        settled ? state.timeoutMs() : state.pacing.longestMs(),
        fresh);
    boolean next = !viewChanging.awaited().equals(awaited);
    awaited = viewChanging.awaited();
    keep(Timer.NEW_VIEW, awaited.isPresent(), state.timeoutMs(), next);
    keep(
        Timer.RESEND,
        waiting
            || !state.isNormal()
            || catchUp.isBehind()
            || following.isBehind()
            || state.fetchingState
            || checkpoints.isUnsettled()
            || state.safety.isMute(),
        state.pacing.resendMs(state.timeoutMs()),
        false);
    updatePropose();
  }

  private void keep(Timer timer, boolean wanted, long patienceMs, boolean restart) {
    Long at = set.get(timer);
    if (!wanted) {
      if (at != null) {
        set.remove(timer);
        state.out.timer(new TimerChange.Cancel(timer));
      }
      return;
    }
    if (at == null || restart || at > state.nowMs + patienceMs) {
      put(timer, state.nowMs + patienceMs);
    }
  }

  private void updatePropose() {
    OptionalLong at = state.isNormal() ? nextProposal() : OptionalLong.empty();
    Long before = set.get(Timer.PROPOSE);
    if (at.isEmpty()) {
      if (before != null) {
        set.remove(Timer.PROPOSE);
        state.out.timer(new TimerChange.Cancel(Timer.PROPOSE));
      }
    } else if (before == null || before != at.getAsLong()) {
      put(Timer.PROPOSE, at.getAsLong());
    }
  }

  /** When the primary may propose what it cannot propose now, or a phase becomes due for all. */
  private OptionalLong nextProposal() {
    OptionalLong due = state.chain.state().nextDueMs();
    long at = due.isPresent() && due.getAsLong() > state.nowMs ? due.getAsLong() : Long.MAX_VALUE;
    if (state.isPrimary()) {
      OptionalLong oldest = state.bodies.oldestMs(state.inFlight()::contains);
      if (oldest.isPresent()) {
        long linger = oldest.getAsLong() + state.pacing.lingerMs();
        at = linger > state.nowMs ? Math.min(at, linger) : at;
      }
    }
    return at == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(at);
  }

  private void put(Timer timer, long atMs) {
    set.put(timer, atMs);
    state.out.timer(new TimerChange.Set(timer, atMs));
  }
}
