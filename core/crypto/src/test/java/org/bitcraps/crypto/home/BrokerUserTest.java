package org.bitcraps.crypto.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.bitcraps.crypto.NodeSecrets;
import org.bitcraps.crypto.Signers;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;
import org.junit.jupiter.api.Test;

class BrokerUserTest {

  private static final Genesis CHAIN = chain();

  /** 32 bytes that ascend from there. */
  private static byte[] bytes(int from) {
    byte[] bytes = new byte[32];
    IntStream.range(0, 32).forEach(i -> bytes[i] = (byte) (from + i));
    return bytes;
  }

  /** Every fact is named here but the parameters' defaults. */
  private static Genesis chain() {
    Digest salt = Digest.fromBytes(bytes(100));
    return new Genesis(
        "one",
        salt,
        1,
        1_800_000_000_000L,
        EnumSet.of(Genesis.Flag.TESTNET),
        Parameters.defaults().with(Parameter.VALIDATORS_MIN, 1),
        Digest.ZERO,
        List.of(
            Genesis.Validator.prove(
                salt,
                new ReplicaId(0),
                Signers.fromSeed(bytes(1)),
                Digest.ZERO,
                Signers.fromSeed(bytes(2)))),
        List.of(new Genesis.Gateway(new GatewayId(0), Signers.publicKey(bytes(3)), 1)),
        List.of(),
        List.of(),
        0);
  }

  @Test
  void nodes_are_named_by_role_and_number() {
    assertThat(BrokerUser.of(new ReplicaId(12))).isEqualTo("validator-12");
    assertThat(BrokerUser.of(new GatewayId(0))).isEqualTo("gateway-0");
  }

  /**
   * HMAC-SHA256(secret, "bitcraps broker password v2\n" ‖ salt ‖ broker), computed by Python's
   * hmac: a home that was made by another build must go on to open its brokers.
   */
  @Test
  void the_format_does_not_drift() {
    assertThat(BrokerUser.password(bytes(0), CHAIN.salt(), "validator-0"))
        .isEqualTo("b652dea9ae2024363e97a24f96eda86b9b7d2eabcf357adaebdd05c6f22e5805");
    assertThat(BrokerUser.password(bytes(0), CHAIN.salt(), "gateway-10"))
        .isEqualTo("4bf00df39047e86bc1260ce6f2aeb982a46b31b3a60b2918760bbe0dc6ddd887");
  }

  /** MD5("user:realm:password"), computed by Python's hashlib; the server's format. */
  @Test
  void a_broker_has_the_hash() {
    assertThat(
            BrokerUser.hash(
                "validator-1", BrokerUser.password(bytes(0), CHAIN.salt(), "validator-0")))
        .isEqualTo("a66cf6f01e324fe6acf57f0e61f94daf");
  }

  @Test
  void another_one_for_each_broker_node_and_salt() {
    assertThat(
            List.of(
                BrokerUser.password(bytes(0), CHAIN.salt(), "validator-0"),
                BrokerUser.password(bytes(0), CHAIN.salt(), "validator-1"),
                BrokerUser.password(bytes(0), CHAIN.salt(), "gateway-0"),
                BrokerUser.password(bytes(1), CHAIN.salt(), "validator-0"),
                BrokerUser.password(bytes(0), Digest.ZERO, "validator-0")))
        .doesNotHaveDuplicates()
        .allMatch(password -> password.matches("[0-9a-f]{64}"));
  }

  @Test
  void a_node_has_its_own_when_its_secrets_are_wiped() {
    UnaryOperator<String> passwords;
    try (NodeSecrets secrets = NodeSecrets.empty(CHAIN.chainId().digest())) {
      secrets.add(NodeSecrets.BROKER, bytes(7));
      passwords = BrokerUser.passwords(secrets, CHAIN);
    }
    assertThat(passwords.apply("gateway-3"))
        .isEqualTo(BrokerUser.password(bytes(7), CHAIN.salt(), "gateway-3"));
  }

  /** A node whose brokers are all in its own server needs none. */
  @Test
  void a_secret_that_is_missing_is_missed_when_it_is_needed() {
    try (NodeSecrets secrets = NodeSecrets.empty(CHAIN.chainId().digest())) {
      secrets.add(NodeSecrets.VOTE, bytes(7));
      UnaryOperator<String> passwords = BrokerUser.passwords(secrets, CHAIN);
      assertThatThrownBy(() -> passwords.apply("gateway-3"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("the keystore has no secret \"broker\" for the broker of gateway-3");
    }
  }
}
