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

  /** {@code -Dbitcraps.kill.deaths=10} for more. */
  private static final int DEATHS = Integer.getInteger("bitcraps.kill.deaths", 3);

  private static final int BETTING_WINDOW_MS = 2_000;
  private static final TableId TABLE = new TableId(0);
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final List<String> PHASES = List.of("BETTING", "REVEALING", "SETTLED");

  @TempDir Path root;

  /** Digest and result root of every block that we were told is certified. */
  private final Map<Long, String> certified = new TreeMap<>();

  /** Every roll that we were told. */
  private final Map<Long, JsonNode> rolls = new TreeMap<>();

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
        assertThat(new Player(client, key, genesis).fund(1_320, PATIENCE)).isTrue();
        chips = chips(server, key);
      }
      for (int death = 0; death < DEATHS; death++) {
        bet(server, genesis, key);
        String phase = PHASES.get(death % PHASES.size());
        JsonNode table =
            server.await("/api/v1/games/0", now -> now.path("phase").asText().equals(phase));
        Thread.sleep(random.nextInt(phase.equals("BETTING") ? BETTING_WINDOW_MS : 150));
        remember(server);
        table = server.get("/api/v1/games/0");
        long atMs = System.currentTimeMillis();
        server.kill();
        server.start(certified.keySet().stream().mapToLong(n -> n).max().orElseThrow());
        System.out.printf(
            "KillIT death %d in %s of round %d, alive after %d ms%n",
            death,
            table.path("phase").asText(),
            table.path("round").asLong(),
            System.currentTimeMillis() - atMs);
        check(server, table);
        assertThat(chips(server, key)).as("chips after death %d", death).isEqualTo(chips);
      }
      remember(server);
      server.kill();
      votes(Votes.on(server.tapes(), genesis));
    }
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

  private void check(MortalServer server, JsonNode before) throws Exception {
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
    for (Map.Entry<Long, JsonNode> roll : rolls.entrySet()) {
      assertThat(server.get("/api/v1/games/0/rounds/" + roll.getKey() + "/randomness"))
          .isEqualTo(roll.getValue());
    }
    for (SignedBet bet : placed) {
      assertThat(server.get("/api/v1/games/0/bets/" + bet.id()).path("state").asText())
          .isIn("PLACED", "DECIDED");
    }
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

  /** The tape holds a quorum for nearly every block, and nobody has said two things for a place. */
  private void votes(Votes votes) {
    long rebuilt =
        certified.entrySet().stream()
            .filter(block -> votes.commits(block.getKey(), block.getValue()) >= 3)
            .count();
    System.out.printf(
        "KillIT tape: %d places voted on, %d of %d certificates rebuilt%n",
        votes.said().size(), rebuilt, certified.size());
    // What the broker held and the tape had not yet read dies with the server.
    assertThat(rebuilt).isGreaterThanOrEqualTo(certified.size() - 4L * DEATHS);
    assertThat(votes.said()).allSatisfy((place, what) -> assertThat(what).as(place).hasSize(1));
  }
}
