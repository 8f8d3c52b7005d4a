package org.bitcraps.evidence.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bitcraps.evidence.execution.TestChain.CHIP;
import static org.bitcraps.evidence.execution.TestChain.account;
import static org.bitcraps.evidence.execution.TestChain.entries;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.evidence.bet.Wager;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.evidence.sample.ByteTables;
import org.bitcraps.evidence.wire.MalformedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The state as chunks: nothing is lost, nothing can be changed, and one state has one root. */
class StateTreeTest {

  private static TestChain chain() {
    return new TestChain(TestChain.genesis(4, Set.of(Genesis.Flag.FAUCET), 2_000 * CHIP));
  }

  /** C7: who starts from a checkpoint executes every later block to the same result. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {11, 12, 13})
  void aRestoredStateGivesTheSameResults(long seed) {
    Random random = new Random(seed);
    TestChain chain = chain();
    List<Wager> sent = new ArrayList<>();
    Optional<ExecutedBlock> twin = Optional.empty();
    Optional<StateTree> before = Optional.empty();
    for (int i = 0; i < 160; i++) {
      Operation[] operations = LedgerPropertyTest.operations(chain, random, sent);
      long timeMs = LedgerPropertyTest.nextTime(chain, random);
      ExecutedBlock block = chain.block(timeMs, operations);
      if (twin.isPresent()) {
        ExecutedBlock same = chain.on(twin.get(), timeMs, operations);
        assertThat(same.block()).isEqualTo(block.block());
        assertThat(same.resultRoot()).as("seed %d block %d", seed, i).isEqualTo(block.resultRoot());
        twin = Optional.of(same);
      }
      if (i % 16 == 7) {
        StateTree tree = StateTree.of(block.ledger());
        StateTree.Building building =
            before.map(b -> b.towards(block.ledger())).orElse(StateTree.begin(block.ledger()));
        assertThat(building.advance(Long.MAX_VALUE)).isTrue();
        assertThat(building.tree().root()).as("seed %d block %d", seed, i).isEqualTo(tree.root());
        assertThat(building.tree().bytes())
            .isEqualTo(tree.contents().stream().mapToLong(chunk -> chunk.length).sum());
        before = Optional.of(building.tree());
        StateTree restored = StateTree.restore(chain.genesisState(), tree.contents());
        assertThat(restored.root()).isEqualTo(tree.root());
        assertThat(entries(restored.ledger())).isEqualTo(entries(block.ledger()));
        twin = Optional.of(ExecutedBlock.restored(block.block(), block.resultRoot(), restored));
      }
    }
    assertThat(chain.round().number()).isGreaterThan(5);
  }

  /** Every entry of the state stands in some chunk: whatever differs, the roots differ. */
  @Test
  void everyEntryIsUnderTheRoot() {
    TestChain chain = chain();
    chain.open();
    chain.then(chain.bets(chain.wager(0, BetType.PASS, 10 * CHIP, 0)));
    TreeMap<String, String> chunked = new TreeMap<>();
    StateTree.of(chain.ledger())
        .contents()
        .forEach(chunk ->
            StateChunks.entries(chunk)
                .forEach(entry -> chunked.put(hex(entry.key()), hex(entry.value()))));
    assertThat(chunked).isEqualTo(entries(chain.ledger()));
  }

  /** Every kind of entry follows its table on the page. */
  @Test
  void chunksFollowTheirTables() {
    ByteTables page = ByteTables.ofThePage();
    TestChain chain = chain();
    chain.open();
    chain.then(chain.bets(chain.wager(0, BetType.PASS, 10 * CHIP, 0)));
    chain.close();
    chain.then(chain.reveals(1, 3));
    chain.block(chain.now() + 60_000);
    chain.then(chain.commits(2, 4));
    StateTree.of(chain.ledger()).contents().forEach(chunk -> page.walk("StateChunk", chunk));
    chain.open();
    chain.then(chain.commits(3, 2));
    chain.then(chain.bets(chain.wager(1, BetType.PASS, 10 * CHIP, 0)));
    StateTree.of(chain.ledger()).contents().forEach(chunk -> page.walk("StateChunk", chunk));
    List<String> formats =
        page.formats().stream().filter(format -> format.startsWith("StateEntry")).toList();
    assertThat(formats).hasSize(12);
    assertThat(page.walked()).containsAll(formats);
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Test
  void rootBindsNumberAndOrderOfChunks() {
    List<Digest> chunks = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      chunks.add(StateTree.digestOf(new byte[] {(byte) i}));
    }
    Digest root = StateTree.rootOf(chunks);
    assertThat(StateTree.rootOf(chunks.subList(0, 2))).isNotEqualTo(root);
    assertThat(StateTree.rootOf(List.of(chunks.get(1), chunks.get(0), chunks.get(2))))
        .isNotEqualTo(root);
    assertThat(
            StateTree.rootOf(List.of(chunks.get(0), chunks.get(1), chunks.get(2), chunks.get(2))))
        .as("CVE-2012-2459")
        .isNotEqualTo(root);
    List<Digest> most = Collections.nCopies(StateTree.CHUNKS_MAX, chunks.get(0));
    assertThat(StateTree.rootOf(most)).isNotEqualTo(root);
    List<Digest> over = Collections.nCopies(StateTree.CHUNKS_MAX + 1, chunks.get(0));
    assertThatThrownBy(() -> StateTree.rootOf(over)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void chunksThatAreNotThoseOfAStateAreRefused() {
    TestChain chain = chain();
    chain.open();
    chain.then(
        chain.bets(
            chain.wager(0, BetType.PASS, 10 * CHIP, 0),
            chain.wager(1, BetType.FIELD, CHIP * 5, 7)));
    Ledger start = chain.genesisState();
    List<byte[]> contents = StateTree.of(chain.ledger()).contents();
    assertThat(StateTree.restore(start, contents).contents()).hasSameSizeAs(contents);
    List<byte[]> twice = new ArrayList<>(contents);
    twice.add(contents.get(contents.size() - 1));
    List<byte[]> reversed = new ArrayList<>(contents);
    Collections.reverse(reversed);
    for (List<byte[]> wrong : List.of(List.<byte[]>of(), contents.subList(0, 1), twice, reversed)) {
      assertThatThrownBy(() -> StateTree.restore(start, wrong))
          .isInstanceOf(MalformedException.class);
    }
    Random random = new Random(5);
    Digest root = StateTree.of(chain.ledger()).root();
    for (int i = 0; i < 600; i++) {
      List<byte[]> damaged = new ArrayList<>(contents);
      int at = random.nextInt(contents.size());
      byte[] chunk = contents.get(at).clone();
      chunk[random.nextInt(chunk.length)] ^= (byte) (1 + random.nextInt(255));
      damaged.set(
          at, random.nextInt(10) == 0 ? Arrays.copyOf(chunk, random.nextInt(chunk.length)) : chunk);
      try {
        assertThat(StateTree.restore(start, damaged).root()).as("round %d", i).isNotEqualTo(root);
      } catch (MalformedException refusal) {
        assertThat(refusal.field()).isNotEmpty();
      }
    }
  }

  /** Another chain's state is not this chain's, whoever certified it. */
  @Test
  void aStateOfOtherRulesOrValidatorsIsRefused() {
    TestChain chain = chain();
    TestChain other =
        new TestChain(TestChain.genesis(7, Set.of(Genesis.Flag.FAUCET), 2_000 * CHIP));
    List<byte[]> contents = StateTree.of(other.ledger()).contents();
    assertThatThrownBy(() -> StateTree.restore(chain.genesisState(), contents))
        .isInstanceOf(MalformedException.class);
  }

  /** Many players: parts, small steps, and only what changed is hashed again. */
  @Test
  void manyPlayersAreHashedInPartsAndOnlyOnce() {
    TestChain chain = chain();
    Ledger crowd = crowd(chain.ledger(), 2_000);
    StateTree tree = StateTree.of(crowd);
    assertThat(tree.chunks()).hasSizeBetween(33, 140).doesNotHaveDuplicates();
    for (Digest chunk : tree.chunks()) {
      assertThat(tree.chunk(chunk).map(StateTree::digestOf)).contains(chunk);
    }
    assertThat(tree.chunk(Digest.ZERO)).isEmpty();
    StateTree.Building slow = StateTree.begin(crowd);
    int steps = 1;
    while (!slow.advance(1_000)) {
      steps++;
      assertThatThrownBy(slow::tree).isInstanceOf(IllegalStateException.class);
    }
    assertThat(steps).isGreaterThan(30);
    assertThat(slow.tree().root()).isEqualTo(tree.root());

    TreeMap<AccountId, Optional<Account>> change = new TreeMap<>();
    change.put(
        account(3),
        Optional.of(crowd.account(account(3)).orElseThrow().withKey(Account.KeyStatus.VALID)));
    Ledger after = withAccounts(crowd, change);
    StateTree.Building next = tree.towards(after);
    int few = 1;
    while (!next.advance(1)) {
      few++;
    }
    assertThat(few).as("the house and one part").isEqualTo(2);
    assertThat(next.tree().root()).isEqualTo(StateTree.of(after).root()).isNotEqualTo(tree.root());
    assertThat(next.tree().chunks().stream().filter(tree.chunks()::contains).count())
        .isEqualTo(tree.chunks().size() - 1);
    assertThat(entries(StateTree.restore(chain.genesisState(), next.tree().contents()).ledger()))
        .isEqualTo(entries(after));
  }

  /** The number of parts follows from the number of players: at 32 × 2^k and one more. */
  @ParameterizedTest
  @ValueSource(ints = {1, 31, 32, 33, 63, 64, 65, 128, 129})
  void thePartsFollowFromTheState(int players) {
    TestChain chain = chain();
    Ledger few = crowd(chain.ledger(), players);
    Ledger more = crowd(chain.ledger(), players + 1);
    StateTree.Building grown = StateTree.of(few).towards(more);
    grown.advance(Long.MAX_VALUE);
    assertThat(grown.tree().chunks()).isEqualTo(StateTree.of(more).chunks());
    assertThat(StateTree.restore(chain.genesisState(), grown.tree().contents()).root())
        .isEqualTo(StateTree.of(more).root());
  }

  /** A player with every nonce slot used and many bets does not fit one chunk with others. */
  @Test
  void noChunkIsLongerThanItsLimit() {
    TestChain chain = chain();
    chain.open();
    for (int player = 0; player < 8; player++) {
      List<Wager> wagers = new ArrayList<>();
      for (int nonce = 0; nonce < 200; nonce++) {
        wagers.add(chain.wager(player, BetType.FIELD, 2 * CHIP, nonce));
      }
      chain.then(chain.bets(wagers.toArray(Wager[]::new)));
    }
    StateTree tree = StateTree.of(chain.ledger());
    assertThat(tree.chunks().size()).isGreaterThan(3);
    assertThat(tree.contents())
        .allSatisfy(c -> assertThat(c.length).isLessThanOrEqualTo(StateTree.CHUNK_BYTES));
    assertThat(entries(StateTree.restore(chain.genesisState(), tree.contents()).ledger()))
        .isEqualTo(entries(chain.ledger()));
  }

  /** That many accounts with one base unit each, out of the treasury. */
  private static Ledger crowd(Ledger ledger, int players) {
    TreeMap<AccountId, Optional<Account>> accounts = new TreeMap<>();
    long given = 0;
    for (int i = ledger.accounts().size(); i < players; i++) {
      accounts.put(account(1_000 + i), Optional.of(Account.NEW.plus(1)));
      given++;
    }
    TreeMap<AccountId, Optional<Account>> fewer = new TreeMap<>();
    for (int i = players; i < 8; i++) {
      fewer.put(account(i), Optional.empty());
      given -= ledger.account(account(i)).orElseThrow().balance();
    }
    accounts.putAll(fewer);
    return new Ledger(
        ledger.facts(),
        ledger.effectiveTimeMs(),
        ledger.treasury() - given,
        ledger.balances() + given,
        ledger.accounts().withAll(accounts),
        ledger.tables());
  }

  private static Ledger withAccounts(
      Ledger ledger, SortedMap<AccountId, Optional<Account>> changes) {
    return new Ledger(
        ledger.facts(),
        ledger.effectiveTimeMs(),
        ledger.treasury(),
        ledger.balances(),
        ledger.accounts().withAll(changes),
        ledger.tables());
  }

  /** Differences of two maps, against looking at every key. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void changedKeysAndRangesAreThoseOfAFullLook(long seed) {
    Random random = new Random(seed);
    PersistentMap<TableId, String> map = PersistentMap.empty();
    for (int round = 0; round < 300; round++) {
      TreeMap<TableId, Optional<String>> changes = new TreeMap<>();
      for (int i = random.nextInt(20); i > 0; i--) {
        changes.put(
            new TableId(random.nextInt(200)),
            random.nextInt(3) == 0 ? Optional.empty() : Optional.of("v" + round + "." + i));
      }
      PersistentMap<TableId, String> after = map.withAll(changes);
      List<TableId> expected = new ArrayList<>();
      for (TableId key : changes.keySet()) {
        if (!after.get(key).equals(map.get(key))) {
          expected.add(key);
        }
      }
      assertThat(after.changedSince(map)).as("seed %d round %d", seed, round).isEqualTo(expected);
      assertThat(after.changedSince(after)).isEmpty();
      int from = random.nextInt(220);
      int until = from + random.nextInt(60);
      List<TableId> within = new ArrayList<>();
      List<TableId> beyond = new ArrayList<>();
      after.range(new TableId(from), Optional.of(new TableId(until)), (k, v) -> within.add(k));
      after.range(new TableId(from), Optional.empty(), (k, v) -> beyond.add(k));
      List<TableId> all = new ArrayList<>();
      after.forEach(e -> all.add(e.getKey()));
      assertThat(within)
          .isEqualTo(all.stream().filter(k -> k.value() >= from && k.value() < until).toList());
      assertThat(beyond).isEqualTo(all.stream().filter(k -> k.value() >= from).toList());
      map = after;
    }
  }
}
