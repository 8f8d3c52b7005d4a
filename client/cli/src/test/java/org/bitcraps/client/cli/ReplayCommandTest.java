package org.bitcraps.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import org.bitcraps.evidence.sample.PlayedChain;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bitcraps replay}: verdicts, reasons, exit codes, the download. */
class ReplayCommandTest {

  private static final PlayedChain CHAIN = new PlayedChain("a chain on disk").play(2);
  private static final String ID = CHAIN.genesis().chainId().toString();
  private static final int BLOCKS = CHAIN.blocks().size();

  @TempDir Path folder;
  private final Shell shell = new Shell();
  private final StringWriter out = shell.out;
  private final StringWriter err = shell.err;
  private final String userHome = System.getProperty("user.home");
  private Path file;

  @BeforeEach
  void save() throws IOException {
    System.setProperty("user.home", folder.toString());
    file = folder.resolve("blocks.bin");
    Files.write(file, CHAIN.file());
  }

  @AfterEach
  void restore() {
    System.setProperty("user.home", userHome);
  }

  private int run(String... args) {
    return shell.run((Object[]) args);
  }

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(out.toString());
  }

  @Test
  void aGoodChainIsVerifiedAndCounted() throws IOException {
    assertThat(run("replay", file.toString(), "--genesis", ID)).isZero();
    assertThat(out.toString())
        .contains("VERIFIED   ", "rounds     2 opened, 2 rolled", "dice       2: ", "blocks/s")
        .contains("chain      " + ID);
    assertThat(err.toString()).isEmpty();
    assertThat(run("replay", file.toString(), "--genesis-fingerprint", ID, "--json")).isZero();
    assertThat(json().path("result").asText()).isEqualTo("VERIFIED");
    assertThat(json().path("blocks").asInt()).isEqualTo(BLOCKS);
    assertThat(json().path("dice")).hasSize(11);
    long thrown = 0;
    for (JsonNode sum : json().path("dice")) {
      thrown += sum.asLong();
    }
    assertThat(thrown).isEqualTo(2);
  }

  @Test
  void severalFilesAreOneChain() throws IOException {
    Path first = folder.resolve("first.bin");
    Path rest = folder.resolve("rest.bin");
    Files.write(first, CHAIN.file(1, 5));
    Files.write(rest, CHAIN.file(6, BLOCKS));
    assertThat(run("replay", first.toString(), rest.toString(), "--genesis", ID, "--json"))
        .isZero();
    assertThat(json().path("blocks").asInt()).isEqualTo(BLOCKS);
    assertThat(run("replay", rest.toString(), "--genesis", ID)).isEqualTo(1);
    assertThat(out.toString()).contains("OUT_OF_ORDER", "field first", "begins with block 6");
  }

  @Test
  void whatDoesNotHoldIsNamed() throws IOException {
    byte[] changed = CHAIN.file();
    changed[PlayedChain.frames(changed).get(6) - 1]++;
    Files.write(file, changed);
    assertThat(run("replay", file.toString(), "--genesis", ID)).isEqualTo(1);
    assertThat(out.toString())
        .contains("FAILED     ", " at block 5 of " + file, "field ")
        .doesNotContain("VERIFIED");
    assertThat(run("replay", file.toString(), "--genesis", ID, "--json")).isEqualTo(1);
    assertThat(json().path("result").asText()).isEqualTo("FAILED");
    assertThat(json().path("reason").asText()).isNotEmpty();
    assertThat(json().path("block").asInt()).isEqualTo(5);
    assertThat(json().path("blocks").asInt()).as("good ones before").isEqualTo(4);
  }

  @Test
  void whatIsNoSuchFileIsSaid() throws IOException {
    assertThat(run("replay", folder.resolve("none").toString(), "--genesis", ID)).isEqualTo(2);
    assertThat(err.toString()).startsWith("bitcraps: there is no file ").hasLineCount(1);
    assertThat(run("replay", folder.toString(), "--genesis", ID)).isEqualTo(2);
    assertThat(err.toString()).contains("is a folder");
    assertThat(run("replay", file.toString(), "--genesis", "12")).isEqualTo(2);
    assertThat(run("replay", file.toString(), "--from", "3", "--genesis", ID)).isEqualTo(2);
    assertThat(run("replay")).isEqualTo(2);
    byte[] good = CHAIN.file();
    for (int length : new int[] {0, 3, 12, 200, good.length - 1}) {
      Files.write(file, Arrays.copyOf(good, length));
      assertThat(run("replay", file.toString(), "--genesis", ID)).as("cut at " + length).isOne();
      assertThat(out.toString()).contains(length < 10 ? "FORMAT_UNKNOWN" : "TRUNCATED");
      assertThat(run("replay", file.toString())).as("nobody trusted, " + length).isOne();
    }
    Files.writeString(file, "{\"format\":\"bitcraps-round-proof-1\"}");
    assertThat(run("replay", file.toString(), "--genesis", ID)).isOne();
    assertThat(out.toString()).contains("FORMAT_UNKNOWN");
    Files.write(file, CHAIN.file());
    assertThat(run("replay", file.toString(), "--genesis", "00".repeat(32))).isOne();
    assertThat(out.toString()).contains("GENESIS_OTHER_CHAIN");
  }

  @Test
  void whoTrustsNoChainYetIsToldWhichItIs() {
    assertThat(run("replay", file.toString())).isZero();
    assertThat(err.toString()).contains("taking the file's word that it is " + ID);
    assertThat(run("keys", "trust", "00".repeat(32))).isZero();
    assertThat(run("replay", file.toString())).isOne();
    assertThat(err.toString()).contains("if you do: --genesis " + ID);
  }

  private static HttpServer gateway(int status, byte[] answer, long announced) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] genesis =
        ("{\"bytes\":\"" + HexFormat.of().formatHex(CHAIN.genesis().toWire()) + "\"}")
            .getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/api/v1/genesis",
        exchange -> {
          exchange.sendResponseHeaders(200, genesis.length);
          exchange.getResponseBody().write(genesis);
          exchange.close();
        });
    server.createContext(
        "/api/v1/consensus/blocks.bin",
        exchange -> {
          exchange
              .getResponseHeaders()
              .add(
                  "Content-Type",
                  status == 200 ? "application/octet-stream" : "application/problem+json");
          exchange.sendResponseHeaders(status, announced);
          exchange.getResponseBody().write(answer);
          exchange.getResponseBody().flush();
          exchange.close();
        });
    server.start();
    return server;
  }

  private int download(int status, byte[] answer, long announced, Path to) throws IOException {
    HttpServer server = gateway(status, answer, announced);
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort();
      return run("replay", "--download", to.toString(), "--url", url);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aDownloadIsSavedAndReplayed() throws IOException {
    Path to = folder.resolve("fresh.bin");
    byte[] good = CHAIN.file();
    assertThat(download(200, good, good.length, to)).isZero();
    assertThat(out.toString()).contains("VERIFIED");
    assertThat(err.toString()).contains("trusting chain " + ID, "saved " + good.length + " bytes");
    assertThat(Files.readAllBytes(to)).isEqualTo(good);
    assertThat(download(200, good, good.length, to)).as("not overwritten").isEqualTo(2);
    assertThat(err.toString()).contains("is there already");
    assertThat(Files.readAllBytes(to)).isEqualTo(good);
  }

  @Test
  void aDownloadThatFailsLeavesNoFile() throws IOException {
    Path to = folder.resolve("fresh.bin");
    byte[] good = CHAIN.file();
    assertThat(download(200, Arrays.copyOf(good, 1_000), good.length, to)).isEqualTo(3);
    assertThat(err.toString()).contains("stopped in the middle");
    assertThat(to).doesNotExist();
    byte[] busy =
        "{\"type\":\"urn:bitcraps:problem:busy\",\"detail\":\"4 downloads are under way\"}"
            .getBytes(StandardCharsets.UTF_8);
    assertThat(download(503, busy, busy.length, to)).isEqualTo(1);
    assertThat(err.toString()).contains("4 downloads are under way");
    assertThat(to).doesNotExist();
  }
}
