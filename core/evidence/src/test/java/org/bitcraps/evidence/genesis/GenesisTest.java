package org.bitcraps.evidence.genesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.sample.PlatformScheme;
import org.bitcraps.evidence.sample.SampleChain;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.MalformedException;
import org.bitcraps.evidence.wire.Unverified;
import org.bitcraps.evidence.wire.Verifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** G1: every fact is in the identity of the chain, and what cannot be a chain is refused. */
class GenesisTest {

  private static final Genesis SAMPLE = SampleChain.genesis();
  private static final Digest OTHER = SampleChain.digest("other");

  /** The sample with fields changed. */
  private static final class Draft {
    String name = SAMPLE.name();
    Digest salt = SAMPLE.salt();
    int protocolVersion = SAMPLE.protocolVersion();
    long startTimeMs = SAMPLE.startTimeMs();
    Set<Genesis.Flag> flags = SAMPLE.flags();
    Parameters parameters = SAMPLE.parameters();
    Digest rulesHash = SAMPLE.rulesHash();
    List<Genesis.Validator> validators = new ArrayList<>(SAMPLE.validators());
    List<Genesis.Gateway> gateways = new ArrayList<>(SAMPLE.gateways());
    List<Genesis.Table> tables = new ArrayList<>(SAMPLE.tables());
    List<Genesis.Mint> mints = new ArrayList<>(SAMPLE.mints());
    long treasury = SAMPLE.treasury();

    Genesis genesis() {
      return new Genesis(
          name,
          salt,
          protocolVersion,
          startTimeMs,
          flags,
          parameters,
          rulesHash,
          validators,
          gateways,
          tables,
          mints,
          treasury);
    }
  }

  private static Genesis with(Consumer<Draft> change) {
    Draft draft = new Draft();
    change.accept(draft);
    return draft.genesis();
  }

  private static void refused(String field, Consumer<Draft> change) {
    assertThatThrownBy(() -> with(change))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(field);
  }

  private static Genesis.Validator validator(
      Genesis.Validator v, ReplicaId id, PublicKey vote, Digest beacon, PublicKey vrf) {
    return new Genesis.Validator(id, vote, beacon, vrf, v.possession(), v.vrfPossession());
  }

  @Test
  void chainIdChangesWithEveryField() {
    PublicKey key = PublicKey.fromBytes(OTHER.toBytes());
    Signature signature = Signature.fromBytes(new byte[Signature.BYTES]);
    Genesis.Validator v = SAMPLE.validators().get(3);
    Genesis.Gateway g = SAMPLE.gateways().get(1);
    Genesis.Table t = SAMPLE.tables().get(1);
    Genesis.Mint m = SAMPLE.mints().get(0);
    List<Consumer<Draft>> changes = new ArrayList<>();
    changes.add(d -> {});
    changes.add(d -> d.name = "Würfel № 2");
    changes.add(d -> d.salt = OTHER);
    changes.add(d -> d.protocolVersion = 2);
    changes.add(d -> d.startTimeMs++);
    for (Genesis.Flag flag : Genesis.Flag.values()) {
      changes.add(d -> d.flags = flipped(flag));
    }
    for (Parameter parameter : Parameter.values()) {
      changes.add(d -> d.parameters = SAMPLE.parameters().with(parameter, another(parameter)));
    }
    changes.add(d -> d.rulesHash = OTHER);
    changes.add(d ->
        d.validators.set(
            3, validator(v, new ReplicaId(301), v.voteKey(), v.beaconKeyDigest(), v.vrfKey())));
    changes.add(
        d -> d.validators.set(3, validator(v, v.id(), key, v.beaconKeyDigest(), v.vrfKey())));
    changes.add(d -> d.validators.set(3, validator(v, v.id(), v.voteKey(), OTHER, v.vrfKey())));
    changes.add(
        d -> d.validators.set(3, validator(v, v.id(), v.voteKey(), v.beaconKeyDigest(), key)));
    changes.add(d ->
        d.validators.set(
            3,
            new Genesis.Validator(
                v.id(),
                v.voteKey(),
                v.beaconKeyDigest(),
                v.vrfKey(),
                signature,
                v.vrfPossession())));
    changes.add(d ->
        d.validators.set(
            3,
            new Genesis.Validator(
                v.id(), v.voteKey(), v.beaconKeyDigest(), v.vrfKey(), v.possession(), signature)));
    changes.add(d ->
        d.validators.add(
            validator(v, new ReplicaId(400), key, OTHER, PublicKey.fromBytes(new byte[32]))));
    changes.add(
        d -> d.gateways.set(1, new Genesis.Gateway(new GatewayId(260), g.key(), g.laneBytesMax())));
    changes.add(d -> d.gateways.set(1, new Genesis.Gateway(g.id(), key, g.laneBytesMax())));
    changes.add(d -> d.gateways.set(1, new Genesis.Gateway(g.id(), g.key(), 1)));
    changes.add(d -> d.gateways.clear());
    changes.add(d ->
        d.tables.set(
            1,
            new Genesis.Table(new TableId(9), t.name(), t.bankroll(), t.stakeMin(), t.stakeMax())));
    changes.add(d ->
        d.tables.set(
            1, new Genesis.Table(t.id(), "Lower", t.bankroll(), t.stakeMin(), t.stakeMax())));
    changes.add(
        d -> d.tables.set(1, new Genesis.Table(t.id(), t.name(), 0, t.stakeMin(), t.stakeMax())));
    changes.add(
        d -> d.tables.set(1, new Genesis.Table(t.id(), t.name(), t.bankroll(), 1, t.stakeMax())));
    changes.add(d ->
        d.tables.set(
            1, new Genesis.Table(t.id(), t.name(), t.bankroll(), t.stakeMin(), t.stakeMin())));
    changes.add(d -> d.tables.clear());
    changes.add(d -> d.mints.set(0, new Genesis.Mint(new AccountId(Digest.ZERO), m.amount())));
    changes.add(d -> d.mints.set(0, new Genesis.Mint(m.account(), m.amount() - 1)));
    changes.add(d -> d.mints.clear());
    changes.add(d -> d.treasury--);
    assertThat(changes.stream().map(change -> with(change).chainId())).doesNotHaveDuplicates();
  }

  private static Set<Genesis.Flag> flipped(Genesis.Flag flag) {
    Set<Genesis.Flag> flags = EnumSet.copyOf(SAMPLE.flags());
    if (!flags.remove(flag)) {
      flags.add(flag);
    }
    return flags;
  }

  private static long another(Parameter parameter) {
    long value = SAMPLE.parameters().get(parameter);
    return parameter.allows(value - 1) ? value - 1 : value + 1;
  }

  @Test
  void listsAreStrictlyAscending() {
    refused("validators", d -> Collections.swap(d.validators, 1, 2));
    refused("validators", d -> d.validators.add(d.validators.get(3)));
    refused("gateways", d -> Collections.swap(d.gateways, 0, 1));
    refused("gateways", d -> d.gateways.add(d.gateways.get(1)));
    refused("tables", d -> Collections.swap(d.tables, 0, 1));
    refused("tables", d -> d.tables.add(d.tables.get(1)));
    refused("mints", d -> Collections.swap(d.mints, 0, 1));
    refused("mints", d -> d.mints.add(d.mints.get(1)));
  }

  @Test
  void theSetHasItsLeastAndMostSize() {
    refused("validators", d -> d.validators.remove(3));
    refused("validators", d -> d.parameters = d.parameters.with(Parameter.VALIDATORS_MAX, 3));
    assertThat(
            with(
                    d -> {
                      d.parameters = d.parameters.with(Parameter.VALIDATORS_MIN, 3);
                      d.validators.remove(3);
                    })
                .replicaSet()
                .quorum()
                .size())
        .isEqualTo(2);
  }

  @Test
  void noKeyServesTwice() {
    Genesis.Validator first = SAMPLE.validators().get(0);
    Genesis.Validator v = SAMPLE.validators().get(3);
    for (PublicKey taken : List.of(first.voteKey(), first.vrfKey())) {
      refused(
          "key",
          d -> d.validators.set(3, validator(v, v.id(), taken, v.beaconKeyDigest(), v.vrfKey())));
      refused(
          "key",
          d -> d.validators.set(3, validator(v, v.id(), v.voteKey(), v.beaconKeyDigest(), taken)));
    }
    refused(
        "key",
        d ->
            d.validators.set(
                3, validator(v, v.id(), v.voteKey(), v.beaconKeyDigest(), v.voteKey())));
    Genesis.Gateway g = SAMPLE.gateways().get(1);
    refused(
        "gateways",
        d -> d.gateways.set(1, new Genesis.Gateway(g.id(), SAMPLE.gateways().get(0).key(), 1)));
  }

  @Test
  void supplyIsBounded() {
    long rest = Genesis.SUPPLY_MAX - SAMPLE.supply() + SAMPLE.treasury();
    assertThat(with(d -> d.treasury = rest).supply()).isEqualTo(Genesis.SUPPLY_MAX);
    refused("supply", d -> d.treasury = rest + 1);
    refused("treasury", d -> d.treasury = -1);
    refused("treasury", d -> d.treasury = Long.MAX_VALUE);
    assertThatThrownBy(() -> new Genesis.Mint(new AccountId(Digest.ZERO), -1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Genesis.Mint(new AccountId(Digest.ZERO), Genesis.SUPPLY_MAX + 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** 4096 tables with 2^52 each sum up to 2^64: refused, not overflown, also as bytes. */
  @Test
  void supplyCannotOverflow() {
    List<Genesis.Table> tables =
        IntStream.range(0, 4_096)
            .mapToObj(id -> new Genesis.Table(new TableId(id), "t", Genesis.SUPPLY_MAX, 1, 1))
            .toList();
    refused("supply", d -> d.tables = tables);
    byte[] bytes =
        new Encoder()
            .text(SAMPLE.name())
            .digest(SAMPLE.salt())
            .u16(SAMPLE.protocolVersion())
            .u63(SAMPLE.startTimeMs())
            .u16(0)
            .value(SAMPLE.parameters())
            .digest(SAMPLE.rulesHash())
            .list(SAMPLE.validators())
            .list(SAMPLE.gateways())
            .list(tables)
            .list(SAMPLE.mints())
            .u63(0)
            .toBytes();
    assertThatThrownBy(() -> Decoder.decode(bytes, Genesis.BYTES_MAX, Genesis::decode))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("supply");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\ud800"})
  void namesMustHaveAnEncoding(String name) {
    assertThatThrownBy(() -> with(d -> d.name = name)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Genesis.Table(new TableId(1), name, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** What can be written can be read: the limit counts bytes, not characters. */
  @Test
  void namesHaveAtMost64Bytes() {
    Genesis longest = with(d -> d.name = "ü".repeat(32));
    assertThat(Decoder.decode(longest.toWire(), Genesis.BYTES_MAX, Genesis::decode))
        .isEqualTo(longest);
    refused("name", d -> d.name = "ü".repeat(32) + "x");
    assertThatThrownBy(() -> new Genesis.Table(new TableId(1), "x".repeat(65), 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void numbersHaveTheirRange() {
    refused("protocolVersion", d -> d.protocolVersion = 65_536);
    refused("protocolVersion", d -> d.protocolVersion = -1);
    refused("startTimeMs", d -> d.startTimeMs = -1);
    assertThatThrownBy(() -> new Genesis.Table(new TableId(1), "t", 1, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Genesis.Table(new TableId(1), "t", 1, 2, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Genesis.Table(new TableId(1), "t", -1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> new Genesis.Gateway(new GatewayId(1), SAMPLE.gateways().get(0).key(), -1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @EnumSource(Parameter.class)
  void parametersAreRefusedOutsideTheirRange(Parameter parameter) {
    Parameters defaults = Parameters.defaults();
    assertThatThrownBy(() -> defaults.with(parameter, -1)).hasMessageContaining(parameter.name());
    assertThatThrownBy(() -> defaults.with(parameter, Long.MAX_VALUE))
        .hasMessageContaining(parameter.name());
    assertThatCode(() -> defaults.with(parameter, parameter.defaultValue()))
        .doesNotThrowAnyException();
  }

  @Test
  void unknownFlagsAreRefused() {
    byte[] bytes = SAMPLE.toWire();
    int flags = 4 + SAMPLE.name().getBytes(StandardCharsets.UTF_8).length + 32 + 2 + 8;
    assertThat(bytes[flags + 1]).isEqualTo((byte) 5);
    bytes[flags + 1] = 16;
    assertThatThrownBy(() -> Decoder.decode(bytes, Genesis.BYTES_MAX, Genesis::decode))
        .isInstanceOfSatisfying(
            MalformedException.class, e -> assertThat(e.field()).isEqualTo("flags"));
  }

  @Test
  void flagsAreAValueAndCannotBeChanged() {
    Set<Genesis.Flag> flags = new TreeSet<>(List.of(Genesis.Flag.TESTNET));
    Genesis genesis = with(d -> d.flags = flags);
    flags.add(Genesis.Flag.RESEED);
    assertThat(genesis.flags()).containsExactly(Genesis.Flag.TESTNET);
    assertThatThrownBy(() -> genesis.flags().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  /** Nobody registers the key of another: both keys sign all that is registered with them. */
  @Test
  void possessionClaimsHoldForTheRegisteredFactsOnly() {
    assertThat(SAMPLE.possessionClaims()).hasSize(8);
    assertThat(possessed(SAMPLE)).isTrue();
    Genesis.Validator v = SAMPLE.validators().get(3);
    assertThat(possessed(with(d -> d.salt = OTHER))).isFalse();
    assertThat(
            possessed(
                with(d ->
                    d.validators.set(
                        3,
                        validator(
                            v, new ReplicaId(301), v.voteKey(), v.beaconKeyDigest(), v.vrfKey())))))
        .isFalse();
    assertThat(
            possessed(
                with(d ->
                    d.validators.set(3, validator(v, v.id(), v.voteKey(), OTHER, v.vrfKey())))))
        .isFalse();
    assertThat(
            possessed(
                with(d ->
                    d.validators.set(
                        3, validator(v, v.id(), v.vrfKey(), v.beaconKeyDigest(), v.voteKey())))))
        .isFalse();
    assertThat(
            possessed(
                with(d ->
                    d.validators.set(
                        3,
                        new Genesis.Validator(
                            v.id(),
                            v.voteKey(),
                            v.beaconKeyDigest(),
                            v.vrfKey(),
                            v.vrfPossession(),
                            v.possession())))))
        .isFalse();
  }

  private static boolean possessed(Genesis genesis) {
    return new Verifier(new PlatformScheme())
        .verify(new Unverified<>(genesis), Genesis::possessionClaims)
        .isPresent();
  }

  @Test
  void theSetOfEpochZeroIsGenesis() {
    assertThat(SAMPLE.replicaSet().ids()).isEqualTo(SampleChain.VALIDATORS);
    assertThat(SAMPLE.replicaSet().voteKey(new ReplicaId(300)))
        .contains(SAMPLE.validators().get(3).voteKey());
  }

  @Test
  void rulesWithoutUtf8HaveNoHash() {
    assertThat(new RulesDocument("a").hash()).isNotEqualTo(new RulesDocument("b").hash());
    assertThatThrownBy(() -> new RulesDocument("\ud800").hash())
        .isInstanceOf(IllegalArgumentException.class);
  }
}
