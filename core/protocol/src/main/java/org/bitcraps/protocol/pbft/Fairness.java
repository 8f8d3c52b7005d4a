package org.bitcraps.protocol.pbft;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.keys.Digest;

/**
 * Whether the primary passes a lane over that others are served before (P5, the fairness timer).
 *
 * <p>A block passes over the head of a lane if it holds bodies, but none of that lane that stands
 * before the head, and if this backup saw it proposed after it had offered the head to this
 * primary. So a gateway cannot unseat a primary by what it keeps from it; nor can it by sending the
 * primary other bodies than the backups, for a full lane makes room for the head (ADR 0008).
 */
final class Fairness {

  private final PbftState state;
  private final int limit;

  /** Whether any head was passed over that often. */
  private boolean suspects;

  Fairness(PbftState state) {
    this.state = state;
    this.limit = limit(state.parameters, state.bodies.lanes().size());
  }

  /**
   * 4 × pipeline_depth blocks; where many lanes share small blocks, twice as many as taking turns
   * takes.
   *
   * @param lanes how many lanes there are
   */
  static int limit(Parameters parameters, int lanes) {
    int depth = parameters.getInt(Parameter.PIPELINE_DEPTH);
    int half = parameters.getInt(Parameter.BLOCK_BODIES_MAX) / 2;
    // One body takes its room before all others: of the largest, so many fit for sure.
    long largest =
        parameters.get(Parameter.BLOCK_BYTES_MAX) / parameters.get(Parameter.BODY_BYTES_MAX) - 1;
    long each = Math.max(1, Math.min(half, largest));
    // With one body in a block the two kinds alternate.
    long turns = (half == 0 ? 2L : 1L) * ((lanes + each - 1) / each);
    return (int) Math.max(4L * depth, 2 * (depth + turns));
  }

  /** This backup offers these to the primary. */
  void offered(List<BodyPool.Held> bodies) {
    for (BodyPool.Held body : bodies) {
      if (body.offeredMs.isEmpty()) {
        body.offeredMs = Optional.of(state.nowMs);
      }
    }
  }

  /** The block of this slot, in which this backup saw it proposed, is certified. */
  void certified(Slot slot) {
    if (state.isPrimary() || !slot.fresh || slot.block.bodies().isEmpty()) {
      return;
    }
    SortedSet<Digest> named = state.inFlight();
    for (BodyLane lane : state.bodies.lanes()) {
      Optional<BodyPool.Held> head = head(lane, named);
      if (head.flatMap(h -> h.offeredMs).filter(at -> at <= slot.arrivedMs).isPresent()
          && !serves(slot, lane, head.get())) {
        head.get().passedOver++;
        suspects |= head.get().passedOver >= limit;
      }
    }
  }

  private Optional<BodyPool.Held> head(BodyLane lane, SortedSet<Digest> named) {
    for (BodyPool.Held body : lane.bodies()) {
      if (state.bodies.isProposable(body) && !named.contains(body.digest())) {
        return Optional.of(body);
      }
    }
    return Optional.empty();
  }

  private boolean serves(Slot slot, BodyLane lane, BodyPool.Held head) {
    BodyLane.Place place = head.places.get(lane.author());
    for (BodyPool.Held body : state.bodies.of(slot.block)) {
      BodyLane.Place at = body.places.get(lane.author());
      if (at != null && at.compareTo(place) < 0) {
        return true;
      }
    }
    return false;
  }

  /** Whether the primary has passed a head over too often, and for no less than the timeout. */
  boolean isBroken() {
    if (!suspects || !state.isNormal() || state.isPrimary()) {
      return false;
    }
    SortedSet<Digest> named = state.inFlight();
    for (BodyLane lane : state.bodies.lanes()) {
      Optional<BodyPool.Held> head = head(lane, named);
      if (head.isPresent()
          && head.get().passedOver >= limit
          && state.nowMs - head.get().offeredMs.orElse(state.nowMs) >= state.timeoutMs()) {
        return true;
      }
    }
    return false;
  }

  /** Another primary: it has been offered nothing yet. */
  void beginAnew() {
    suspects = false;
    state.bodies.lanes().forEach(lane -> lane.bodies().forEach(BodyPool.Held::forgetOffer));
  }
}
