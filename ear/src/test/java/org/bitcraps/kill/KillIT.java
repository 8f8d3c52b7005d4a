package org.bitcraps.kill;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.bitcraps.client.sdk.BitcrapsClient;
import org.bitcraps.client.sdk.Player;
import org.bitcraps.client.sdk.PlayerKey;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.TableId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** P1, R1: deaths at random instants of a round take back nothing that was certified. */
class KillIT {

  /** {@code -Dbitcraps.kill.deaths} for more or fewer. */
  private static final int DEATHS = Integer.getInteger("bitcraps.kill.deaths", 10);

  /** Every other death is this near to the moment when betting may close. */
  private static final int NEAR_MS = 200;

  private static final int QUORUM = 3;

  private static final int BETTING_WINDOW_MS = 2_000;
  private static final TableId TABLE = new TableId(0);
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  @TempDir Path root;

  /** Digest and result root of every block that we were told is certified. */
  private final Map<Long, String> certified = new TreeMap<>();

  /** Every roll that we were told. */
  private final Map<Long, JsonNode> rolls = new TreeMap<>();

  /** Deaths by phase. */
  private final Map<String, Integer> phases = new TreeMap<>();

  private final List<SignedBet> placed = new ArrayList<>();

  @Test
  void deaths_take_nothing_back() throws Exception {
    long seed = System.nanoTime();
    System.out.println("KillIT seed " + seed);
    Random random = new Random(seed);
    try (MortalServer server = new MortalServer(root, BETTING_WINDOW_MS)) {
      server.start(0);
      Genesis genesis;
      PlayerKey key = PlayerKey.generate();
      long chips;
      try (BitcrapsClient client = BitcrapsClient.of(server.http())) {
        genesis = Player.await(client.genesis());
        assertThat(new Player(client, key, genesis).fund(DEATHS * 1_320L, PATIENCE)).isTrue();
        chips = chips(server, key);
      }
      long lapMs = lapMs(server);
      for (int death = 0; death < DEATHS; death++) {
        if (death % 5 == 0) {
          changeView(server);
        }
        bet(server, genesis, key);
        remember(server);
        boolean near = death % 2 == 1;
        JsonNode table = server.await("/api/v1/games/0", now -> !near || isBefore(now));
        long nowMs = System.currentTimeMillis();
        long aimMs =
            near
                ? table.path("closesAtMs").asLong() + random.nextInt(NEAR_MS + 1)
                : nowMs + random.nextLong(lapMs);
        Thread.sleep(Math.max(0, aimMs - nowMs));
        long diedMs = System.currentTimeMillis();
        server.kill();
        server.start(certified.keySet().stream().mapToLong(n -> n).max().orElseThrow());
        long aliveMs = System.currentTimeMillis();
        JsonNode roll = check(server, table);
        System.out.printf(
            "KillIT death %d %s of round %d, %d ms after it could close, alive after %d ms%n",
            death,
            phase(server, table, roll, diedMs),
            table.path("round").asLong(),
            diedMs - table.path("closesAtMs").asLong(),
            aliveMs - diedMs);
        assertThat(chips(server, key)).as("chips after death %d", death).isEqualTo(chips);
      }
      remember(server);
      System.out.println("KillIT phases " + phases);
      server.kill();
      votes(Votes.on(server.tapes(), genesis));
      secrets(Draws.of(server.tapes(), genesis));
    }
  }

  /** So that there is a view that nobody may vote in any more. */
  private static void changeView(MortalServer server) throws Exception {
    JsonNode status = server.get("/api/v1/consensus/status");
    String primary = status.path("primary").asText();
    server.post("/api/v1/admin/devnet/validators/" + primary + "/stop");
    server.await("/api/v1/consensus/status", now -> !now.path("primary").asText().equals(primary));
    server.post("/api/v1/admin/devnet/validators/" + primary + "/start");
  }

  /** From the opening of one round to that of the next. */
  private static long lapMs(MortalServer server) throws Exception {
    JsonNode one = server.await("/api/v1/games/0", table -> table.path("round").asLong() > 0);
    long round = one.path("round").asLong();
    JsonNode next = server.await("/api/v1/games/0", table -> table.path("round").asLong() > round);
    return (next.path("opensAtMs").asLong() - one.path("opensAtMs").asLong())
        / (next.path("round").asLong() - round);
  }

  /** Whether there is time to aim at the close. */
  private static boolean isBefore(JsonNode table) {
    return table.path("closesAtMs").asLong() - 2 * NEAR_MS > System.currentTimeMillis();
  }

  /** Where in the round a death fell, by the times of the blocks. */
  private String phase(MortalServer server, JsonNode table, JsonNode roll, long diedMs)
      throws Exception {
    String phase;
    if (diedMs < table.path("closesAtMs").asLong()) {
      phase = "BETTING";
    } else {
      long settledMs =
          server
              .get("/api/v1/consensus/blocks/" + roll.path("sequence").asLong())
              .path("timeMs")
              .asLong();
      phase = diedMs < settledMs ? "REVEALING" : "past the settlement";
    }
    phases.merge(phase, 1, Integer::sum);
    return phase;
  }

  private void bet(MortalServer server, Genesis genesis, PlayerKey key) throws Exception {
    try (BitcrapsClient client = BitcrapsClient.of(server.http())) {
      SignedBet bet = new Player(client, key, genesis).bet(TABLE, BetType.FIELD, 1_320, PATIENCE);
      server.await(
          "/api/v1/games/0/bets/" + bet.id(),
          status -> status.path("state").asText().matches("PLACED|DECIDED"));
      placed.add(bet);
    }
  }

  private void remember(MortalServer server) throws Exception {
    long head = server.get("/api/v1/consensus/status").path("sequence").asLong();
    for (long n = certified.size() + 1L; n <= head; n++) {
      certified.put(n, block(server, n));
    }
    for (JsonNode roll : server.get("/api/v1/games/0/history?count=20").path("rolls")) {
      rolls.put(roll.path("round").asLong(), roll);
    }
  }

  private static String block(MortalServer server, long n) throws Exception {
    JsonNode block = server.get("/api/v1/consensus/blocks/" + n);
    return block.path("digest").asText() + " " + block.path("resultRoot").asText();
  }

  /** Returns the roll of the round that was last seen before. */
  private JsonNode check(MortalServer server, JsonNode before) throws Exception {
    for (Map.Entry<Long, String> block : certified.entrySet()) {
      assertThat(block(server, block.getKey()))
          .as("block %d", block.getKey())
          .isEqualTo(block.getValue());
    }
    long round = before.path("round").asLong();
    JsonNode same =
        server.await("/api/v1/games/0/rounds/" + round + "/randomness", roll -> roll.has("beacon"));
    List<Integer> committed = new ArrayList<>();
    same.path("commitments")
        .fieldNames()
        .forEachRemaining(id -> committed.add(Integer.valueOf(id)));
    List<Integer> committers = new ArrayList<>();
    before.path("committers").forEach(id -> committers.add(id.asInt()));
    assertThat(committed).as("committers of round %d", round).containsExactlyElementsOf(committers);
    assertThat(rolls).as("rounds that were finished before").isNotEmpty();
    for (Map.Entry<Long, JsonNode> roll : rolls.entrySet()) {
      assertThat(server.get("/api/v1/games/0/rounds/" + roll.getKey() + "/randomness"))
          .isEqualTo(roll.getValue());
    }
    for (SignedBet bet : placed) {
      assertThat(server.get("/api/v1/games/0/bets/" + bet.id()).path("state").asText())
          .isIn("PLACED", "DECIDED");
    }
    return same;
  }

  /** The player's, those on the table and the bank's, all after one block. */
  private static long chips(MortalServer server, PlayerKey key) throws Exception {
    while (true) {
      JsonNode account = server.get("/api/v1/accounts/" + key.publicKey().hex());
      JsonNode table = server.get("/api/v1/games/0");
      if (account.path("sequence").asLong() == table.path("sequence").asLong()) {
        assertThat(table.has("bankroll") && table.has("staked") && account.has("balance")).isTrue();
        return account.path("balance").asLong()
            + table.path("staked").asLong()
            + table.path("bankroll").asLong();
      }
    }
  }

  /** The tape holds a quorum for nearly every block, and nobody has taken back a word. */
  private void votes(Votes votes) {
    long rebuilt =
        certified.entrySet().stream()
            .filter(block -> votes.commits(block.getKey(), block.getValue()) >= QUORUM)
            .count();
    System.out.printf(
        "KillIT tape: places voted on: %d prepare, %d commit, %d view-change, %d new-view;"
            + " %d of %d certificates rebuilt%n",
        votes.places("Prepare"),
        votes.places("Commit"),
        votes.places("ViewChange"),
        votes.places("NewView"),
        rebuilt,
        certified.size());
    assertThat(votes.places("ViewChange")).isPositive();
    assertThat(votes.places("NewView")).isPositive();
    assertThat(rebuilt)
        .as(
            "certificates on tape of %d: what the broker held and the tape had not yet read dies"
                + " with the server, up to 4 blocks per death",
            certified.size())
        .isGreaterThanOrEqualTo(certified.size() - 4L * DEATHS);
    assertThat(votes.contradictions()).isEmpty();
  }

  /** What was certified of a round's secrets before any death is what its dice were made of. */
  private void secrets(List<Draws> lives) {
    long last = 0;
    int commitments = 0;
    int reveals = 0;
    for (int death = 0; death < DEATHS; death++) {
      Draws before = lives.get(death);
      last = Math.max(last, before.last());
      for (JsonNode roll : rolls.values()) {
        if (roll.path("sequence").asLong() > last) {
          long round = roll.path("round").asLong();
          commitments += same(before.commitments().get(round), roll.path("commitments"), death);
          reveals += same(before.reveals().get(round), roll.path("reveals"), death);
        }
      }
    }
    System.out.printf(
        "KillIT secrets: of rounds that a death interrupted, %d commitments and %d reveals were"
            + " certified before and are the same after%n",
        commitments, reveals);
    assertThat(commitments).isGreaterThanOrEqualTo(QUORUM);
  }

  /** A validator that was too late for a round is not in its roll. */
  private static int same(Map<Integer, String> before, JsonNode after, int death) {
    int same = 0;
    if (before != null) {
      for (Map.Entry<Integer, String> one : before.entrySet()) {
        JsonNode now = after.path(one.getKey().toString());
        if (!now.isMissingNode()) {
          assertThat(now.asText())
              .as("secret of validator %d, death %d", one.getKey(), death)
              .isEqualTo(one.getValue());
          same++;
        }
      }
    }
    return same;
  }
}
