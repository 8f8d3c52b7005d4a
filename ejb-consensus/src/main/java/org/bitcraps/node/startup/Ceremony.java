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
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadFactory;
import org.bitcraps.crypto.Keystore;
import org.bitcraps.crypto.NodeSecrets;
import org.bitcraps.crypto.Signers;
import org.bitcraps.evidence.craps.Chips;
import org.bitcraps.evidence.craps.RulesTable;
import org.bitcraps.evidence.execution.Ledger;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.genesis.RulesDocument;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.node.loop.OutputRunner;
import org.bitcraps.protocol.port.Storage;
import org.bitcraps.protocol.replica.Replica;

/**
 * Makes the chain of a devnet: four validators, a gateway, one table, all keys under one random
 * passphrase. {@code genesis.bin} is written last: a ceremony that was interrupted is done again
 * from the beginning, one that ended is never repeated, and keys of which it does not know that
 * they are its own leftovers it does not touch.
 */
public final class Ceremony {

  /** Validators of a devnet. */
  static final int VALIDATORS = 4;

  private static final TableId MAIN = new TableId(0);
  private static final GatewayId GATEWAY = new GatewayId(0);

  /** Bodies of the gateway that a validator holds before they are ordered. */
  private static final long LANE_BYTES_MAX = 16L << 20;

  /** A million million chips wait for players. */
  private static final long TREASURY = Chips.UNIT * 1_000_000_000_000L;

  /** One chip to a thousand. */
  private static final long STAKE_MAX = Chips.UNIT * 1_000;

  private final Home home;
  private final Path passphraseFile;
  private final Parameters parameters;
  private final long bankroll;
  private final Storage storage;
  private final ThreadFactory threads;
  private final Clock clock;
  private final SecureRandom random;

  /** A ceremony in the home of this configuration. */
  public Ceremony(
      NodeConfiguration configuration,
      Storage storage,
      ThreadFactory threads,
      Clock clock,
      SecureRandom random) {
    this.home = configuration.home();
    this.passphraseFile = configuration.passphraseFile();
    this.parameters = configuration.parameters();
    this.bankroll = configuration.bankroll();
    this.storage = storage;
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
    String rules = RulesTable.standard().toText();
    SortedMap<ReplicaId, SortedMap<String, byte[]>> validators = new TreeMap<>();
    for (int id = 0; id < VALIDATORS; id++) {
      validators.put(
          new ReplicaId(id), seeds(NodeSecrets.VOTE, NodeSecrets.BEACON, NodeSecrets.VRF));
    }
    SortedMap<String, byte[]> gateway = seeds(NodeSecrets.GATEWAY);
    Genesis genesis = genesis(new RulesDocument(rules), validators, gateway);

    DurableFiles.write(home.rules(), rules.getBytes(US_ASCII));
    List<Callable<Path>> files = new ArrayList<>();
    validators.forEach((id, seeds) ->
        files.add(() -> {
          Path file = write(home.keystore(id), passphrase, genesis, seeds);
          begin(genesis, id);
          return file;
        }));
    files.add(() -> write(home.keystore(GATEWAY), passphrase, genesis, gateway));
    SideBySide.run(threads, files);
    Arrays.fill(passphrase, '\0');
    DurableFiles.write(home.genesis(), genesis.toWire());
    DurableFiles.delete(home.unfinished());
    return true;
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
              + NodeConfiguration.HOME
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
            NodeConfiguration.PASSPHRASE_FILE + "=" + passphraseFile + ": there is no such file");
      }
      byte[] secret = Signers.newSeed(random);
      DurableFiles.write(
          passphraseFile, (HexFormat.of().formatHex(secret) + "\n").getBytes(US_ASCII));
    }
    return Passphrase.read(passphraseFile);
  }

  private SortedMap<String, byte[]> seeds(String... names) {
    SortedMap<String, byte[]> seeds = new TreeMap<>();
    for (String name : names) {
      seeds.put(name, Signers.newSeed(random));
    }
    return seeds;
  }

  private Genesis genesis(
      RulesDocument rules,
      SortedMap<ReplicaId, SortedMap<String, byte[]>> validators,
      SortedMap<String, byte[]> gateway) {
    Digest salt = Digest.fromBytes(Signers.newSeed(random));
    List<Genesis.Validator> entries = new ArrayList<>();
    validators.forEach((id, seeds) ->
        entries.add(
            Genesis.Validator.prove(
                salt,
                id,
                Signers.fromSeed(seeds.get(NodeSecrets.VOTE)),
                Genesis.Validator.beaconKeyDigest(seeds.get(NodeSecrets.BEACON)),
                Signers.fromSeed(seeds.get(NodeSecrets.VRF)))));
    return new Genesis(
        "devnet",
        salt,
        Ledger.PROTOCOL_VERSION,
        clock.millis(),
        EnumSet.of(Genesis.Flag.DEVNET, Genesis.Flag.FAUCET),
        parameters,
        rules.hash(),
        entries,
        List.of(
            new Genesis.Gateway(
                GATEWAY, Signers.publicKey(gateway.get(NodeSecrets.GATEWAY)), LANE_BYTES_MAX)),
        List.of(new Genesis.Table(MAIN, "Main", bankroll, Chips.UNIT, STAKE_MAX)),
        List.of(),
        TREASURY);
  }

  private static Path write(
      Path file, char[] passphrase, Genesis genesis, SortedMap<String, byte[]> seeds)
      throws IOException {
    DurableFiles.createFolder(file.getParent());
    try (NodeSecrets secrets = NodeSecrets.empty(genesis.chainId().digest())) {
      seeds.forEach(secrets::add);
      Keystore.create(file, passphrase, secrets);
      return file;
    }
  }

  private void begin(Genesis genesis, ReplicaId id) {
    String folder = home.journal(id).toString();
    try (Storage.Kept kept = storage.open(folder, genesis.chainId(), id, genesis.parameters())) {
      OutputRunner.begin(kept.journal(), Replica.openingEntries(genesis, id));
    }
  }
}
