package org.bitcraps.client.cli.devnet;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bitcraps.crypto.home.DurableFiles;

/**
 * The folder of a server that runs here: of a devnet, {@code run/devnet}, or of one node of a
 * testnet. The chain lies in {@code chain} and outlives every start; {@code server} is made anew by
 * each one.
 *
 * <pre>
 *   chain/    genesis, keys, journals of the validators (bitcraps.home)
 *   bots/     keys of a devnet's bots
 *   server/   base folder of WildFly, a copy of the configured one, with the application
 *   log/      server.log, console.log
 *   lock      held while a devnet runs here
 *   pid       of the process of a testnet's node
 * </pre>
 */
public final class ServerFolder {

  static final String APPLICATION = "bitcraps.ear";

  private final Path folder;

  /** That folder; nothing is made yet. */
  public ServerFolder(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /** Home of the chain. */
  public Path chain() {
    return folder.resolve("chain");
  }

  /** The canonical bytes of the chain's genesis; there once the server has made it. */
  public Path genesis() {
    return chain().resolve("genesis.bin");
  }

  /** Keys of the bots. */
  public Path bots() {
    return folder.resolve("bots");
  }

  /** WildFly's base folder. */
  public Path server() {
    return folder.resolve("server");
  }

  /** The process id of the server that was started last. */
  Path pid() {
    return folder.resolve("pid");
  }

  /** Logs. */
  public Path log() {
    return folder.resolve("log");
  }

  /**
   * Makes this folder ours until the process ends.
   *
   * @return empty if another one runs here
   */
  public Optional<FileLock> lock() throws IOException {
    return lock(folder.resolve("lock"));
  }

  /** The same by any file. */
  static Optional<FileLock> lock(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
      }
      return Optional.ofNullable(lock);
    } catch (OverlappingFileLockException e) {
      channel.close();
      return Optional.empty();
    }
  }

  /** Forgets the chain, its keys and the bots'. */
  public void forget() throws IOException {
    DurableFiles.delete(chain());
    DurableFiles.delete(bots());
  }

  /**
   * Makes the server's folder as {@link #renew}, and forgets the logs of earlier starts.
   *
   * @param standalone {@code standalone} of the configured server
   * @param application the EAR
   */
  public void prepare(Path standalone, Path application) throws IOException {
    checkBuilt(standalone, application);
    DurableFiles.delete(log());
    renew(standalone, application);
  }

  private static void checkBuilt(Path standalone, Path application) throws IOException {
    for (Path built : List.of(standalone, application)) {
      if (!Files.exists(built)) {
        throw new IOException("there is no " + built + ": run ./mvnw package");
      }
    }
  }

  /**
   * Makes the server's folder: a copy of the configured server's, with the application in it.
   *
   * @param standalone {@code standalone} of the configured server
   * @param application the EAR
   */
  public void renew(Path standalone, Path application) throws IOException {
    checkBuilt(standalone, application);
    DurableFiles.delete(server());
    Files.createDirectories(log());
    Files.createDirectories(chain());
    try (Stream<Path> files = Files.walk(standalone)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path target = server().resolve(standalone.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
    Path deployments = server().resolve("deployments");
    Files.createDirectories(deployments);
    Files.copy(application, deployments.resolve(APPLICATION), StandardCopyOption.REPLACE_EXISTING);
    Files.createFile(deployments.resolve(APPLICATION + ".dodeploy"));
  }

  /** What WildFly says of an application that it could not start; empty if it did not fail. */
  public Optional<String> failure() throws IOException {
    Path marker = server().resolve("deployments").resolve(APPLICATION + ".failed");
    return Files.exists(marker) ? Optional.of(Files.readString(marker).strip()) : Optional.empty();
  }
}
