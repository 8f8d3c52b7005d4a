package org.bitcraps.kill;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
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
import org.bitcraps.evidence.membership.ReplicaId;
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

  /**
   * A commit on the tape.
   *
   * @param message its place there
   * @param sentMs when it was sent, by the server's clock
   */
  private record Commit(ReplicaId signer, int message, long sentMs) {}

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
          Collection<List<Commit>> commits = commits(tape, genesis, closes.get(round));
          for (JsonNode secret : roll.path("reveals")) {
            check(round, secret.asText(), commits, tape, heard);
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

  /** The commits to each block and root of a block whose time is the close or later. */
  private static Collection<List<Commit>> commits(
      List<Recording.Message> tape, Genesis genesis, long closesAtMs) {
    Set<Digest> late = new TreeSet<>();
    Map<String, List<Commit>> commits = new TreeMap<>();
    for (int i = 0; i < tape.size(); i++) {
      Recording.Message message = tape.get(i);
      if (!message.address().endsWith(".votes")) {
        continue;
      }
      switch (PbftCodec.decode(message.body(), genesis.parameters())) {
        case PbftMessage.PrePrepare m when m.block().timeMs() >= closesAtMs ->
            late.add(m.block().digest());
        case PbftMessage.Commit m when late.contains(m.statement().block()) ->
            commits
                .computeIfAbsent(
                    m.statement().block() + " " + m.statement().resultRoot(),
                    k -> new ArrayList<>())
                .add(new Commit(m.vote().signer(), i, message.sentMs()));
        default -> {}
      }
    }
    return commits.values();
  }

  /**
   * Whether a quorum had committed before that message. The commit of whoever sent it counts from
   * when it was sent: its votes and its bodies are carried by two sessions, and the later one may
   * be the first on the tape. Those of the others it must have received.
   */
  private static boolean isCertified(List<Commit> commits, int message, long sentMs) {
    Set<ReplicaId> before = new TreeSet<>();
    Set<ReplicaId> sent = new TreeSet<>();
    for (Commit commit : commits) {
      if (commit.message() < message) {
        before.add(commit.signer());
      }
      if (commit.sentMs() <= sentMs) {
        sent.add(commit.signer());
      }
    }
    sent.addAll(before);
    return before.size() >= QUORUM - 1 && sent.size() >= QUORUM;
  }

  /** When the third of them was sent. */
  private static long certifiedAtMs(List<Commit> commits) {
    Map<ReplicaId, Long> sent = new TreeMap<>();
    commits.forEach(commit -> sent.merge(commit.signer(), commit.sentMs(), Math::min));
    return sent.values().stream().sorted().skip(QUORUM - 1L).findFirst().orElse(Long.MAX_VALUE);
  }

  private static void check(
      long round,
      String secret,
      Collection<List<Commit>> commits,
      List<Recording.Message> tape,
      List<Eavesdropper.Heard> heard) {
    byte[] raw = HexFormat.of().parseHex(secret);
    List<byte[]> forms = new ArrayList<>(List.of(raw));
    texts(secret).forEach(text -> forms.add(text.getBytes(US_ASCII)));
    boolean told = false;
    for (int i = 0; i < tape.size(); i++) {
      Recording.Message message = tape.get(i);
      if (forms.stream().anyMatch(form -> contains(message.body(), form))) {
        int place = i;
        assertThat(commits)
            .as("round %d: JMS message %d to %s with a secret", round, i, message.address())
            .anyMatch(some -> isCertified(some, place, message.sentMs()));
        told = true;
      }
    }
    assertThat(told).as("a secret of round %d on JMS after the close", round).isTrue();
    long certifiedAtMs =
        commits.stream().mapToLong(RecorderIT::certifiedAtMs).min().orElse(Long.MAX_VALUE);
    boolean heardIt = false;
    for (Eavesdropper.Heard one : heard) {
      if (texts(secret).stream().anyMatch(one.text()::contains)) {
        assertThat(one.atMs())
            .as("round %d: %s with a secret", round, one.from())
            .isGreaterThanOrEqualTo(certifiedAtMs);
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
