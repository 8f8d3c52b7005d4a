package org.bitcraps.node.startup;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadFactory;
import org.bitcraps.crypto.ceremony.Charter;
import org.bitcraps.crypto.ceremony.Founding;
import org.bitcraps.crypto.home.DurableFiles;
import org.bitcraps.crypto.home.Home;
import org.bitcraps.crypto.home.Passphrase;
import org.bitcraps.crypto.settings.Setting;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.membership.ReplicaId;

/**
 * Makes the chain of a devnet: four validators, a gateway, one table, all keys under one random
 * passphrase. {@code genesis.bin} is written last: a ceremony that was interrupted is done again
 * from the beginning, one that ended is never repeated, and keys of which it does not know that
 * they are its own leftovers it does not touch.
 */
public final class Ceremony {

  /** Validators of a devnet. */
  static final int VALIDATORS = 4;

  private final Home home;
  private final Path passphraseFile;
  private final NodeConfiguration configuration;
  private final ThreadFactory threads;
  private final Clock clock;
  private final SecureRandom random;

  /** A ceremony in the home of this configuration. */
  public Ceremony(
      NodeConfiguration configuration, ThreadFactory threads, Clock clock, SecureRandom random) {
    this.home = configuration.home();
    this.passphraseFile = configuration.passphraseFile();
    this.configuration = configuration;
    this.threads = threads;
    this.clock = clock;
    this.random = random;
  }

  /**
   * Makes the chain, unless there is one.
   *
   * @return whether it did
   * @throws StartException if there are keys without a genesis
   * @throws IOException if something cannot be written
   */
  public boolean hold() throws IOException {
    if (Files.exists(home.genesis())) {
      DurableFiles.delete(home.unfinished());
      return false;
    }
    DurableFiles.createFolder(home.folder());
    sweep();
    DurableFiles.write(home.unfinished(), new byte[0]);
    char[] passphrase = passphrase();
    try (Founding founding = new Founding(charter(), random)) {
      founding.writeRules(home);
      List<Callable<Boolean>> files = new ArrayList<>();
      for (ReplicaId id : founding.validators()) {
        files.add(() -> {
          founding.writeKeys(home, passphrase, id);
          return true;
        });
      }
      for (GatewayId id : founding.gateways()) {
        files.add(() -> {
          founding.writeKeys(home, passphrase, id);
          return true;
        });
      }
      SideBySide.run(threads, files);
      founding.writeGenesis(home);
    } finally {
      Arrays.fill(passphrase, '\0');
    }
    DurableFiles.delete(home.unfinished());
    return true;
  }

  private Charter charter() {
    return Charter.draw(
        "devnet",
        EnumSet.of(Genesis.Flag.DEVNET, Genesis.Flag.FAUCET),
        VALIDATORS,
        1,
        configuration.parameters(),
        configuration.bankroll(),
        clock.millis(),
        random);
  }

  /** What an interrupted ceremony left goes; what somebody else left stays and stops us. */
  private void sweep() throws IOException {
    List<Path> leftovers = new ArrayList<>();
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(home.folder(), "{validator,gateway}-*")) {
      found.forEach(leftovers::add);
    }
    if (!leftovers.isEmpty() && !Files.exists(home.unfinished())) {
      throw new StartException(
          "there are keys in "
              + home.folder()
              + " but no genesis.bin: put the genesis of their chain back, or set "
              + Setting.HOME.key()
              + " to another folder. Nothing was changed");
    }
    for (Path leftover : leftovers) {
      DurableFiles.delete(leftover);
    }
  }

  private char[] passphrase() throws IOException {
    if (!Files.exists(passphraseFile)) {
      if (!passphraseFile.equals(home.passphrase())) {
        throw new StartException(
            Setting.PASSPHRASE_FILE.key() + "=" + passphraseFile + ": there is no such file");
      }
      DurableFiles.write(passphraseFile, Passphrase.draw(random).getBytes(US_ASCII));
    }
    return Passphrase.read(passphraseFile);
  }
}
