package org.bitcraps.crypto.ceremony;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.crypto.Keystore;
import org.bitcraps.crypto.KeystoreException;
import org.bitcraps.crypto.NodeSecrets;
import org.bitcraps.crypto.home.BrokerUser;
import org.bitcraps.crypto.home.DurableFiles;
import org.bitcraps.crypto.home.Home;
import org.bitcraps.crypto.home.NodeCertificate;
import org.bitcraps.crypto.home.NodeName;
import org.bitcraps.crypto.home.Passphrase;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.keys.Digest;

/**
 * The home of one node when all members are known: gives its keys to the chain, and writes genesis,
 * trust in the others' certificates, users of its broker, and its part of the configuration. {@code
 * genesis.bin} comes last, as everywhere. What was interrupted is done again.
 */
public final class MemberHome {

  /** Of every server's: 5445 and 7600, with the same offset. */
  private static final int CACHES_ABOVE_BROKER = 7_600 - 5_445;

  private static final int PORT_MAX = 65_535;

  private final Home home;
  private final NodeName node;

  /**
   * The home in which that node's keys were made.
   *
   * @param home with charter and keys
   */
  public MemberHome(Home home, NodeName node) {
    this.home = home;
    this.node = node;
  }

  /**
   * Where a server of this machine listens.
   *
   * @param portOffset added to every port
   * @param players address of the players' side
   * @param peers address of the other nodes' side
   */
  public record Listening(int portOffset, String players, String peers) {

    /** Nobody but this machine. */
    public static Listening loopback(int portOffset) {
      return new Listening(portOffset, "127.0.0.1", "127.0.0.1");
    }
  }

  /**
   * Whose keys are in that home.
   *
   * @throws IOException if there are none, or of more than one node
   */
  public static NodeName nodeOf(Home home) throws IOException {
    List<NodeName> found = new ArrayList<>();
    if (Files.isDirectory(home.folder())) {
      try (DirectoryStream<Path> folders =
          Files.newDirectoryStream(home.folder(), "{validator,gateway}-*")) {
        for (Path folder : folders) {
          NodeName name = NodeName.parse(folder.getFileName().toString());
          if (Files.exists(home.keystore(name))) {
            found.add(name);
          }
        }
      } catch (IllegalArgumentException e) {
        throw new IOException(home.folder() + ": " + e.getMessage(), e);
      }
    }
    if (found.size() != 1) {
      throw new IOException(
          "there are keys of %s node in %s"
              .formatted(found.isEmpty() ? "no" : "more than one", home.folder()));
    }
    return found.get(0);
  }

  /**
   * Makes this home a node of that chain.
   *
   * @return whether it was not one already
   * @throws CeremonyException if the members hold another file of this node than its own
   * @throws KeystoreException if the keys cannot be opened, or are of another chain
   * @throws IOException if something cannot be read or written
   */
  public boolean join(Members members, Listening listening) throws IOException {
    Genesis genesis = members.genesis();
    checkOwn(members);
    if (Files.exists(home.genesis())) {
      checkSame(genesis);
      return false;
    }
    char[] passphrase = Passphrase.read(home.passphrase());
    try {
      assignKeys(members.charter().digest(), genesis, passphrase);
      writeTrust(members, passphrase);
    } finally {
      Arrays.fill(passphrase, '\0');
    }
    write("rules.txt", Charter.rules());
    writeUsers(members);
    for (Member member : members.all()) {
      DurableFiles.write(home.member(member.node()), member.toText().getBytes(US_ASCII));
    }
    write("node.properties", configuration(members, listening));
    DurableFiles.write(home.genesis(), genesis.toWire());
    return true;
  }

  private void write(String file, String text) throws IOException {
    DurableFiles.write(home.folder().resolve(file), text.getBytes(US_ASCII));
  }

  private void checkOwn(Members members) throws IOException {
    if (!Files.exists(home.member(node))) {
      throw new NoSuchFileException(
          home.member(node).toString(), null, "the keys of this home were never finished");
    }
    String own = Files.readString(home.member(node), US_ASCII);
    if (!own.equals(members.of(node).toText())) {
      throw new CeremonyException(
          "the file of %s that was collected is not the one of this home, %s"
              .formatted(node, home.member(node)));
    }
  }

  private void checkSame(Genesis genesis) throws IOException {
    if (!Arrays.equals(Files.readAllBytes(home.genesis()), genesis.toWire())) {
      throw new CeremonyException(
          "%s is of another chain than %s: a home has one chain, make new keys in another folder"
              .formatted(home.genesis(), genesis.chainId()));
    }
  }

  /**
   * The mark of the first start is made while the keys are of no chain yet, and never again: keys
   * that were given to a chain may have signed there (P8).
   */
  private void assignKeys(Digest charter, Genesis genesis, char[] passphrase) throws IOException {
    Digest chain = genesis.chainId().digest();
    try (NodeSecrets made = Keystore.open(home.keystore(node), passphrase, charter)) {
      if (node.isValidator()) {
        DurableFiles.write(
            home.firstStart(node.validator()), (genesis.chainId() + "\n").getBytes(US_ASCII));
      }
      Keystore.assign(home.keystore(node), passphrase, made, chain);
    } catch (KeystoreException e) {
      if (e.reason() != KeystoreException.Reason.WRONG_CHAIN) {
        throw e;
      }
      // An init that was interrupted, or a genesis that was taken away.
      Keystore.open(home.keystore(node), passphrase, chain).close();
    }
  }

  /**
   * Who connects to us may be any node, also ourselves, as a broker of a cluster does; whom we
   * connect to is one.
   */
  private void writeTrust(Members members, char[] passphrase) throws IOException {
    DurableFiles.createFolder(home.tls().resolve("trust"));
    SortedMap<String, X509Certificate> all = new TreeMap<>();
    for (Member member : members.all()) {
      all.put(member.node().toString(), member.certificate());
      if (!member.node().equals(node)) {
        NodeCertificate.writeTruststore(
            home.trusted(member.node()),
            passphrase,
            new TreeMap<>(Map.of(member.node().toString(), member.certificate())));
      }
    }
    NodeCertificate.writeTruststore(home.tls().resolve("truststore.p12"), passphrase, all);
  }

  private void writeUsers(Members members) throws IOException {
    StringBuilder users = new StringBuilder("#$REALM_NAME=" + BrokerUser.REALM + "$\n");
    StringBuilder roles = new StringBuilder();
    for (Member member : members.all()) {
      if (!member.node().equals(node)) {
        String user = member.node().toString();
        users.append(user).append('=').append(member.brokerHashes().get(node)).append('\n');
        roles.append(user).append('=').append(member.node().kind().word()).append('\n');
      }
    }
    write("tls/broker-users.properties", users.toString());
    write("tls/broker-roles.properties", roles.toString());
  }

  private String configuration(Members members, Listening listening) {
    StringBuilder text = new StringBuilder();
    List<String> caches = new ArrayList<>();
    text.append("# %s of chain %s\n".formatted(node, members.genesis().chainId()));
    text.append("bitcraps.role=%s\n".formatted(node.kind().word()));
    text.append("bitcraps.%s.id=%d\n".formatted(node.kind().word(), node.id()));
    for (Member member : members.all()) {
      if (!member.node().equals(node)) {
        text.append("bitcraps.peers.%s=%s\n".formatted(member.node(), member.address()));
        cachesOf(member.address()).ifPresent(caches::add);
      }
    }
    text.append("bitcraps.caches.members=%s\n".formatted(String.join(",", caches)));
    text.append("jboss.socket.binding.port-offset=%d\n".formatted(listening.portOffset()));
    text.append("jboss.bind.address=%s\n".formatted(listening.players()));
    text.append("jboss.bind.address.private=%s\n".formatted(listening.peers()));
    return text.toString();
  }

  /** As JGroups writes it; empty if there is no such port, then that one joins us. */
  private static Optional<String> cachesOf(String broker) {
    int colon = broker.lastIndexOf(':');
    String host = broker.substring(0, colon).replace("[", "").replace("]", "");
    int port = Integer.parseInt(broker.substring(colon + 1)) + CACHES_ABOVE_BROKER;
    return port > PORT_MAX ? Optional.empty() : Optional.of("%s[%d]".formatted(host, port));
  }
}
