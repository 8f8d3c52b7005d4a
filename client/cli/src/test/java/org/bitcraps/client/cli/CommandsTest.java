package org.bitcraps.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.keys.Digest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a person or a script gets: text, JSON, exit codes, one sentence for each failure. */
class CommandsTest {

  private static final Path VECTORS =
      Path.of(System.getProperty("bitcraps.root"), "docs/vectors/proof");
  private static final String NOBODY = "http://127.0.0.1:1";

  @TempDir Path folder;
  private final Shell shell = new Shell();
  private final StringWriter out = shell.out;
  private final StringWriter err = shell.err;

  private int run(String... args) {
    return shell.run((Object[]) args);
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }

  @Test
  void verifyHasTheVerdictOfEveryPublishedProof() throws IOException {
    JsonNode index = json(Files.readString(VECTORS.resolve("index.json")));
    assertThat(index.size()).isGreaterThan(5);
    for (JsonNode row : index) {
      String file = VECTORS.resolve(row.path("file").asText()).toString();
      int code = run("verify", file, "--genesis", row.path("chain").asText(), "--json");
      JsonNode verdict = json(out.toString());
      assertThat(verdict.path("result")).isEqualTo(row.path("result"));
      assertThat(code).isEqualTo(row.path("result").asText().equals("VERIFIED") ? 0 : 4);
      assertThat(verdict.path("steps").size()).isGreaterThan(8);
      assertThat(err.toString()).isEmpty();
    }
  }

  @Test
  void verifyPrintsEveryStepWithItsBytes() throws IOException {
    JsonNode won = json(Files.readString(VECTORS.resolve("index.json"))).path(2);
    assertThat(
            run(
                "verify",
                VECTORS.resolve("field-won.json").toString(),
                "--genesis",
                won.path("chain").asText()))
        .isZero();
    assertThat(out.toString())
        .contains("  1 ok   genesis ", "certificate", "reveals", "beacon", "dice", "payout")
        .contains("signature of validator 2 (64 bytes)")
        .contains("VERIFIED  ", "won 2640")
        .doesNotContain("FAIL");
  }

  @Test
  void verifyNamesTheReason() throws IOException {
    String good = Files.readString(VECTORS.resolve("field-won.json"));
    String chain =
        json(Files.readString(VECTORS.resolve("index.json"))).path(2).path("chain").asText();
    Path file = folder.resolve("proof.json");
    String hash = json(good).path("placement").path("payloadHash").asText();
    String other = (hash.charAt(0) == '0' ? "1" : "0") + hash.substring(1);
    Files.writeString(file, good.replace(hash, other));
    assertThat(run("verify", file.toString(), "--genesis", chain)).isEqualTo(1);
    assertThat(out.toString()).contains("FAIL batch").contains("MISMATCH  BATCH_NOT_IN_BLOCK");
    Files.writeString(file, "{}");
    assertThat(run("verify", file.toString(), "--genesis", chain, "--json")).isEqualTo(1);
    assertThat(json(out.toString()).path("reason").asText()).isEqualTo("MALFORMED");
    assertThat(run("verify", file.toString(), "--genesis", "12")).isEqualTo(2);
    assertThat(err.toString()).contains("64 hexadecimal digits");
    assertThat(run("verify", folder.resolve("none").toString(), "--genesis", chain)).isEqualTo(2);
    assertThat(err.toString()).startsWith("bitcraps: there is no file ").hasLineCount(1);
    Files.writeString(file, good);
    assertThat(run("verify", file.toString(), "--genesis", "00".repeat(32))).isEqualTo(1);
    assertThat(out.toString()).contains("GENESIS_OTHER_CHAIN");
  }

  @Test
  void edgesAreExactAndInTheFormOfTheRules() throws IOException {
    assertThat(run("edges", "--json")).isZero();
    assertThat(out.toString())
        .startsWith("[{\"bet\":\"PASS\",\"edge\":\"7/495\",\"perRoll\":\"7/1671\"},{\"bet\":");
    JsonNode rows = json(out.toString());
    assertThat(rows.size()).isEqualTo(BetType.values().length);
    for (JsonNode row : rows) {
      if (row.path("bet").asText().equals("PASS_ODDS_4")) {
        assertThat(row.path("edge").asText()).isEqualTo("0");
      }
    }
    assertThat(run("edges")).isZero();
    assertThat(out.toString()).contains("FIELD", "1/36");
  }

  @Test
  void wrongArgumentsAreToldBeforeAnybodyIsAsked() {
    assertThat(run("bet", "FIELDS", "1320", "--url", NOBODY)).isEqualTo(2);
    assertThat(err.toString()).contains("do you mean FIELD?");
    assertThat(run("bet", "FIELD", "1000", "--url", NOBODY)).isEqualTo(2);
    assertThat(err.toString()).contains("instead of 1000 stake 1320 or 2640");
    assertThat(run("bet", "FIELD", "much", "--url", NOBODY)).isEqualTo(2);
    assertThat(run("bet", "FIELD", "1320", "--save", "x", "--url", NOBODY)).isEqualTo(2);
    assertThat(run("status", "--url", "nonsense")).isEqualTo(2);
    assertThat(run("proof", "12", "--url", NOBODY)).isEqualTo(3);
    assertThat(run("proof", "--url", NOBODY)).isEqualTo(2);
    assertThat(run("proof", "--round", "0", "--url", NOBODY)).isEqualTo(2);
    assertThat(err.toString()).isEqualTo("bitcraps: rounds count from 1: there is none 0\n");
  }

  @Test
  void nobodyThereIsOneSentence() {
    assertThat(run("status", "--url", NOBODY, "--json")).isEqualTo(3);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .isEqualTo(
            "bitcraps: there is no gateway at http://127.0.0.1:1/: the connection was refused\n");
  }

  @Test
  void anotherServerIsNoGateway() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(404, -1);
          exchange.close();
        });
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort();
      assertThat(run("status", "--url", url)).isEqualTo(3);
      assertThat(err.toString())
          .isEqualTo(
              "bitcraps: %s/ does not answer as a gateway: HTTP 404 without a problem document\n"
                  .formatted(url));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aConnectionThatBreaksIsSaidInWords() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      // As often as the client tries.
      Thread.startVirtualThread(() -> {
        while (!server.isClosed()) {
          try (Socket taken = server.accept()) {
            taken.getInputStream().read(new byte[4_096]);
          } catch (IOException e) {
            assertThat(server.isClosed()).isTrue();
          }
        }
      });
      assertThat(run("status", "--url", "http://127.0.0.1:" + server.getLocalPort())).isEqualTo(3);
    }
    assertThat(err.toString())
        .startsWith("bitcraps: there is no gateway at ")
        .endsWith("the connection broke before an answer came\n")
        .hasLineCount(1);
  }

  @Test
  void keysAreMadeOnceAndShown() throws IOException {
    String file = folder.resolve("player.key").toString();
    assertThat(run("keys", "new", "--key", file, "--json")).isZero();
    String made = json(out.toString()).path("key").asText();
    assertThat(made).hasSize(64);
    assertThat(run("keys", "show", "--key", file)).isZero();
    assertThat(out.toString()).contains(made);
    assertThat(run("keys", "new", "--key", file)).isEqualTo(2);
    assertThat(err.toString()).contains("not overwritten");
    assertThat(run("keys", "show", "--key", file + ".none")).isEqualTo(2);
    assertThat(err.toString()).contains("there is no key file");
  }

  @Test
  void trustIsRememberedPerAddress() throws IOException {
    PlayerHome home = new PlayerHome(folder.resolve("home"));
    URI here = URI.create("http://a:1/x");
    ChainId one = new ChainId(Digest.ZERO);
    ChainId two = PlayerHome.chain("11".repeat(32));
    assertThat(home.trustedAt(here)).isEmpty();
    home.trust(here, one);
    home.trust(URI.create("http://b:2"), two);
    assertThat(home.trustedAt(URI.create("http://a:1"))).isEqualTo(Optional.of(one));
    home.trust(here, two);
    assertThat(home.trustedAt(here)).isEqualTo(Optional.of(two));
    assertThat(home.trustedChains()).containsExactly(two, two);
  }

  @Test
  void statusSaysWhyNothingMoves() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    String table =
        "{\"table\":1,\"name\":\"first\",\"round\":4,\"phase\":\"REVEALING\",\"point\":6}";
    server.createContext(
        "/api/v1/consensus/status",
        exchange -> {
          byte[] body =
              "{\"chain\":\"c\",\"sequence\":9,\"lastBlockAgoMs\":9000,\"quorum\":3,\"validatorCount\":4,\"view\":2,\"primary\":2,\"validators\":[{\"id\":3,\"up\":false,\"condition\":\"STOPPED\"}],\"waiting\":[{\"code\":\"NO_QUORUM\",\"text\":\"2 of 4 validators are up, 3 are needed\"}]}"
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.createContext(
        "/api/v1/games",
        exchange -> {
          String text =
              exchange.getRequestURI().getPath().endsWith("1")
                  ? table
                  : "{\"games\":[" + table + "]}";
          byte[] body = text.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort();
      assertThat(run("status", "--url", url)).isZero();
      assertThat(out.toString())
          .contains("9 certified, the last 9000 ms ago")
          .contains("validator  3 DOWN (STOPPED)")
          .contains("table      1 \"first\": round 4 REVEALING, point 6")
          .contains("waiting    2 of 4 validators are up, 3 are needed");
      assertThat(run("status", "--url", url, "--json")).isZero();
      assertThat(json(out.toString()).path("tables").path(0).path("round").asInt()).isEqualTo(4);
    } finally {
      server.stop(0);
    }
  }
}
