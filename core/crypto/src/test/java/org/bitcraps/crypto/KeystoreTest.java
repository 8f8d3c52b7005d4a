package org.bitcraps.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.bitcraps.crypto.KeystoreException.Reason;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeystoreTest {

  private static final Digest CHAIN = Digest.of(DomainTag.GENESIS, new byte[] {1});
  private static final Digest OTHER_CHAIN = Digest.of(DomainTag.GENESIS, new byte[] {2});

  private static final char[] PASSPHRASE = "corréct horse ☃".toCharArray();

  private static final NodeSecrets SECRETS = secrets();

  /** A good file, written once: stretching a passphrase is slow on purpose. */
  private static byte[] good;

  @TempDir Path folder;

  @BeforeAll
  static void writeOnce() {
    good = BcfksContainer.encode(SECRETS, PASSPHRASE);
  }

  @Test
  void whatIsWrittenIsPrivateAndReadAgain() throws IOException {
    Path file = folder.resolve("node.keys");
    NodeSecrets written = secrets();
    Keystore.create(file, PASSPHRASE, written);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
    try (NodeSecrets read = Keystore.open(file, PASSPHRASE, CHAIN)) {
      assertThat(read.chainId()).isEqualTo(CHAIN);
      assertThat(read.names()).containsExactly("beacon", "vote");
      for (String name : read.names()) {
        assertThat(read.copyOf(name)).isEqualTo(written.copyOf(name));
      }
      assertThat(read.signer("vote").publicKey())
          .isEqualTo(Signers.publicKey(written.copyOf("vote")));
    }
  }

  @Test
  void theBytesShowNothingAndNeverRepeat() {
    String bytes = HexFormat.of().formatHex(good);
    assertThat(bytes)
        .doesNotContain(HexFormat.of().formatHex(SECRETS.copyOf("vote")))
        .doesNotContain(HexFormat.of().formatHex("vote".getBytes(StandardCharsets.US_ASCII)))
        .doesNotContain(HexFormat.of().formatHex(CHAIN.toBytes()))
        .doesNotContain(HexFormat.of().formatHex(CHAIN.hex().getBytes(StandardCharsets.US_ASCII)));
    // Fresh salts, hence other keys: the second file's cipher text and code share nothing.
    String again = HexFormat.of().formatHex(BcfksContainer.encode(SECRETS, PASSPHRASE));
    assertThat(again).hasSameSizeAs(bytes);
    assertThat(again.substring(again.length() - 128))
        .isNotEqualTo(bytes.substring(bytes.length() - 128));
  }

  @Test
  void aWrongPassphraseAndAWrongChainAreToldApart() throws IOException {
    Path file = folder.resolve("node.keys");
    PrivateFile.create(file, good);
    assertThat(refusal(file, "corréct horse".toCharArray(), CHAIN))
        .isEqualTo(Reason.WRONG_PASSPHRASE);
    assertThat(refusal(file, new char[0], CHAIN)).isEqualTo(Reason.WRONG_PASSPHRASE);
    assertThat(refusal(file, PASSPHRASE, OTHER_CHAIN)).isEqualTo(Reason.WRONG_CHAIN);
    assertThat(refusal(folder.resolve("none"), PASSPHRASE, CHAIN)).isEqualTo(Reason.MISSING);
  }

  @Test
  void aFileThatOthersMayTouchIsRefused() throws IOException {
    Path file = folder.resolve("node.keys");
    PrivateFile.create(file, good);
    for (String mode : List.of("rw-r-----", "rw--w----", "rw----r--", "rw-rw-rw-")) {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
      assertThat(refusal(file, PASSPHRASE, CHAIN)).as(mode).isEqualTo(Reason.PERMISSIONS);
    }
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
    Keystore.open(file, PASSPHRASE, CHAIN).close();
  }

  /** Any damage is noticed, at once or by the authentication code, and never as another error. */
  @Test
  void damageIsAlwaysNoticed() throws IOException {
    Path file = folder.resolve("node.keys");
    PrivateFile.create(file, good);
    long seed = Long.getLong("seed", new SecureRandom().nextLong());
    System.out.println("KeystoreTest seed " + seed);
    Random random = new Random(seed);
    for (int cut : new int[] {0, 1, 100, good.length - 1}) {
      assertThat(refusalOf(file, Arrays.copyOf(good, cut))).isEqualTo(Reason.CORRUPTED);
    }
    assertThat(refusalOf(file, Arrays.copyOf(good, good.length + 1))).isEqualTo(Reason.CORRUPTED);
    assertThat(refusalOf(file, Arrays.copyOf(good, 65 * 1024))).isEqualTo(Reason.CORRUPTED);
    byte[] noise = new byte[good.length];
    random.nextBytes(noise);
    assertThat(refusalOf(file, noise)).isEqualTo(Reason.CORRUPTED);
    for (int round = 0; round < 6; round++) {
      byte[] bad = good.clone();
      // Half of the flips in the first 200 bytes, where the parameters stand.
      int at = random.nextInt(round % 2 == 0 ? 200 : bad.length);
      bad[at] ^= (byte) (1 << random.nextInt(8));
      assertThat(refusalOf(file, bad))
          .as("byte %d", at)
          .isIn(Reason.CORRUPTED, Reason.WRONG_PASSPHRASE);
    }
  }

  /** N = 2^14 is in the file twice, as INTEGER 0x4000: one that asks for 2^30 is refused unread. */
  @Test
  void plantedParametersAskForNoMemory() throws IOException {
    Path file = folder.resolve("node.keys");
    PrivateFile.create(file, good);
    String hex = HexFormat.of().formatHex(good);
    String scrypt = "02024000020108020108";
    assertThat(hex.split(scrypt, -1)).hasSize(3);
    byte[] first = HexFormat.of().parseHex(hex.replaceFirst(scrypt, "02027fff020108020108"));
    byte[] last =
        HexFormat.of().parseHex(hex.replaceFirst("(.*)" + scrypt, "$102024000020109020108"));
    assertThat(refusalOf(file, first)).isEqualTo(Reason.CORRUPTED);
    assertThat(refusalOf(file, last)).isEqualTo(Reason.CORRUPTED);
  }

  @Test
  void anExistingFileIsNeverOverwritten() throws IOException {
    Path file = folder.resolve("node.keys");
    PrivateFile.create(file, good);
    byte[] before = Files.readAllBytes(file);
    KeystoreException refused =
        catchThrowableOfType(
            KeystoreException.class, () -> Keystore.create(file, PASSPHRASE, secrets()));
    assertThat(refused.reason()).isEqualTo(Reason.EXISTS);
    assertThatThrownBy(() -> PrivateFile.create(file, new byte[1])).isInstanceOf(IOException.class);
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void replacingTakesTheOldPassphrase() throws IOException {
    Path file = folder.resolve("node.keys");
    PrivateFile.create(file, good);
    NodeSecrets secrets = NodeSecrets.empty(CHAIN);
    SECRETS.names().forEach(name -> secrets.add(name, SECRETS.copyOf(name)));
    secrets.add("vrf", new byte[32]);
    char[] other = "another".toCharArray();
    assertThatThrownBy(() -> Keystore.replace(file, other, other, secrets))
        .isInstanceOf(KeystoreException.class);
    Keystore.replace(file, PASSPHRASE, other, secrets);
    try (NodeSecrets read = Keystore.open(file, other, CHAIN)) {
      assertThat(read.names()).containsExactly("beacon", "vote", "vrf");
    }
    assertThat(PrivateFile.isPrivate(file)).isTrue();
  }

  @Test
  void nothingIsWrittenWithoutAPassphraseOrASecret() {
    Path file = folder.resolve("node.keys");
    assertThatThrownBy(() -> Keystore.create(file, new char[0], secrets()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Keystore.create(file, PASSPHRASE, NodeSecrets.empty(CHAIN)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(file).doesNotExist();
  }

  @Test
  void noSecretAndNoPassphraseShowsInTextOrErrors() throws IOException {
    NodeSecrets secrets = NodeSecrets.empty(CHAIN);
    byte[] secret = new byte[32];
    Arrays.fill(secret, (byte) 0x41);
    secrets.add("vote", secret);
    Path file = folder.resolve("node.keys");
    Keystore.create(file, PASSPHRASE, secrets);
    StringWriter text = new StringWriter();
    text.append(secrets.toString()).append(secrets.signer("vote").toString());
    for (var attempt :
        List.of(
            Map.entry(PASSPHRASE, OTHER_CHAIN), Map.entry("wrong-phrase".toCharArray(), CHAIN))) {
      try {
        text.append(Keystore.open(file, attempt.getKey(), attempt.getValue()).toString());
      } catch (KeystoreException e) {
        e.printStackTrace(new PrintWriter(text));
      }
    }
    assertThat(text.toString())
        .doesNotContain("AAAA", "4141", "65, 65", "wrong-phrase", "horse")
        .contains("the passphrase is wrong", "the keys belong to chain");
  }

  @Test
  void wipedSecretsAreGone() {
    NodeSecrets secrets = secrets();
    byte[] copy = secrets.copyOf("vote");
    secrets.close();
    assertThat(copy).isNotEqualTo(new byte[32]);
    assertThat(secrets.names()).isEmpty();
    assertThatThrownBy(() -> secrets.copyOf("vote")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> secrets.add("vote", copy)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void namesAndLengthsAreChecked() {
    NodeSecrets secrets = secrets();
    for (String name : List.of("", "Vote", "a/b", "a b", "-a", "x".repeat(33), "vote")) {
      assertThatThrownBy(() -> secrets.add(name, new byte[32]))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> secrets.add("short", new byte[31]))
        .isInstanceOf(IllegalArgumentException.class);
    for (int i = secrets.names().size(); i < NodeSecrets.COUNT_MAX; i++) {
      secrets.add("key-" + i, new byte[32]);
    }
    assertThatThrownBy(() -> secrets.add("one-more", new byte[32]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static NodeSecrets secrets() {
    return NodeSecrets.generate(
        CHAIN, new SecureRandom(), List.of(NodeSecrets.VOTE, NodeSecrets.BEACON));
  }

  private Reason refusalOf(Path file, byte[] content) throws IOException {
    PrivateFile.replace(file, content);
    return refusal(file, PASSPHRASE, CHAIN);
  }

  private static Reason refusal(Path file, char[] tried, Digest chain) {
    KeystoreException refused =
        catchThrowableOfType(
            KeystoreException.class, () -> Keystore.open(file, tried, chain).close());
    assertThat(refused).isNotNull();
    return refused.reason();
  }
}
