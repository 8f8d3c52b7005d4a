package org.bitcraps.bench.load;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bitcraps.client.cli.devnet.Launch;
import org.bitcraps.client.cli.devnet.ServerFolder;
import org.bitcraps.client.cli.devnet.ServerProcess;

/** Four validators and a gateway in a server of their own, with a new chain. */
final class OwnDevnet implements AutoCloseable {

  private static final int PORT_OFFSET = 4_000;

  /** Where it answers. */
  static final String URL = "http://127.0.0.1:" + (8080 + PORT_OFFSET);

  private static final long START_MS_MAX = 180_000;
  private static final long POLL_MS = 200;

  private final ServerFolder folder;
  private final ServerProcess server;
  private final Optional<Path> other;

  private OwnDevnet(ServerFolder folder, ServerProcess server, Optional<Path> other) {
    this.folder = folder;
    this.server = server;
    this.other = other;
  }

  /**
   * Starts one; what an earlier one of that name left is deleted first.
   *
   * @param house root of the source tree, built
   * @param other an application of the bench that is deployed beside ours
   */
  static OwnDevnet start(
      Path house, String name, Map<String, String> settings, Optional<String> other)
      throws IOException {
    Path root = house.toAbsolutePath().normalize();
    ServerFolder folder = new ServerFolder(root.resolve("bench/target").resolve(name));
    folder.forget();
    Path home = root.resolve("server-config/target/server");
    folder.prepare(home.resolve("standalone"), root.resolve("ear/target/bitcraps.ear"));
    Path deployments = folder.server().resolve("deployments");
    if (other.isPresent()) {
      Files.copy(
          built(root.resolve("bench/target"), "*-" + other.get()),
          deployments.resolve(other.get()));
      Files.createFile(deployments.resolve(other.get() + ".dodeploy"));
    }
    ServerProcess server =
        ServerProcess.start(home, folder, Launch.devnet(PORT_OFFSET, new TreeMap<>(settings)));
    Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "stop-server"));
    return new OwnDevnet(
        folder, server, other.map(file -> deployments.resolve(file + ".deployed")));
  }

  private static Path built(Path folder, String pattern) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, pattern)) {
      Iterator<Path> files = found.iterator();
      if (!files.hasNext()) {
        throw new IllegalStateException("there is no " + pattern + " in " + folder);
      }
      return files.next();
    }
  }

  /** Waits until the gateway follows its chain and the other application is there. */
  void awaitReady(Table game) throws IOException, InterruptedException {
    long untilMs = System.currentTimeMillis() + START_MS_MAX;
    while (!game.isReady() || !other.map(Files::exists).orElse(true)) {
      if (!server.isAlive()
          || folder.failure().isPresent()
          || System.currentTimeMillis() > untilMs) {
        throw new IllegalStateException("the server did not start: see " + folder.log());
      }
      Thread.sleep(POLL_MS);
    }
  }

  /** The journal and the blocks of a validator. */
  Path journal(int validator) {
    return folder.chain().resolve("validator-" + validator).resolve("journal");
  }

  @Override
  public void close() {
    server.stop();
  }
}
