package org.bitcraps.protocol.replica;

import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.bitcraps.evidence.dice.DrawId;
import org.bitcraps.evidence.execution.Ledger;
import org.bitcraps.evidence.execution.Round;
import org.bitcraps.evidence.execution.RoundPhase;
import org.bitcraps.evidence.execution.TableLedger;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.protocol.consensus.ProposalPolicy;

/**
 * What becomes of a table's current round in blocks that are not executed here yet: the table of
 * {@link org.bitcraps.evidence.execution.RoundMachine} up to the roll, as far as R4 asks. Nothing
 * that is executed depends on it (C6).
 */
final class RoundCourse {

  private final DrawId draw;
  private final SortedMap<ReplicaId, Digest> committers;
  private final SortedSet<ReplicaId> revealed;
  private final int enough;
  private final long closesAtMs;
  private final long windowMs;
  private RoundPhase phase;
  private long fallbackAtMs;
  private long timeMs;

  /** From where a ledger shows it. */
  RoundCourse(Ledger ledger, TableLedger table) {
    Round round = table.round();
    draw = new DrawId(ledger.chain(), table.id(), round.number());
    committers = round.committers();
    revealed = new TreeSet<>(round.reveals().keySet());
    enough = committers.size() - ledger.validators().quorum().faulty();
    closesAtMs = round.closesAtMs();
    windowMs =
        ledger.parameters().get(Parameter.REVEAL_WINDOW_MS)
            + ledger.parameters().get(Parameter.REVEAL_GRACE_MS);
    phase = round.phase();
    fallbackAtMs = after(round.closedAtMs());
    timeMs = ledger.effectiveTimeMs();
  }

  private long after(long closedAtMs) {
    return closedAtMs > Long.MAX_VALUE - windowMs ? Long.MAX_VALUE : closedAtMs + windowMs;
  }

  /** The block comes next. */
  void follow(ProposalPolicy.Filled block) {
    begin(block.block().timeMs());
    block.bodies().forEach(this::take);
  }

  /** What is due at the start of the next block, if it is of this time. */
  void begin(long blockTimeMs) {
    timeMs = Math.max(timeMs, blockTimeMs);
    if (phase == RoundPhase.BETTING && timeMs >= closesAtMs) {
      phase = RoundPhase.REVEALING;
      fallbackAtMs = after(timeMs);
    } else if (isDoomed()) {
      phase = RoundPhase.SETTLED;
    }
  }

  /** A body of that block. */
  void take(Body body) {
    if (body.operation() instanceof Operation.Reveal reveal && awaits(reveal)) {
      revealed.add(reveal.validator());
      if (revealed.size() == committers.size()) {
        phase = RoundPhase.SETTLED;
      }
    }
  }

  /** Whether this reveal would count in the next block, if that does not settle at its start. */
  boolean awaits(Operation.Reveal reveal) {
    Digest committed = committers.get(reveal.validator());
    return phase == RoundPhase.REVEALING
        && reveal.draw().equals(draw)
        && committed != null
        && !revealed.contains(reveal.validator())
        && reveal.secret().commitment(draw, reveal.validator()).equals(committed);
  }

  /** Whether it may yet await this reveal, when blocks that nobody has seen yet have come. */
  boolean isBefore(Operation.Reveal reveal) {
    return reveal.draw().round() > draw.round()
        || (reveal.draw().round() == draw.round() && phase == RoundPhase.BETTING);
  }

  /** REVEALING, and any next block settles at its start, without what is missing (R3). */
  boolean isDoomed() {
    return phase == RoundPhase.REVEALING && revealed.size() >= enough && isOver();
  }

  boolean isSettled() {
    return phase == RoundPhase.SETTLED;
  }

  /** Whether the time of the last block is beyond the reveal window. */
  boolean isOver() {
    return timeMs >= fallbackAtMs;
  }

  /** From when on a block settles with enough reveals; meaningful in REVEALING. */
  long fallbackAtMs() {
    return fallbackAtMs;
  }
}
