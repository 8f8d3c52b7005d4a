package org.bitcraps.crypto.home;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.membership.ReplicaId;

/**
 * Writes a home for each node of a chain whose nodes each have a server: genesis, keys, TLS
 * certificates of all, users of its broker, and its part of the configuration. {@code genesis.bin}
 * comes last, as everywhere.
 */
public final class ClusterHomes {

  /** As server-config names it; part of each hash. */
  private static final String REALM = "bitcraps-brokers";

  /**
   * Where a node will be.
   *
   * @param home made here; nothing may be there yet
   * @param broker host and port under which the others reach its broker
   */
  public record Site(Home home, String broker) {}

  private final Founding founding;
  private final SecureRandom random;
  private final SortedMap<String, NodeCertificate> certificates = new TreeMap<>();
  private final SortedMap<String, Site> sites = new TreeMap<>();

  /**
   * The homes of a chain.
   *
   * @param site of each node by its name
   */
  public ClusterHomes(
      Founding founding, Function<String, Site> site, SecureRandom random, long nowMs) {
    this.founding = founding;
    this.random = random;
    founding.validators().forEach(id -> add(BrokerUser.of(id), site, nowMs));
    founding.gateways().forEach(id -> add(BrokerUser.of(id), site, nowMs));
  }

  private void add(String node, Function<String, Site> site, long nowMs) {
    certificates.put(node, NodeCertificate.make(node, random, nowMs));
    sites.put(node, site.apply(node));
  }

  /**
   * Writes the home of a validator.
   *
   * @throws IOException if it cannot be written, or something is there already
   */
  public void write(ReplicaId id) throws IOException {
    String node = BrokerUser.of(id);
    Home home = sites.get(node).home();
    write(
        node,
        "bitcraps.role=validator\nbitcraps.validator.id=" + id + "\n",
        passphrase -> founding.writeKeys(home, passphrase, id));
  }

  /**
   * Writes the home of a gateway.
   *
   * @throws IOException if it cannot be written, or something is there already
   */
  public void write(GatewayId id) throws IOException {
    String node = BrokerUser.of(id);
    Home home = sites.get(node).home();
    write(
        node,
        "bitcraps.role=gateway\nbitcraps.gateway.id=" + id + "\n",
        passphrase -> founding.writeKeys(home, passphrase, id));
  }

  private interface Keys {
    void write(char[] passphrase) throws IOException;
  }

  private void write(String node, String role, Keys keys) throws IOException {
    Home home = sites.get(node).home();
    checkEmpty(home.folder());
    DurableFiles.createFolder(home.tls().resolve("trust"));
    DurableFiles.write(home.passphrase(), Founding.newPassphrase(random).getBytes(US_ASCII));
    char[] passphrase = Passphrase.read(home.passphrase());
    try {
      founding.writeRules(home);
      keys.write(passphrase);
      writeTls(node, home, passphrase);
    } finally {
      Arrays.fill(passphrase, '\0');
    }
    writeUsers(node, home);
    DurableFiles.write(home.configuration(), configuration(node, role).getBytes(UTF_8));
    founding.writeGenesis(home);
  }

  /** Another passphrase in the place of an old one would make the keys there unreadable. */
  private static void checkEmpty(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> there = Files.list(folder)) {
      if (there.findAny().isPresent()) {
        throw new IOException(
            "there is something in " + folder + " already: a home is not overwritten");
      }
    }
  }

  /** Who connects to us may be any other node; whom we connect to is one. */
  private void writeTls(String node, Home home, char[] passphrase) throws IOException {
    certificates.get(node).writeKeystore(home.tls().resolve("keystore.p12"), passphrase);
    SortedMap<String, X509Certificate> others = new TreeMap<>();
    certificates.forEach((name, of) -> {
      if (!name.equals(node)) {
        others.put(name, of.certificate());
      }
    });
    NodeCertificate.writeTruststore(home.tls().resolve("truststore.p12"), passphrase, others);
    for (Map.Entry<String, X509Certificate> other : others.entrySet()) {
      NodeCertificate.writeTruststore(
          home.tls().resolve("trust").resolve(other.getKey() + ".p12"),
          passphrase,
          new TreeMap<>(Map.of(other.getKey(), other.getValue())));
    }
  }

  private void writeUsers(String node, Home home) throws IOException {
    StringBuilder users = new StringBuilder("#$REALM_NAME=" + REALM + "$\n");
    StringBuilder roles = new StringBuilder();
    for (ReplicaId id : founding.validators()) {
      user(BrokerUser.of(id), "validator", founding.brokerPassword(id, node), node, users, roles);
    }
    for (GatewayId id : founding.gateways()) {
      user(BrokerUser.of(id), "gateway", founding.brokerPassword(id, node), node, users, roles);
    }
    DurableFiles.write(
        home.tls().resolve("broker-users.properties"), users.toString().getBytes(US_ASCII));
    DurableFiles.write(
        home.tls().resolve("broker-roles.properties"), roles.toString().getBytes(US_ASCII));
  }

  private static void user(
      String name,
      String role,
      String password,
      String node,
      StringBuilder users,
      StringBuilder roles) {
    if (!name.equals(node)) {
      users.append(name).append('=').append(hash(name, password)).append('\n');
      roles.append(name).append('=').append(role).append('\n');
    }
  }

  /** The server's format; the password has 256 random bits, so that its age does not matter. */
  private static String hash(String name, String password) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("MD5")
                  .digest((name + ":" + REALM + ":" + password).getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has MD5", e);
    }
  }

  private String configuration(String node, String role) {
    StringBuilder text = new StringBuilder("# " + node + " of chain ");
    text.append(founding.genesis().chainId()).append('\n').append(role);
    sites.forEach((name, site) -> {
      if (!name.equals(node)) {
        text.append("bitcraps.peers.").append(name).append('=').append(site.broker()).append('\n');
      }
    });
    return text.toString();
  }
}
