package org.bitcraps.crypto.ceremony;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.SortedMap;
import java.util.function.UnaryOperator;
import org.bitcraps.crypto.Signers;
import org.bitcraps.crypto.home.Home;
import org.bitcraps.crypto.home.NodeCertificate;
import org.bitcraps.crypto.home.NodeName;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.Signer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What travels between operators: whatever is wrong with it is noticed, and said of whom. */
class MemberTest {

  private static final NodeName VALIDATOR = NodeName.parse("validator-1");
  private static final NodeName GATEWAY = NodeName.parse("gateway-0");
  private static final Charter CHARTER = FoundingTest.charter(2, 2);
  private static final long NOW_MS = Operators.NOW_MS;
  private static final long DAY_MS = 86_400_000L;
  private static final Signer VOTE = signer(1);
  private static final Signer VRF = signer(2);

  @TempDir private static Path folder;
  private static Operators operators;

  @BeforeAll
  static void enrol() throws IOException {
    operators = new Operators(folder, CHARTER, new SecureRandom());
  }

  private static Signer signer(int number) {
    byte[] seed = new byte[32];
    seed[0] = (byte) number;
    return Signers.fromSeed(seed);
  }

  private static String text(NodeName node) {
    return new String(operators.sent().get(node + ".member"), US_ASCII);
  }

  private static Member read(String text) throws CeremonyException {
    return Member.read("bob.member", text.getBytes(UTF_8), CHARTER, NOW_MS);
  }

  private static void assertRefused(String text, String because) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(CeremonyException.class)
        .hasMessageStartingWith("bob.member: ")
        .hasMessageContaining(because);
  }

  private static String with(NodeName node, String line) {
    String field = line.substring(0, line.indexOf('=') + 1);
    String text = text(node);
    int at = text.startsWith(field) ? 0 : text.indexOf("\n" + field) + 1;
    assertThat(text.startsWith(field, at)).as(field).isTrue();
    return text.substring(0, at) + line + text.substring(text.indexOf('\n', at));
  }

  /** A whole and well signed file of somebody who bends one thing. */
  private static String bent(UnaryOperator<Genesis.Validator> entry, NodeCertificate certificate) {
    Genesis.Validator honest =
        Genesis.Validator.prove(CHARTER.digest(), VALIDATOR.validator(), VOTE, Digest.ZERO, VRF);
    return Member.sign(
            VALIDATOR,
            CHARTER,
            "bob.example:5445",
            "",
            new Member.OfValidator(entry.apply(honest)),
            certificate.certificate(),
            broker -> "secret",
            VOTE)
        .toText();
  }

  private static NodeCertificate certificate(String name, long madeMs) {
    return NodeCertificate.make(name, new SecureRandom(), madeMs);
  }

  @Test
  void what_is_read_is_what_was_written() throws Exception {
    for (NodeName node : CHARTER.nodes()) {
      Member member = read(text(node));
      assertThat(member.node()).isEqualTo(node);
      assertThat(member.toText()).isEqualTo(text(node));
      assertThat(member.charter()).isEqualTo(CHARTER.digest());
      assertThat(member.address()).isEqualTo(node + ".example:5445");
      assertThat(member.players())
          .isEqualTo(node.isValidator() ? "" : "https://" + node + ".example");
      assertThat(member.brokerHashes().keySet())
          .containsExactlyElementsOf(
              CHARTER.nodes().stream().filter(other -> !other.equals(node)).toList());
      assertThat(member.brokerHashes().values()).doesNotHaveDuplicates();
    }
    assertThat(read(bent(entry -> entry, certificate("validator-1", NOW_MS))).keys().signing())
        .isEqualTo(VOTE.publicKey());
  }

  /** The flips that matter are whichever somebody makes. */
  @Test
  void no_byte_of_it_can_be_changed() {
    for (NodeName node : List.of(VALIDATOR, GATEWAY)) {
      byte[] bytes = text(node).getBytes(US_ASCII);
      for (int at = 0; at < bytes.length; at++) {
        byte[] changed = bytes.clone();
        changed[at] ^= 1;
        assertThatThrownBy(() -> Member.read("bob.member", changed, CHARTER, NOW_MS))
            .as("byte " + at)
            .isInstanceOf(CeremonyException.class)
            .hasMessageStartingWith("bob.member: ");
      }
    }
  }

  @Test
  void what_makes_sense_and_is_not_what_was_signed_is_refused() {
    String changed = "signature: the file was changed after its node had signed it";
    assertRefused(with(VALIDATOR, "address=mallory.example:5445"), changed);
    assertRefused(with(GATEWAY, "address=mallory.example:5445"), changed);
    assertRefused(with(GATEWAY, "players=https://mallory.example"), changed);
    assertRefused(with(VALIDATOR, "broker.gateway-0=" + "0".repeat(32)), changed);
    assertRefused(with(GATEWAY, "key=" + VOTE.publicKey().hex()), changed);
    assertRefused(with(VALIDATOR, "signature=" + "0".repeat(128)), changed);
    String other = Base64.getEncoder().encodeToString(encoded(certificate("validator-1", NOW_MS)));
    assertRefused(with(VALIDATOR, "certificate=" + other), changed);
  }

  private static byte[] encoded(NodeCertificate certificate) {
    try {
      return certificate.certificate().getEncoded();
    } catch (java.security.cert.CertificateEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void a_node_that_the_charter_does_not_have_is_refused() {
    assertRefused(with(VALIDATOR, "node=bob"), "node: \"bob\" makes no sense");
    assertRefused(
        with(VALIDATOR, "node=validator-2"),
        "node: validator-2, but the charter has 2 validators and 2 gateways, from 0 on");
    assertRefused(with(GATEWAY, "node=gateway-2"), "node: gateway-2, but the charter has");
  }

  @Test
  void one_for_another_charter_or_of_another_format_is_refused() {
    Digest other = FoundingTest.charter(2, 2).digest();
    assertRefused(
        with(GATEWAY, "charter=" + other),
        "charter: it was made for charter %s, this one is %s".formatted(other, CHARTER.digest()));
    assertRefused(with(GATEWAY, "bitcraps-member=2"), "bitcraps-member: this build reads");
  }

  @Test
  void an_address_that_nobody_reaches_is_refused() {
    for (String address :
        List.of(
            "",
            "bob.example",
            "bob.example:0",
            "bob.example:65536",
            "bob.example:05445",
            "bob example:5445",
            ":5445",
            "bob.example:5445/x",
            "[::1]",
            "bob_example:1")) {
      assertRefused(with(VALIDATOR, "address=" + address), "address: \"" + address + "\" must be");
    }
    assertRefused(with(VALIDATOR, "address=0.0.0.0:5445"), "address: nobody reaches a node at");
    assertRefused(with(VALIDATOR, "address=[::]:5445"), "address: nobody reaches a node at");
    assertRefused(with(GATEWAY, "players=play.example"), "players: \"play.example\" must be like");
  }

  @Test
  void a_key_that_is_none_or_is_not_proven_is_refused() {
    NodeCertificate certificate = certificate("validator-1", NOW_MS);
    assertRefused(
        bent(
            of ->
                new Genesis.Validator(
                    of.id(),
                    signer(3).publicKey(),
                    of.beaconKeyDigest(),
                    of.vrfKey(),
                    of.possession(),
                    of.vrfPossession()),
            certificate),
        "vote-possession: it does not prove who has the vote key");
    assertRefused(
        bent(
            of ->
                new Genesis.Validator(
                    of.id(),
                    of.voteKey(),
                    of.beaconKeyDigest(),
                    of.vrfKey(),
                    of.possession(),
                    of.possession()),
            certificate),
        "vrf-possession: it does not prove who has the VRF key");
    // A proof is of one charter: who collected files elsewhere cannot use them here.
    assertRefused(
        bent(
            of ->
                Genesis.Validator.prove(
                    FoundingTest.charter(2, 2).digest(), of.id(), VOTE, Digest.ZERO, VRF),
            certificate),
        "vote-possession: ");
    assertRefused(with(VALIDATOR, "vote-key=" + "0".repeat(64)), "vote-key: it is not a key (X1)");
    assertRefused(with(GATEWAY, "key=01" + "0".repeat(62)), "key: it is not a key (X1)");
  }

  @Test
  void a_certificate_that_does_not_hold_is_refused() {
    assertRefused(
        bent(of -> of, certificate("validator-0", NOW_MS)),
        "certificate: it is of CN=validator-0 by CN=validator-0, not of CN=validator-1 by itself");
    assertRefused(
        bent(of -> of, certificate("validator-1", NOW_MS - 3_651 * DAY_MS)),
        "certificate: it does not hold: NotAfter");
    assertRefused(
        bent(of -> of, certificate("validator-1", NOW_MS + 2 * DAY_MS)),
        "certificate: it does not hold: NotBefore");
    assertRefused(with(VALIDATOR, "certificate=AAAA"), "certificate: \"AAAA\" makes no sense");
  }

  @Test
  void lines_that_are_missing_or_too_many_are_refused() {
    String text = text(VALIDATOR);
    assertRefused(text + "x=1\n", "line 15: nothing belongs there");
    assertRefused(text.substring(0, text.indexOf("signature=")), "signature: it is missing");
    assertRefused(
        text.replaceFirst("broker.gateway-1=.*\n", ""), "broker.gateway-1: it is expected");
    assertRefused("x".repeat(70_000), "size: 70000 bytes, at most 65536");
  }

  @Test
  void the_keys_of_a_home_are_never_made_again() {
    for (NodeName node : CHARTER.nodes()) {
      Home home = operators.home(node);
      assertThatThrownBy(
              () -> Enrolment.enrol(home, CHARTER, node, "x:1", "", new SecureRandom(), NOW_MS))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "there is something in %s already: keys are never overwritten"
                  .formatted(home.folder()));
    }
  }

  @Test
  void what_cannot_be_enrolled_leaves_nothing_behind() {
    Home home = new Home(folder.resolve("nobody"));
    SecureRandom random = new SecureRandom();
    assertThatThrownBy(() ->
            Enrolment.enrol(
                home, CHARTER, NodeName.parse("validator-2"), "x:1", "", random, NOW_MS))
        .hasMessage(
            "node: validator-2, but the charter has 2 validators and 2 gateways, from 0 on");
    assertThatThrownBy(
            () -> Enrolment.enrol(home, CHARTER, VALIDATOR, "0.0.0.0:1", "", random, NOW_MS))
        .hasMessage("address: nobody reaches a node at 0.0.0.0");
    assertThatThrownBy(
            () -> Enrolment.enrol(home, CHARTER, VALIDATOR, "x:1", "http://x", random, NOW_MS))
        .hasMessage("players: a validator talks to no player");
    assertThat(home.folder()).doesNotExist();
  }

  private static Members collect(SortedMap<String, byte[]> files) throws CeremonyException {
    return Members.collect(CHARTER, files, NOW_MS);
  }

  @Test
  void all_make_the_same_genesis_whatever_the_files_are_called() throws Exception {
    Members members = operators.members();
    SortedMap<String, byte[]> renamed = operators.sent();
    renamed.put("a", renamed.remove("gateway-1.member"));
    renamed.put("z", renamed.remove("validator-0.member"));
    Members again = collect(renamed);

    assertThat(again.genesis().toWire()).isEqualTo(members.genesis().toWire());
    assertThat(again.digest()).isEqualTo(members.digest());
    assertThat(members.genesis().salt()).isEqualTo(CHARTER.digest());
    assertThat(members.all()).extracting(Member::node).containsExactlyElementsOf(CHARTER.nodes());
  }

  @Test
  void members_that_are_missing_are_named() {
    SortedMap<String, byte[]> files = operators.sent();
    files.remove("validator-1.member");
    files.remove("gateway-0.member");
    assertThatThrownBy(() -> collect(files))
        .isInstanceOf(CeremonyException.class)
        .hasMessage("member files are missing, of [validator-1, gateway-0]");
  }

  @Test
  void two_files_of_one_node_are_named() {
    SortedMap<String, byte[]> files = operators.sent();
    files.put("z", files.get("validator-1.member"));
    assertThatThrownBy(() -> collect(files))
        .hasMessage(
            "z: node: validator-1 is in validator-1.member already; the files are alike, leave one"
                + " out");
    files.put("z", bent(of -> of, certificate("validator-1", NOW_MS)).getBytes(US_ASCII));
    assertThatThrownBy(() -> collect(files))
        .hasMessage(
            "z: node: validator-1 is in validator-1.member already, with other content: ask its"
                + " operator which one counts");
  }

  /** Somebody with two seats would vote twice. */
  @Test
  void what_is_in_two_members_is_named_with_both() {
    NodeName zero = NodeName.parse("validator-0");
    NodeCertificate one = certificate("validator-0", NOW_MS);
    for (String[] twice :
        new String[][] {
          {"vote-key", "1", "3", "other.example:1"},
          {"vrf-key", "2", "3", "other.example:1"},
          {"vrf-key", "3", "2", "other.example:1"},
          {"address", "3", "4", "bob.example:5445"}
        }) {
      Signer vote = signer(Integer.parseInt(twice[1]));
      Signer vrf = signer(Integer.parseInt(twice[2]));
      Member second =
          Member.sign(
              zero,
              CHARTER,
              twice[3],
              "",
              new Member.OfValidator(
                  Genesis.Validator.prove(
                      CHARTER.digest(),
                      zero.validator(),
                      vote,
                      Digest.fromHex("1".repeat(64)),
                      vrf)),
              one.certificate(),
              broker -> "secret",
              vote);
      SortedMap<String, byte[]> files = operators.sent();
      files.put("validator-0.member", second.toText().getBytes(US_ASCII));
      files.put(
          "validator-1.member",
          bent(of -> of, certificate("validator-1", NOW_MS)).getBytes(US_ASCII));
      assertThatThrownBy(() -> collect(files))
          .isInstanceOf(CeremonyException.class)
          .hasMessageMatching("validator-1.member: [a-z-]+: it is in validator-0.member too")
          .hasMessageContaining(twice[0]);
    }
  }

  @Test
  void a_vote_key_is_no_vrf_key() {
    Genesis.Validator entry =
        Genesis.Validator.prove(CHARTER.digest(), VALIDATOR.validator(), VOTE, Digest.ZERO, VOTE);
    SortedMap<String, byte[]> files = operators.sent();
    files.put(
        "validator-1.member",
        bent(of -> entry, certificate("validator-1", NOW_MS)).getBytes(US_ASCII));
    assertThatThrownBy(() -> collect(files))
        .hasMessage("validator-1.member: vrf-key: it is the vote key too");
  }
}
