package org.bitcraps.evidence.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bitcraps.evidence.execution.TestChain.CHIP;
import static org.bitcraps.evidence.execution.TestChain.IDLE_TABLE;
import static org.bitcraps.evidence.execution.TestChain.START;
import static org.bitcraps.evidence.execution.TestChain.TABLE;
import static org.bitcraps.evidence.execution.TestChain.account;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.craps.OddsMultiples;
import org.bitcraps.evidence.craps.RulesTable;
import org.bitcraps.evidence.execution.BlockSummary.TablePhase;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.Epoch;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.evidence.operation.PlayerOrder.Change;
import org.bitcraps.evidence.wire.MalformedException;
import org.junit.jupiter.api.Test;

class ExecutedBlockTest {

  private final TestChain chain = new TestChain();

  private Block after(ExecutedBlock parent, List<Body> bodies) {
    return new Block(
        chain.chainId,
        Epoch.ZERO,
        parent.sequence().next(),
        START,
        parent.digest(),
        bodies.stream().map(Body::digest).toList());
  }

  @Test
  void genesisIsSequenceZeroWithARootOverItsWholeState() {
    ExecutedBlock genesis = chain.head;
    assertThat(genesis.sequence()).isEqualTo(SequenceNumber.ZERO);
    assertThat(genesis.digest()).isEqualTo(Digest.ZERO);
    assertThat(genesis.effectiveTimeMs()).isEqualTo(START);
    assertThatThrownBy(genesis::block).isInstanceOf(IllegalStateException.class);
    assertThat(genesis.leaves()).containsExactly(genesis.summary());
    assertThat(genesis.summary().previousRoot()).isEqualTo(Digest.ZERO);
    assertThat(genesis.summary().stateDelta())
        .isEqualTo(TestChain.fullDelta(new TreeMap<>(), TestChain.entries(genesis.ledger())));
  }

  @Test
  void aGenesisOfOtherRulesOrAnotherVersionIsNotExecuted() {
    RulesTable others = RulesTable.standard().withOdds(new OddsMultiples(2, 2, 2));
    assertThatThrownBy(() -> ExecutedBlock.genesis(chain.genesis, others, TestChain::isGoodKey))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("rulesHash");
    Genesis g = chain.genesis;
    Genesis newer =
        new Genesis(
            g.name(),
            g.salt(),
            2,
            g.startTimeMs(),
            g.flags(),
            g.parameters(),
            g.rulesHash(),
            g.validators(),
            g.gateways(),
            g.tables(),
            g.mints(),
            g.treasury());
    assertThatThrownBy(() -> ExecutedBlock.genesis(newer))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("protocolVersion");
    assertThat(ExecutedBlock.genesis(g).resultRoot()).isEqualTo(chain.head.resultRoot());
  }

  @Test
  void leafZeroSaysWhereEverythingStands() {
    ExecutedBlock genesis = chain.head;
    chain.open();
    BlockSummary summary = chain.head.summary();
    assertThat(summary.tables())
        .containsExactly(
            new TablePhase(TABLE, 1, RoundPhase.BETTING),
            new TablePhase(IDLE_TABLE, 0, RoundPhase.SETTLED));
    assertThat(summary.endsEpoch()).isFalse();
    assertThat(summary.nextSetHash()).isEqualTo(chain.genesis.replicaSet().hash());
    assertThat(summary.rulesHash()).isEqualTo(chain.genesis.rulesHash());
    assertThat(genesis.summary().tables().get(0))
        .isEqualTo(new TablePhase(TABLE, 0, RoundPhase.SETTLED));
  }

  @Test
  void anyLeafIsProvenAgainstTheRoot() {
    chain.open();
    ExecutedBlock block = chain.then(chain.bets(chain.wager(0, BetType.PASS, 2 * CHIP, 0)));
    for (int i = 0; i < block.leaves().size(); i++) {
      byte[] leaf = block.leaves().get(i).toWire();
      assertThat(block.resultTree().proof(i).proves(leaf, block.resultRoot())).isTrue();
    }
  }

  @Test
  void onlyTheNextBlockWithItsOwnBodiesIsExecuted() {
    ExecutedBlock head = chain.head;
    List<Body> bodies = List.of(Body.of(chain.commit(1, 0)), Body.of(chain.commit(1, 1)));
    Block good = after(head, bodies);
    assertThat(head.next(good, bodies).sequence().value()).isEqualTo(1);
    refused(head, good, List.of(bodies.get(1), bodies.get(0)), "bodies");
    refused(head, good, List.of(bodies.get(0)), "bodies");
    refused(head, good, List.of(), "bodies");
    refused(
        head,
        new Block(
            new ChainId(Digest.ZERO),
            good.epoch(),
            good.sequence(),
            START,
            good.parent(),
            good.bodies()),
        bodies,
        "chain");
    refused(
        head,
        new Block(
            chain.chainId, Epoch.ZERO.next(), good.sequence(), START, good.parent(), good.bodies()),
        bodies,
        "epoch");
    refused(
        head,
        new Block(
            chain.chainId,
            good.epoch(),
            good.sequence().next(),
            START,
            good.parent(),
            good.bodies()),
        bodies,
        "sequence");
    refused(
        head,
        new Block(
            chain.chainId, good.epoch(), good.sequence(), START, good.digest(), good.bodies()),
        bodies,
        "parent");
  }

  private static void refused(ExecutedBlock head, Block block, List<Body> bodies, String field) {
    assertThatThrownBy(() -> head.next(block, bodies))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(field);
  }

  @Test
  void branchesDoNotInfluenceEachOther() {
    chain.open();
    ExecutedBlock fork = chain.head;
    Operation pass = chain.bets(chain.wager(0, BetType.PASS, 2 * CHIP, 0));
    Operation field = chain.bets(chain.wager(0, BetType.FIELD, 4 * CHIP, 0));
    ExecutedBlock left = chain.on(fork, fork.effectiveTimeMs(), pass);
    Digest leftRoot = left.resultRoot();
    SortedMap<String, String> leftState = TestChain.entries(left.ledger());
    SortedMap<String, String> forkState = TestChain.entries(fork.ledger());

    ExecutedBlock right = chain.on(fork, fork.effectiveTimeMs() + 7, field);
    chain.on(right, right.effectiveTimeMs(), chain.orders(chain.transfer(0, account(1), 1, 1)));
    chain.on(
        left,
        left.effectiveTimeMs(),
        chain.orders(
            chain.change(
                0, left.ledger().bets(TABLE, account(0)).get(0).id(), Change.TAKE_DOWN, 0, 1)));

    assertThat(TestChain.entries(fork.ledger())).isEqualTo(forkState);
    assertThat(TestChain.entries(left.ledger())).isEqualTo(leftState);
    assertThat(chain.on(fork, fork.effectiveTimeMs(), pass).resultRoot()).isEqualTo(leftRoot);
    assertThat(right.resultRoot()).isNotEqualTo(leftRoot);
  }

  @Test
  void aBatchOfAnotherChainIsRefusedBetByBet() {
    chain.open();
    TestChain other = new TestChain(TestChain.genesis(4, Set.of()));
    other.open();
    Operation foreign =
        other.bets(
            other.wager(0, BetType.PASS, 2 * CHIP, 0), other.wager(1, BetType.PASS, 2 * CHIP, 0));
    ExecutedBlock block = chain.then(foreign);
    assertThat(TestChain.receipts(block))
        .hasSize(2)
        .allMatch(receipt -> receipt.outcome() == Outcome.WRONG_CHAIN);
    assertThat(chain.balance(0)).isEqualTo(1_000 * CHIP);
  }

  @Test
  void aLeafWithAnythingAfterItOrOfNoKindIsRefused() {
    byte[] leaf = chain.head.summary().toWire();
    byte[] longer = Arrays.copyOf(leaf, leaf.length + 1);
    assertThatThrownBy(() -> ResultLeaf.decode(longer)).isInstanceOf(MalformedException.class);
    byte[] shorter = Arrays.copyOf(leaf, leaf.length - 1);
    assertThatThrownBy(() -> ResultLeaf.decode(shorter)).isInstanceOf(MalformedException.class);
    byte[] unknown = leaf.clone();
    unknown[1] = 99;
    assertThatThrownBy(() -> ResultLeaf.decode(unknown)).isInstanceOf(MalformedException.class);
    byte[] otherTag = leaf.clone();
    otherTag[0] = 0x20;
    assertThatThrownBy(() -> ResultLeaf.decode(otherTag)).isInstanceOf(MalformedException.class);
  }

  @Test
  void noTwoOutcomesShareACode() {
    assertThat(Arrays.stream(Outcome.values()).map(Outcome::code).toList()).doesNotHaveDuplicates();
    assertThat(Arrays.stream(OrderKind.values()).map(OrderKind::code).toList())
        .doesNotHaveDuplicates();
    assertThat(
            Arrays.stream(RevealReceipt.Answer.values()).map(RevealReceipt.Answer::code).toList())
        .doesNotHaveDuplicates();
    assertThat(
            Arrays.stream(CommitmentReceipt.Answer.values())
                .map(CommitmentReceipt.Answer::code)
                .toList())
        .doesNotHaveDuplicates();
  }

  @Test
  void aBrokenInvariantStops() {
    Ledger good = chain.ledger();
    Ledger richer =
        new Ledger(
            good.facts(),
            good.effectiveTimeMs(),
            good.treasury() + 1,
            good.balances(),
            good.accounts(),
            good.tables());
    assertThatThrownBy(richer::checkInvariants).isInstanceOf(IllegalStateException.class);
    Ledger shifted =
        new Ledger(
            good.facts(),
            good.effectiveTimeMs(),
            good.treasury() + 1,
            good.balances() - 1,
            good.accounts(),
            good.tables());
    shifted.checkInvariants();
    assertThatThrownBy(shifted::recount).isInstanceOf(IllegalStateException.class);
    TableLedger table = chain.table();
    assertThatThrownBy(() ->
            new TableLedger(
                table.id(),
                table.name(),
                10,
                11,
                0,
                table.stakeMin(),
                table.stakeMax(),
                table.craps(),
                table.round(),
                table.nextCommitments(),
                table.missed(),
                table.bets()))
        .isInstanceOf(IllegalStateException.class);
  }
}
