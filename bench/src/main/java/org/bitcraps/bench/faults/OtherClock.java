package org.bitcraps.bench.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bitcraps.client.cli.devnet.LocalNode;

/**
 * The clock of one node, by libfaketime (Debian: faketime); only what tells the time of day. Not
 * its variant for many threads: there each look at the clock takes 15 µs instead of 3.
 */
final class OtherClock {

  private static final List<Path> LIBRARIES =
      List.of(
          Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"),
          Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketime.so.1"));

  private final LocalNode node;
  private final Path library;
  private final Path file;

  private OtherClock(LocalNode node, Path library) {
    this.node = node;
    this.library = library;
    this.file = node.folder().chain().resolveSibling("clock");
  }

  /** Empty if the library is not here. */
  static Optional<OtherClock> of(LocalNode node) {
    Optional<OtherClock> clock =
        LIBRARIES.stream()
            .filter(Files::exists)
            .findFirst()
            .map(library -> new OtherClock(node, library));
    clock.ifPresent(one -> {
      try {
        one.set(0);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
    return clock;
  }

  LocalNode node() {
    return node;
  }

  boolean isOf(LocalNode other) {
    return node.name().equals(other.name());
  }

  /** What its process must be started with. */
  Map<String, String> environment() {
    return Map.of(
        "LD_PRELOAD",
        library.toString(),
        "FAKETIME_TIMESTAMP_FILE",
        file.toString(),
        "FAKETIME_CACHE_DURATION",
        "1",
        "FAKETIME_DONT_FAKE_MONOTONIC",
        "1");
  }

  /** The node's clock shows so many seconds more than ours, within a second from now. */
  void set(int aheadSeconds) throws IOException {
    Files.writeString(file, (aheadSeconds < 0 ? "" : "+") + aheadSeconds + "\n");
  }
}
