package org.bitcraps.node.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.bitcraps.crypto.BouncyKeyCheck;
import org.bitcraps.crypto.Keystore;
import org.bitcraps.crypto.NodeSecrets;
import org.bitcraps.crypto.Schemes;
import org.bitcraps.crypto.home.DurableFiles;
import org.bitcraps.crypto.home.Home;
import org.bitcraps.crypto.home.Passphrase;
import org.bitcraps.evidence.craps.RulesTable;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.genesis.RulesDocument;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.wire.Verifier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A devnet's chain is made once, whole, and for its owner only. */
class CeremonyTest {

  private static final Verifier VERIFIER = new Verifier(Schemes.best().scheme());

  @TempDir private Path temporary;
  private Path folder;
  private Home home;

  @BeforeEach
  void choose() {
    folder = temporary.resolve("not/there/yet");
    home = new Home(folder);
  }

  private boolean hold() throws IOException {
    NodeConfiguration configuration = House.configuration(folder, Map.of());
    return new Ceremony(configuration, House::thread, Clock.systemUTC(), new SecureRandom()).hold();
  }

  private Genesis genesis() throws IOException {
    return GenesisFile.read(home.genesis(), VERIFIER, new BouncyKeyCheck());
  }

  private char[] passphrase() throws IOException {
    return Passphrase.read(home.passphrase());
  }

  private void assertComplete() throws IOException {
    Genesis genesis = genesis();
    for (int id = 0; id < 4; id++) {
      ReplicaId replica = new ReplicaId(id);
      ValidatorKeys.open(home.keystore(replica), passphrase(), genesis, replica);
      assertThat(home.firstStart(replica)).hasContent(genesis.chainId().toString());
    }
    Path gatewayFile = home.keystore(new GatewayId(0));
    try (NodeSecrets gateway =
        Keystore.open(gatewayFile, passphrase(), genesis.chainId().digest())) {
      assertThat(gateway.signer(NodeSecrets.GATEWAY).publicKey())
          .isEqualTo(genesis.gateways().get(0).key());
    }
    assertThat(home.unfinished()).doesNotExist();
  }

  @Test
  void makes_everything_that_a_devnet_needs_for_its_owner_only() throws Exception {
    assertThat(hold()).isTrue();

    assertComplete();
    Genesis genesis = genesis();
    assertThat(genesis.flags()).containsExactlyInAnyOrder(Genesis.Flag.DEVNET, Genesis.Flag.FAUCET);
    assertThat(genesis.validators()).hasSize(4);
    assertThat(genesis.parameters().get(Parameter.BETTING_WINDOW_MS)).isEqualTo(200);
    assertThat(Files.readString(home.rules())).isEqualTo(RulesTable.standard().toText());
    assertThat(new RulesDocument(Files.readString(home.rules())).hash())
        .isEqualTo(genesis.rulesHash());
    for (Path secret :
        List.of(
            home.passphrase(), home.keystore(new ReplicaId(0)), home.keystore(new GatewayId(0)))) {
      assertThat(Files.getPosixFilePermissions(secret))
          .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
    assertThat(Files.getPosixFilePermissions(folder))
        .isEqualTo(PosixFilePermissions.fromString("rwx------"));
  }

  @Test
  void is_never_repeated() throws Exception {
    MadeDevnet.copyTo(folder);
    byte[] before = Files.readAllBytes(home.genesis());

    assertThat(hold()).isFalse();

    assertThat(Files.readAllBytes(home.genesis())).isEqualTo(before);
  }

  @Test
  void one_that_was_interrupted_begins_again() throws Exception {
    MadeDevnet.copyTo(folder);
    char[] passphrase = passphrase();
    Files.delete(home.genesis());
    DurableFiles.delete(home.validator(new ReplicaId(3)));
    Files.delete(home.keystore(new ReplicaId(2)));
    DurableFiles.write(home.unfinished(), new byte[0]);

    assertThat(hold()).isTrue();

    assertComplete();
    assertThat(passphrase()).as("an operator may have copied it").isEqualTo(passphrase);
  }

  @Test
  void a_crash_after_the_last_file_is_no_interruption() throws Exception {
    MadeDevnet.copyTo(folder);
    byte[] before = Files.readAllBytes(home.genesis());
    DurableFiles.write(home.unfinished(), new byte[0]);

    assertThat(hold()).isFalse();

    assertThat(Files.readAllBytes(home.genesis())).isEqualTo(before);
    assertThat(home.unfinished()).doesNotExist();
  }

  @Test
  void keys_without_a_genesis_are_somebody_s_and_stay() throws Exception {
    MadeDevnet.copyTo(folder);
    Files.delete(home.genesis());
    byte[] key = Files.readAllBytes(home.keystore(new ReplicaId(2)));

    assertThatThrownBy(() -> hold())
        .isInstanceOf(StartException.class)
        .hasMessageContaining("no genesis.bin");

    assertThat(Files.readAllBytes(home.keystore(new ReplicaId(2)))).isEqualTo(key);
  }

  @Test
  void a_passphrase_file_that_was_promised_must_be_there() {
    NodeConfiguration configuration =
        House.configuration(
            folder,
            Map.of("bitcraps.keystore.passphrase-file", temporary.resolve("secret").toString()));
    Ceremony ceremony =
        new Ceremony(configuration, House::thread, Clock.systemUTC(), new SecureRandom());

    assertThatThrownBy(ceremony::hold)
        .isInstanceOf(StartException.class)
        .hasMessageContaining("bitcraps.keystore.passphrase-file");
  }

  @Test
  void keys_of_another_validator_or_chain_are_refused() throws Exception {
    MadeDevnet.copyTo(folder);
    Genesis ours = genesis();
    ReplicaId self = new ReplicaId(1);
    Path other = home.keystore(new ReplicaId(2));
    Path stranger = temporary.resolve("stranger");
    try (NodeSecrets secrets =
        NodeSecrets.generate(ours.rulesHash(), new SecureRandom(), List.of(NodeSecrets.VOTE))) {
      Keystore.create(stranger, passphrase(), secrets);
    }

    assertThatThrownBy(() -> ValidatorKeys.open(other, passphrase(), ours, self))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("vote key is not the one genesis has for validator 1");
    assertThatThrownBy(() -> ValidatorKeys.open(stranger, passphrase(), ours, self))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("chain");
  }

  @Test
  void another_beacon_key_than_genesis_has_is_refused() throws Exception {
    MadeDevnet.copyTo(folder);
    Genesis genesis = genesis();
    ReplicaId self = new ReplicaId(0);
    try (NodeSecrets right =
            Keystore.open(home.keystore(self), passphrase(), genesis.chainId().digest());
        NodeSecrets wrong = NodeSecrets.empty(genesis.chainId().digest())) {
      wrong.add(NodeSecrets.VOTE, right.copyOf(NodeSecrets.VOTE));
      wrong.add(NodeSecrets.BEACON, right.copyOf(NodeSecrets.VRF));
      Keystore.replace(home.keystore(self), passphrase(), passphrase(), wrong);
    }

    assertThatThrownBy(() -> ValidatorKeys.open(home.keystore(self), passphrase(), genesis, self))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("beacon key is not the one genesis has");
  }

  @Test
  void a_genesis_with_any_byte_changed_in_a_proof_is_refused() throws Exception {
    MadeDevnet.copyTo(folder);
    Genesis genesis = genesis();
    byte[] bytes = Files.readAllBytes(home.genesis());
    byte[] proof = genesis.validators().get(3).possession().toBytes();
    bytes[indexOf(bytes, proof) + 40] ^= 1;
    Files.write(home.genesis(), bytes);

    assertThatThrownBy(this::genesis)
        .isInstanceOf(StartException.class)
        .hasMessageContaining("does not prove that it possesses its keys");
  }

  @Test
  void no_genesis_at_all_names_the_key() {
    assertThatThrownBy(this::genesis)
        .isInstanceOf(StartException.class)
        .hasMessageContaining("bitcraps.genesis=devnet");
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    for (int i = 0; i + part.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + part.length, part, 0, part.length)) {
        return i;
      }
    }
    throw new AssertionError("not there");
  }
}
