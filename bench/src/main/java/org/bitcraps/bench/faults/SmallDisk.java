package org.bitcraps.bench.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bitcraps.client.cli.devnet.LocalNode;

/**
 * A disk of its own under the home of a node, in memory; it can be made as small as what is on it.
 * Needs the right to mount.
 */
final class SmallDisk implements AutoCloseable {

  private static final String ROOMY = "size=4g";
  private static final int FILLS_MAX = 100;

  private final LocalNode node;
  private final Path home;
  private boolean mounted = true;

  private SmallDisk(LocalNode node) {
    this.node = node;
    this.home = node.folder().chain();
  }

  /** Puts one under that node, which does not run yet; empty if that is not allowed here. */
  static Optional<SmallDisk> under(LocalNode node) {
    Path home = node.folder().chain();
    Path aside = home.resolveSibling("chain-aside");
    try {
      run("mv", home.toString(), aside.toString());
      Files.createDirectory(home);
      if (run("mount", "-t", "tmpfs", "-o", ROOMY, "tmpfs", home.toString()) != 0) {
        Files.delete(home);
        run("mv", aside.toString(), home.toString());
        return Optional.empty();
      }
      run("cp", "-a", aside + "/.", home.toString());
      run("rm", "-rf", aside.toString());
      return Optional.of(new SmallDisk(node));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  LocalNode node() {
    return node;
  }

  /** Nothing more fits. */
  void fill() throws IOException {
    for (int tries = 0; tries < FILLS_MAX; tries++) {
      long usedKb =
          (Files.getFileStore(home).getTotalSpace() - Files.getFileStore(home).getUsableSpace())
              / 1_024;
      // Refused where more has been written since we looked.
      if (run("mount", "-o", "remount,size=" + usedKb + "k", home.toString()) == 0) {
        return;
      }
    }
    throw new IOException("cannot make the disk under " + home + " smaller");
  }

  /** There is room again. */
  void empty() throws IOException {
    if (run("mount", "-o", "remount," + ROOMY, home.toString()) != 0) {
      throw new IOException("cannot make the disk under " + home + " larger");
    }
  }

  private static int run(String... command) throws IOException {
    try {
      return new ProcessBuilder(List.of(command))
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  @Override
  public synchronized void close() {
    if (mounted) {
      mounted = false;
      try {
        run("umount", "-l", home.toString());
      } catch (IOException e) {
        System.err.println("still mounted: " + home);
      }
    }
  }
}
