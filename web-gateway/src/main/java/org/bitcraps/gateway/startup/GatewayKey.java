package org.bitcraps.gateway.startup;

import java.io.IOException;
import java.util.Arrays;
import org.bitcraps.crypto.Keystore;
import org.bitcraps.crypto.NodeSecrets;
import org.bitcraps.crypto.home.Passphrase;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.keys.Signer;

/** The key with which this gateway signs its bodies. */
final class GatewayKey {

  private GatewayKey() {}

  /**
   * Opens the keystore.
   *
   * @throws IOException if a file cannot be read
   * @throws IllegalStateException if genesis has another key for this gateway, or none
   */
  static Signer open(Settings settings, Genesis genesis) throws IOException {
    PublicKey registered =
        genesis.gateways().stream()
            .filter(gateway -> gateway.id().equals(settings.gateway()))
            .map(Genesis.Gateway::key)
            .findFirst()
            .orElseThrow(() ->
                new IllegalStateException(
                    "bitcraps.gateway.id="
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
      return signer;
    } finally {
      Arrays.fill(passphrase, '\0');
    }
  }
}
