package org.bitcraps.simulator.invariants;

import java.util.Map;
import java.util.TreeMap;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.protocol.consensus.Output;
import org.bitcraps.protocol.consensus.Timer;
import org.bitcraps.protocol.consensus.TimerChange;
import org.bitcraps.protocol.pbft.Pacing;
import org.bitcraps.protocol.pbft.PbftStatus;
import org.bitcraps.simulator.Validator;

/** X4: what a replica keeps, and what it says in one step, stays within stated bounds. */
public final class Bounds implements Invariant {

  /** D3: the lane of a validator's own operations. */
  private static final long OPERATIONS_BYTES_MAX = 256 << 10;

  /** P4: no timer runs longer than this multiple of the base. */
  private static final long PATIENCE_MAX_MS = 8 * Pacing.DEFAULT.baseTimeoutMs();

  private static final int LOOK_EVERY = 16;

  /** The latest time that each clock ever showed: a replica's time does not go back. */
  private final Map<ReplicaId, Long> latestMs = new TreeMap<>();

  private final long bytesMax;
  private final long sendsMax;
  private long steps;

  /** The bounds that this genesis gives. */
  public Bounds(Genesis genesis) {
    Parameters parameters = genesis.parameters();
    long depth = parameters.get(Parameter.PIPELINE_DEPTH);
    long lanes = genesis.validators().size() * OPERATIONS_BYTES_MAX;
    for (Genesis.Gateway gateway : genesis.gateways()) {
      lanes += gateway.laneBytesMax();
    }
    bytesMax = lanes + depth * parameters.get(Parameter.BLOCK_BYTES_MAX);
    // Its own votes for a whole window, the answer to one request, and a few more.
    sendsMax = 3 * depth + 64 + 16;
  }

  @Override
  public void stepped(Validator validator, Output output) {
    require(
        output.send().size() <= sendsMax,
        "validator " + validator.id() + " sends " + output.send().size() + " messages at once");
    long nowMs = latestMs.merge(validator.id(), validator.clockMs(), Math::max);
    for (TimerChange change : output.timers()) {
      if (change instanceof TimerChange.Set set && set.timer() != Timer.PROPOSE) {
        require(
            set.atMs() <= nowMs + PATIENCE_MAX_MS,
            () -> "validator " + validator.id() + " waits for too long: " + set);
      }
    }
    // Looking is dear; what grows without end is seen a few steps later as well.
    if (validator.isAlive() && steps++ % LOOK_EVERY == 0) {
      PbftStatus status = validator.status();
      require(
          status.bodyBytes() <= bytesMax,
          "validator " + validator.id() + " holds " + status.bodyBytes() + " bytes of bodies");
      require(
          status.bodyBytes() >= 0 && (status.bodies() == 0) == (status.bodyBytes() == 0),
          "validator " + validator.id() + " counts its bodies wrong");
    }
  }
}
