package org.bitcraps.kill;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bitcraps.client.sdk.BitcrapsClient;
import org.bitcraps.client.sdk.Player;
import org.bitcraps.client.sdk.PlayerKey;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.protocol.pbft.PbftCodec;
import org.bitcraps.protocol.pbft.PbftMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * R2: before a block at or after the close of a round is certified, no byte on JMS, HTTP or
 * WebSocket gives away a secret that its dice are made of.
 */
class RecorderIT {

  private static final int ROUNDS = 5;
  private static final int QUORUM = 3;
  private static final int BETTING_WINDOW_MS = 2_000;
  private static final TableId TABLE = new TableId(0);
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path root;

  /** Where a certificate of a block at or after a round's close can first exist. */
  private record Moment(int message, long atMs) {}

  @Test
  void no_secret_is_told_before_the_close_is_certified() throws Exception {
    try (MortalServer server = new MortalServer(root, BETTING_WINDOW_MS)) {
      server.start(0);
      Genesis genesis;
      List<Eavesdropper.Heard> heard;
      JsonNode rolls;
      long first;
      try (BitcrapsClient client = BitcrapsClient.of(server.http());
          Eavesdropper ears = new Eavesdropper(server.http())) {
        genesis = Player.await(client.genesis());
        first = server.get("/api/v1/games/0").path("round").asLong() + 1;
        Player player = new Player(client, PlayerKey.generate(), genesis);
        assertThat(player.fund(ROUNDS * 1_320, PATIENCE)).isTrue();
        for (int i = 0; i < ROUNDS; i++) {
          long round = first + i;
          server.await("/api/v1/games/0", table -> table.path("round").asLong() >= round);
          player.bet(TABLE, BetType.FIELD, 1_320, PATIENCE);
        }
        server.await("/api/v1/games/0", t -> t.path("round").asLong() > first + ROUNDS);
        rolls = server.get("/api/v1/games/0/history?count=20").path("rolls");
        heard = closing(ears);
      }
      server.kill();
      List<Recording.Message> tape = Recording.lives(server.tapes()).getFirst();
      Map<Long, Long> closes = closes(heard);

      int secrets = 0;
      for (JsonNode roll : rolls) {
        long round = roll.path("round").asLong();
        if (round >= first && round < first + ROUNDS) {
          Moment close = certified(tape, genesis, closes.get(round));
          for (JsonNode secret : roll.path("reveals")) {
            check(round, secret.asText(), close, tape, heard);
            secrets++;
          }
        }
      }
      System.out.printf(
          "RecorderIT: %d secrets of %d rounds in %d messages of JMS and %d of HTTP and WebSocket%n",
          secrets, ROUNDS, tape.size(), heard.size());
      assertThat(secrets).isGreaterThanOrEqualTo(ROUNDS * QUORUM);
    }
  }

  private static List<Eavesdropper.Heard> closing(Eavesdropper ears) {
    ears.close();
    return ears.all();
  }

  /** When each round closes, as the table said while it was open. */
  private static Map<Long, Long> closes(List<Eavesdropper.Heard> heard) throws Exception {
    Map<Long, Long> closes = new TreeMap<>();
    for (Eavesdropper.Heard one : heard) {
      if (one.from().equals("/api/v1/games/0")) {
        JsonNode table = JSON.readTree(one.text());
        closes.put(table.path("round").asLong(), table.path("closesAtMs").asLong());
      }
    }
    return closes;
  }

  /** The third commit to one block and root, of a block whose time is the close or later. */
  private static Moment certified(List<Recording.Message> tape, Genesis genesis, long closesAtMs) {
    Set<Digest> late = new TreeSet<>();
    Map<String, Set<Integer>> commits = new TreeMap<>();
    for (int i = 0; i < tape.size(); i++) {
      Recording.Message message = tape.get(i);
      if (!message.address().endsWith(".votes")) {
        continue;
      }
      switch (PbftCodec.decode(message.body(), genesis.parameters())) {
        case PbftMessage.PrePrepare m when m.block().timeMs() >= closesAtMs ->
            late.add(m.block().digest());
        case PbftMessage.Commit m when late.contains(m.statement().block()) -> {
          Set<Integer> signers =
              commits.computeIfAbsent(
                  m.statement().block() + " " + m.statement().resultRoot(), k -> new TreeSet<>());
          signers.add(m.vote().signer().value());
          if (signers.size() == QUORUM) {
            return new Moment(i, message.sentMs());
          }
        }
        default -> {}
      }
    }
    throw new AssertionError("no block after " + closesAtMs + " is certified on the tape");
  }

  private static void check(
      long round,
      String secret,
      Moment close,
      List<Recording.Message> tape,
      List<Eavesdropper.Heard> heard) {
    byte[] raw = HexFormat.of().parseHex(secret);
    List<byte[]> forms = new ArrayList<>(List.of(raw));
    texts(secret).forEach(text -> forms.add(text.getBytes(US_ASCII)));
    boolean told = false;
    for (int i = 0; i < tape.size(); i++) {
      byte[] body = tape.get(i).body();
      if (forms.stream().anyMatch(form -> contains(body, form))) {
        assertThat(i)
            .as("round %d: JMS message to %s with a secret", round, tape.get(i).address())
            .isGreaterThan(close.message());
        told = true;
      }
    }
    assertThat(told).as("a secret of round %d on JMS after the close", round).isTrue();
    boolean heardIt = false;
    for (Eavesdropper.Heard one : heard) {
      if (texts(secret).stream().anyMatch(one.text()::contains)) {
        assertThat(one.atMs())
            .as("round %d: %s with a secret", round, one.from())
            .isGreaterThanOrEqualTo(close.atMs());
        heardIt = true;
      }
    }
    assertThat(heardIt).as("a secret of round %d over HTTP after the close", round).isTrue();
  }

  private static List<String> texts(String secret) {
    byte[] raw = HexFormat.of().parseHex(secret);
    return List.of(
        secret,
        secret.toUpperCase(Locale.ROOT),
        Base64.getEncoder().withoutPadding().encodeToString(raw),
        Base64.getUrlEncoder().withoutPadding().encodeToString(raw));
  }

  private static boolean contains(byte[] where, byte[] what) {
    for (int from = 0; from <= where.length - what.length; from++) {
      int same = 0;
      while (same < what.length && where[from + same] == what[same]) {
        same++;
      }
      if (same == what.length) {
        return true;
      }
    }
    return false;
  }
}
