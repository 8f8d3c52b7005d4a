package org.bitcraps.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The release, unpacked where nothing else is, plays. */
@Timeout(300)
class ReleaseIT {

  private static final String PORT_OFFSET = "5200";

  @TempDir private static Path root;
  private static Path release;

  @BeforeAll
  static void unpack() throws Exception {
    Path folder = Files.createDirectory(root.resolve("with a space"));
    Process tar =
        new ProcessBuilder(
                "tar", "xzf", System.getProperty("bitcraps.release"), "-C", folder.toString())
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();
    try (Stream<Path> files = Files.list(folder)) {
      release = files.toList().getFirst();
    }
  }

  private static Process run(List<String> arguments, Path output) throws IOException {
    ProcessBuilder bitcraps =
        new ProcessBuilder(
            Stream.concat(Stream.of(release.resolve("bitcraps").toString()), arguments.stream())
                .toList());
    bitcraps.directory(root.toFile());
    return bitcraps.redirectErrorStream(true).redirectOutput(output.toFile()).start();
  }

  @Test
  void it_needs_no_source_and_no_build() throws Exception {
    Path output = root.resolve("output");
    Process devnet = run(List.of("devnet", "--port-offset", PORT_OFFSET), output);
    try {
      while (!Files.readString(output).contains("Ctrl-C")) {
        assertThat(devnet.isAlive()).as(Files.readString(output)).isTrue();
        Thread.sleep(200);
      }
    } finally {
      devnet.destroy();
      assertThat(devnet.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(Files.readString(output)).doesNotContain("building");

    Path refused = root.resolve("refused");
    assertThat(run(List.of("sim"), refused).waitFor()).isEqualTo(2);
    assertThat(refused).content().contains("the simulator is in the source tree");
  }

  @Test
  void it_holds_what_operators_and_players_need_and_says_nothing_of_who_made_it() throws Exception {
    assertThat(release.getFileName().toString()).startsWith("bitcraps-");
    for (String file :
        List.of(
            "bitcraps.ear",
            "verify.html",
            "LICENSE",
            "NOTICE",
            "README.md",
            "docs/operate.md",
            "server-config/install-caches.cli",
            "server-config/node/install-peers.cli",
            "systemd/bitcraps@.service")) {
      assertThat(release.resolve(file)).isNotEmptyFile();
    }
    String tree = System.getProperty("bitcraps.tree");
    try (Stream<Path> files = Files.walk(release)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        if (!file.toString().endsWith(".jar")) {
          assertThat(Files.readString(file, ISO_8859_1)).as("%s", file).doesNotContain(tree);
        }
      }
    }
  }
}
