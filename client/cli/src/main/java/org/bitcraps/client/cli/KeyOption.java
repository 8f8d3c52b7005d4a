package org.bitcraps.client.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bitcraps.client.sdk.PlayerKey;
import picocli.CommandLine.Option;

/** Which key plays. */
final class KeyOption {

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "The player's key file. Default: player.key in ~/.bitcraps.")
  private Path file;

  Path file(PlayerHome home) {
    return file == null ? home.keyFile() : file;
  }

  PlayerKey load(PlayerHome home) throws IOException {
    return PlayerHome.load(file(home));
  }

  /** The key of the file; a new one if there is no such file. */
  PlayerKey loadOrMake(PlayerHome home, Printer printer) throws IOException {
    Path path = file(home);
    if (Files.exists(path)) {
      return PlayerHome.load(path);
    }
    PlayerKey made = PlayerKey.create(path, new char[0]);
    printer.note("made your key %s in %s".formatted(made.publicKey(), path));
    return made;
  }
}
