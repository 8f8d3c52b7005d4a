package org.bitcraps.table;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.bitcraps.client.sdk.BitcrapsClient;
import org.bitcraps.client.sdk.Player;
import org.bitcraps.client.sdk.Subscription;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.server.DeployedEar;

/** The deployed table as a player sees it: the SDK's client, and all that its feed has told. */
final class LiveTable implements AutoCloseable {

  static final TableId ID = new TableId(0);

  /** For what must happen: no bar, only an end for a test that fails. */
  static final Duration PATIENCE = Duration.ofSeconds(40);

  /**
   * A certified block.
   *
   * @param atNs when its update came, by {@link System#nanoTime}
   */
  record Block(long n, long view, List<Integer> signers, long atNs) {}

  private final BitcrapsClient client = BitcrapsClient.of(DeployedEar.HTTP);
  private final Genesis genesis;
  private final Subscription feed;
  private final List<Block> blocks = new ArrayList<>();
  private final Map<Long, JsonNode> rolls = new TreeMap<>();
  private Optional<JsonNode> table = Optional.empty();

  /** Waits for the first block: before it a gateway takes nothing. */
  LiveTable() {
    genesis = Player.await(client.genesis());
    feed = client.subscribe(ID, OptionalLong.empty(), this::frame);
    head();
  }

  BitcrapsClient client() {
    return client;
  }

  /** The first facts, which everything is checked against. */
  Genesis genesis() {
    return genesis;
  }

  private synchronized void frame(JsonNode frame) {
    if (frame.has("table")) {
      table = Optional.of(frame.path("table"));
    }
    if (frame.path("type").asText().equals("block")) {
      JsonNode block = frame.path("block");
      List<Integer> signers = new ArrayList<>();
      block.path("signers").forEach(signer -> signers.add(signer.asInt()));
      blocks.add(
          new Block(
              frame.path("n").asLong(), block.path("view").asLong(), signers, System.nanoTime()));
      if (frame.has("roll")) {
        rolls.put(frame.path("roll").path("round").asLong(), frame.path("roll"));
      }
    }
    notifyAll();
  }

  /** The first block that is so, among those told already and those to come. */
  synchronized Optional<Block> block(Predicate<Block> wanted, Duration within) {
    await(() -> blocks.stream().anyMatch(wanted), within);
    return blocks.stream().filter(wanted).findFirst();
  }

  /** The last block told. */
  synchronized Block head() {
    await(() -> !blocks.isEmpty(), PATIENCE);
    assertThat(blocks).as("blocks within " + PATIENCE).isNotEmpty();
    return blocks.getLast();
  }

  /** Whether there are so many blocks after that one, and the last so many are of one view. */
  synchronized boolean inOneView(Block after, int count) {
    List<Block> later = blocks.stream().filter(isAfter(after)).toList();
    return later.size() >= count
        && later.subList(later.size() - count, later.size()).stream()
                .mapToLong(Block::view)
                .distinct()
                .count()
            == 1;
  }

  /** Waits until no block has come for so long: what was under way has arrived. */
  Block quiet(Duration silence) {
    Block head = head();
    while (block(isAfter(head), silence).isPresent()) {
      head = head();
    }
    return head;
  }

  static Predicate<Block> isAfter(Block block) {
    return other -> other.n() > block.n();
  }

  /** The round whose betting is open for at least so long; waits for the next one if need be. */
  synchronized long openRound(Duration least) {
    await(() -> isOpenFor(least.toMillis()), PATIENCE);
    assertThat(isOpenFor(0)).as("a round has opened within " + PATIENCE).isTrue();
    return round();
  }

  private boolean isOpenFor(long ms) {
    return table
        .filter(now -> now.path("phase").asText().equals("BETTING"))
        .filter(now -> now.path("closesAtMs").asLong() - System.currentTimeMillis() >= ms)
        .isPresent();
  }

  private long round() {
    return table.orElseThrow().path("round").asLong();
  }

  /** The first dice that are thrown from now on. */
  synchronized JsonNode nextRoll() {
    long round = rolls.keySet().stream().mapToLong(n -> n).max().orElse(0);
    await(() -> rolls.keySet().stream().anyMatch(n -> n > round), PATIENCE);
    return rolls.values().stream()
        .filter(roll -> roll.path("round").asLong() > round)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no dice after round " + round));
  }

  private void await(BooleanSupplier condition, Duration within) {
    long end = System.nanoTime() + within.toNanos();
    try {
      while (!condition.getAsBoolean()) {
        long leftMs = (end - System.nanoTime()) / 1_000_000;
        if (leftMs <= 0) {
          return;
        }
        wait(leftMs);
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    feed.close();
    client.close();
  }
}
