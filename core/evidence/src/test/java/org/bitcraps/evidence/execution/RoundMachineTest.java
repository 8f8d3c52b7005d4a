package org.bitcraps.evidence.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitcraps.evidence.execution.TestChain.START;
import static org.bitcraps.evidence.execution.TestChain.TABLE;
import static org.bitcraps.evidence.execution.TestChain.UNCHECKED;
import static org.bitcraps.evidence.execution.TestChain.leaves;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bitcraps.evidence.dice.DrawId;
import org.bitcraps.evidence.execution.Ledger.Awaited;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.operation.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundMachineTest {

  private static final long WINDOW = 5_000;
  private static final long REVEAL = 1_600;

  private static List<ReplicaId> ids(int... values) {
    return Arrays.stream(values).mapToObj(ReplicaId::new).toList();
  }

  private static CommitmentReceipt.Answer commitment(ExecutedBlock block) {
    return leaves(block, CommitmentReceipt.class).get(0).answer();
  }

  private static RevealReceipt.Answer reveal(ExecutedBlock block) {
    return leaves(block, RevealReceipt.class).get(0).answer();
  }

  @Test
  void aRoundOpensWithAQuorumOfCommitmentsAndNotWithOneLess() {
    TestChain chain = new TestChain();
    chain.then(chain.commits(1, 2));
    assertThat(chain.ledger().nextDueMs()).isEmpty();
    chain.block(START + 60_000);
    assertThat(chain.round()).isEqualTo(Round.NONE);

    chain.then(chain.commit(1, 2));
    assertThat(chain.ledger().nextDueMs()).isEqualTo(OptionalLong.of(START + 60_000));
    assertThat(chain.round()).as("not in the block of the commitments").isEqualTo(Round.NONE);
    ExecutedBlock opened = chain.block(START + 60_010);
    assertThat(leaves(opened, RoundOpened.class))
        .containsExactly(
            new RoundOpened(
                TABLE, 1, START + 60_010, START + 60_010 + WINDOW, chain.round().committers()));
    assertThat(List.copyOf(chain.round().committers().keySet())).isEqualTo(ids(0, 1, 2));
    assertThat(chain.table().nextCommitments()).isEmpty();
  }

  @Test
  void committersAreFrozenWhenBettingOpens() {
    TestChain chain = new TestChain();
    chain.then(chain.commits(1, 3));
    ExecutedBlock opening = chain.then(chain.commit(1, 3));
    assertThat(commitment(opening)).isEqualTo(CommitmentReceipt.Answer.TOO_LATE);
    assertThat(chain.round().committers()).hasSize(3);
    chain.close();
    assertThat(reveal(chain.then(chain.reveal(1, 3)))).isEqualTo(RevealReceipt.Answer.STRANGER);
  }

  @Test
  void commitmentsToTheNextRoundAreTakenFromTheOpeningOfThisOne() {
    TestChain chain = new TestChain();
    assertThat(commitment(chain.then(chain.commit(2, 0))))
        .isEqualTo(CommitmentReceipt.Answer.TOO_EARLY);
    chain.open();
    assertThat(commitment(chain.then(chain.commit(2, 0))))
        .isEqualTo(CommitmentReceipt.Answer.ACCEPTED);
    chain.close();
    assertThat(commitment(chain.then(chain.commit(2, 1))))
        .isEqualTo(CommitmentReceipt.Answer.ACCEPTED);
    chain.then(chain.reveals(1, 4));
    assertThat(chain.round().phase()).isEqualTo(RoundPhase.SETTLED);
    assertThat(commitment(chain.then(chain.commit(2, 2))))
        .isEqualTo(CommitmentReceipt.Answer.ACCEPTED);
    assertThat(commitment(chain.then(chain.commit(2, 3))))
        .as("round 2 opens at the start of this block")
        .isEqualTo(CommitmentReceipt.Answer.TOO_LATE);
    assertThat(chain.round().number()).isEqualTo(2);
  }

  @Test
  void aCommitmentIsRefusedForEachOfItsReasons() {
    TestChain chain = new TestChain();
    Operation.Commitment good = (Operation.Commitment) chain.commit(1, 0);
    chain.then(good);
    assertThat(commitment(chain.block(START + 1, good)))
        .isEqualTo(CommitmentReceipt.Answer.REPEATED);
    Operation other =
        new Operation.Commitment(good.draw(), good.validator(), Digest.ZERO, UNCHECKED);
    assertThat(commitment(chain.then(other))).isEqualTo(CommitmentReceipt.Answer.REPEATED);
    Operation copied =
        new Operation.Commitment(good.draw(), new ReplicaId(1), good.commitment(), UNCHECKED);
    assertThat(commitment(chain.then(copied))).isEqualTo(CommitmentReceipt.Answer.EQUAL);
    Operation stranger =
        new Operation.Commitment(good.draw(), new ReplicaId(4), Digest.ZERO, UNCHECKED);
    assertThat(commitment(chain.then(stranger))).isEqualTo(CommitmentReceipt.Answer.STRANGER);
    Operation otherChain =
        new Operation.Commitment(
            new DrawId(new ChainId(Digest.ZERO), TABLE, 1),
            new ReplicaId(1),
            Digest.ZERO,
            UNCHECKED);
    assertThat(commitment(chain.then(otherChain))).isEqualTo(CommitmentReceipt.Answer.WRONG_CHAIN);
    Operation noTable =
        new Operation.Commitment(
            new DrawId(chain.chainId, new TableId(9), 1), new ReplicaId(1), Digest.ZERO, UNCHECKED);
    assertThat(commitment(chain.then(noTable))).isEqualTo(CommitmentReceipt.Answer.TABLE_UNKNOWN);
    assertThat(chain.table().nextCommitments()).hasSize(1);
  }

  @Test
  void bettingClosesAtItsTimeAndNotAMillisecondEarlier() {
    TestChain chain = new TestChain();
    chain.open();
    long closesAt = chain.round().closesAtMs();
    assertThat(closesAt).isEqualTo(chain.now() + WINDOW);
    assertThat(chain.ledger().nextDueMs()).isEqualTo(OptionalLong.of(closesAt));
    chain.block(closesAt - 1);
    assertThat(chain.round().phase()).isEqualTo(RoundPhase.BETTING);
    ExecutedBlock closed = chain.block(closesAt);
    assertThat(leaves(closed, RoundClosed.class))
        .containsExactly(new RoundClosed(TABLE, 1, closesAt, closesAt + REVEAL));
    assertThat(chain.round().phase()).isEqualTo(RoundPhase.REVEALING);
  }

  @Test
  void theRevealWindowCountsFromTheRealClose() {
    TestChain chain = new TestChain();
    chain.open();
    chain.block(chain.round().closesAtMs() + 100_000, chain.commits(2, 4));
    assertThat(chain.round().phase()).isEqualTo(RoundPhase.REVEALING);
    long closedAt = chain.now();
    chain.then(chain.reveals(1, 3));
    assertThat(chain.ledger().nextDueMs()).isEqualTo(OptionalLong.of(closedAt + REVEAL));
    chain.block(closedAt + REVEAL - 1);
    assertThat(chain.round().phase()).isEqualTo(RoundPhase.REVEALING);
    ExecutedBlock ended = chain.block(closedAt + REVEAL);
    assertThat(leaves(ended, RollRecorded.class)).hasSize(1);
    assertThat(leaves(ended, MissingReveal.class))
        .containsExactly(new MissingReveal(TABLE, 1, new ReplicaId(3)));
    assertThat(leaves(ended, RoundOpened.class)).as("both transitions in one block").hasSize(1);
    assertThat(chain.round().number()).isEqualTo(2);
  }

  @Test
  void allRevealsEndTheRoundAtOnceAndBeforeTheNextOperation() {
    TestChain chain = new TestChain();
    chain.open();
    chain.close();
    Operation[] operations = {
      chain.reveal(1, 2),
      chain.reveal(1, 0),
      chain.reveal(1, 3),
      chain.reveal(1, 1),
      chain.commit(2, 0)
    };
    ExecutedBlock settled = chain.then(operations);
    assertThat(settled.leaves().stream().map(ResultLeaf::leafKind).toList())
        .containsExactly(
            ResultLeaf.Kind.BLOCK_SUMMARY,
            ResultLeaf.Kind.REVEAL_RECEIPT,
            ResultLeaf.Kind.REVEAL_RECEIPT,
            ResultLeaf.Kind.REVEAL_RECEIPT,
            ResultLeaf.Kind.REVEAL_RECEIPT,
            ResultLeaf.Kind.ROLL_RECORDED,
            ResultLeaf.Kind.COMMITMENT_RECEIPT);
    RollRecorded roll = leaves(settled, RollRecorded.class).get(0);
    assertThat(roll.isConsistent(chain.chainId)).isTrue();
    assertThat(roll.reveals()).isEqualTo(chain.secrets(1));
    assertThat(chain.round().roll()).contains(roll.roll());
    assertThat(chain.table().craps()).isEqualTo(roll.after());
  }

  @Test
  void tooFewRevealsWaitForEver() {
    TestChain chain = new TestChain();
    chain.open();
    chain.close();
    chain.then(chain.reveals(1, 2));
    assertThat(chain.ledger().nextDueMs()).isEmpty();
    chain.block(chain.now() + 3_600_000_000L, chain.commits(2, 4));
    chain.block(chain.now() + 3_600_000_000L);
    assertThat(chain.round().phase()).isEqualTo(RoundPhase.REVEALING);
    assertThat(chain.round().number()).isEqualTo(1);
    // The third reveal is enough, but only from the start of the next block on.
    ExecutedBlock third = chain.then(chain.reveal(1, 2));
    assertThat(leaves(third, RollRecorded.class)).isEmpty();
    assertThat(chain.ledger().nextDueMs().getAsLong()).isLessThan(chain.now());
    assertThat(leaves(chain.then(), RollRecorded.class)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 3", "4, 3", "5, 4", "6, 5", "7, 5", "10, 7"})
  void theFallbackNeedsCommittersLessF(int validators, int enough) {
    TestChain chain = new TestChain(TestChain.genesis(validators, Set.of()));
    chain.open();
    chain.close();
    long end = chain.now() + REVEAL;
    chain.then(chain.reveals(1, enough - 1));
    chain.block(end);
    assertThat(chain.round().phase()).isEqualTo(RoundPhase.REVEALING);
    chain.then(chain.reveal(1, enough - 1));
    chain.then();
    assertThat(chain.round().phase()).isEqualTo(RoundPhase.SETTLED);
    assertThat(chain.round().reveals()).hasSize(enough);
  }

  @Test
  void aRevealIsRefusedForEachOfItsReasons() {
    TestChain chain = new TestChain();
    chain.open();
    assertThat(reveal(chain.then(chain.reveal(1, 0)))).isEqualTo(RevealReceipt.Answer.TOO_EARLY);
    chain.close();
    Operation.Reveal good = (Operation.Reveal) chain.reveal(1, 0);
    Operation.Reveal others = (Operation.Reveal) chain.reveal(1, 1);
    assertThat(reveal(chain.then(chain.reveal(2, 0)))).isEqualTo(RevealReceipt.Answer.TOO_EARLY);
    Operation mismatch =
        new Operation.Reveal(good.draw(), good.validator(), others.secret(), UNCHECKED);
    assertThat(reveal(chain.then(mismatch))).isEqualTo(RevealReceipt.Answer.COMMITMENT_MISMATCH);
    Operation stranger =
        new Operation.Reveal(good.draw(), new ReplicaId(7), good.secret(), UNCHECKED);
    assertThat(reveal(chain.then(stranger))).isEqualTo(RevealReceipt.Answer.STRANGER);
    Operation otherChain =
        new Operation.Reveal(
            new DrawId(new ChainId(Digest.ZERO), TABLE, 1),
            good.validator(),
            good.secret(),
            UNCHECKED);
    assertThat(reveal(chain.then(otherChain))).isEqualTo(RevealReceipt.Answer.WRONG_CHAIN);
    Operation noTable =
        new Operation.Reveal(
            new DrawId(chain.chainId, new TableId(9), 1),
            good.validator(),
            good.secret(),
            UNCHECKED);
    assertThat(reveal(chain.then(noTable))).isEqualTo(RevealReceipt.Answer.TABLE_UNKNOWN);
    assertThat(chain.round().reveals()).isEmpty();
    assertThat(reveal(chain.then(good))).isEqualTo(RevealReceipt.Answer.ACCEPTED);
    assertThat(reveal(chain.block(chain.now() + 1, good))).isEqualTo(RevealReceipt.Answer.REPEATED);
  }

  @Test
  void aLateRevealClearsTheMissingOneOnce() {
    TestChain chain = new TestChain();
    chain.open();
    chain.close();
    chain.then(chain.reveals(1, 3));
    chain.block(chain.now() + REVEAL);
    MissedReveal missed = new MissedReveal(1, new ReplicaId(3));
    Operation.Reveal good = (Operation.Reveal) chain.reveal(1, 3);
    assertThat(chain.table().missed().get(missed))
        .contains(good.secret().commitment(good.draw(), good.validator()));
    Operation mismatch =
        new Operation.Reveal(
            good.draw(),
            good.validator(),
            ((Operation.Reveal) chain.reveal(1, 0)).secret(),
            UNCHECKED);
    assertThat(reveal(chain.then(mismatch))).isEqualTo(RevealReceipt.Answer.COMMITMENT_MISMATCH);
    assertThat(reveal(chain.then(chain.reveal(1, 0)))).isEqualTo(RevealReceipt.Answer.NOT_AWAITED);
    chain.open();
    assertThat(reveal(chain.then(good))).isEqualTo(RevealReceipt.Answer.LATE);
    assertThat(chain.table().missed().isEmpty()).isTrue();
    assertThat(reveal(chain.block(chain.now() + 1, good)))
        .isEqualTo(RevealReceipt.Answer.NOT_AWAITED);
  }

  @Test
  void missingRevealsAreForgottenAfterManyRounds() {
    TestChain chain = new TestChain(TestChain.genesis(4, Set.of()));
    Set<MissedReveal> expected = new TreeSet<>();
    long rounds = RoundMachine.MISSED_ROUNDS_KEPT + 5;
    for (long round = 1; round <= rounds; round++) {
      chain.open();
      chain.close();
      if (round % 100 == 2 || round > rounds - 2) {
        chain.then(chain.reveals(round, 3));
        chain.block(chain.now() + REVEAL);
        if (round > rounds - RoundMachine.MISSED_ROUNDS_KEPT) {
          expected.add(new MissedReveal(round, new ReplicaId(3)));
        }
      } else {
        chain.then(chain.reveals(round, 4));
      }
      assertThat(chain.round().phase()).isEqualTo(RoundPhase.SETTLED);
    }
    Set<MissedReveal> kept = new TreeSet<>();
    chain.table().missed().forEach(entry -> kept.add(entry.getKey()));
    assertThat(kept).isEqualTo(expected);
    assertThat(kept).noneMatch(missed -> missed.round() == 2).anyMatch(m -> m.round() == 102);
    assertThat(reveal(chain.then(chain.reveal(2, 3)))).isEqualTo(RevealReceipt.Answer.NOT_AWAITED);
  }

  @Test
  void theLedgerSaysWhomItWaitsFor() {
    TestChain chain = new TestChain();
    assertThat(chain.ledger().waitingFor(new TableId(9))).isEmpty();
    chain.then(chain.commit(1, 1));
    assertThat(chain.ledger().waitingFor(TABLE)).contains(new Awaited(ids(0, 2, 3), ids()));
    chain.then(chain.commit(1, 0), chain.commit(1, 2));
    chain.then();
    assertThat(chain.ledger().waitingFor(TABLE)).contains(new Awaited(ids(0, 1, 2, 3), ids()));
    chain.close();
    chain.then(chain.reveal(1, 2), chain.commit(2, 3));
    assertThat(chain.ledger().waitingFor(TABLE)).contains(new Awaited(ids(0, 1, 2), ids(0, 1)));
  }

  @Test
  void effectiveTimeNeverRunsBackwards() {
    TestChain chain = new TestChain();
    chain.open();
    long closesAt = chain.round().closesAtMs();
    chain.block(closesAt + 10);
    chain.block(closesAt - 4_000);
    assertThat(chain.now()).isEqualTo(closesAt + 10);
    assertThat(chain.head.summary().effectiveTimeMs()).isEqualTo(closesAt + 10);
    chain.block(0);
    assertThat(chain.now()).isEqualTo(closesAt + 10);
  }

  @Test
  void theLargestTimeDoesNotOverflow() {
    TestChain chain = new TestChain();
    chain.then(chain.commits(1, 4));
    chain.block(Long.MAX_VALUE - 1);
    assertThat(chain.round().closesAtMs()).isEqualTo(Long.MAX_VALUE);
    chain.block(Long.MAX_VALUE, chain.reveals(1, 3));
    assertThat(chain.round().phase()).isEqualTo(RoundPhase.REVEALING);
    chain.then();
    assertThat(chain.round().phase()).isEqualTo(RoundPhase.SETTLED);
  }

  @Test
  void anEmptyBlockChangesMoreThanTheTimeExactlyFromTheDueTimeOn() {
    TestChain chain = new TestChain();
    TreeMap<String, Runnable> steps = new TreeMap<>();
    steps.put("1 commit", () -> chain.then(chain.commits(1, 4)));
    steps.put("2 open", () -> chain.then());
    steps.put("3 close", chain::close);
    steps.put("4 reveal", () -> chain.then(chain.reveals(1, 3)));
    steps.put("5 end", () -> chain.block(chain.now() + REVEAL, chain.commits(2, 3)));
    steps.put("6 next", () -> chain.then());
    steps.forEach((name, step) -> {
      step.run();
      OptionalLong due = chain.ledger().nextDueMs();
      if (due.isPresent()) {
        long at = Math.max(due.getAsLong(), chain.now());
        if (at > chain.now()) {
          assertThat(chain.on(chain.head, at - 1).leaves()).as(name).hasSize(1);
        }
        assertThat(chain.on(chain.head, at).leaves()).as(name).hasSizeGreaterThan(1);
      } else {
        assertThat(chain.on(chain.head, Long.MAX_VALUE).leaves()).as(name).hasSize(1);
      }
    });
  }
}
