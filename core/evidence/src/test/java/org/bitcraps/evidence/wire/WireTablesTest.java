package org.bitcraps.evidence.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bitcraps.evidence.bet.BetBatch;
import org.bitcraps.evidence.dice.Beacon;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.exchange.GatewayRequest;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.evidence.sample.ByteTables;
import org.bitcraps.evidence.sample.PlayedChain;
import org.bitcraps.evidence.sample.SampleChain;
import org.bitcraps.evidence.sample.Samples;
import org.bitcraps.evidence.sample.WireSample;
import org.junit.jupiter.api.Test;

/** {@code docs/wire.md} is what the code writes: every format, every signed or hashed form. */
class WireTablesTest {

  private static final ByteTables PAGE = ByteTables.ofThePage();
  private static final ReplicaId VALIDATOR = SampleChain.VALIDATORS.get(3);

  /** Samples, signed and hashed forms, each walked along its table; and no table is left over. */
  @Test
  void everyFormatFollowsItsTable() throws IOException {
    walkSamples();
    walkSignedForms();
    walkHashedForms();
    PAGE.walk("BlocksFile", new PlayedChain("on the page").play(1).file());
    List<String> unwalked = new ArrayList<>(PAGE.formats());
    unwalked.removeAll(PAGE.walked());
    // What is the protocol's is walked by its own test.
    List<String> headings = headings();
    unwalked.removeAll(headings.subList(headings.indexOf("PbftMessage"), headings.size()));
    assertThat(unwalked).isEmpty();
  }

  private static void walkSamples() {
    WireSample.all().forEach(sample -> PAGE.walk(sample.format(), sample.bytes()));
  }

  private static void walkSignedForms() {
    Genesis.Validator v = SampleChain.genesis().validators().get(3);
    PAGE.walk("Wager", Samples.wager(0).signedBytes());
    PAGE.walk(
        "KeyPossession",
        Genesis.Validator.possessionBytes(
            SampleChain.genesis().salt(), v.id(), v.voteKey(), v.beaconKeyDigest(), v.vrfKey()));
    PAGE.walk(
        "BatchSigned",
        BatchBody.signedBytes(
            SampleChain.chain(), SampleChain.GATEWAY, 1, Samples.bodies().get(0).digest()));
    GatewayRequest asked = Samples.gatewayRequest();
    PAGE.walk(
        "GatewayRequestSigned",
        GatewayRequest.signedBytes(
            SampleChain.chain(), asked.gateway(), asked.to(), asked.request()));
    Operation.Commitment c = Samples.commitment();
    PAGE.walk(
        "CommitmentSigned",
        Operation.Commitment.signedBytes(c.draw(), c.validator(), c.commitment()));
    Operation.Reveal r = Samples.reveal();
    PAGE.walk("RevealSigned", Operation.Reveal.signedBytes(r.draw(), r.validator(), r.secret()));
  }

  /** Hashed forms, built here from the page's words; the digests are the code's. */
  private static void walkHashedForms() {
    byte[] commitment =
        new Encoder()
            .tag(DomainTag.DICE_COMMITMENT)
            .value(Samples.draw())
            .value(VALIDATOR)
            .digest(SampleChain.secret(VALIDATOR).value())
            .toBytes();
    PAGE.walk("DiceCommitment", commitment);
    assertThat(sha256(commitment))
        .isEqualTo(SampleChain.secret(VALIDATOR).commitment(Samples.draw(), VALIDATOR));
    Encoder beacon = new Encoder().tag(DomainTag.DICE_BEACON).value(Samples.draw()).u16(4);
    SampleChain.secrets().forEach((id, secret) -> beacon.value(id).digest(secret.value()));
    PAGE.walk("DiceBeacon", beacon.toBytes());
    assertThat(sha256(beacon.toBytes()))
        .isEqualTo(Beacon.of(Samples.draw(), SampleChain.secrets()).value());
    PAGE.walk(
        "DiceExpansion",
        new Encoder().tag(DomainTag.DICE_EXPANSION).digest(Digest.ZERO).u31(0).toBytes());
    PAGE.walk(
        "DiceSecret", new Encoder().tag(DomainTag.DICE_SECRET).value(Samples.draw()).toBytes());
  }

  /** The walk itself notices bytes that are another format's, cut short, or followed by others. */
  @Test
  void whatDoesNotFollowItsTableIsNoticed() {
    byte[] vote = SampleChain.votes(Samples.commit(), 1).get(0).toWire();
    for (byte[] wrong :
        List.of(
            Arrays.copyOf(vote, vote.length - 1),
            Arrays.copyOf(vote, vote.length + 1),
            Samples.commit().toWire())) {
      assertThatThrownBy(() -> PAGE.walk("Vote", wrong)).isInstanceOf(AssertionError.class);
    }
    byte[] prepare = Samples.prepare().toWire();
    assertThatThrownBy(() -> PAGE.walk("Statement.Commit", prepare))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("tag");
    byte[] certificate = SampleChain.certificate(Samples.commit()).toWire();
    certificate[124]++; // one vote more than there are
    assertThatThrownBy(() -> PAGE.walk("QuorumCertificate", certificate))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void digestsAreWhatThePageSays() {
    assertThat(SampleChain.chain().digest())
        .isEqualTo(tagged(0x10, SampleChain.genesis().toWire()));
    assertThat(Samples.wager(0).account().digest())
        .isEqualTo(tagged(0x12, Samples.wager(0).key().toBytes()));
    assertThat(SampleChain.set().hash()).isEqualTo(tagged(0x13, SampleChain.set().toWire()));
    assertThat(Samples.block().digest()).isEqualTo(tagged(0x30, Samples.block().toWire()));
    assertThat(Samples.wager(0).id().digest()).isEqualTo(sha256(Samples.wager(0).signedBytes()));
    Samples.orders()
        .forEach(order ->
            assertThat(order.order().id().digest()).isEqualTo(sha256(order.order().signedBytes())));
    BetBatch batch = Samples.batch();
    byte[] payload = Arrays.copyOfRange(Samples.bodies().get(0).toBytes(), 93, 703);
    assertThat(Samples.bodies().get(0).digest())
        .isEqualTo(
            tagged(
                0x28, new Encoder().u8(1).value(batch.header()).digest(sha256(payload)).toBytes()));
    for (Body body : Samples.bodies().subList(1, 4)) {
      byte[] bytes = body.toBytes();
      byte[] rest = Arrays.copyOfRange(bytes, 1, bytes.length);
      assertThat(body.digest())
          .isEqualTo(tagged(0x28, new Encoder().u8(bytes[0]).digest(sha256(rest)).toBytes()));
    }
  }

  /** Every value with an encoding in this room has its table. */
  @Test
  void everyWireValueIsOnThePage() throws URISyntaxException {
    List<String> formats = new ArrayList<>();
    for (Class<?> type : classesOfThisRoom()) {
      if (WireValue.class.isAssignableFrom(type) && type != WireValue.class) {
        formats.add(type.getName().replaceAll("^.*\\.", "").replace('$', '.'));
      }
    }
    assertThat(formats).hasSizeGreaterThan(40);
    assertThat(formats).allSatisfy(format -> assertThat(PAGE.has(format)).as(format).isTrue());
  }

  /** The generated parts: tags, parameters, codes. */
  @Test
  void generatedPartsAreCurrent() throws IOException {
    String page = Files.readString(ByteTables.page());
    String current = page;
    for (String part : List.of("tags", "parameters", "codes")) {
      current = replaced(current, part, CodeTables.of(part));
    }
    if (System.getProperty("rewrite") != null) {
      Files.writeString(ByteTables.page(), current);
    } else {
      assertThat(page).as("regenerate with -Dtest=WireTablesTest -Drewrite").isEqualTo(current);
    }
  }

  private static String replaced(String page, String part, String content) {
    String opening = "<!-- generated: " + part + " -->\n";
    int from = page.indexOf(opening) + opening.length();
    int to = page.indexOf("<!-- end -->", from);
    assertThat(page).contains(opening);
    return page.substring(0, from) + content + page.substring(to);
  }

  private static List<Class<?>> classesOfThisRoom() throws URISyntaxException {
    Path root =
        Path.of(WireValue.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    try (Stream<Path> files = Files.walk(root)) {
      List<Class<?>> classes = new ArrayList<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).sorted().toList()) {
        String name = root.relativize(file).toString().replace('/', '.').replace('\\', '.');
        if (!name.equals("module-info.class") && !name.contains("package-info")) {
          classes.add(Class.forName(name.substring(0, name.length() - ".class".length())));
        }
      }
      return classes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The page's headings in their order. */
  private static List<String> headings() throws IOException {
    return Files.readAllLines(ByteTables.page()).stream()
        .filter(line -> line.startsWith("### "))
        .map(line -> line.substring(4))
        .toList();
  }

  private static Digest tagged(int tag, byte[] bytes) {
    return sha256(new Encoder().u8(tag).fixed(bytes).toBytes());
  }

  private static Digest sha256(byte[] bytes) {
    MessageDigest sha = Digest.sha256();
    sha.update(bytes);
    return Digest.finish(sha);
  }
}
