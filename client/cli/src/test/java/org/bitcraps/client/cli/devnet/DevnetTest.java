package org.bitcraps.client.cli.devnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class DevnetTest {

  @TempDir Path temporary;

  @Test
  @EnabledOnOs(OS.LINUX)
  void whoHoldsAPortIsNamed() throws IOException {
    int port;
    try (ServerSocket held = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = held.getLocalPort();
      assertThat(PortHolder.isFree(port)).isFalse();
      assertThat(PortHolder.pid(port)).contains(ProcessHandle.current().pid());
      assertThat(PortHolder.describe(port))
          .startsWith("process " + ProcessHandle.current().pid() + " (")
          .contains("java");
    }
    assertThat(PortHolder.isFree(port)).isTrue();
    assertThat(PortHolder.pid(port)).isEmpty();
    assertThat(PortHolder.describe(port)).contains("another process");
  }

  @Test
  void theServerIsMadeAnewAndTheChainStays() throws IOException {
    Path standalone = temporary.resolve("built/standalone");
    Files.createDirectories(standalone.resolve("configuration"));
    Files.writeString(standalone.resolve("configuration/bitcraps.xml"), "one");
    Path ear = temporary.resolve("bitcraps.ear");
    Files.writeString(ear, "ear");
    ServerFolder folder = new ServerFolder(temporary.resolve("run"));
    folder.prepare(standalone, ear);
    Path server = folder.server();
    assertThat(server.resolve("configuration/bitcraps.xml")).hasContent("one");
    assertThat(server.resolve("deployments/bitcraps.ear")).hasContent("ear");
    assertThat(server.resolve("deployments/bitcraps.ear.dodeploy")).exists();
    assertThat(folder.failure()).isEmpty();
    Files.writeString(server.resolve("deployments/bitcraps.ear.failed"), "WFLY: no\n");
    assertThat(folder.failure()).contains("WFLY: no");

    Files.writeString(folder.genesis(), "chain");
    Files.writeString(standalone.resolve("configuration/bitcraps.xml"), "two");
    Files.writeString(folder.log().resolve("server.log"), "why it died");
    folder.renew(standalone, ear);
    assertThat(folder.log().resolve("server.log")).hasContent("why it died");
    folder.prepare(standalone, ear);
    assertThat(folder.log()).isEmptyDirectory();
    assertThat(server.resolve("configuration/bitcraps.xml")).hasContent("two");
    assertThat(folder.failure()).isEmpty();
    assertThat(folder.genesis()).hasContent("chain");
    folder.forget();
    assertThat(folder.genesis()).doesNotExist();
    assertThatThrownBy(() -> folder.prepare(standalone, temporary.resolve("none.ear")))
        .hasMessageContaining("./mvnw package");
  }

  @Test
  void oneDevnetPerFolder() throws IOException {
    ServerFolder folder = new ServerFolder(temporary.resolve("run"));
    try (FileLock held = folder.lock().orElseThrow()) {
      assertThat(held.isValid()).isTrue();
      assertThat(folder.lock()).isEmpty();
    }
    try (FileLock again = folder.lock().orElseThrow()) {
      assertThat(again.isValid()).isTrue();
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void theChildIsGoneWhenItIsStopped() throws Exception {
    Path console = temporary.resolve("console.log");
    ServerProcess child =
        ServerProcess.start(List.of("sh", "-c", "echo started; exec sleep 600"), console);
    assertThat(child.isAlive()).isTrue();
    while (Files.size(console) == 0) {
      Thread.sleep(20);
    }
    child.stop();
    assertThat(child.isAlive()).isFalse();
    assertThat(ProcessHandle.of(child.pid()).filter(ProcessHandle::isAlive)).isEmpty();
    assertThat(child.await()).isNotZero();
    assertThat(console).hasContent("started");
  }

  /** A server refuses keys that it does not know; BITCRAPS_ROLE would be one that it does. */
  @Test
  void whatTheCommandLineReadsIsNotForTheServer() {
    assertThat(
            ServerProcess.withoutOurs(
                new TreeMap<>(
                    Map.of(
                        "BITCRAPS_URL", "http://x",
                        "BITCRAPS_PLAYER_HOME", "/x",
                        "BITCRAPS_PASSPHRASE", "secret",
                        "BITCRAPS_NODE", "/y",
                        "BITCRAPS_ROLE", "all",
                        "PATH", "/bin"))))
        .containsOnlyKeys("BITCRAPS_ROLE", "PATH");
  }

  @Test
  void theServerListensOnLoopbackAndLivesInItsFolder() {
    ServerFolder folder = new ServerFolder(temporary.resolve("run"));
    SortedMap<String, String> settings = new TreeMap<>(Map.of("bitcraps.gateway.batch-size", "9"));
    List<String> command =
        ServerProcess.command(Path.of("wildfly"), folder, Launch.devnet(100, settings));
    assertThat(command)
        .contains(
            "-XX:+ExitOnOutOfMemoryError",
            "-Djboss.bind.address=127.0.0.1",
            "-Djboss.bind.address.management=127.0.0.1",
            "-Djboss.socket.binding.port-offset=100",
            "-Djboss.server.base.dir=" + folder.server(),
            "-Djboss.server.log.dir=" + folder.log(),
            "-Dbitcraps.home=" + folder.chain(),
            "-Dbitcraps.role=all",
            "-Dbitcraps.gateway.batch-size=9",
            "-Dbitcraps.genesis=devnet");
  }
}
