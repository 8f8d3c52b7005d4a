package org.bitcraps.gateway.startup;

import java.io.IOException;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.bitcraps.crypto.Keystore;
import org.bitcraps.crypto.NodeSecrets;
import org.bitcraps.crypto.home.BrokerUser;
import org.bitcraps.crypto.home.Passphrase;
import org.bitcraps.crypto.settings.Setting;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.keys.Signer;
import org.bitcraps.jms.Broker;
import org.bitcraps.jms.Compression;
import org.bitcraps.jms.RemoteBrokers;
import org.bitcraps.jms.Wiring;

/**
 * The key with which this gateway signs its bodies, and with what it connects to validators.
 *
 * @param tls with what it shows who it is
 * @param brokerPasswords ours at another node's broker, by the name of that node
 */
record GatewayKey(Signer signer, RemoteBrokers.Tls tls, UnaryOperator<String> brokerPasswords) {

  /**
   * Opens the keystore.
   *
   * @throws IOException if a file cannot be read
   * @throws IllegalStateException if genesis has another key for this gateway, or none
   */
  static GatewayKey open(Settings settings, Genesis genesis) throws IOException {
    PublicKey registered =
        genesis.gateways().stream()
            .filter(gateway -> gateway.id().equals(settings.gateway()))
            .map(Genesis.Gateway::key)
            .findFirst()
            .orElseThrow(() ->
                new IllegalStateException(
                    Setting.GATEWAY_ID.key()
                        + "="
                        + settings.gateway()
                        + ": genesis registers no such gateway"));
    char[] passphrase = Passphrase.read(settings.passphraseFile());
    try (NodeSecrets secrets =
        Keystore.open(settings.keystore(), passphrase, genesis.chainId().digest())) {
      Signer signer = secrets.signer(NodeSecrets.GATEWAY);
      if (!signer.publicKey().equals(registered)) {
        throw new IllegalStateException(
            settings.keystore() + ": genesis registers another key for this gateway");
      }
      return new GatewayKey(
          signer,
          new RemoteBrokers.Tls(settings.home().tls(), new String(passphrase)),
          BrokerUser.passwords(secrets, genesis));
    } finally {
      Arrays.fill(passphrase, '\0');
    }
  }

  /**
   * How this gateway reaches the validators.
   *
   * @param own this server's broker
   * @param compression of what goes to other servers
   * @throws IllegalArgumentException if the address of a validator is missing; names the key
   */
  Wiring wiring(Settings settings, Broker own, Compression compression) {
    if (!settings.alone() || settings.clustered()) {
      return Wiring.shared(own, compression);
    }
    return Wiring.direct(
        own,
        new RemoteBrokers(
            settings.peers(), tls, BrokerUser.of(settings.gateway()), brokerPasswords),
        compression);
  }

  /** Nothing of the keys. */
  @Override
  public String toString() {
    return "GatewayKey[…]";
  }
}
