package org.bitcraps.crypto.ceremony;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.crypto.Keystore;
import org.bitcraps.crypto.NodeSecrets;
import org.bitcraps.crypto.Signers;
import org.bitcraps.crypto.home.DurableFiles;
import org.bitcraps.crypto.home.Home;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;

/**
 * A chain that is about to begin: its genesis and the secrets of every node, made by one hand. For
 * chains of play money: whoever founds them has seen every key.
 */
public final class Founding implements AutoCloseable {

  private final String rules = Charter.rules();
  private final SortedMap<ReplicaId, SortedMap<String, byte[]>> validators = new TreeMap<>();
  private final SortedMap<GatewayId, SortedMap<String, byte[]>> gateways = new TreeMap<>();
  private final Genesis genesis;
  private boolean closed;

  /** Draws every secret, and makes the genesis of them. */
  public Founding(Charter charter, SecureRandom random) {
    for (int id = 0; id < charter.validators(); id++) {
      validators.put(
          new ReplicaId(id),
          seeds(random, NodeSecrets.VOTE, NodeSecrets.BEACON, NodeSecrets.VRF, NodeSecrets.BROKER));
    }
    for (int id = 0; id < charter.gateways(); id++) {
      gateways.put(new GatewayId(id), seeds(random, NodeSecrets.GATEWAY, NodeSecrets.BROKER));
    }
    Digest salt = charter.digest();
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
                id,
                Signers.publicKey(seeds.get(NodeSecrets.GATEWAY)),
                charter.money().laneBytesMax())));
    genesis = charter.genesis(entries, couriers);
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
