package org.bitcraps.persistence.view;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL of this machine, on a data folder and port of its own, gone when closed. It refuses
 * to run as root: then the system's user {@code postgres} runs it.
 */
final class PostgresServer implements AutoCloseable {

  private static final String MISSING =
      "PostgreSQL 15 or later is missing: install it (on Debian: apt-get install postgresql), or"
          + " name its bin folder in the environment variable POSTGRES_BIN";

  private static final int START_SECONDS = 60;

  private final Path folder;
  private final Process process;
  private final PGSimpleDataSource database = new PGSimpleDataSource();

  private PostgresServer(Path folder, Process process, int port) {
    this.folder = folder;
    this.process = process;
    database.setServerNames(new String[] {"127.0.0.1"});
    database.setPortNumbers(new int[] {port});
    database.setDatabaseName("postgres");
    database.setUser("bitcraps");
  }

  static PostgresServer start() throws IOException, InterruptedException {
    Path bin = bin().orElseThrow(() -> new IllegalStateException(MISSING));
    boolean root = "root".equals(System.getProperty("user.name"));
    List<String> as = root ? List.of("runuser", "-u", "postgres", "--") : List.of();
    Path folder = Files.createTempDirectory("bitcraps-postgres");
    if (root) {
      run(List.of("chown", "postgres", folder.toString()), folder);
    }
    Path data = folder.resolve("data");
    List<String> init = new ArrayList<>(as);
    init.addAll(
        List.of(
            bin.resolve("initdb").toString(),
            "--pgdata=" + data,
            "--username=bitcraps",
            "--auth=trust",
            "--encoding=UTF8",
            "--no-locale",
            "--no-sync"));
    run(init, folder);
    int port = freePort();
    List<String> serve = new ArrayList<>(as);
    serve.addAll(
        List.of(
            bin.resolve("postgres").toString(),
            "-D",
            data.toString(),
            "-p",
            Integer.toString(port),
            "-k",
            folder.toString(),
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "fsync=off"));
    Process process = process(serve, folder, "server.log").start();
    PostgresServer server = new PostgresServer(folder, process, port);
    server.await();
    return server;
  }

  /** The newest that is installed, 15 or later. */
  private static Optional<Path> bin() throws IOException {
    String named = System.getenv("POSTGRES_BIN");
    if (named != null) {
      return Optional.of(Path.of(named));
    }
    Path debian = Path.of("/usr/lib/postgresql");
    if (!Files.isDirectory(debian)) {
      return Stream.of(System.getenv("PATH").split(":", -1))
          .map(Path::of)
          .filter(path -> Files.isExecutable(path.resolve("initdb")))
          .findFirst();
    }
    try (Stream<Path> versions = Files.list(debian)) {
      return versions
          .filter(path -> path.getFileName().toString().matches("1[5-9]|[2-9][0-9]"))
          .max(Comparator.naturalOrder())
          .map(path -> path.resolve("bin"))
          .filter(path -> Files.isExecutable(path.resolve("initdb")));
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static ProcessBuilder process(List<String> command, Path folder, String log) {
    // Another user may not read this process's working folder.
    return new ProcessBuilder(command)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolveSibling(folder.getFileName() + "-" + log).toFile());
  }

  private static void run(List<String> command, Path folder)
      throws IOException, InterruptedException {
    int status = process(command, folder, "setup.log").start().waitFor();
    if (status != 0) {
      throw new IllegalStateException(
          command + " ended with " + status + ": " + Files.readString(log(folder, "setup.log")));
    }
  }

  private static Path log(Path folder, String name) {
    return folder.resolveSibling(folder.getFileName() + "-" + name);
  }

  private void await() throws IOException, InterruptedException {
    long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    while (true) {
      try (Connection connection = database.getConnection()) {
        connection.createStatement().execute("select 1");
        return;
      } catch (SQLException e) {
        if (!process.isAlive() || System.nanoTime() > endNs) {
          String said = Files.readString(log(folder, "server.log"));
          close();
          throw new IllegalStateException("PostgreSQL does not start: " + said, e);
        }
        Thread.sleep(100);
      }
    }
  }

  DataSource database() {
    return database;
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Files.deleteIfExists(log(folder, "server.log"));
    Files.deleteIfExists(log(folder, "setup.log"));
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
