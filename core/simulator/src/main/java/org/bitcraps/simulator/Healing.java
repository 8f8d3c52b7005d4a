package org.bitcraps.simulator;

import java.util.List;
import org.bitcraps.protocol.pbft.Pacing;
import org.bitcraps.protocol.pbft.PbftStatus;

/** How those that were healed are judged (docs/simulation.md). */
final class Healing {

  private Healing() {}

  /**
   * How long a healed quorum may take: two timeouts, each at its longest, for every primary that
   * may be dead or lie, and four more for those to whom this is news; then one timeout for each
   * block that the backlog fills, for a lying primary may take that long.
   *
   * @param pending bodies that are not certified
   */
  static long boundUs(Swarm swarm, int pending) {
    long timeoutUs = Pacing.DEFAULT.baseTimeoutMs() * 1000;
    // Counted here in its own way, not by Quorum.
    int missing = swarm.validators() - Math.ceilDiv(2 * swarm.validators(), 3);
    long blocks = Math.ceilDiv(pending, swarm.blockBodiesMax());
    return timeoutUs * (2L * Pacing.BACK_OFF_MAX * (missing + 4) + blocks);
  }

  /** Whether it is in another view than the first of them, or holds another number of blocks. */
  static boolean isElsewhere(Validator validator, List<Validator> core) {
    PbftStatus status = validator.status();
    PbftStatus first = core.get(0).status();
    boolean bothServe = status.changingTo().isEmpty() && first.changingTo().isEmpty();
    return (bothServe && !status.view().equals(first.view()))
        || !status.lastCertified().equals(first.lastCertified());
  }

  /** What is not done yet, in words. */
  static String unfinished(Courier courier, List<Validator> core) {
    StringBuilder text = new StringBuilder();
    text.append(courier.pending()).append(" bodies are not certified, ");
    text.append(courier.unanswered()).append(" orders have no receipt; ");
    for (Validator validator : core) {
      PbftStatus s = validator.isAlive() ? validator.status() : null;
      text.append("validator ").append(validator.id());
      text.append(
          s == null
              ? " is dead; "
              : " in view %s%s certified %s proposed %s%s; "
                  .formatted(
                      s.view(),
                      s.changingTo().map(v -> " wants " + v).orElse(""),
                      s.lastCertified(),
                      s.lastProposed(),
                      s.waiting() ? " waits" : ""));
    }
    return text.toString();
  }
}
