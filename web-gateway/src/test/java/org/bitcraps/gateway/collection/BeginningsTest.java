package org.bitcraps.gateway.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.exchange.History;
import org.bitcraps.evidence.exchange.KeptStates.KeptState;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.execution.StateTree;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.gateway.chain.Shelf;
import org.bitcraps.gateway.chain.TestChain;
import org.bitcraps.gateway.proof.Proofs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A gateway that starts again goes on from what it kept, and believes a quorum, not its disk. */
class BeginningsTest {

  private static final int AGAIN = 50;
  private static final int BLOCKS = 250;
  private static final Beginnings.Bounds SMALL = new Beginnings.Bounds(AGAIN, 120, 1 << 20);

  private final TestChain chain = new TestChain();
  private final Shelf shelf = new Shelf();
  private Beginnings beginnings = beginnings(SMALL);

  private Beginnings beginnings(Beginnings.Bounds bounds) {
    return new Beginnings(chain.genesis(), chain.start(), TestChain.VERIFIER, shelf, bounds);
  }

  /** A round, then commitments that nobody makes. */
  @BeforeEach
  void play() {
    playRound();
    while (chain.blocks().size() < BLOCKS - 20) {
      chain.append(1);
    }
    playRound();
    while (chain.blocks().size() < BLOCKS) {
      chain.append(1);
    }
  }

  private void playRound() {
    chain.openRound();
    chain.append(10, chain.batch(chain.bet(0, BetType.FIELD, 1_320, nonce())));
    chain.close();
    chain.roll();
  }

  private long nonce() {
    return chain.round().number() - 1;
  }

  private FollowedBlock block(long sequence) {
    return chain.blocks().get((int) sequence - 1);
  }

  private void keep(long... sequences) {
    for (long sequence : sequences) {
      shelf.put(chain.kept(block(sequence), 3));
    }
  }

  /** The chain as far as that block. */
  private History upTo(long last) {
    return new History() {
      @Override
      public Optional<BlockNotice> block(SequenceNumber sequence) {
        return sequence.value() > last ? Optional.empty() : chain.block(sequence);
      }

      @Override
      public SequenceNumber last() {
        return new SequenceNumber(last);
      }
    };
  }

  private long begins(long last) {
    Beginnings.Beginning begun = beginnings.toFollow(upTo(last));
    long at = begun.block().sequence().value();
    assertThat(begun.snapshot().map(s -> s.manifest().sequence().value()))
        .isEqualTo(at == 0 ? Optional.empty() : Optional.of(at));
    if (at > 0) {
      assertThat(begun.block().digest()).isEqualTo(block(at).executed().digest());
      assertThat(begun.block().resultRoot()).isEqualTo(block(at).executed().resultRoot());
      assertThat(StateTree.of(begun.block().ledger()).root())
          .isEqualTo(StateTree.of(block(at).executed().ledger()).root());
    }
    return at;
  }

  @Test
  void it_begins_so_many_blocks_before_the_end_of_what_is_kept() {
    assertThat(begins(BLOCKS)).as("nothing is kept").isZero();
    keep(100, 140, 180);
    assertThat(begins(180 + AGAIN)).as("the oldest of the last 120").isEqualTo(140);
    assertThat(begins(140 + 120)).isEqualTo(140);
    assertThat(begins(140 + 121)).isEqualTo(180);
    assertThat(begins(180 + AGAIN - 1)).isEqualTo(140);
    assertThat(begins(100 + AGAIN)).isEqualTo(100);
    assertThat(begins(120)).as("a chain that is short is executed whole").isZero();
    assertThat(begins(0)).as("the blocks are gone").isZero();
    keep(20);
    assertThat(begins(121)).as("none of the last 120 is early enough").isEqualTo(20);
  }

  @Test
  void of_large_blocks_fewer_are_executed_again() {
    keep(100, 140, 180);
    long perBlock =
        chain.blocks().subList(AGAIN, BLOCKS).stream()
                .mapToLong(block -> block.notice().bodyBytes())
                .sum()
            / (BLOCKS - AGAIN);
    assertThat(perBlock).isPositive();
    beginnings = beginnings(new Beginnings.Bounds(AGAIN, 120, 1));
    assertThat(begins(BLOCKS)).isEqualTo(180);
    assertThat(begins(100)).as("even of a short chain").isZero();
    keep(40);
    assertThat(begins(100)).isEqualTo(40);
  }

  @Test
  void quiet_blocks_at_the_end_do_not_make_busy_ones_before_them_cheap() {
    keep(1, 40);
    long busy =
        chain.blocks().stream().limit(40).mapToLong(block -> block.notice().bodyBytes()).sum();
    assertThat(busy).as("more than two for each block").isGreaterThan(2 * BLOCKS);
    beginnings = beginnings(new Beginnings.Bounds(10, BLOCKS, busy / 2));
    assertThat(begins(BLOCKS - 21)).as("all but the first round").isEqualTo(40);
    beginnings = beginnings(new Beginnings.Bounds(10, BLOCKS - 22, 1 << 20));
    assertThat(begins(BLOCKS - 21)).isEqualTo(1);
  }

  @Test
  void what_a_quorum_of_the_chain_did_not_sign_is_passed_over() {
    keep(60, 100);
    shelf.put(chain.kept(block(130), 2));
    assertThat(begins(BLOCKS)).as("two of four signed 130").isEqualTo(100);

    KeptState honest = chain.kept(block(130), 3);
    shelf.put(new KeptState(honest.manifest(), chain.kept(block(4), 3).chunks()));
    assertThat(begins(BLOCKS)).as("the chunks of 4").isEqualTo(100);

    List<byte[]> fewer = new ArrayList<>(honest.chunks());
    fewer.remove(fewer.size() - 1);
    shelf.put(new KeptState(honest.manifest(), fewer));
    assertThat(begins(BLOCKS)).as("a chunk too few").isEqualTo(100);

    TestChain other = new TestChain(1_320_000L);
    while (other.blocks().size() < 130) {
      other.append(1);
    }
    shelf.put(other.kept(other.blocks().get(129), 3));
    assertThat(begins(BLOCKS)).as("of another chain").isEqualTo(100);

    shelf.put(honest);
    assertThat(begins(BLOCKS)).isEqualTo(130);
  }

  /** The whole life after a restart: only what comes after the state is asked for and executed. */
  @Test
  void who_begins_there_ends_where_the_chain_does_and_executes_nothing_before() {
    keep(150);
    Beginnings.Beginning begun = beginnings.toFollow(chain);
    ChainView view = view(begun);
    List<Long> askedFrom = new ArrayList<>();
    List<Long> executed = new ArrayList<>();
    Follower follower =
        new Follower(
            chain.genesis(),
            begun.block(),
            TestChain.VERIFIER,
            digest -> Optional.empty(),
            (validator, request) -> askedFrom.add(request.from().value()),
            followed -> {
              executed.add(followed.sequence());
              view.add(followed, 1);
            },
            0);
    assertThat(askedFrom).containsExactly(151L);
    assertThat(follower.offer(block(150).notice().toWire(), 0)).isEqualTo(Offer.KNOWN);
    for (long sequence = 151; sequence <= BLOCKS; sequence++) {
      assertThat(follower.offer(block(sequence).notice().toWire(), 0)).isEqualTo(Offer.TAKEN);
    }
    assertThat(executed).hasSize(BLOCKS - 150).startsWith(151L);
    assertThat(follower.stopped()).isEmpty();
    assertThat(view.last().resultRoot()).isEqualTo(chain.lastBlock().resultRoot());
    assertThat(view.rolls(TestChain.TABLE, 9)).as("the rounds since").hasSize(1);
    assertThat(view.round(TestChain.TABLE, 2)).isPresent();
    assertThat(view.round(TestChain.TABLE, 1)).isEmpty();
    assertThat(view.firstRound(TestChain.TABLE)).isEqualTo(2);
  }

  private ChainView view(Beginnings.Beginning begun) {
    return new ChainView(
        chain.genesis(), begun.block(), beginnings, Archive.Bounds.DEFAULT, Optional.empty());
  }

  /** What the history lacks is executed from the nearest state, and none is read for little. */
  @Test
  void the_past_is_executed_from_the_nearest_state() {
    keep(AGAIN, 100, 150);
    ChainView view = view(beginnings.toFollow(chain));
    assertThat(view.last().sequence().value()).isEqualTo(150);
    Archive archive = view.archive();
    assertThat(stateBefore(archive, 200, 0)).isEqualTo(150);
    assertThat(stateBefore(archive, 150, 0)).isEqualTo(100);
    assertThat(stateBefore(archive, 100, 0)).as("is soon reached").isZero();
    assertThat(stateBefore(archive, 1, 0)).isZero();
    assertThat(stateBefore(archive, 200, 199)).as("the asker's own is nearer").isEqualTo(199);
    assertThat(stateBefore(archive, 200, 110)).as("and soon enough").isEqualTo(110);
    assertThat(stateBefore(archive, 200, 20)).as("an old one of its own").isEqualTo(150);
    assertThat(stateBefore(archive, 150, 150)).as("one that is too late").isEqualTo(100);
  }

  private long stateBefore(Archive archive, long sequence, long atHand) {
    Optional<ExecutedBlock> own =
        Optional.of(atHand).filter(at -> at > 0).map(at -> block(at).executed());
    return archive.stateBefore(sequence, own).sequence().value();
  }

  /** The state is of the middle of a round, whose opening this life never saw. */
  @Test
  void a_proof_that_needs_what_came_before_says_that_it_is_gone() {
    chain.openRound();
    FollowedBlock opened = chain.blocks().get(chain.blocks().size() - 1);
    shelf.put(chain.kept(opened, 3));
    SignedBet bet = chain.bet(1, BetType.FIELD, 1_320, 0);
    chain.append(10, chain.batch(bet));
    Beginnings.Beginning begun = beginnings.toFollow(upTo(opened.sequence() + AGAIN));
    assertThat(begun.block().sequence().value()).isEqualTo(opened.sequence());
    ChainView view = view(begun);
    Runnable follow =
        () ->
            chain.blocks().stream()
                .filter(block -> block.sequence() > view.last().sequence().value())
                .forEach(block -> view.add(block, 1));
    follow.run();
    Proofs proofs = new Proofs(view);
    assertThatThrownBy(() -> proofs.bet(bet.id()))
        .as("while no round has opened since")
        .isInstanceOf(Archive.PrunedException.class)
        .hasMessageContaining("round 3");
    chain.close();
    chain.roll();
    chain.openRound();
    follow.run();
    assertThatThrownBy(() -> proofs.bet(bet.id())).isInstanceOf(Archive.PrunedException.class);
    assertThat(view.firstRound(TestChain.TABLE)).isEqualTo(4);
  }
}
