package org.bitcraps.client.cli.doctor;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.bitcraps.client.cli.devnet.LocalNode;
import org.bitcraps.crypto.home.Home;
import org.bitcraps.crypto.home.NodeName;
import org.bitcraps.crypto.home.Passphrase;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.MalformedException;

/** The node that is looked at: what its server will read, read the same way. */
record Patient(
    LocalNode node, NodeName name, Home home, Genesis genesis, Properties configuration) {

  private static final String PEERS = "bitcraps.peers.";

  /** Reads what is not secret of it. */
  static Patient of(LocalNode node) throws IOException {
    Home home = node.home();
    Genesis genesis;
    try {
      genesis =
          Decoder.decode(Files.readAllBytes(home.genesis()), Genesis.BYTES_MAX, Genesis::decode);
    } catch (MalformedException e) {
      throw new IOException(home.genesis() + " is damaged: " + e.getMessage(), e);
    }
    Properties configuration = new Properties();
    try (Reader in = Files.newBufferedReader(home.configuration())) {
      configuration.load(in);
    }
    return new Patient(node, NodeName.parse(node.name()), home, genesis, configuration);
  }

  /** All nodes of the chain but itself. */
  List<NodeName> others() {
    List<NodeName> others = new ArrayList<>();
    genesis.validators().forEach(validator -> others.add(NodeName.of(validator.id())));
    genesis.gateways().forEach(gateway -> others.add(NodeName.of(gateway.id())));
    others.remove(name);
    return others;
  }

  /** {@code host:port} of another node's broker, as configured. */
  Optional<String> address(NodeName other) {
    return Optional.ofNullable(configuration.getProperty(PEERS + other)).map(String::strip);
  }

  /** The caller wipes it. */
  char[] passphrase() throws IOException {
    return Passphrase.read(
        Path.of(
            configuration.getProperty(
                "bitcraps.keystore.passphrase-file", home.passphrase().toString())));
  }

  /** A PKCS12 file of the home. */
  static KeyStore open(Path file, char[] passphrase) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, passphrase);
      return store;
    } catch (GeneralSecurityException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * A certificate in it.
   *
   * @throws IOException if there is none of that name
   */
  static X509Certificate certificate(Path file, KeyStore store, String alias) throws IOException {
    try {
      if (store.getCertificate(alias) instanceof X509Certificate certificate) {
        return certificate;
      }
    } catch (GeneralSecurityException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
    throw new IOException(file + " has no certificate \"" + alias + "\"");
  }
}
