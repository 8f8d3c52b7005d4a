package org.bitcraps.client.cli;

import java.io.Console;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bitcraps.client.sdk.PlayerKey;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.keys.Digest;

/**
 * What a player keeps: the key and which chain is trusted at which address. In {@code
 * BITCRAPS_PLAYER_HOME}, else {@code ~/.bitcraps}.
 */
public final class PlayerHome {

  private final Path folder;

  PlayerHome(Path folder) {
    this.folder = folder;
  }

  /** The player's own. */
  public static PlayerHome ofUser() {
    String named = System.getenv("BITCRAPS_PLAYER_HOME");
    return new PlayerHome(
        named == null || named.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".bitcraps")
            : Path.of(named));
  }

  Path keyFile() {
    return folder.resolve("player.key");
  }

  /** The key of that file; asks for the passphrase, or takes {@code BITCRAPS_PASSPHRASE}. */
  static PlayerKey load(Path file) throws IOException {
    if (!Files.exists(file) || !PlayerKey.isEncrypted(file)) {
      return PlayerKey.load(file, new char[0]);
    }
    char[] passphrase = passphrase("Passphrase of " + file + ": ");
    try {
      return PlayerKey.load(file, passphrase);
    } finally {
      Arrays.fill(passphrase, '\0');
    }
  }

  @SuppressWarnings("SystemConsoleNull") // null without a terminal on 21; later it reads a pipe
  static char[] passphrase(String prompt) throws IOException {
    String given = System.getenv("BITCRAPS_PASSPHRASE");
    if (given != null) {
      return given.toCharArray();
    }
    Console console = System.console();
    char[] typed = console == null ? null : console.readPassword("%s", prompt);
    if (typed == null) {
      throw new IOException("no passphrase: set BITCRAPS_PASSPHRASE, or run in a terminal");
    }
    return typed;
  }

  /** Which chain is trusted at that address. */
  Optional<ChainId> trustedAt(URI gateway) throws IOException {
    return Optional.ofNullable(trusted().get(key(gateway)));
  }

  /** Every chain that is trusted somewhere. */
  List<ChainId> trustedChains() throws IOException {
    return List.copyOf(trusted().values());
  }

  /**
   * What a file is checked against that claims to be of a chain, if nothing was said: that chain if
   * it is trusted somewhere, or if none is; else the last one that is. Says so.
   */
  ChainId trustedFor(ChainId claimed, Printer printer) throws IOException {
    List<ChainId> known = trustedChains();
    if (known.isEmpty()) {
      printer.note(
          ("no chain is trusted here yet: taking the file's word that it is %s; give --genesis to be"
                  + " sure")
              .formatted(claimed));
      return claimed;
    }
    if (known.contains(claimed)) {
      return claimed;
    }
    printer.note(
        "the file claims to be of chain %s, which you do not trust now; if you do: --genesis %s"
            .formatted(claimed, claimed));
    return known.get(known.size() - 1);
  }

  /** Trusts a chain at that address from now on, and no other there. */
  public void trust(URI gateway, ChainId chain) throws IOException {
    Map<String, ChainId> all = trusted();
    all.put(key(gateway), chain);
    StringBuilder text = new StringBuilder();
    all.forEach((address, id) -> text.append(address).append(' ').append(id).append('\n'));
    Files.createDirectories(folder);
    Path next = folder.resolve("trusted.next");
    Files.writeString(next, text);
    Files.move(
        next, trustedFile(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private Map<String, ChainId> trusted() throws IOException {
    Map<String, ChainId> all = new LinkedHashMap<>();
    if (!Files.exists(trustedFile())) {
      return all;
    }
    for (String line : Files.readAllLines(trustedFile())) {
      int space = line.indexOf(' ');
      if (space < 0) {
        throw new IOException(trustedFile() + " is broken: \"" + line + "\"");
      }
      all.put(line.substring(0, space), chain(line.substring(space + 1)));
    }
    return all;
  }

  private Path trustedFile() {
    return folder.resolve("trusted");
  }

  private static String key(URI gateway) {
    return gateway.getScheme() + "://" + gateway.getAuthority();
  }

  /** 64 hexadecimal digits as a chain id. */
  static ChainId chain(String hex) {
    try {
      return new ChainId(Digest.fromHex(hex.strip()));
    } catch (IllegalArgumentException e) {
      throw new WrongArgumentException(
          "a chain's fingerprint has 64 hexadecimal digits, not \"" + hex + "\"");
    }
  }
}
