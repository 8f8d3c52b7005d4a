package org.bitcraps.protocol.pbft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** P5: an honest primary serves lanes in turn, validators' operations first, but not only them. */
class TurnsTest {

  private LaneFixture chain;
  private BodyPool pool;
  private Turns turns;
  private final NavigableSet<Digest> named = new TreeSet<>();
  private long sequence;

  private void blocksOf(int bodies) {
    blocksOf(bodies, 1 << 20);
  }

  private void blocksOf(int bodies, long bytes) {
    chain = new LaneFixture(bodies, 100, bytes);
    pool = new BodyPool(chain.genesis);
    turns = new Turns(chain.genesis.parameters());
  }

  private void waits(BatchBody body) {
    assertThat(pool.offer(body, true, false, d -> false, 1)).isEqualTo(BodyPool.Offer.TAKEN);
  }

  /** The next block; what it names is under way afterwards. */
  private List<String> block() {
    Turns.Choice choice =
        turns.choose(pool, named::contains, new SequenceNumber(++sequence), Long.MAX_VALUE);
    turns.served(choice);
    choice.bodies().forEach(body -> named.add(body.digest()));
    return chain.names(choice.bodies());
  }

  @Test
  void lanesTakeTurnsHoweverLongOneIs() {
    blocksOf(4);
    for (int i = 1; i <= 9; i++) {
      waits(chain.bets(0, i, "a" + i));
    }
    waits(chain.bets(1, 1, "b1"));
    waits(chain.bets(2, 1, "c1"));
    waits(chain.bets(2, 2, "c2"));
    assertThat(block()).containsExactly("a1", "b1", "c1", "a2");
    assertThat(block()).containsExactly("c2", "a3", "a4", "a5");
    waits(chain.bets(1, 2, "b2"));
    assertThat(block()).containsExactly("b2", "a6", "a7", "a8");
    assertThat(block()).containsExactly("a9");
    assertThat(block()).isEmpty();
  }

  @Test
  void operationsComeFirstAndTakeTurnsToo() {
    blocksOf(8);
    waits(chain.bets(0, 1, "a1"));
    waits(chain.operation(3, 1, 1));
    waits(chain.operation(0, 1, 1));
    waits(chain.operation(0, 1, 2));
    assertThat(block()).containsExactly("v0.1.1", "v3.1.1", "v0.1.2", "a1");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 64})
  void operationsGetHalfOfTheBlocksWhilePlayersWaitAndNoneStarves(int bodies) {
    blocksOf(bodies);
    for (int i = 1; i <= 100; i++) {
      waits(chain.bets(i % 3, i, "p" + i));
    }
    for (int table = 1; table <= 50; table++) {
      waits(chain.operation(0, table, 1));
      waits(chain.operation(1, table, 1));
    }
    int operations = 0;
    int players = 0;
    while (operations < 40 || players < 40) {
      List<String> block = block();
      assertThat(block).hasSize(Math.min(bodies, 200 - operations - players));
      int before = operations;
      operations += (int) block.stream().filter(name -> name.startsWith("v")).count();
      players += (int) block.stream().filter(name -> name.startsWith("p")).count();
      assertThat(operations - before).isBetween(bodies / 2, (bodies + 1) / 2);
      assertThat(Math.abs(operations - players)).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void whatOneKindLeavesFreeTheOtherTakes() {
    blocksOf(6);
    for (int i = 1; i <= 5; i++) {
      waits(chain.operation(0, i, 1));
    }
    waits(chain.bets(0, 1, "a1"));
    assertThat(block()).hasSize(6);
    for (int i = 11; i <= 17; i++) {
      waits(chain.operation(0, i, 1));
    }
    assertThat(block()).hasSize(6);
    assertThat(block()).hasSize(1);
  }

  /** A body as large as a block would never fit behind operations: its room is kept first. */
  @Test
  void aBodyAsLargeAsABlockHasItsTurnThoughOperationsWaitAlways() {
    blocksOf(4);
    int size = chain.many(1, 1, 30).body().size();
    blocksOf(4, size);
    waits(chain.bets(0, 1, "a1"));
    waits(chain.many(1, 1, 30));
    waits(chain.bets(2, 1, "c1"));
    List<List<String>> blocks = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      waits(chain.operation(0, 1, i));
      blocks.add(block());
    }
    assertThat(blocks)
        .containsExactly(
            List.of("v0.1.1", "a1", "c1"),
            List.of("many"),
            List.of("v0.1.2", "v0.1.3"),
            List.of("v0.1.4"));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 1})
  void aBlockHoldsItsBytesAndNoMore(int more) {
    blocksOf(8, 6L * LaneFixture.SIZE + more);
    for (int i = 1; i <= 8; i++) {
      waits(chain.bets(0, i, "a" + i));
    }
    assertThat(block()).hasSize(more < 0 ? 5 : 6);
  }

  @Test
  void aBodyOfTwoLanesIsInABlockOnce() {
    blocksOf(4);
    waits(chain.bets(0, 1, "both"));
    pool.offer(chain.bets(1, 1, "both"), true, false, d -> false, 1);
    waits(chain.bets(1, 2, "b2"));
    assertThat(block()).containsExactly("both", "b2");
  }

  /** P5: a primary that holds back still gives each gateway its turn, and every operation. */
  @Test
  void aSmallerBlockHoldsEveryHeadAndEveryOperation() {
    blocksOf(64);
    for (int i = 1; i <= 3; i++) {
      waits(chain.bets(0, i, "a" + i));
      waits(chain.bets(1, i, "b" + i));
    }
    waits(chain.operation(0, 1, 1));
    waits(chain.operation(0, 1, 2));
    Turns.Choice choice = turns.choose(pool, named::contains, new SequenceNumber(1), 1);
    assertThat(chain.names(choice.bodies())).containsExactly("v0.1.1", "v0.1.2", "a1", "b1");
    long two = choice.bodies().stream().mapToLong(BodyPool.Held::size).sum();
    choice = turns.choose(pool, named::contains, new SequenceNumber(1), 2 * two);
    assertThat(choice.bodies()).hasSizeGreaterThan(4);
  }
}
