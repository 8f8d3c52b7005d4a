package org.bitcraps.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.bitcraps.client.sdk.PlayerKey;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.exchange.SnapshotManifest;
import org.bitcraps.evidence.execution.StateTree;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.evidence.operation.PlayerOrder;
import org.bitcraps.evidence.operation.SignedOrder;
import org.bitcraps.evidence.sample.PlayedChain;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bitcraps account}: what a gateway says, and what the chain says of it. */
class AccountCommandTest {

  private static final long GRANT = 13_200;
  private static final byte[] NOT_READY =
      """
      {"type":"urn:bitcraps:problem:snapshot-not-ready","title":"t","detail":"no checkpoint yet"}\
      """
          .getBytes(StandardCharsets.UTF_8);

  @TempDir private Path folder;
  private final Shell shell = new Shell();
  private final String userHome = System.getProperty("user.home");
  private final Map<String, byte[]> answers = new ConcurrentHashMap<>();
  private final PlayedChain chain = new PlayedChain("a chain with a state").play(1);
  private volatile boolean notReady;
  private int snapshot;
  private int blocks;
  private HttpServer server;
  private String url;
  private Path key;

  @BeforeEach
  void a_gateway() throws IOException {
    System.setProperty("user.home", folder.toString());
    key = folder.resolve("some.key");
    PlayerKey player = PlayerKey.create(key, new char[0]);
    chain.append(10, List.of(grant(player, 0)));
    snapshot = chain.blocks().size();
    chain.append(10, List.of(grant(player, 1)));
    blocks = chain.blocks().size();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    url = "http://127.0.0.1:" + server.getAddress().getPort();
    server.createContext(
        "/api/v1/",
        exchange -> {
          String asked = exchange.getRequestURI().toString().substring(8);
          boolean early = notReady && asked.equals("snapshot");
          byte[] answer = early ? NOT_READY : answers.getOrDefault(asked, new byte[0]);
          exchange
              .getResponseHeaders()
              .add("Content-Type", early ? "application/problem+json" : "application/json");
          exchange.sendResponseHeaders(early ? 404 : answer.length == 0 ? 500 : 200, 0);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    put("genesis", "{\"bytes\":\"%s\"}".formatted(hex(chain.genesis().toWire())));
    put(
        "accounts/" + player.publicKey().hex(),
        """
        {"key":"k","account":"a","begun":true,"balance":77,"nonceBase":0,"nextNonce":3}\
        """);
    SnapshotManifest manifest = chain.snapshot(snapshot);
    put(
        "snapshot",
        "{\"chunks\":[%s],\"certifiedBlock\":\"%s\",\"checkpoint\":\"%s\"}"
            .formatted(
                manifest.chunks().stream()
                    .map(Digest::hex)
                    .collect(Collectors.joining("\",\"", "\"", "\"")),
                hex(manifest.block().toWire()),
                hex(manifest.checkpoint().toWire())));
    StateTree tree = StateTree.of(chain.played().get(snapshot - 1).executed().ledger());
    for (byte[] chunk : tree.contents()) {
      answers.put("snapshot/chunks/" + StateTree.digestOf(chunk).hex(), chunk);
    }
    answers.put("consensus/blocks.bin?from=" + (snapshot + 1), chain.file(snapshot + 1, blocks));
  }

  @AfterEach
  void end() {
    server.stop(0);
    System.setProperty("user.home", userHome);
  }

  private BatchBody grant(PlayerKey player, long nonce) {
    PlayerOrder grant =
        new PlayerOrder.FaucetGrant(
            chain.genesis().chainId(), player.publicKey(), GRANT, nonce, Long.MAX_VALUE);
    return chain.brought(
        new Operation.PlayerOrders(
            chain.genesis().chainId(), List.of(SignedOrder.sign(grant, player))));
  }

  private void put(String path, String text) {
    answers.put(path, text.getBytes(StandardCharsets.UTF_8));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private int run(Object... more) {
    Object[] all = new Object[5 + more.length];
    System.arraycopy(new Object[] {"account", "--url", url, "--key", key}, 0, all, 0, 5);
    System.arraycopy(more, 0, all, 5, more.length);
    return shell.run(all);
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(shell.out.toString());
  }

  @Test
  void without_a_word_it_is_what_the_gateway_says() throws IOException {
    assertThat(run()).isZero();
    assertThat(shell.out.toString()).contains("balance 77 base units").doesNotContain("VERIFIED");
    assertThat(run("--json")).isZero();
    assertThat(json().path("nextNonce").asInt()).isEqualTo(3);
    assertThat(json().has("result")).isFalse();
  }

  /** The gateway lies about the balance; half of it was granted after the snapshot. */
  @Test
  void verified_it_is_what_the_chain_has() throws IOException {
    assertThat(run("--verify")).isZero();
    assertThat(shell.out.toString())
        .contains("balance %d base units".formatted(2 * GRANT))
        .contains("VERIFIED at block %d of 1970-01-01T".formatted(blocks))
        .contains("signed after block %d, and 1 blocks since".formatted(snapshot));
    assertThat(run("--verify", "--json")).isZero();
    assertThat(json().path("result").asText()).isEqualTo("VERIFIED");
    assertThat(json().path("balance").asLong()).isEqualTo(2 * GRANT);
    assertThat(json().path("block").asInt()).isEqualTo(blocks);
    assertThat(json().path("timeMs").asLong()).isEqualTo(chain.last().effectiveTimeMs());
  }

  @Test
  void before_the_first_state_it_is_too_early() {
    answers.remove("snapshot");
    notReady = true;
    assertThat(run("--verify")).isEqualTo(ExitCodes.NOT_YET);
    assertThat(shell.err.toString()).contains("no checkpoint yet");
    assertThat(shell.out.toString()).isEmpty();
  }

  @Test
  void what_does_not_hold_is_a_failure_and_no_balance() throws IOException {
    byte[] changed = chain.file(snapshot + 1, blocks);
    changed[changed.length - 1] ^= 1;
    answers.put("consensus/blocks.bin?from=" + (snapshot + 1), changed);
    assertThat(run("--verify")).isEqualTo(ExitCodes.REFUSED);
    assertThat(shell.out.toString())
        .contains("FAILED  ", "block " + blocks)
        .doesNotContain("balance", "VERIFIED");
    assertThat(run("--verify", "--json")).isEqualTo(ExitCodes.REFUSED);
    assertThat(json().path("result").asText()).isEqualTo("FAILED");
  }
}
