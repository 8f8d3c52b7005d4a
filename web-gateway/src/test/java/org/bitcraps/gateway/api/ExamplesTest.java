package org.bitcraps.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The programs of docs/examples sign every published vector to the published bytes. */
class ExamplesTest {

  private static final Path ROOT = Path.of(System.getProperty("bitcraps.root"));
  private static final Path EXAMPLES = ROOT.resolve("docs/examples");
  private static final Path VECTORS = ROOT.resolve("docs/vectors/bet.json");

  @TempDir Path folder;

  private record Run(int code, String said) {}

  private static Run run(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    return new Run(process.waitFor(), said);
  }

  /** Right of the published vectors, and not of one that differs in a field. */
  private void signs(String... program) throws Exception {
    List<String> command = new ArrayList<>(List.of(program));
    command.add(VECTORS.toString());
    Run run = run(command);
    assertThat(run.code()).as(run.said()).isZero();
    assertThat(run.said().lines().filter(line -> line.endsWith(" same"))).hasSize(5);
    assertThat(run.said()).doesNotContain("DIFFERENT");
    Path other = folder.resolve("other.json");
    Files.writeString(
        other,
        Files.readString(VECTORS).replaceFirst("\"amount\" : \"1320\"", "\"amount\" : \"2640\""));
    command.set(command.size() - 1, other.toString());
    Run refused = run(command);
    assertThat(refused.code()).as(refused.said()).isEqualTo(1);
    assertThat(refused.said().lines().filter(line -> line.endsWith(" DIFFERENT"))).hasSize(1);
  }

  @Test
  void java_signs_the_vectors() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    signs(java, EXAMPLES.resolve("SignBet.java").toString());
  }

  @Test
  void typescript_signs_the_vectors() throws Exception {
    Path bundle = folder.resolve("sign-bet.mjs");
    Run esbuild =
        run(
            List.of(
                unpacked("target/esbuild", "esbuild"),
                EXAMPLES.resolve("sign-bet.ts").toString(),
                "--format=esm",
                "--log-level=warning",
                "--outfile=" + bundle));
    assertThat(esbuild.code()).as(esbuild.said()).isZero();
    signs(unpacked("target/node", "node"), bundle.toString());
  }

  @Test
  void python_signs_the_vectors() throws Exception {
    Run ready;
    try {
      ready = run(List.of("python3", "-c", "import cryptography"));
    } catch (IOException e) {
      throw new IllegalStateException(missing(), e);
    }
    if (ready.code() != 0) {
      throw new IllegalStateException(missing());
    }
    signs("python3", "-B", EXAMPLES.resolve("sign_bet.py").toString());
  }

  private static String missing() {
    return "The Python example needs python3 and its module cryptography: apt-get install"
        + " python3-cryptography (.ci/run does it).";
  }

  /** What Maven has unpacked for this build. */
  private static String unpacked(String place, String name) throws IOException {
    Path room = ROOT.resolve("web-gateway").resolve(place);
    try (Stream<Path> files = Files.walk(room)) {
      Path file =
          files
              .filter(Files::isRegularFile)
              .filter(f -> f.getFileName().toString().replace(".exe", "").equals(name))
              .findFirst()
              .orElseThrow(() ->
                  new IllegalStateException(
                      "The TypeScript example needs "
                          + name
                          + ", which Maven unpacks before tests."));
      assertThat(file.toFile().setExecutable(true)).isTrue();
      return file.toString();
    }
  }
}
