package org.bitcraps.node.startup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.bitcraps.crypto.HmacSha256;
import org.bitcraps.crypto.Keystore;
import org.bitcraps.crypto.KeystoreException;
import org.bitcraps.crypto.NodeSecrets;
import org.bitcraps.crypto.home.BrokerUser;
import org.bitcraps.evidence.dice.BeaconKey;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.keys.Signer;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.node.randomness.MacBeaconKey;
import org.bitcraps.protocol.replica.VerdictSeal;

/**
 * What a validator signs and draws with, and by what it knows its own verdicts again.
 *
 * @param voteKey only SafetyRules may use it (W4)
 * @param brokerPasswords ours at another node's broker, by the name of that node
 */
public record ValidatorKeys(
    Signer voteKey, BeaconKey beaconKey, VerdictSeal seal, UnaryOperator<String> brokerPasswords) {

  /**
   * Opens the keystore of a validator.
   *
   * @throws StartException if it is of another chain or validator, cannot be opened, or holds
   *     another key than genesis: the dice would contradict our own commitments
   * @throws IOException if it cannot be read
   */
  public static ValidatorKeys open(Path file, char[] passphrase, Genesis genesis, ReplicaId id)
      throws IOException {
    Genesis.Validator entry =
        genesis.validators().stream()
            .filter(validator -> validator.id().equals(id))
            .findFirst()
            .orElseThrow(() -> new StartException("genesis has no validator " + id));
    try (NodeSecrets secrets = Keystore.open(file, passphrase, genesis.chainId().digest())) {
      for (String name : new String[] {NodeSecrets.VOTE, NodeSecrets.BEACON}) {
        if (!secrets.contains(name)) {
          throw new StartException("key file " + file + " has no secret \"" + name + "\"");
        }
      }
      Signer voteKey = secrets.signer(NodeSecrets.VOTE);
      byte[] beacon = secrets.copyOf(NodeSecrets.BEACON);
      if (!voteKey.publicKey().equals(entry.voteKey())) {
        throw otherKey(file, "vote", id);
      }
      if (!Genesis.Validator.beaconKeyDigest(beacon).equals(entry.beaconKeyDigest())) {
        throw otherKey(file, "beacon", id);
      }
      return new ValidatorKeys(
          voteKey,
          new MacBeaconKey(message -> HmacSha256.mac(beacon, message)),
          seal(beacon, genesis, id),
          BrokerUser.passwords(secrets, genesis));
    } catch (KeystoreException e) {
      throw new StartException(e.getMessage(), e);
    }
  }

  /** With what we prove ourselves to the broker of that node. */
  public String brokerPassword(String broker) {
    return brokerPasswords.apply(broker);
  }

  /** Under a key of its own: what lies in a cache is made with nothing that draws dice. */
  private static VerdictSeal seal(byte[] beacon, Genesis genesis, ReplicaId id) {
    byte[] key = HmacSha256.mac(beacon, VerdictSeal.keyInfo(genesis.chainId(), id));
    return new VerdictSeal(message -> HmacSha256.mac(key, message));
  }

  private static StartException otherKey(Path file, String name, ReplicaId id) {
    return new StartException(
        "key file "
            + file
            + ": its "
            + name
            + " key is not the one genesis has for validator "
            + id);
  }

  /** Nothing of the keys. */
  @Override
  public String toString() {
    return "ValidatorKeys[…]";
  }
}
