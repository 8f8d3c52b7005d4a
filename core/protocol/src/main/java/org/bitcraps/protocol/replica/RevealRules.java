package org.bitcraps.protocol.replica;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.bitcraps.evidence.execution.Ledger;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.protocol.consensus.ProposalPolicy.Filled;
import org.bitcraps.protocol.consensus.ProposalPolicy.Proposal;
import org.bitcraps.protocol.consensus.ProposalPolicy.Situation;
import org.bitcraps.protocol.consensus.ProposalPolicy.Urgent;
import org.bitcraps.protocol.consensus.ProposalPolicy.Verdict;
import org.bitcraps.protocol.consensus.ProposalPolicy.Waiting;
import org.bitcraps.protocol.consensus.Rejection;
import org.bitcraps.protocol.replica.LedgerExecution.LedgerState;

/**
 * R4: no primary chooses whose secrets make the dice. {@code F} is the time from which a block
 * settles a round at its start with |K| − f reveals (R3).
 *
 * <pre>
 *  primary, own clock ≥ F, holds a reveal that the round awaits     proposes
 *  the parent is older than F                                       it, at F − 1
 *  the parent is not, |K| − f reveals are not in                    all such ones together, now
 *
 *  backup, fresh proposal, a reveal relayed ≥ 200 ms before         answer
 *  any next block settles without it already                        accept: nobody can help it
 *  the proposal settles the round at its start                      refuse
 *  after the proposal any next block does, and it lacks the reveal  refuse, unless it is full
 *  else                                                             accept
 * </pre>
 *
 * <p>Who refuses makes a later primary propose the reveal: at F − 1, a time that has passed, for
 * otherwise the block would settle before it takes the reveal in. So backups take that old time
 * from a block of nothing but reveals that count; there are at most |K| of them per round (ADR
 * 0011).
 */
final class RevealRules {

  /** How long before a proposal a reveal was relayed if an honest primary must know it (R4). */
  static final long RELAYED_MS = 200;

  private final int bodiesMax;
  private final long bytesMax;

  RevealRules(Parameters parameters) {
    bodiesMax = parameters.getInt(Parameter.BLOCK_BODIES_MAX);
    bytesMax = parameters.get(Parameter.BLOCK_BYTES_MAX);
  }

  /** A reveal that waits, and the body that it is. */
  private record Candidate(Body body, Operation.Reveal reveal) {}

  // --- the primary

  /** Reveals that would be lost if any other block came first. */
  Optional<Urgent> urgent(Situation situation, long nowMs) {
    SortedMap<TableId, List<Candidate>> waiting = waiting(situation, all -> true);
    List<Map.Entry<RoundCourse, List<Candidate>>> late = new ArrayList<>();
    for (Map.Entry<TableId, List<Candidate>> entry : waiting.entrySet()) {
      Optional<RoundCourse> course = course(situation, entry.getKey());
      if (course.isPresent() && !course.get().isDoomed() && course.get().fallbackAtMs() <= nowMs) {
        List<Candidate> awaited = new ArrayList<>(entry.getValue());
        awaited.removeIf(c -> !course.get().awaits(c.reveal()));
        if (!awaited.isEmpty()) {
          late.add(Map.entry(course.get(), awaited));
        }
      }
    }
    Optional<RoundCourse> first =
        late.stream()
            .map(Map.Entry::getKey)
            .filter(course -> !course.isOver())
            .min(Comparator.comparingLong(RoundCourse::fallbackAtMs));
    // Rounds whose time is over take theirs in one block, at any time; after the others.
    late.removeIf(entry -> entry.getKey().isOver() == first.isPresent());
    late.sort(Comparator.comparingLong(entry -> entry.getKey().fallbackAtMs()));
    List<Digest> chosen = fill(late);
    return chosen.isEmpty()
        ? Optional.empty()
        : Optional.of(new Urgent(first.map(c -> c.fallbackAtMs() - 1).orElse(nowMs), chosen));
  }

  private List<Digest> fill(List<Map.Entry<RoundCourse, List<Candidate>>> late) {
    List<Digest> chosen = new ArrayList<>();
    long bytes = 0;
    for (Map.Entry<RoundCourse, List<Candidate>> entry : late) {
      for (Candidate candidate : entry.getValue()) {
        // Another signature for a secret that is in already counts for nothing.
        if (chosen.size() < bodiesMax
            && bytes + candidate.body().size() <= bytesMax
            && entry.getKey().awaits(candidate.reveal())) {
          entry.getKey().take(candidate.body());
          chosen.add(candidate.body().digest());
          bytes += candidate.body().size();
        }
      }
    }
    return chosen;
  }

  // --- backups

  /** Whether the proposal makes sure that a reveal is not counted which it could have held. */
  boolean leavesOut(Proposal proposal, Situation situation) {
    SortedMap<TableId, List<Candidate>> waiting =
        waiting(
            situation,
            w ->
                w.relayedMs().isPresent()
                    && proposal.arrivedMs() - w.relayedMs().getAsLong() >= RELAYED_MS);
    for (Map.Entry<TableId, List<Candidate>> entry : waiting.entrySet()) {
      Optional<RoundCourse> course = course(situation, entry.getKey());
      if (course.isPresent() && leavesOut(proposal, course.get(), entry.getValue())) {
        return true;
      }
    }
    return false;
  }

  private boolean leavesOut(Proposal proposal, RoundCourse course, List<Candidate> relayed) {
    boolean awaited = relayed.stream().anyMatch(c -> course.awaits(c.reveal()));
    if (!awaited || course.isDoomed()) {
      return false;
    }
    boolean excused = course.isOver() && isFull(proposal);
    course.begin(proposal.filled().block().timeMs());
    if (course.isSettled()) {
      return true;
    }
    proposal.filled().bodies().forEach(course::take);
    return course.isDoomed()
        && !excused
        && relayed.stream().anyMatch(c -> course.awaits(c.reveal()));
  }

  /** Whether no honest primary could have put more reveals into it. */
  private boolean isFull(Proposal proposal) {
    List<Body> bodies = proposal.filled().bodies();
    return !bodies.isEmpty()
        && bodies.stream().allMatch(b -> b.operation() instanceof Operation.Reveal)
        && (bodies.size() == bodiesMax || proposal.bytes() + bodies.get(0).size() > bytesMax);
  }

  /** Whether a proposal may be as old as it is: at F − 1, with nothing but reveals that count. */
  Verdict judgeOld(Proposal proposal, Situation situation) {
    Filled filled = proposal.filled();
    SortedMap<TableId, RoundCourse> courses = new TreeMap<>();
    boolean inTime = false;
    for (Body body : filled.bodies()) {
      if (!(body.operation() instanceof Operation.Reveal reveal)) {
        return Verdict.refuse(Rejection.CLOCK);
      }
      TableId table = reveal.draw().table();
      if (!courses.containsKey(table)) {
        Optional<RoundCourse> course = course(situation, table);
        if (course.isEmpty()) {
          return Verdict.refuse(Rejection.CLOCK);
        }
        courses.put(table, course.get());
      }
      RoundCourse course = courses.get(table);
      if (!course.awaits(reveal)) {
        // What is certain elsewhere and not here may open or close a round yet.
        return course.isBefore(reveal) && !situation.below().isEmpty()
            ? Verdict.waitFor(Rejection.CLOCK)
            : Verdict.refuse(Rejection.CLOCK);
      }
      inTime |= !course.isOver() && filled.block().timeMs() == course.fallbackAtMs() - 1;
      course.take(body);
    }
    return inTime ? Verdict.ACCEPT : Verdict.refuse(Rejection.CLOCK);
  }

  // --- both

  private static SortedMap<TableId, List<Candidate>> waiting(
      Situation situation, Predicate<Waiting> which) {
    SortedMap<TableId, List<Candidate>> waiting = new TreeMap<>();
    for (Waiting w : situation.waiting()) {
      if (w.body().operation() instanceof Operation.Reveal reveal && which.test(w)) {
        waiting
            .computeIfAbsent(reveal.draw().table(), t -> new ArrayList<>())
            .add(new Candidate(w.body(), reveal));
      }
    }
    return waiting;
  }

  /** The round of a table after all blocks below; empty if there is no such table. */
  private static Optional<RoundCourse> course(Situation situation, TableId table) {
    if (!(situation.certified() instanceof LedgerState state)) {
      return Optional.empty();
    }
    Ledger ledger = state.block().ledger();
    Optional<RoundCourse> course = ledger.table(table).map(t -> new RoundCourse(ledger, t));
    course.ifPresent(c -> situation.below().forEach(c::follow));
    return course;
  }
}
