package org.bitcraps.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every install script has a remove script that gives back exactly what the other took. */
class PairedScriptsIT {

  private static final Path ROOT = Path.of(System.getProperty("bitcraps.root"));
  private static final Path SERVER = Path.of(System.getProperty("bitcraps.server.home"));
  private static final Path STOCK = SERVER.resolve("standalone/configuration/standalone-full.xml");

  @TempDir Path base;

  @Test
  void installed_and_removed_leaves_the_stock_configuration_and_installs_again() throws Exception {
    Path configurations = Files.createDirectories(base.resolve("configuration"));
    for (String file :
        List.of("application-users", "application-roles", "mgmt-users", "mgmt-groups")) {
      String name = file + ".properties";
      Files.copy(STOCK.resolveSibling(name), configurations.resolve(name));
    }
    Files.copy(STOCK, configurations.resolve("paired.xml"));
    makeHome();

    run(
        Stream.of(
                List.of("embed-server --server-config=paired.xml --std-out=discard"),
                install(),
                List.of(":take-snapshot(name=installed)"),
                remove(),
                List.of(":take-snapshot(name=removed)"),
                install(),
                List.of(":take-snapshot(name=again)"),
                lines(nodeScripts("install-")),
                List.of(":take-snapshot(name=node)"),
                lines(clusterScripts("install-")),
                List.of(":take-snapshot(name=clustered)"),
                lines(clusterScripts("remove-").reversed()),
                List.of(":take-snapshot(name=alone)"),
                lines(nodeScripts("remove-").reversed()),
                List.of(":take-snapshot(name=whole)", "stop-embedded-server"))
            .flatMap(List::stream)
            .toList());

    assertThat(snapshot("removed")).hasSameTextualContentAs(STOCK);
    assertThat(snapshot("again")).hasSameTextualContentAs(snapshot("installed"));
    assertThat(snapshot("installed")).hasSameTextualContentAs(STOCK.resolveSibling("bitcraps.xml"));
    assertThat(snapshot("node")).hasSameTextualContentAs(STOCK.resolveSibling("bitcraps-node.xml"));
    assertThat(snapshot("clustered"))
        .hasSameTextualContentAs(STOCK.resolveSibling("bitcraps-clustered.xml"));
    assertThat(snapshot("alone"))
        .hasSameTextualContentAs(STOCK.resolveSibling("bitcraps-node.xml"));
    assertThat(snapshot("whole")).hasSameTextualContentAs(STOCK.resolveSibling("bitcraps.xml"));
  }

  /** What a node's configuration names and opens, even while it is only written. */
  private void makeHome() throws Exception {
    Path tls = Files.createDirectories(base.resolve("a node's home/tls"));
    Files.writeString(tls.resolveSibling("passphrase"), "of nothing");
    for (String name : List.of("keystore.p12", "truststore.p12")) {
      KeyStore empty = KeyStore.getInstance("PKCS12");
      empty.load(null, null);
      try (OutputStream file = Files.newOutputStream(tls.resolve(name))) {
        empty.store(file, "of nothing".toCharArray());
      }
    }
    Files.writeString(tls.resolve("cluster-password"), "of nobody");
    Files.createFile(tls.resolve("broker-users.properties"));
    Files.createFile(tls.resolve("broker-roles.properties"));
  }

  /** WildFly chooses the file name around the one that it was given. */
  private Path snapshot(String name) throws IOException {
    Path folder = base.resolve("configuration/standalone_xml_history/snapshot");
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().contains(name))
          .findFirst()
          .orElseThrow();
    }
  }

  private static List<String> install() throws IOException {
    return lines(scripts("install-"));
  }

  private static List<String> remove() throws IOException {
    return lines(scripts("remove-").reversed());
  }

  private static List<Path> scripts(String kind) throws IOException {
    return scripts(kind, "server-config/src/main/cli", "jms-config/src/main/cli");
  }

  private static List<Path> nodeScripts(String kind) throws IOException {
    return scripts(kind, "server-config/src/main/cli/node");
  }

  private static List<Path> clusterScripts(String kind) throws IOException {
    return scripts(kind, "server-config/src/main/cli/clustered");
  }

  /** In the order in which the server is made. */
  private static List<Path> scripts(String kind, String... folders) throws IOException {
    List<Path> scripts = new ArrayList<>();
    for (String folder : folders) {
      try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
        files
            .filter(file -> file.getFileName().toString().matches(kind + ".*\\.cli"))
            .sorted(Comparator.naturalOrder())
            .forEach(scripts::add);
      }
    }
    assertThat(scripts).isNotEmpty();
    return scripts;
  }

  private static List<String> lines(List<Path> scripts) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path script : scripts) {
      lines.addAll(Files.readAllLines(script));
    }
    return lines;
  }

  private void run(List<String> lines) throws Exception {
    Path script = Files.write(base.resolve("paired.cli"), lines);
    Path log = base.resolve("cli.log");
    ProcessBuilder cli =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--sun-misc-unsafe-memory-access=allow",
            "-Djboss.server.base.dir=" + base,
            "-Dbitcraps.home=" + base.resolve("a node's home"),
            "-Djboss.cli.config=" + SERVER.resolve("bin/jboss-cli.xml"),
            "-jar",
            SERVER.resolve("jboss-modules.jar").toString(),
            "-mp",
            SERVER.resolve("modules").toString(),
            "org.jboss.as.cli",
            "--file=" + script);
    cli.environment().put("JBOSS_HOME", SERVER.toString());
    Process process = cli.redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertThat(process.waitFor(3, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(() -> read(log)).isZero();
  }

  private static String read(Path log) {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
