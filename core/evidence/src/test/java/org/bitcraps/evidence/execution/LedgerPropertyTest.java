package org.bitcraps.evidence.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitcraps.evidence.execution.TestChain.CHIP;
import static org.bitcraps.evidence.execution.TestChain.TABLE;
import static org.bitcraps.evidence.execution.TestChain.account;
import static org.bitcraps.evidence.execution.TestChain.leaves;
import static org.bitcraps.evidence.execution.TestChain.player;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.bet.Wager;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.evidence.operation.PlayerOrder;
import org.bitcraps.evidence.operation.PlayerOrder.Change;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random orders, honest and absurd, over random blocks. The fixture checks after every block:
 * conservation and solvency by recount, the delta by full comparison, a second execution. Here: a
 * nonce is used once, an order takes effect once, a failure moves nothing.
 */
class LedgerPropertyTest {

  private static final int BLOCKS = 250;
  private static final int PLAYERS = 10;

  private final Set<Outcome> seen = EnumSet.noneOf(Outcome.class);
  private final Set<BetSettled.Result> results = EnumSet.noneOf(BetSettled.Result.class);

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void holdsAfterEveryBlock(long seed) {
    Random random = new Random(seed);
    TestChain chain =
        new TestChain(TestChain.genesis(4, Set.of(Genesis.Flag.FAUCET), 2_000 * CHIP));
    TreeMap<AccountId, TreeMap<Long, BetId>> used = new TreeMap<>();
    List<Wager> sent = new ArrayList<>();
    for (int i = 0; i < BLOCKS; i++) {
      Ledger before = chain.ledger();
      Operation[] operations = operations(chain, random, sent);
      ExecutedBlock block = chain.block(nextTime(chain, random), operations);
      for (Receipt receipt : leaves(block, Receipt.class)) {
        seen.add(receipt.outcome());
        if (receipt.outcome().usesNonce()
            && chain.ledger().account(receipt.account()).isPresent()
            && !isFailedFirstGrant(before, receipt)) {
          BetId earlier =
              used.computeIfAbsent(receipt.account(), id -> new TreeMap<>())
                  .put(receipt.nonce(), receipt.order());
          assertThat(earlier).as("seed %d block %d", seed, i).isNull();
        }
      }
      leaves(block, BetSettled.class).forEach(leaf -> results.add(leaf.result()));
      replayBalances(before, block, seed);
    }
    assertThat(chain.round().number()).isGreaterThan(10);
    assertThat(seen)
        .as("seed %d reaches the common outcomes", seed)
        .contains(
            Outcome.DONE,
            Outcome.DUPLICATE,
            Outcome.NONCE_REUSED,
            Outcome.NONCE_TOO_FAR,
            Outcome.ROUND_CLOSED,
            Outcome.ROUND_UNKNOWN,
            Outcome.RULES,
            Outcome.TABLE_MINIMUM,
            Outcome.TABLE_MAXIMUM,
            Outcome.EXPIRED,
            Outcome.BET_UNKNOWN,
            Outcome.AMOUNT_INVALID,
            Outcome.ACCOUNT_UNKNOWN);
    assertThat(seen.contains(Outcome.HOUSE_LIMIT)).as("a poor house says no").isTrue();
    assertThat(results)
        .contains(BetSettled.Result.WON, BetSettled.Result.LOST, BetSettled.Result.MOVED);
  }

  /** A grant that would have begun an account, and failed, has no nonce to use. */
  private static boolean isFailedFirstGrant(Ledger before, Receipt receipt) {
    return receipt.kind() == OrderKind.FAUCET_GRANT
        && !receipt.isDone()
        && before.account(receipt.account()).isEmpty();
  }

  /** The leaves alone explain every balance: each says the balance after itself. */
  private static void replayBalances(Ledger before, ExecutedBlock block, long seed) {
    TreeMap<AccountId, Long> balances = new TreeMap<>();
    before.accounts().forEach(e -> balances.put(e.getKey(), e.getValue().balance()));
    for (ResultLeaf leaf : block.leaves()) {
      if (leaf instanceof Receipt receipt) {
        long old = balances.getOrDefault(receipt.account(), 0L);
        if (!receipt.isDone()) {
          assertThat(receipt.balance()).as("seed %d %s", seed, receipt).isEqualTo(old);
        }
        balances.put(receipt.account(), receipt.balance());
      }
      if (leaf instanceof Credit credit) {
        assertThat(credit.balance())
            .isEqualTo(balances.getOrDefault(credit.account(), 0L) + credit.amount());
        balances.put(credit.account(), credit.balance());
      }
      if (leaf instanceof BetSettled bet) {
        assertThat(bet.balance())
            .isEqualTo(balances.get(bet.account()) + bet.returned() + bet.profit());
        balances.put(bet.account(), bet.balance());
      }
    }
    block
        .ledger()
        .accounts()
        .forEach(e -> assertThat(balances.get(e.getKey())).isEqualTo(e.getValue().balance()));
  }

  static long nextTime(TestChain chain, Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> chain.now() - random.nextInt(1_000);
      case 1 -> chain.now();
      case 2, 3 -> chain.now() + random.nextInt(1_000);
      default -> Math.max(chain.now(), chain.ledger().nextDueMs().orElse(chain.now()));
    };
  }

  static Operation[] operations(TestChain chain, Random random, List<Wager> sent) {
    List<Operation> operations = new ArrayList<>();
    Round round = chain.round();
    for (int validator = 0; validator < 4; validator++) {
      if (random.nextInt(3) > 0
          && !chain.table().nextCommitments().containsKey(new ReplicaId(validator))) {
        operations.add(chain.commit(round.number() + 1, validator));
      }
      if (round.number() > 0 && random.nextInt(3) > 0) {
        operations.add(
            chain.reveal(Math.max(1, round.number() - random.nextInt(8) / 7), validator));
      }
    }
    for (int batch = random.nextInt(4); batch > 0; batch--) {
      operations.add(bets(chain, random, sent));
    }
    if (random.nextBoolean()) {
      PlayerOrder[] orders = new PlayerOrder[1 + random.nextInt(6)];
      for (int i = 0; i < orders.length; i++) {
        orders[i] = order(chain, random);
      }
      operations.add(chain.orders(orders));
    }
    return operations.stream().distinct().toArray(Operation[]::new);
  }

  private static Operation bets(TestChain chain, Random random, List<Wager> sent) {
    if (!sent.isEmpty() && random.nextInt(5) == 0) {
      return chain.bets(sent.get(random.nextInt(sent.size())));
    }
    TableId table = random.nextInt(15) == 0 ? new TableId(1 + random.nextInt(3)) : TABLE;
    long round = Math.max(0, chain.round().number() - (random.nextInt(12) == 0 ? 1 : 0));
    if (random.nextInt(15) == 0) {
      round++;
    }
    Wager[] wagers = new Wager[1 + random.nextInt(12)];
    for (int i = 0; i < wagers.length; i++) {
      int player = random.nextInt(PLAYERS);
      wagers[i] =
          new Wager(
              chain.chainId,
              player(player),
              table,
              round,
              type(random),
              amount(random),
              nonce(chain, player, random),
              random.nextInt(10) == 0 ? chain.now() : Long.MAX_VALUE);
      sent.add(wagers[i]);
    }
    return chain.bets(wagers);
  }

  private static BetType type(Random random) {
    List<BetType> lines =
        List.of(BetType.PASS, BetType.DONT_PASS, BetType.COME, BetType.DONT_COME, BetType.FIELD);
    BetType[] all = BetType.values();
    return random.nextBoolean()
        ? lines.get(random.nextInt(lines.size()))
        : all[random.nextInt(all.length)];
  }

  private static long amount(Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> random.nextLong(Long.MAX_VALUE);
      case 1 -> random.nextInt(3_000);
      case 2 -> CHIP;
      case 3 -> 150 * CHIP;
      case 4 -> 0;
      default -> (2 + random.nextInt(30)) * CHIP;
    };
  }

  private static long nonce(TestChain chain, int player, Random random) {
    long base = chain.ledger().account(account(player)).map(a -> a.nonces().base()).orElse(0L);
    return Math.max(0, base + random.nextInt(random.nextInt(8) == 0 ? 300 : 20) - 2);
  }

  private static PlayerOrder order(TestChain chain, Random random) {
    int player = random.nextInt(PLAYERS + 2);
    long nonce = nonce(chain, player, random);
    return switch (random.nextInt(4)) {
      case 0 -> chain.grant(player(player), amount(random), nonce);
      case 1 -> chain.transfer(player, account(random.nextInt(PLAYERS + 4)), amount(random), nonce);
      default -> {
        List<LiveBet> bets = chain.ledger().bets(TABLE, account(player));
        BetId bet =
            bets.isEmpty()
                ? new BetId(chain.head.resultRoot())
                : bets.get(random.nextInt(bets.size())).id();
        Change[] changes = Change.values();
        Change change = changes[random.nextInt(changes.length)];
        boolean moves = change == Change.PRESS || change == Change.REDUCE;
        yield chain.change(
            player, bet, change, moves != (random.nextInt(8) == 0) ? amount(random) : 0, nonce);
      }
    };
  }
}
