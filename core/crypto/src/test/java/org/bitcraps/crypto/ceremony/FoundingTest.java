package org.bitcraps.crypto.ceremony;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.bitcraps.crypto.BouncyKeyCheck;
import org.bitcraps.crypto.Keystore;
import org.bitcraps.crypto.NodeSecrets;
import org.bitcraps.crypto.Schemes;
import org.bitcraps.crypto.home.DurableFiles;
import org.bitcraps.crypto.home.Home;
import org.bitcraps.evidence.craps.Chips;
import org.bitcraps.evidence.execution.Ledger;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.genesis.RulesDocument;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Unverified;
import org.bitcraps.evidence.wire.Verifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** G1: a chain of any size begins with a genesis that every node accepts, and with its keys. */
class FoundingTest {

  private static final long BEGIN_MS = 1_800_000_000_000L;
  private static final char[] PASSPHRASE = "correct horse".toCharArray();
  private static final ReplicaId VALIDATOR = new ReplicaId(1);
  private static final GatewayId GATEWAY = new GatewayId(1);

  @TempDir private Path temporary;

  static Charter charter(int validators, int gateways) {
    return charter(validators, gateways, new SecureRandom());
  }

  private static Charter charter(int validators, int gateways, SecureRandom random) {
    return Charter.draw(
        "test",
        EnumSet.of(Genesis.Flag.TESTNET, Genesis.Flag.FAUCET),
        validators,
        gateways,
        Parameters.defaults().with(Parameter.VALIDATORS_MIN, 1),
        Chips.UNIT * 1_000_000,
        BEGIN_MS,
        random);
  }

  private static Founding found(int validators, int gateways) {
    return new Founding(charter(validators, gateways), new SecureRandom());
  }

  @Test
  void the_genesis_of_a_chain_of_any_size_is_one_that_nodes_accept() {
    Verifier verifier = new Verifier(Schemes.best().scheme());
    BouncyKeyCheck keys = new BouncyKeyCheck();
    for (int validators : new int[] {1, 4, 31}) {
      for (int gateways = 1; gateways <= 3; gateways++) {
        try (Founding founding = found(validators, gateways)) {
          Genesis genesis =
              Decoder.decode(founding.genesis().toWire(), Genesis.BYTES_MAX, Genesis::decode);
          assertThat(genesis).isEqualTo(founding.genesis());
          assertThat(genesis.validators())
              .hasSize(validators)
              .extracting(Genesis.Validator::id)
              .containsExactlyElementsOf(founding.validators());
          assertThat(genesis.gateways())
              .hasSize(gateways)
              .extracting(Genesis.Gateway::id)
              .containsExactlyElementsOf(founding.gateways());
          assertThat(genesis.possessionClaims()).hasSize(2 * validators);
          assertThat(verifier.verify(new Unverified<>(genesis), Genesis::possessionClaims))
              .isPresent();
          assertThat(genesis.validators())
              .allMatch(of -> keys.isValid(of.voteKey()) && keys.isValid(of.vrfKey()));
          assertThat(genesis.gateways()).allMatch(of -> keys.isValid(of.key()));
          assertThat(Ledger.genesis(genesis)).isNotNull();
        }
      }
    }
  }

  @Test
  void what_was_planned_is_in_the_genesis() throws Exception {
    Home home = new Home(temporary.resolve("home"));
    DurableFiles.createFolder(home.folder());
    try (Founding founding = found(4, 2)) {
      founding.writeRules(home);
      founding.writeGenesis(home);
      Genesis genesis = founding.genesis();

      assertThat(genesis.name()).isEqualTo("test");
      assertThat(genesis.flags())
          .containsExactlyInAnyOrder(Genesis.Flag.TESTNET, Genesis.Flag.FAUCET);
      assertThat(genesis.startTimeMs()).isEqualTo(BEGIN_MS);
      assertThat(genesis.parameters().get(Parameter.VALIDATORS_MIN)).isEqualTo(1);
      assertThat(genesis.tables()).hasSize(1);
      assertThat(genesis.tables().get(0).bankroll()).isEqualTo(Chips.UNIT * 1_000_000);
      assertThat(home.genesis()).hasBinaryContent(genesis.toWire());
      assertThat(new RulesDocument(Files.readString(home.rules())).hash())
          .isEqualTo(genesis.rulesHash());
    }
  }

  @Test
  void the_keystores_hold_the_keys_of_the_genesis() throws Exception {
    Home home = new Home(temporary.resolve("home"));
    try (Founding founding = found(2, 2)) {
      Genesis genesis = founding.genesis();
      for (Genesis.Validator validator : genesis.validators()) {
        founding.writeKeys(home, PASSPHRASE, validator.id());
        try (NodeSecrets secrets = open(home.keystore(validator.id()), genesis)) {
          assertThat(secrets.names())
              .containsExactlyInAnyOrder(
                  NodeSecrets.VOTE, NodeSecrets.BEACON, NodeSecrets.VRF, NodeSecrets.BROKER);
          assertThat(secrets.signer(NodeSecrets.VOTE).publicKey()).isEqualTo(validator.voteKey());
          assertThat(secrets.signer(NodeSecrets.VRF).publicKey()).isEqualTo(validator.vrfKey());
          assertThat(Genesis.Validator.beaconKeyDigest(secrets.copyOf(NodeSecrets.BEACON)))
              .isEqualTo(validator.beaconKeyDigest());
        }
      }
      for (Genesis.Gateway gateway : genesis.gateways()) {
        founding.writeKeys(home, PASSPHRASE, gateway.id());
        try (NodeSecrets secrets = open(home.keystore(gateway.id()), genesis)) {
          assertThat(secrets.names())
              .containsExactlyInAnyOrder(NodeSecrets.GATEWAY, NodeSecrets.BROKER);
          assertThat(secrets.signer(NodeSecrets.GATEWAY).publicKey()).isEqualTo(gateway.key());
        }
      }
    }
  }

  private static NodeSecrets open(Path keystore, Genesis genesis) throws IOException {
    return Keystore.open(keystore, PASSPHRASE, genesis.chainId().digest());
  }

  @Test
  void two_foundings_of_one_plan_share_nothing() {
    try (Founding one = found(4, 2);
        Founding other = found(4, 2)) {
      assertThat(one.genesis().chainId()).isNotEqualTo(other.genesis().chainId());
      assertThat(one.genesis().salt()).isNotEqualTo(other.genesis().salt());
      List<Object> all = new ArrayList<>();
      for (Founding founding : List.of(one, other)) {
        for (Genesis.Validator validator : founding.genesis().validators()) {
          all.add(validator.voteKey());
          all.add(validator.vrfKey());
          all.add(validator.beaconKeyDigest());
        }
        for (Genesis.Gateway gateway : founding.genesis().gateways()) {
          all.add(gateway.key());
        }
      }
      assertThat(all).hasSize(2 * (4 * 3 + 2)).doesNotHaveDuplicates();
    }
  }

  @Test
  void a_new_validator_is_marked_as_one_of_this_chain() throws Exception {
    Home home = new Home(temporary.resolve("home"));
    try (Founding founding = found(2, 2)) {
      founding.writeKeys(home, PASSPHRASE, VALIDATOR);
      founding.writeKeys(home, PASSPHRASE, GATEWAY);

      assertThat(home.firstStart(VALIDATOR)).hasContent(founding.genesis().chainId().toString());
      assertThat(home.firstStart(new ReplicaId(0))).doesNotExist();
      assertThat(home.journal(VALIDATOR)).doesNotExist();
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void what_is_written_is_for_its_owner_only() throws Exception {
    Path above = temporary.resolve("above");
    Home home = new Home(above.resolve("home"));
    try (Founding founding = found(2, 2)) {
      founding.writeKeys(home, PASSPHRASE, VALIDATOR);
      founding.writeKeys(home, PASSPHRASE, GATEWAY);
      founding.writeRules(home);
      founding.writeGenesis(home);
    }
    assertOwnerOnly(above, 4, 5);
  }

  static void assertOwnerOnly(Path folder, int folders, int files) throws IOException {
    try (Stream<Path> walk = Files.walk(folder)) {
      List<Path> all = walk.toList();
      assertThat(all).filteredOn(Files::isDirectory).hasSize(folders);
      assertThat(all).filteredOn(Files::isRegularFile).hasSize(files);
      for (Path path : all) {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
            .as(path.toString())
            .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
      }
    }
  }

  @Test
  void closing_wipes_every_secret() {
    RecordingRandom random = new RecordingRandom();
    List<byte[]> drawn;
    try (Founding founding = new Founding(charter(4, 2), random)) {
      drawn = random.filled();
      assertThat(founding.genesis().validators()).hasSize(4);
      // Four of each validator, two of each gateway.
      assertThat(drawn).hasSize(4 * 4 + 2 * 2);
      assertThat(drawn).doesNotContain(new byte[32]);
    }
    for (byte[] secret : drawn) {
      assertThat(secret).containsOnly(0);
    }
  }

  @Test
  void secrets_that_were_wiped_are_written_nowhere() {
    Home home = new Home(temporary.resolve("home"));
    Founding founding = found(2, 2);
    founding.close();

    assertThatThrownBy(() -> founding.writeKeys(home, PASSPHRASE, VALIDATOR))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the secrets of this chain were wiped");
    assertThatThrownBy(() -> founding.writeKeys(home, PASSPHRASE, GATEWAY))
        .isInstanceOf(IllegalStateException.class);
    assertThat(home.folder()).doesNotExist();
  }
}
