package org.bitcraps.protocol.replica;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.execution.Round;
import org.bitcraps.evidence.execution.RoundPhase;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.protocol.consensus.Executed;
import org.bitcraps.protocol.consensus.ProposalPolicy.Filled;
import org.bitcraps.protocol.consensus.ProposalPolicy.Judgement;
import org.bitcraps.protocol.consensus.ProposalPolicy.Proposal;
import org.bitcraps.protocol.consensus.ProposalPolicy.Situation;
import org.bitcraps.protocol.consensus.ProposalPolicy.Urgent;
import org.bitcraps.protocol.consensus.ProposalPolicy.Verdict;
import org.bitcraps.protocol.consensus.ProposalPolicy.Waiting;
import org.bitcraps.protocol.consensus.Rejection;
import org.bitcraps.protocol.replica.LedgerExecution.LedgerState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * R4: four have committed, three reveals are enough from F on. Times are told from F; a block is
 * told by its time and whose reveals it holds: {@code -1:23}, {@code 0:} is empty.
 */
class RevealRulesTest {

  private static final long WINDOW_MS = 1_600;

  private final Seat seat = new Seat();
  private final VoteTimeRules rules = new VoteTimeRules(seat.genesis.parameters());
  private final List<Filled> below = new ArrayList<>();
  private final List<Waiting> waiting = new ArrayList<>();
  private final Map<String, Operation> made = new TreeMap<>();
  private long round;
  private ExecutedBlock certified = seat.head;

  /** A round in REVEALING in which these have revealed. */
  private void revealing(String whose) {
    round = seat.open(0, 1, 2, 3);
    seat.close();
    if (!whose.equals("-")) {
      seat.then(reveals(whose).toArray(Operation[]::new));
    }
    certified = seat.head;
  }

  private long fallbackMs() {
    return seat.round().closedAtMs() + WINDOW_MS;
  }

  private List<Operation> reveals(String whose) {
    return whose.chars().mapToObj(c -> reveal(c - '0', round)).toList();
  }

  /** Signed once. */
  private Operation reveal(int validator, long ofRound) {
    return made.computeIfAbsent(validator + "/" + ofRound, name -> seat.reveal(validator, ofRound));
  }

  private Filled block(String told) {
    String[] parts = told.split(":", -1);
    return block(
        fallbackMs() + Long.parseLong(parts[0]),
        Seat.bodies(reveals(parts[1]).toArray(Operation[]::new)));
  }

  private Filled block(long timeMs, List<Body> bodies) {
    return new Filled(seat.block(timeMs, bodies), bodies);
  }

  private void relayed(String whose, long atMs) {
    reveals(whose)
        .forEach(reveal -> waiting.add(new Waiting(Body.of(reveal), OptionalLong.of(atMs))));
  }

  private Situation situation() {
    return new Situation() {
      @Override
      public Executed certified() {
        return new LedgerState(certified);
      }

      @Override
      public List<Filled> below() {
        return below;
      }

      @Override
      public List<Waiting> waiting() {
        return waiting;
      }
    };
  }

  private long parentMs() {
    return below.isEmpty()
        ? certified.effectiveTimeMs()
        : below.get(below.size() - 1).block().timeMs();
  }

  private Verdict judge(Filled filled, long arrivedMs) {
    long bytes = filled.bodies().stream().mapToLong(Body::size).sum();
    return rules.judge(
        new Proposal(filled, parentMs(), arrivedMs, arrivedMs, true, bytes), situation());
  }

  // --- what a backup refuses

  /** Relayed: by whom, and how long before the proposal arrived, which is at its own time. */
  @ParameterizedTest(name = "{0} in, below {1}: block {2}, relayed {3} {4} ms ago: {5}")
  @CsvSource({
    "012, -,    0:,    3,  200, REFUSE", // It settles without 3.
    "012, -,    0:,    3,  201, REFUSE",
    "012, -,    0:,    3,  199, ACCEPT", // An honest primary might not know it.
    "012, -,    1:,    3,  200, REFUSE",
    "012, -,    -1:,   3,  200, ACCEPT", // There is time left.
    "012, -,    -1:3,  3,  200, ACCEPT",
    "012, -,    0:3,   3,  200, REFUSE", // It settles before it takes 3 in.
    "012, -,    0:,    '', 0,   ACCEPT", // Nobody has heard of 3.
    "012, -,    0:,    2,  200, ACCEPT", // It counts already.
    "01,  -,    0:2,   3,  200, REFUSE", // Any next block settles without 3.
    "01,  -,    -1:2,  3,  200, ACCEPT",
    "01,  -,    0:23,  3,  200, ACCEPT",
    "01,  -,    0:,    23, 200, ACCEPT", // Too few to settle.
    "0,   -,    0:1,   23, 200, ACCEPT",
    "0,   -,    0:12,  3,  200, REFUSE",
    "0,   5:,   5:12,  3,  200, REFUSE", // The time of the round is over, the round is not.
    "0,   5:,   5:123, 3,  200, ACCEPT",
    "01,  5:2,  5:,    3,  200, ACCEPT", // No block can help it any more: who refused would halt.
    "01,  5:2,  6:3,   3,  200, ACCEPT",
    "01,  -1:2, 0:,    3,  200, REFUSE",
    "01,  -1:3, 0:,    3,  200, ACCEPT", // It stands below.
    "01,  -1:3, 0:,    2,  200, REFUSE",
    "-,   -,    0:,    0,  200, ACCEPT",
    "-,   -,    0:012, 3,  200, REFUSE",
  })
  void r4_aBackupRefusesWhatMakesARevealWorthless(
      String in, String belowIt, String proposal, String whose, long agoMs, Judgement expected) {
    revealing(in);
    if (!belowIt.equals("-")) {
      below.add(block(belowIt));
    }
    Filled filled = block(proposal);
    relayed(whose, filled.block().timeMs() - agoMs);
    Verdict verdict = judge(filled, filled.block().timeMs());
    assertThat(verdict.judgement()).isEqualTo(expected);
    assertThat(verdict.reason().filter(r -> r != Rejection.REVEAL_LEFT_OUT)).isEmpty();
  }

  @Test
  void r4_aRevealThatIsHeldAndNotRelayedBindsNobody() {
    revealing("012");
    waiting.add(new Waiting(Body.of(seat.reveal(3, round)), OptionalLong.empty()));
    assertThat(judge(block("0:"), fallbackMs()).judgement()).isEqualTo(Judgement.ACCEPT);
  }

  @Test
  void r4_aRevealThatNeverCountsBindsNobody() {
    revealing("012");
    Operation.Reveal other = (Operation.Reveal) seat.reveal(3, round + 1);
    for (Operation.Reveal worthless :
        List.of(
            other, // Of a round that has not begun.
            new Operation.Reveal(
                seat.draw(round), other.validator(), other.secret(), other.signature()),
            new Operation.Reveal(
                seat.draw(round), new ReplicaId(9), other.secret(), other.signature()))) {
      waiting.clear();
      waiting.add(new Waiting(Body.of(worthless), OptionalLong.of(0)));
      assertThat(judge(block("0:"), fallbackMs()).judgement()).isEqualTo(Judgement.ACCEPT);
    }
  }

  @Test
  void r4_whoIsBehindTheCloseSeesItInTheBlocksBelow() {
    round = seat.open(0, 1, 2, 3);
    certified = seat.head;
    long closesAtMs = seat.round().closesAtMs();
    below.add(block(closesAtMs, List.of()));
    below.add(block(closesAtMs, Seat.bodies(reveals("012").toArray(Operation[]::new))));
    relayed("3", closesAtMs);
    Filled late = block(closesAtMs + WINDOW_MS, List.of());
    assertThat(judge(late, late.block().timeMs()))
        .isEqualTo(Verdict.refuse(Rejection.REVEAL_LEFT_OUT));
  }

  @Test
  void r4_aBlockFullOfRevealsIsExcusedOnlyWhereNoEarlierTimeWasLeft() {
    int most = seat.genesis.parameters().getInt(Parameter.BLOCK_BODIES_MAX);
    revealing("0");
    List<Body> full = new ArrayList<>(Seat.bodies(reveals("12").toArray(Operation[]::new)));
    for (long old = 1; full.size() < most; old++) {
      full.add(Body.of(seat.reveal(0, round + old)));
    }
    Filled filled = block(fallbackMs() + 5, full);
    relayed("3", filled.block().timeMs() - 200);
    assertThat(judge(filled, filled.block().timeMs()).judgement()).isEqualTo(Judgement.REFUSE);
    below.add(block("5:"));
    assertThat(judge(filled, filled.block().timeMs()).judgement()).isEqualTo(Judgement.ACCEPT);
    Filled less = block(fallbackMs() + 5, full.subList(0, most - 1));
    assertThat(judge(less, less.block().timeMs()).judgement()).isEqualTo(Judgement.REFUSE);
  }

  // --- which old times a backup takes

  @ParameterizedTest(name = "{0} in, below {1}: block {2}: {3}")
  @CsvSource({
    "012, -,     -1:3,  ACCEPT",
    "012, -,     -2:3,  REFUSE",
    "012, -,     0:3,   REFUSE",
    "012, -,     -1:,   REFUSE",
    "012, -,     -1:2,  REFUSE", // It counts already.
    "012, -,     -1:32, REFUSE",
    "01,  -,     -1:32, ACCEPT",
    "01,  -,     -1:3,  ACCEPT",
    "01,  -1:3,  -1:2,  ACCEPT",
    "01,  -1:3,  -1:3,  REFUSE",
    "01,  0:,    0:23,  REFUSE", // There is no time before F left.
    "-,   -,     -1:0,  ACCEPT",
  })
  void r4_aBlockOfRevealsMayBeAsOldAsTheEndOfTheWindow(
      String in, String belowIt, String proposal, Judgement expected) {
    revealing(in);
    if (!belowIt.equals("-")) {
      below.add(block(belowIt));
    }
    Verdict verdict = judge(block(proposal), fallbackMs() + 60_000);
    assertThat(verdict.judgement()).isEqualTo(expected);
    assertThat(verdict.reason().filter(r -> r != Rejection.CLOCK)).isEmpty();
  }

  @Test
  void r4_nothingElseStandsInABlockOfAnOldTime() {
    revealing("012");
    for (Operation other : List.of(seat.commitment(2, round + 1), seat.reveal(3, round + 1))) {
      Filled mixed = block(fallbackMs() - 1, Seat.bodies(seat.reveal(3, round), other));
      assertThat(judge(mixed, fallbackMs() + 60_000).judgement()).isEqualTo(Judgement.REFUSE);
    }
  }

  @Test
  void r4_whoDoesNotSeeTheRoundYetWaitsWhileBlocksBelowAreUncertain() {
    certified = seat.head; // Before the round that it is about.
    revealing("012");
    ExecutedBlock now = certified;
    certified = ExecutedBlock.genesis(seat.genesis);
    Filled old = block("-1:3");
    assertThat(judge(old, fallbackMs() + 60_000)).isEqualTo(Verdict.refuse(Rejection.CLOCK));
    below.add(block(certified.effectiveTimeMs(), List.of()));
    assertThat(judge(old, fallbackMs() + 60_000)).isEqualTo(Verdict.waitFor(Rejection.CLOCK));
    below.clear();
    certified = now;
    assertThat(judge(old, fallbackMs() + 60_000)).isEqualTo(Verdict.ACCEPT);
  }

  // --- what a primary proposes

  private Optional<Urgent> urgent(long nowMs) {
    return rules.urgent(situation(), parentMs(), nowMs);
  }

  private List<Digest> digests(String whose) {
    return reveals(whose).stream().map(reveal -> Body.of(reveal).digest()).toList();
  }

  @ParameterizedTest(name = "{0} in, below {1}, holds {2} at {3}: {4} at {5}")
  @CsvSource({
    "012, -,    3,   -1,    -,   0",
    "012, -,    3,   0,     3,   -1",
    "012, -,    3,   60000, 3,   -1",
    "012, -,    '',  60000, -,   0",
    "012, -,    2,   60000, -,   0",
    "01,  -,    23,  5,     23,  -1",
    "-,   -,    123, 5,     123, -1",
    "01,  5:,   23,  7,     23,  7",
    "0,   5:,   1,   7,     1,   7",
    "01,  5:2,  3,   7,     -,   0",
    "01,  -1:2, 3,   7,     3,   -1",
    "01,  -1:2, 2,   7,     -,   0",
  })
  void r4_aPrimaryProposesLateRevealsBeforeAllElse(
      String in, String belowIt, String holds, long now, String proposes, long at) {
    revealing(in);
    if (!belowIt.equals("-")) {
      below.add(block(belowIt));
    }
    relayed(holds, 0);
    assertThat(urgent(fallbackMs() + now))
        .isEqualTo(
            proposes.equals("-")
                ? Optional.empty()
                : Optional.of(new Urgent(fallbackMs() + at, digests(proposes))));
  }

  @Test
  void r4_oneSignatureOfEachSecretAndNoMoreThanABlockHolds() {
    revealing("0");
    Operation.Reveal again = (Operation.Reveal) seat.reveal(3, round);
    for (int i = 0; i < 10; i++) {
      Operation.Reveal other =
          new Operation.Reveal(
              again.draw(),
              again.validator(),
              again.secret(),
              Seat.key(3).sign(new byte[] {(byte) i}));
      waiting.add(new Waiting(Body.of(other), OptionalLong.empty()));
    }
    relayed("12", 0);
    assertThat(urgent(fallbackMs()).orElseThrow().bodies()).hasSize(3).containsAll(digests("12"));
  }

  /** Whatever is in and whatever an honest primary holds: no honest backup refuses it. */
  @Test
  void r4_whatIsUrgentIsAcceptedAndCounts() {
    revealing("-");
    int urgent = 0;
    for (int in = 0; in < 16; in++) {
      for (int holds = 0; holds < 16; holds++) {
        for (String time : List.of("-7", "-1", "0", "5")) {
          below.clear();
          waiting.clear();
          below.add(block(time + ":" + names(in)));
          relayed(names(holds), 0);
          Optional<Urgent> first = urgent(fallbackMs() + 60_000);
          if (first.isEmpty()) {
            continue;
          }
          urgent++;
          List<Body> bodies =
              waiting.stream()
                  .map(Waiting::body)
                  .filter(b -> first.get().bodies().contains(b.digest()))
                  .toList();
          Filled filled = block(first.get().timeMs(), bodies);
          assertThat(judge(filled, fallbackMs() + 60_000)).isEqualTo(Verdict.ACCEPT);
          below.add(filled);
          assertThat(urgent(fallbackMs() + 60_000)).isEmpty();
          ExecutedBlock after = certified;
          for (Filled f : below) {
            after = executed(after, f);
          }
          Round executed = after.ledger().table(Seat.TABLE).orElseThrow().round();
          assertThat(executed.reveals()).hasSize(Integer.bitCount(in | holds));
        }
      }
    }
    assertThat(urgent).isGreaterThan(300);
  }

  private static String names(int mask) {
    StringBuilder names = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      names.append((mask >> i & 1) == 1 ? Integer.toString(i) : "");
    }
    return names.toString();
  }

  private ExecutedBlock executed(ExecutedBlock parent, Filled filled) {
    Block block =
        new Block(
            seat.chain,
            filled.block().epoch(),
            parent.sequence().next(),
            filled.block().timeMs(),
            parent.digest(),
            filled.block().bodies());
    return parent.next(block, filled.bodies());
  }

  // --- the course that both go by

  /** Blocks at random: up to the roll it says of the round what execution makes of it. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void aCourseForetellsWhatIsExecuted(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    round = seat.open(0, 1, 2, 3);
    for (int run = 0; run < 40; run++) {
      ExecutedBlock executed = seat.head;
      RoundCourse course =
          new RoundCourse(executed.ledger(), executed.ledger().table(Seat.TABLE).orElseThrow());
      long timeMs = seat.round().closesAtMs() - 3;
      for (int i = 0; i < 12; i++) {
        timeMs += random.nextInt(4) == 0 ? random.nextInt(1_700) : random.nextInt(3);
        List<Operation> operations = new ArrayList<>(reveals(names(random.nextInt(16))));
        if (random.nextBoolean()) {
          operations.clear();
        }
        operations.add(reveal(random.nextInt(4), round + 1));
        Filled filled = block(timeMs, Seat.bodies(operations.toArray(Operation[]::new)));
        executed = executed(executed, filled);
        course.follow(filled);
        Round now = executed.ledger().table(Seat.TABLE).orElseThrow().round();
        if (now.phase() == RoundPhase.SETTLED) {
          assertThat(course.isSettled()).as("seed %d", seed).isTrue();
          break;
        }
        assertThat(course.isSettled()).as("seed %d", seed).isFalse();
        assertThat(Arrays.asList(0, 1, 2, 3))
            .as("seed %d", seed)
            .allSatisfy(id ->
                assertThat(course.awaits((Operation.Reveal) reveal(id, round)))
                    .isEqualTo(
                        now.phase() == RoundPhase.REVEALING
                            && !now.reveals().containsKey(new ReplicaId(id))));
        if (now.phase() == RoundPhase.REVEALING) {
          assertThat(course.fallbackAtMs()).isEqualTo(now.closedAtMs() + WINDOW_MS);
          assertThat(course.isDoomed())
              .isEqualTo(
                  now.reveals().size() >= 3 && executed.effectiveTimeMs() >= course.fallbackAtMs());
        }
      }
    }
  }
}
