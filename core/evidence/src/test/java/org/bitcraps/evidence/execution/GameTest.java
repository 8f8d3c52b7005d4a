package org.bitcraps.evidence.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitcraps.evidence.execution.TestChain.CHIP;
import static org.bitcraps.evidence.execution.TestChain.TABLE;
import static org.bitcraps.evidence.execution.TestChain.account;
import static org.bitcraps.evidence.execution.TestChain.leaves;
import static org.bitcraps.evidence.execution.TestChain.receipts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.bet.Wager;
import org.bitcraps.evidence.craps.Bet;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.craps.Point;
import org.bitcraps.evidence.craps.Resolution;
import org.bitcraps.evidence.craps.Roll;
import org.bitcraps.evidence.craps.RulesTable;
import org.bitcraps.evidence.craps.Settlement;
import org.bitcraps.evidence.craps.TableState;
import org.bitcraps.evidence.execution.BetSettled.Result;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.operation.PlayerOrder.Change;
import org.junit.jupiter.api.Test;

/** One hand by script, with commit and reveal, and an auditor who sees nothing but the leaves. */
class GameTest {

  /**
   * Result root of the last block of the script: changes only with the byte format or the rules.
   */
  private static final String GOLDEN_ROOT =
      "03576f5259ee9cd53c192021e95d185e074980287a49362236d7a3655c44b441";

  private final TestChain chain = new TestChain();
  private final List<ExecutedBlock> blocks = new ArrayList<>();
  private final List<Wager> wagers = new ArrayList<>();

  private Wager bet(int player, BetType type, long chips, long nonce) {
    Wager wager = chain.wager(player, type, chips * CHIP, nonce);
    ExecutedBlock block = chain.block(chain.now() + 10, chain.bets(wager));
    assertThat(receipts(block)).allMatch(Receipt::isDone);
    blocks.add(block);
    wagers.add(wager);
    return wager;
  }

  private ExecutedBlock roll() {
    blocks.add(chain.close());
    ExecutedBlock settled =
        chain.block(chain.now() + 300, chain.reveals(chain.round().number(), 4));
    blocks.add(settled);
    return settled;
  }

  private static BetSettled settled(ExecutedBlock block, Wager wager) {
    return leaves(block, BetSettled.class).stream()
        .filter(leaf -> leaf.order().equals(wager.id()))
        .findFirst()
        .orElseThrow();
  }

  private static List<BetId> touched(ExecutedBlock block) {
    return leaves(block, BetSettled.class).stream().map(BetSettled::order).sorted().toList();
  }

  private static List<BetId> ids(Wager... wagers) {
    return Arrays.stream(wagers).map(Wager::id).sorted().toList();
  }

  private void playOneHand() {
    chain.openFor(3, 1); // the point is 4
    Wager pass = bet(0, BetType.PASS, 10, 0);
    Wager dont = bet(1, BetType.DONT_PASS, 10, 0);
    Wager field = bet(2, BetType.FIELD, 4, 0);
    Wager fire = bet(4, BetType.FIRE, 2, 0);
    ExecutedBlock first = roll();
    assertThat(touched(first)).isEqualTo(ids(field));
    assertThat(settled(first, field))
        .isEqualTo(
            new BetSettled(
                field.id(),
                account(2),
                TABLE,
                1,
                1,
                Bet.of(BetType.FIELD, 4 * CHIP),
                Result.WON,
                4 * CHIP,
                4 * CHIP,
                Optional.empty(),
                1_004 * CHIP));
    assertThat(chain.table().craps().point()).isEqualTo(Point.FOUR);

    chain.openFor(6, 3); // Come travels to 9
    Wager odds = bet(0, BetType.PASS_ODDS_4, 30, 1);
    Wager come = bet(3, BetType.COME, 6, 0);
    Wager place6 = bet(3, BetType.PLACE_6, 12, 1);
    ExecutedBlock second = roll();
    assertThat(touched(second)).isEqualTo(ids(come));
    assertThat(settled(second, come).result()).isEqualTo(Result.MOVED);
    assertThat(settled(second, come).after().orElseThrow().point()).isEqualTo(Point.NINE);
    assertThat(settled(second, come).balance()).isEqualTo(982 * CHIP);

    chain.openFor(2, 2); // the point is made
    ExecutedBlock third = roll();
    assertThat(touched(third)).isEqualTo(ids(pass, odds, dont));
    assertThat(settled(third, pass).placedIn()).isEqualTo(1);
    assertThat(settled(third, pass).round()).isEqualTo(3);
    assertThat(settled(third, odds).profit()).isEqualTo(60 * CHIP);
    assertThat(settled(third, dont).result()).isEqualTo(Result.LOST);
    assertThat(chain.balance(0)).isEqualTo(1_070 * CHIP);
    assertThat(chain.balance(1)).isEqualTo(990 * CHIP);

    chain.openFor(6, 6); // come-out twelve: Don't Pass pushes, Place rests
    Wager push = bet(1, BetType.DONT_PASS, 10, 1);
    Wager comeOdds = bet(3, BetType.COME_ODDS_9, 8, 2);
    ExecutedBlock fourth = roll();
    assertThat(touched(fourth)).isEqualTo(ids(push));
    assertThat(settled(fourth, push).result()).isEqualTo(Result.PUSHED);

    chain.openFor(3, 4); // come-out seven: Come loses, its odds were off and go back
    ExecutedBlock fifth = roll();
    assertThat(touched(fifth)).isEqualTo(ids(come, comeOdds));
    assertThat(settled(fifth, come).result()).isEqualTo(Result.LOST);
    assertThat(settled(fifth, comeOdds).result()).isEqualTo(Result.RETURNED);
    assertThat(settled(fifth, comeOdds).returned()).isEqualTo(8 * CHIP);

    chain.openFor(4, 1); // the point is 5
    Wager late = bet(5, BetType.PASS, 20, 0);
    roll();

    chain.openFor(5, 2); // seven-out
    blocks.add(
        chain.block(
            chain.now() + 10, chain.orders(chain.change(3, place6.id(), Change.TAKE_DOWN, 0, 3))));
    ExecutedBlock last = roll();
    assertThat(touched(last)).isEqualTo(ids(late, fire));
    assertThat(chain.table().bets().isEmpty()).isTrue();
    assertThat(chain.table().reserved()).isZero();
    assertThat(chain.table().staked()).isZero();
    assertThat(chain.table().craps()).isEqualTo(new TableState(1, Point.OFF, 0, 0));
    assertThat(chain.balance(3)).isEqualTo(994 * CHIP);
    // The house: −4 field, −70 pass and odds, +10 don't, +6 come, +2 fire, +20 pass.
    assertThat(chain.table().bankroll()).isEqualTo((20_000 - 4 - 70 + 10 + 6 + 2 + 20) * CHIP);
  }

  @Test
  void aHandIsPlayedToTheChip() {
    playOneHand();
  }

  @Test
  void anAuditorRecomputesDiceAndPayoutsFromTheLeavesAlone() {
    playOneHand();
    TreeMap<BetId, Bet> live = new TreeMap<>();
    TableState table = TableState.START;
    int rolls = 0;
    for (ExecutedBlock block : blocks) {
      for (ResultLeaf leaf : block.leaves()) {
        if (leaf instanceof Receipt receipt && receipt.isDone()) {
          BetId bet = receipt.subject().orElse(receipt.order());
          receipt.live().ifPresentOrElse(b -> live.put(bet, b), () -> live.remove(bet));
        }
        if (leaf instanceof RollRecorded roll) {
          rolls++;
          assertThat(roll.isConsistent(chain.chainId)).isTrue();
          assertThat(roll.before()).isEqualTo(table);
          table = roll.after();
          audit(block, roll, live);
        }
      }
    }
    assertThat(rolls).isEqualTo(7);
    assertThat(live).isEmpty();
  }

  /** Every live bet must have exactly the leaf, or the silence, that the rules give it. */
  private static void audit(ExecutedBlock block, RollRecorded roll, SortedMap<BetId, Bet> live) {
    Settlement rules = Settlement.of(RulesTable.standard(), roll.before(), roll.roll());
    TreeMap<BetId, BetSettled> leaves = new TreeMap<>();
    leaves(block, BetSettled.class).forEach(leaf -> leaves.put(leaf.order(), leaf));
    for (BetId id : List.copyOf(live.keySet())) {
      Resolution expected = rules.settle(live.get(id));
      Optional<Result> result = Result.of(expected);
      BetSettled leaf = leaves.remove(id);
      assertThat(Optional.ofNullable(leaf).map(BetSettled::result)).isEqualTo(result);
      if (leaf != null) {
        assertThat(leaf.before()).isEqualTo(live.get(id));
        assertThat(leaf.profit()).isEqualTo(expected.profit());
        assertThat(leaf.returned()).isEqualTo(expected.returned());
        assertThat(leaf.after()).isEqualTo(expected.remaining());
      }
      expected.remaining().ifPresentOrElse(b -> live.put(id, b), () -> live.remove(id));
    }
    assertThat(leaves).isEmpty();
  }

  @Test
  void aForgedRollIsInconsistent() {
    chain.openFor(3, 1);
    RollRecorded roll = leaves(chain.roll(), RollRecorded.class).get(0);
    assertThat(roll.isConsistent(chain.chainId)).isTrue();
    assertThat(
            new RollRecorded(
                    roll.table(),
                    roll.round(),
                    roll.committers(),
                    roll.reveals(),
                    roll.beacon(),
                    new Roll(1, 3),
                    roll.before(),
                    roll.after())
                .isConsistent(chain.chainId))
        .isFalse();
    TreeMap<ReplicaId, Digest> committers = new TreeMap<>(roll.committers());
    committers.put(committers.firstKey(), Digest.ZERO);
    assertThat(
            new RollRecorded(
                    roll.table(),
                    roll.round(),
                    committers,
                    roll.reveals(),
                    roll.beacon(),
                    roll.roll(),
                    roll.before(),
                    roll.after())
                .isConsistent(chain.chainId))
        .isFalse();
  }

  @Test
  void theSameScriptHasTheSameRootOnEveryMachine() {
    playOneHand();
    assertThat(chain.head.resultRoot().hex()).isEqualTo(GOLDEN_ROOT);
  }
}
