package org.bitcraps.node.ingress;

import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.bitcraps.jms.Envelope;
import org.bitcraps.node.loop.LaneQueue;
import org.bitcraps.node.observation.Count;
import org.bitcraps.node.observation.Counts;
import org.bitcraps.node.observation.Watch;
import org.bitcraps.protocol.consensus.Input;
import org.bitcraps.protocol.consensus.Lane;
import org.bitcraps.protocol.replica.Admission;

/**
 * The door of one validator: what comes in by its two queues is checked, and what passes goes to
 * the inbox of its loop. Whatever is refused is counted by reason. Thread-safe.
 */
public final class Door {

  private final Admission admission;
  private final LaneQueue<Input> inbox;
  private final VerifierPool pool;
  private final Clock clock;
  private final Counts counts;
  private final Watch watch;
  private boolean faultSaid;

  /** A door to {@code inbox}. */
  public Door(
      Admission admission,
      LaneQueue<Input> inbox,
      VerifierPool pool,
      Clock clock,
      Counts counts,
      Watch watch) {
    this.admission = admission;
    this.inbox = inbox;
    this.pool = pool;
    this.clock = clock;
    this.counts = counts;
    this.watch = watch;
  }

  /**
   * Something came by the queue of a lane. Votes are checked at once, on the caller's thread; for
   * bodies it waits while the pool is full.
   */
  public void received(Lane lane, Envelope envelope) throws InterruptedException {
    long nowMs = clock.millis();
    switch (lane) {
      case VOTES -> check(lane, envelope, nowMs);
      case BODIES -> pool.run(() -> check(lane, envelope, nowMs), envelope.body().length);
    }
  }

  /** Something came that is no envelope. */
  public void refusedEnvelope() {
    counts.add(Count.REFUSED_ENVELOPE);
  }

  private void check(Lane lane, Envelope envelope, long nowMs) {
    Admission.Outcome outcome;
    try {
      Optional<Admission.Outcome> admitted = admit(lane, envelope, nowMs);
      if (admitted.isEmpty()) {
        refusedEnvelope();
        return;
      }
      outcome = admitted.get();
    } catch (RuntimeException e) {
      fault(e);
      return;
    }
    switch (outcome) {
      case Admission.Outcome.Admitted(List<Input> inputs) ->
          inputs.forEach(input -> enter(lane, input, envelope.body().length / inputs.size()));
      case Admission.Outcome.Refused refused -> counts.add(Count.REFUSED_ADMISSION);
    }
  }

  /** Empty if it does not belong in this queue. */
  private Optional<Admission.Outcome> admit(Lane lane, Envelope envelope, long nowMs) {
    byte[] body = envelope.body();
    boolean votes = lane == Lane.VOTES;
    return switch (envelope.kind()) {
      case PEER -> Optional.of(admission.peer(body, nowMs));
      case BODY -> votes ? Optional.empty() : Optional.of(admission.body(body, nowMs));
      case BLOCKS_WANTED ->
          votes ? Optional.empty() : Optional.of(admission.blocksWanted(body, nowMs));
      case NOTICE, CHECKPOINT -> Optional.empty();
    };
  }

  private void enter(Lane lane, Input input, long bytes) {
    switch (inbox.offer(lane, input, bytes)) {
      case TAKEN -> counts.add(Count.ADMITTED);
      case FULL ->
          counts.add(lane == Lane.VOTES ? Count.REFUSED_FULL_VOTES : Count.REFUSED_FULL_BODIES);
      case CLOSED -> {} // The validator has ended.
    }
  }

  /** Refusing what we do not understand is always safe; ending for it would be a switch for all. */
  private synchronized void fault(RuntimeException e) {
    counts.add(Count.ADMISSION_FAULTS);
    if (!faultSaid) {
      faultSaid = true;
      watch.say(Level.ERROR, "failed to check a message, refused it, and counts on", e);
    }
  }
}
