package org.bitcraps.protocol.replica;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.keys.SignatureScheme;
import org.bitcraps.evidence.keys.Signer;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.sample.SampleChain;
import org.bitcraps.evidence.sample.SeededSigner;
import org.bitcraps.evidence.wire.Verifier;
import org.junit.jupiter.api.Test;

/** X2: a remembered verdict is about these very bytes, and only its own validator can seal one. */
class VerdictsTest {

  private static final Signer KEY = new SeededSigner("verdicts");
  private static final Signer OTHER = new SeededSigner("another");
  private static final byte[] MESSAGE = {1, 2, 3};
  private static final Signature SIGNED = KEY.sign(MESSAGE);

  private final List<String> asked = new ArrayList<>();
  private final Set<Digest> memory = new LinkedHashSet<>();
  private final Verdicts verdicts =
      new Verdicts() {
        @Override
        public boolean contains(Digest id) {
          return memory.contains(id);
        }

        @Override
        public void add(Digest id, int signatures) {
          memory.add(id);
        }
      };
  private final SignatureScheme scheme =
      new RememberingScheme(
          new Verifier(
              new SignatureScheme() {
                @Override
                public String name() {
                  return "counting";
                }

                @Override
                public boolean verify(PublicKey key, byte[] message, Signature signature) {
                  asked.add(HexFormat.of().formatHex(message));
                  return key.equals(KEY.publicKey())
                      && Arrays.equals(message, MESSAGE)
                      && signature.equals(SIGNED);
                }
              }),
          verdicts);

  /** Any one-way function of all bytes does for these tests; the node's is HMAC-SHA-256. */
  private static UnaryOperator<byte[]> mac(String key) {
    return message -> Digest.of(DomainTag.STATE, key.getBytes(UTF_8), message).toBytes();
  }

  private static byte[] flipped(byte[] bytes, int at) {
    byte[] other = bytes.clone();
    other[at] ^= 1;
    return other;
  }

  @Test
  void a_valid_signature_is_checked_once() {
    for (int i = 0; i < 3; i++) {
      assertThat(scheme.verify(KEY.publicKey(), MESSAGE, SIGNED)).isTrue();
    }
    assertThat(asked).hasSize(1);
    assertThat(scheme.name()).isEqualTo("counting");
  }

  @Test
  void an_invalid_one_is_checked_each_time_and_leaves_nothing() {
    for (int i = 0; i < 3; i++) {
      assertThat(scheme.verify(OTHER.publicKey(), MESSAGE, SIGNED)).isFalse();
    }
    assertThat(asked).hasSize(3);
    assertThat(memory).isEmpty();
  }

  /** ★ cache key without signature, without key, without message. */
  @Test
  void a_known_signature_says_nothing_about_other_bytes() {
    scheme.verify(KEY.publicKey(), MESSAGE, SIGNED);

    assertThat(scheme.verify(OTHER.publicKey(), MESSAGE, SIGNED)).isFalse();
    assertThat(scheme.verify(KEY.publicKey(), flipped(MESSAGE, 2), SIGNED)).isFalse();
    assertThat(scheme.verify(KEY.publicKey(), new byte[0], SIGNED)).isFalse();
    for (int at = 0; at < Signature.BYTES; at++) {
      Signature forged = Signature.fromBytes(flipped(SIGNED.toBytes(), at));
      assertThat(scheme.verify(KEY.publicKey(), MESSAGE, forged)).isFalse();
    }
    assertThat(asked).hasSize(4 + Signature.BYTES);
  }

  /** The rules version is in the key: with another one, these would be others. */
  @Test
  void the_key_is_the_hash_of_version_key_signature_and_message() {
    assertThat(VerdictId.ofSignature(KEY.publicKey(), MESSAGE, SIGNED))
        .isEqualTo(
            Digest.of(
                DomainTag.VERDICT_SIGNATURE,
                new byte[] {0, 1},
                KEY.publicKey().toBytes(),
                SIGNED.toBytes(),
                MESSAGE));
  }

  @Test
  void the_key_of_a_body_covers_chain_origin_and_content() {
    ChainId chain = new ChainId(SampleChain.digest("chain"));
    Digest body = SampleChain.digest("body");
    BatchBody.Origin origin = new BatchBody.Origin(new GatewayId(1), 2, SIGNED);

    assertThat(
            List.of(
                VerdictId.ofBody(chain, Optional.of(origin), body),
                VerdictId.ofBody(new ChainId(body), Optional.of(origin), body),
                VerdictId.ofBody(chain, Optional.empty(), body),
                VerdictId.ofBody(chain, Optional.of(origin), SampleChain.digest("other")),
                VerdictId.ofBody(
                    chain, Optional.of(new BatchBody.Origin(new GatewayId(2), 2, SIGNED)), body),
                VerdictId.ofBody(
                    chain, Optional.of(new BatchBody.Origin(new GatewayId(1), 3, SIGNED)), body),
                VerdictId.ofBody(
                    chain,
                    Optional.of(new BatchBody.Origin(new GatewayId(1), 2, OTHER.sign(MESSAGE))),
                    body)))
        .doesNotHaveDuplicates();
  }

  @Test
  void only_an_own_seal_over_that_verdict_counts() {
    VerdictSeal own = new VerdictSeal(mac("own"));
    Digest id = SampleChain.digest("verdict");
    byte[] seal = own.of(id);

    assertThat(own.isOn(id, seal)).isTrue();
    assertThat(own.isOn(SampleChain.digest("another"), seal)).isFalse();
    assertThat(own.isOn(id, new VerdictSeal(mac("peer")).of(id))).isFalse();
    for (int at = 0; at < seal.length; at++) {
      assertThat(own.isOn(id, flipped(seal, at))).isFalse();
    }
    for (int length : new int[] {0, 1, 31, 33, 64, 1 << 20}) {
      assertThat(own.isOn(id, Arrays.copyOf(seal, length))).isFalse();
    }
  }

  @Test
  void each_validator_of_each_chain_has_a_key_of_its_own() {
    ChainId chain = new ChainId(SampleChain.digest("chain"));
    ChainId other = new ChainId(SampleChain.digest("other"));

    assertThat(
            List.of(
                HexFormat.of().formatHex(VerdictSeal.keyInfo(chain, new ReplicaId(0))),
                HexFormat.of().formatHex(VerdictSeal.keyInfo(chain, new ReplicaId(1))),
                HexFormat.of().formatHex(VerdictSeal.keyInfo(other, new ReplicaId(0)))))
        .doesNotHaveDuplicates();
  }
}
