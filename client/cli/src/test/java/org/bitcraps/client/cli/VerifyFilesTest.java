package org.bitcraps.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Files that are no proof at all: 1 and what is wrong if there is a file, 2 if there is none. */
class VerifyFilesTest {

  private static final Path GOOD =
      Path.of(System.getProperty("bitcraps.root"), "docs/vectors/proof/round.json");
  private static final String SOME_CHAIN = "ab".repeat(32);

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("round.json");
  }

  private int verify(String... more) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine commands = BitcrapsCommand.commandLine();
    commands.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    String[] args = {"verify", file.toString(), "--genesis", SOME_CHAIN};
    String[] all = Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return commands.execute(all);
  }

  /** Both forms exit 1 and say this. */
  private void refusedAs(String reason, String detail) throws IOException {
    assertThat(verify()).isEqualTo(1);
    assertThat(out.toString()).contains("MISMATCH  " + reason + ": ").contains(detail);
    assertThat(err.toString()).isEmpty();
    assertThat(verify("--json")).isEqualTo(1);
    JsonNode verdict = new ObjectMapper().readTree(out.toString());
    assertThat(verdict.path("reason").asText()).isEqualTo(reason);
    assertThat(verdict.path("detail").asText()).contains(detail);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void nothingIsNoProof() throws IOException {
    Files.writeString(file, "");
    refusedAs("MALFORMED", "document");
    Files.writeString(file, " \n\t");
    refusedAs("MALFORMED", "document");
    Files.writeString(file, "null");
    refusedAs("MALFORMED", "document");
    Files.writeString(file, "[]");
    refusedAs("MALFORMED", "document");
    Files.writeString(file, "{}");
    refusedAs("MALFORMED", "format");
  }

  @Test
  void garbageIsNoProof() throws IOException {
    byte[] garbage = new byte[4_096];
    for (int seed = 0; seed < 50; seed++) {
      new Random(seed).nextBytes(garbage);
      Files.write(file, garbage);
      refusedAs("MALFORMED", "document");
    }
  }

  @Test
  void aTruncatedProofIsNoProof() throws IOException {
    byte[] good = Files.readAllBytes(GOOD);
    int end = new String(good, StandardCharsets.US_ASCII).stripTrailing().length();
    for (int length = 1; length < end; length += length < 200 || length > end - 20 ? 1 : 97) {
      Files.write(file, Arrays.copyOf(good, length));
      refusedAs("MALFORMED", "document");
    }
  }

  @Test
  void depthIsBounded() throws IOException {
    Files.writeString(file, "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000));
    refusedAs("MALFORMED", "depth");
    Files.writeString(file, "[".repeat(10_000));
    refusedAs("MALFORMED", "depth");
  }

  @Test
  void aFieldTwiceIsNamed() throws IOException {
    String good = Files.readString(GOOD);
    Files.writeString(file, good.replaceFirst("\\{", "{\"genesis\":\"00\","));
    refusedAs("MALFORMED", "genesis");
  }

  @Test
  void aFieldTooManyIsNamed() throws IOException {
    String good = Files.readString(GOOD);
    Files.writeString(file, good.replaceFirst("\\{", "{\"extra\":\"00\","));
    refusedAs("MALFORMED", "extra");
    Files.writeString(file, good + "{}");
    refusedAs("MALFORMED", "document");
  }

  @Test
  void fiveHundredMegabytesAreNotRead() throws IOException {
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(500L << 20);
    }
    refusedAs("MALFORMED", "larger than any proof");
  }

  @Test
  void anotherChainThanTheTrustedOneIsRefused() throws IOException {
    Files.copy(GOOD, file);
    refusedAs("GENESIS_OTHER_CHAIN", "the chain you trust");
  }

  @Test
  void whereNoFileIsTheArgumentIsWrong() throws IOException {
    assertThat(verify("--json")).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).isEqualTo("bitcraps: there is no file " + file + "\n");
    Files.createDirectory(file);
    assertThat(verify("--json")).isEqualTo(2);
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).isEqualTo("bitcraps: " + file + " is a folder, not a proof\n");
  }
}
