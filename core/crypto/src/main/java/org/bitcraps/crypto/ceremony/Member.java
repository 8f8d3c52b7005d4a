package org.bitcraps.crypto.ceremony;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.Date;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bitcraps.crypto.BouncyKeyCheck;
import org.bitcraps.crypto.Schemes;
import org.bitcraps.crypto.home.BrokerUser;
import org.bitcraps.crypto.home.NodeCertificate;
import org.bitcraps.crypto.home.NodeName;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.keys.Signer;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.Verifier;

/**
 * What one node shows all others before there is a chain: its public keys with the proofs that it
 * has them, its certificate and address, and the hashes by which each other's broker will know its
 * password. Nothing in it is secret. Its node's key has signed every byte, and that key is in the
 * genesis: who has the same chain id has members that these keys have signed.
 *
 * @param charter digest of the charter for which it was made
 * @param address {@code host:port} of its broker, for the other nodes
 * @param players where players reach a gateway, as {@code https://play.example.org}; empty if it
 *     does not say, and for a validator
 * @param certificate signed by its own key, in the name of the node
 * @param brokerHashes of its password at each other node's broker: see {@link BrokerUser#hash}
 */
public record Member(
    NodeName node,
    Digest charter,
    String address,
    String players,
    Keys keys,
    X509Certificate certificate,
    SortedMap<NodeName, String> brokerHashes,
    Signature signature) {

  /** Larger is no member file. */
  static final int BYTES_MAX = 64 << 10;

  private static final String VERSION = "1";
  private static final Pattern ADDRESS =
      Pattern.compile("([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])" + ":([1-9][0-9]{0,4})");
  private static final Set<String> NOWHERE = Set.of("0.0.0.0", "[::]");
  private static final Pattern PLAYERS =
      Pattern.compile("https?://([A-Za-z0-9.-]{1,253}|\\[[0-9A-Fa-f:.]{2,45}])(:[1-9][0-9]{0,4})?");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{32}");

  /** What it has in genesis. */
  public sealed interface Keys {

    /** The one that signs the file. */
    PublicKey signing();
  }

  /** Of a validator, with the proofs of possession. */
  public record OfValidator(Genesis.Validator entry) implements Keys {
    @Override
    public PublicKey signing() {
      return entry.voteKey();
    }
  }

  /** Of a gateway; the signature of the file proves that it has it. */
  public record OfGateway(PublicKey key) implements Keys {
    @Override
    public PublicKey signing() {
      return key;
    }
  }

  /** Copies the map. */
  public Member {
    brokerHashes = Collections.unmodifiableSortedMap(new TreeMap<>(brokerHashes));
  }

  /**
   * A member that signs itself.
   *
   * @param passwords its password at the broker of the node with that name
   * @throws IllegalArgumentException if the address makes no sense, or players'
   */
  static Member sign(
      NodeName node,
      Charter charter,
      String address,
      String players,
      Keys keys,
      X509Certificate certificate,
      UnaryOperator<String> passwords,
      Signer signer) {
    addressFits(address)
        .ifPresent(why -> {
          throw new IllegalArgumentException("address: " + why);
        });
    playersFit(node, players)
        .ifPresent(why -> {
          throw new IllegalArgumentException("players: " + why);
        });
    SortedMap<NodeName, String> hashes = new TreeMap<>();
    for (NodeName other : charter.nodes()) {
      if (!other.equals(node)) {
        hashes.put(other, BrokerUser.hash(node.toString(), passwords.apply(other.toString())));
      }
    }
    Member unsigned =
        new Member(
            node,
            charter.digest(),
            address,
            players,
            keys,
            certificate,
            hashes,
            Signature.fromBytes(new byte[Signature.BYTES]));
    Signature signature = signer.sign(message(unsigned.signedText()));
    return new Member(
        node, charter.digest(), address, players, keys, certificate, hashes, signature);
  }

  /** What is signed: the lines above the last one. */
  private static byte[] message(String text) {
    return new Encoder().tag(DomainTag.MEMBER).bytes(text.getBytes(US_ASCII)).toBytes();
  }

  private static Optional<String> addressFits(String address) {
    Matcher matcher = ADDRESS.matcher(address);
    if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > 65_535) {
      return Optional.of("\"" + address + "\" must be host:port, as validator.example.org:5445");
    }
    return NOWHERE.contains(matcher.group(1))
        ? Optional.of("nobody reaches a node at " + matcher.group(1))
        : Optional.empty();
  }

  private static Optional<String> playersFit(NodeName node, String players) {
    if (players.isEmpty()) {
      return Optional.empty();
    }
    if (node.isValidator()) {
      return Optional.of("a validator talks to no player");
    }
    return PLAYERS.matcher(players).matches()
        ? Optional.empty()
        : Optional.of("\"" + players + "\" must be like https://play.example.org");
  }

  /** The one text of it. */
  public String toText() {
    return signedText() + "signature=" + signature.hex() + "\n";
  }

  private String signedText() {
    StringBuilder text = new StringBuilder();
    line(text, "bitcraps-member", VERSION);
    line(text, "node", node);
    line(text, "charter", charter.hex());
    line(text, "address", address);
    switch (keys) {
      case OfValidator(Genesis.Validator entry) -> {
        line(text, "vote-key", entry.voteKey().hex());
        line(text, "beacon-key-digest", entry.beaconKeyDigest().hex());
        line(text, "vrf-key", entry.vrfKey().hex());
        line(text, "vote-possession", entry.possession().hex());
        line(text, "vrf-possession", entry.vrfPossession().hex());
      }
      case OfGateway(PublicKey key) -> {
        line(text, "players", players);
        line(text, "key", key.hex());
      }
    }
    line(text, "certificate", base64(certificate));
    brokerHashes.forEach((broker, hash) -> line(text, "broker." + broker, hash));
    return text.toString();
  }

  private static void line(StringBuilder text, String field, Object value) {
    text.append(field).append('=').append(value).append('\n');
  }

  private static String base64(X509Certificate certificate) {
    try {
      return Base64.getEncoder().encodeToString(certificate.getEncoded());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate that was read has its bytes", e);
    }
  }

  /**
   * Reads a member file and checks all that it says of itself.
   *
   * @param source name of the file, for messages
   * @throws CeremonyException if anything in it is not as it must be; names file and field
   */
  public static Member read(String source, byte[] bytes, Charter charter, long nowMs)
      throws CeremonyException {
    FieldLines lines = FieldLines.of(source, bytes, BYTES_MAX);
    if (!lines.take("bitcraps-member").equals(VERSION)) {
      throw lines.refusal("bitcraps-member", "this build reads version " + VERSION);
    }
    NodeName node = lines.take("node", NodeName::parse);
    if (!charter.nodes().contains(node)) {
      throw lines.refusal(
          "node",
          "%s, but the charter has %d validators and %d gateways, from 0 on"
              .formatted(node, charter.validators(), charter.gateways()));
    }
    Digest madeFor = lines.digest("charter");
    if (!madeFor.equals(charter.digest())) {
      throw lines.refusal(
          "charter",
          "it was made for charter %s, this one is %s".formatted(madeFor, charter.digest()));
    }
    String address = lines.take("address");
    refuseIf(lines, "address", addressFits(address));
    String players = node.isValidator() ? "" : lines.take("players");
    refuseIf(lines, "players", playersFit(node, players));
    Keys keys =
        node.isValidator()
            ? new OfValidator(validator(lines, node, charter))
            : new OfGateway(key(lines, "key"));
    X509Certificate certificate = certificate(lines, node, nowMs);
    SortedMap<NodeName, String> hashes = new TreeMap<>();
    for (NodeName other : charter.nodes()) {
      if (!other.equals(node)) {
        String field = "broker." + other;
        String hash = lines.take(field);
        if (!HASH.matcher(hash).matches()) {
          throw lines.refusal(field, "it must be 32 hexadecimal digits");
        }
        hashes.put(other, hash);
      }
    }
    Signature signature = lines.take("signature", Signature::fromHex);
    Member member =
        new Member(node, madeFor, address, players, keys, certificate, hashes, signature);
    lines.end(member.toText());
    if (!verifier().isValid(keys.signing(), message(member.signedText()), signature)) {
      throw lines.refusal(
          "signature", "the file was changed after its node had signed it, or was never signed");
    }
    return member;
  }

  private static void refuseIf(FieldLines lines, String field, Optional<String> why)
      throws CeremonyException {
    if (why.isPresent()) {
      throw lines.refusal(field, why.get());
    }
  }

  private static Verifier verifier() {
    return new Verifier(Schemes.best().scheme());
  }

  private static PublicKey key(FieldLines lines, String field) throws CeremonyException {
    PublicKey key = lines.take(field, PublicKey::fromHex);
    if (!new BouncyKeyCheck().isValid(key)) {
      throw lines.refusal(field, "it is not a key (X1)");
    }
    return key;
  }

  private static Genesis.Validator validator(FieldLines lines, NodeName node, Charter charter)
      throws CeremonyException {
    PublicKey vote = key(lines, "vote-key");
    Digest beacon = lines.digest("beacon-key-digest");
    PublicKey vrf = key(lines, "vrf-key");
    Signature votes = lines.take("vote-possession", Signature::fromHex);
    Signature draws = lines.take("vrf-possession", Signature::fromHex);
    byte[] message =
        Genesis.Validator.possessionBytes(charter.digest(), node.validator(), vote, beacon, vrf);
    if (!verifier().isValid(vote, message, votes)) {
      throw lines.refusal("vote-possession", "it does not prove who has the vote key");
    }
    if (!verifier().isValid(vrf, message, draws)) {
      throw lines.refusal("vrf-possession", "it does not prove who has the VRF key");
    }
    return new Genesis.Validator(node.validator(), vote, beacon, vrf, votes, draws);
  }

  private static X509Certificate certificate(FieldLines lines, NodeName node, long nowMs)
      throws CeremonyException {
    X509Certificate certificate =
        lines.take("certificate", text -> NodeCertificate.read(Base64.getDecoder().decode(text)));
    String name = "CN=" + node;
    if (!certificate.getSubjectX500Principal().getName().equals(name)
        || !certificate.getIssuerX500Principal().getName().equals(name)) {
      throw lines.refusal(
          "certificate",
          "it is of %s by %s, not of %s by itself"
              .formatted(
                  certificate.getSubjectX500Principal().getName(),
                  certificate.getIssuerX500Principal().getName(),
                  name));
    }
    try {
      certificate.verify(certificate.getPublicKey());
      certificate.checkValidity(Date.from(Instant.ofEpochMilli(nowMs)));
    } catch (GeneralSecurityException e) {
      throw lines.refusal("certificate", "it does not hold: " + e.getMessage());
    }
    return certificate;
  }
}
