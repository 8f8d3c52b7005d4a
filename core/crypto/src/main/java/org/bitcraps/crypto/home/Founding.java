package org.bitcraps.crypto.home;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
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

/**
 * A chain that is about to begin: its genesis and the secrets of every node, made by one hand. For
 * chains of play money: whoever founds them has seen every key.
 */
public final class Founding implements AutoCloseable {

  private static final TableId MAIN = new TableId(0);

  /** Bodies of a gateway that a validator holds before they are ordered. */
  private static final long LANE_BYTES_MAX = 16L << 20;

  /** A million million chips wait for players. */
  private static final long TREASURY = Chips.UNIT * 1_000_000_000_000L;

  /** One chip to a thousand. */
  private static final long STAKE_MAX = Chips.UNIT * 1_000;

  /**
   * What is wanted.
   *
   * @param validators how many, 1 … 100
   * @param gateways how many, 1 … 100
   * @param bankroll of its one table, base units
   */
  public record Plan(
      String name,
      Set<Genesis.Flag> flags,
      int validators,
      int gateways,
      Parameters parameters,
      long bankroll,
      long startTimeMs) {

    /** Validators, and gateways, of a chain at most. */
    public static final int NODES_MAX = 100;

    /**
     * Copies the flags.
     *
     * @throws IllegalArgumentException if there are too few or too many nodes
     */
    public Plan {
      SortedSet<Genesis.Flag> sorted = new TreeSet<>(flags);
      flags = sorted;
      if (validators < 1 || validators > NODES_MAX || gateways < 1 || gateways > NODES_MAX) {
        throw new IllegalArgumentException(
            "a chain has 1 to %d validators and gateways".formatted(NODES_MAX));
      }
    }
  }

  private final String rules = RulesTable.standard().toText();
  private final SortedMap<ReplicaId, SortedMap<String, byte[]>> validators = new TreeMap<>();
  private final SortedMap<GatewayId, SortedMap<String, byte[]>> gateways = new TreeMap<>();
  private final Genesis genesis;
  private boolean closed;

  /** Draws every secret, and makes the genesis of them. */
  public Founding(Plan plan, SecureRandom random) {
    for (int id = 0; id < plan.validators(); id++) {
      validators.put(
          new ReplicaId(id),
          seeds(random, NodeSecrets.VOTE, NodeSecrets.BEACON, NodeSecrets.VRF, NodeSecrets.BROKER));
    }
    for (int id = 0; id < plan.gateways(); id++) {
      gateways.put(new GatewayId(id), seeds(random, NodeSecrets.GATEWAY, NodeSecrets.BROKER));
    }
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
    List<Genesis.Gateway> couriers = new ArrayList<>();
    gateways.forEach((id, seeds) ->
        couriers.add(
            new Genesis.Gateway(
                id, Signers.publicKey(seeds.get(NodeSecrets.GATEWAY)), LANE_BYTES_MAX)));
    genesis =
        new Genesis(
            plan.name(),
            salt,
            Ledger.PROTOCOL_VERSION,
            plan.startTimeMs(),
            plan.flags(),
            plan.parameters(),
            new RulesDocument(rules).hash(),
            entries,
            couriers,
            List.of(new Genesis.Table(MAIN, "Main", plan.bankroll(), Chips.UNIT, STAKE_MAX)),
            List.of(),
            TREASURY);
  }

  private static SortedMap<String, byte[]> seeds(SecureRandom random, String... names) {
    SortedMap<String, byte[]> seeds = new TreeMap<>();
    for (String name : names) {
      seeds.put(name, Signers.newSeed(random));
    }
    return seeds;
  }

  /** The chain. */
  public Genesis genesis() {
    return genesis;
  }

  /** Its validators. */
  public Collection<ReplicaId> validators() {
    return validators.keySet();
  }

  /** Its gateways. */
  public Collection<GatewayId> gateways() {
    return gateways.keySet();
  }

  /** With what this validator proves itself to another node's broker. */
  public String brokerPassword(ReplicaId id, String broker) {
    return BrokerUser.password(seeds(validators, id).get(NodeSecrets.BROKER), genesis, broker);
  }

  /** With what this gateway proves itself to another node's broker. */
  public String brokerPassword(GatewayId id, String broker) {
    return BrokerUser.password(seeds(gateways, id).get(NodeSecrets.BROKER), genesis, broker);
  }

  /** A passphrase that nobody has to remember, as the line of a file. */
  public static String newPassphrase(SecureRandom random) {
    return HexFormat.of().formatHex(Signers.newSeed(random)) + "\n";
  }

  /** Writes the rules of the game. */
  public void writeRules(Home home) throws IOException {
    DurableFiles.write(home.rules(), rules.getBytes(US_ASCII));
  }

  /** Writes the genesis: last, for where it is everything else is. */
  public void writeGenesis(Home home) throws IOException {
    DurableFiles.write(home.genesis(), genesis.toWire());
  }

  /** Writes the keys of a validator that has never started. */
  public void writeKeys(Home home, char[] passphrase, ReplicaId id) throws IOException {
    try (NodeSecrets secrets = secrets(seeds(validators, id))) {
      DurableFiles.createFolder(home.validator(id));
      Keystore.create(home.keystore(id), passphrase, secrets);
    }
    DurableFiles.write(home.firstStart(id), (genesis.chainId() + "\n").getBytes(US_ASCII));
  }

  /** Writes the keys of a gateway. */
  public void writeKeys(Home home, char[] passphrase, GatewayId id) throws IOException {
    try (NodeSecrets secrets = secrets(seeds(gateways, id))) {
      DurableFiles.createFolder(home.keystore(id).getParent());
      Keystore.create(home.keystore(id), passphrase, secrets);
    }
  }

  private <K> SortedMap<String, byte[]> seeds(SortedMap<K, SortedMap<String, byte[]>> nodes, K id) {
    if (closed) {
      throw new IllegalStateException("the secrets of this chain were wiped");
    }
    return nodes.get(id);
  }

  private NodeSecrets secrets(SortedMap<String, byte[]> seeds) {
    NodeSecrets secrets = NodeSecrets.empty(genesis.chainId().digest());
    seeds.forEach(secrets::add);
    return secrets;
  }

  /** Wipes the secrets; afterwards none can be written. */
  @Override
  public void close() {
    closed = true;
    validators.values().forEach(seeds -> seeds.values().forEach(s -> Arrays.fill(s, (byte) 0)));
    gateways.values().forEach(seeds -> seeds.values().forEach(s -> Arrays.fill(s, (byte) 0)));
  }
}
