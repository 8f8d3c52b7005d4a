package org.bitcraps.crypto.ceremony;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bitcraps.crypto.Keystore;
import org.bitcraps.crypto.NodeSecrets;
import org.bitcraps.crypto.home.BrokerUser;
import org.bitcraps.crypto.home.DurableFiles;
import org.bitcraps.crypto.home.Home;
import org.bitcraps.crypto.home.NodeCertificate;
import org.bitcraps.crypto.home.NodeName;
import org.bitcraps.crypto.home.Passphrase;
import org.bitcraps.evidence.genesis.Genesis;

/**
 * Makes the keys of a node, on the machine where they stay, and the one file of it that travels.
 * Until {@code init} the keystore is bound to the charter: no chain can be signed for with it.
 */
public final class Enrolment {

  private static final List<String> OF_VALIDATOR =
      List.of(NodeSecrets.VOTE, NodeSecrets.BEACON, NodeSecrets.VRF, NodeSecrets.BROKER);
  private static final List<String> OF_GATEWAY = List.of(NodeSecrets.GATEWAY, NodeSecrets.BROKER);

  private Enrolment() {}

  /**
   * Makes keys, passphrase and certificate in an empty home. The member file is written last:
   * without it nobody has seen the keys.
   *
   * @param address {@code host:port} under which the others reach its broker
   * @param players where players reach a gateway; may be empty
   * @throws IllegalArgumentException if the charter has no such node, or an address makes no sense;
   *     nothing is written then
   * @throws IOException if it cannot be written, or something is in the home
   */
  public static Member enrol(
      Home home,
      Charter charter,
      NodeName node,
      String address,
      String players,
      SecureRandom random,
      long nowMs)
      throws IOException {
    if (!charter.nodes().contains(node)) {
      throw new IllegalArgumentException(
          "node: %s, but the charter has %d validators and %d gateways, from 0 on"
              .formatted(node, charter.validators(), charter.gateways()));
    }
    checkEmpty(home.folder());
    NodeCertificate certificate = NodeCertificate.make(node.toString(), random, nowMs);
    try (NodeSecrets secrets =
        NodeSecrets.generate(
            charter.digest(), random, node.isValidator() ? OF_VALIDATOR : OF_GATEWAY)) {
      Member member = member(secrets, charter, node, address, players, certificate);
      write(home, charter, node, secrets, certificate, random);
      DurableFiles.write(home.member(node), member.toText().getBytes(US_ASCII));
      return member;
    }
  }

  private static Member member(
      NodeSecrets secrets,
      Charter charter,
      NodeName node,
      String address,
      String players,
      NodeCertificate certificate) {
    byte[] broker = secrets.copyOf(NodeSecrets.BROKER);
    try {
      return Member.sign(
          node,
          charter,
          address,
          players,
          keys(secrets, charter, node),
          certificate.certificate(),
          of -> BrokerUser.password(broker, charter.digest(), of),
          secrets.signer(node.isValidator() ? NodeSecrets.VOTE : NodeSecrets.GATEWAY));
    } finally {
      Arrays.fill(broker, (byte) 0);
    }
  }

  private static Member.Keys keys(NodeSecrets secrets, Charter charter, NodeName node) {
    if (!node.isValidator()) {
      return new Member.OfGateway(secrets.signer(NodeSecrets.GATEWAY).publicKey());
    }
    byte[] beacon = secrets.copyOf(NodeSecrets.BEACON);
    try {
      return new Member.OfValidator(
          Genesis.Validator.prove(
              charter.digest(),
              node.validator(),
              secrets.signer(NodeSecrets.VOTE),
              Genesis.Validator.beaconKeyDigest(beacon),
              secrets.signer(NodeSecrets.VRF)));
    } finally {
      Arrays.fill(beacon, (byte) 0);
    }
  }

  private static void write(
      Home home,
      Charter charter,
      NodeName node,
      NodeSecrets secrets,
      NodeCertificate certificate,
      SecureRandom random)
      throws IOException {
    DurableFiles.createFolder(home.tls());
    DurableFiles.createFolder(home.members());
    DurableFiles.createFolder(home.keystore(node).getParent());
    DurableFiles.write(home.passphrase(), Passphrase.draw(random).getBytes(US_ASCII));
    char[] passphrase = Passphrase.read(home.passphrase());
    try {
      Keystore.create(home.keystore(node), passphrase, secrets);
      certificate.writeKeystore(home.tlsKeystore(), passphrase);
    } finally {
      Arrays.fill(passphrase, '\0');
    }
    DurableFiles.write(home.charter(), charter.toText().getBytes(US_ASCII));
  }

  /** Another passphrase in the place of an old one would make the keys there unreadable. */
  private static void checkEmpty(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> there = Files.list(folder)) {
      if (there.findAny().isPresent()) {
        throw new IOException(
            "there is something in " + folder + " already: keys are never overwritten");
      }
    }
  }
}
