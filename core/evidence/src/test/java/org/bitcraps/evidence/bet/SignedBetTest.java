package org.bitcraps.evidence.bet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.sample.PlatformScheme;
import org.bitcraps.evidence.sample.SampleChain;
import org.bitcraps.evidence.sample.Samples;
import org.bitcraps.evidence.wire.Unverified;
import org.bitcraps.evidence.wire.Verifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** C4: the player signs every field of the bet; its identity is what was signed. */
class SignedBetTest {

  private static final Verifier VERIFIER = new Verifier(new PlatformScheme());
  private static final SignedBet BET = Samples.bet(3);

  private static boolean valid(SignedBet bet) {
    return VERIFIER.verify(new Unverified<>(bet), SignedBet::claims).isPresent();
  }

  /** The bet with one field changed, under the old signature. */
  static Stream<Wager> otherWagers() {
    Wager w = BET.bet();
    return Stream.of(
        new Wager(
            new ChainId(Digest.ZERO),
            w.key(),
            w.table(),
            w.round(),
            w.type(),
            w.amount(),
            w.nonce(),
            w.expiresAtMs()),
        new Wager(
            w.chain(),
            SampleChain.player(1).publicKey(),
            w.table(),
            w.round(),
            w.type(),
            w.amount(),
            w.nonce(),
            w.expiresAtMs()),
        new Wager(
            w.chain(),
            w.key(),
            new TableId(8),
            w.round(),
            w.type(),
            w.amount(),
            w.nonce(),
            w.expiresAtMs()),
        new Wager(
            w.chain(),
            w.key(),
            w.table(),
            w.round() + 1,
            w.type(),
            w.amount(),
            w.nonce(),
            w.expiresAtMs()),
        new Wager(
            w.chain(),
            w.key(),
            w.table(),
            w.round(),
            BetType.DONT_PASS,
            w.amount(),
            w.nonce(),
            w.expiresAtMs()),
        new Wager(
            w.chain(),
            w.key(),
            w.table(),
            w.round(),
            w.type(),
            w.amount() + 1,
            w.nonce(),
            w.expiresAtMs()),
        new Wager(
            w.chain(),
            w.key(),
            w.table(),
            w.round(),
            w.type(),
            w.amount(),
            w.nonce() + 1,
            w.expiresAtMs()),
        new Wager(
            w.chain(),
            w.key(),
            w.table(),
            w.round(),
            w.type(),
            w.amount(),
            w.nonce(),
            w.expiresAtMs() + 1));
  }

  @ParameterizedTest
  @MethodSource("otherWagers")
  void everyFieldIsSignedAndPartOfTheIdentity(Wager other) {
    assertThat(valid(BET)).isTrue();
    assertThat(valid(new SignedBet(other, BET.signature()))).isFalse();
    assertThat(other.id()).isNotEqualTo(BET.id());
  }

  @Test
  void theSignatureIsNoPartOfTheIdentity() {
    SignedBet other = new SignedBet(BET.bet(), Signature.fromBytes(new byte[Signature.BYTES]));
    assertThat(other.id()).isEqualTo(BET.id());
    assertThat(other).isNotEqualTo(BET);
    assertThat(valid(other)).isFalse();
  }

  @Test
  void nobodySignsForAnother() {
    assertThatThrownBy(() -> SignedBet.sign(BET.bet(), SampleChain.player(1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("key");
  }

  @Test
  void lengthsAreThoseThatAreStated() {
    assertThat(BET.bet().signedBytes()).hasSize(Wager.SIGNED_BYTES).hasSize(101);
    assertThat(BET.toWire()).hasSize(SignedBet.BYTES).hasSize(165);
  }

  @Test
  void theIdentityIsTheHashOfTheSignedBytes() {
    byte[] signed = BET.bet().signedBytes();
    assertThat(signed[0]).isEqualTo(DomainTag.BET.code());
    byte[] rest = Arrays.copyOfRange(signed, 1, signed.length);
    assertThat(BET.id().digest()).isEqualTo(Digest.of(DomainTag.BET, rest));
    assertThat(BET.bet().account()).isEqualTo(AccountId.of(BET.bet().key()));
  }

  @Test
  void negativeNumbersAreRefused() {
    Wager w = BET.bet();
    for (List<Long> n :
        List.of(
            List.of(-1L, 1L, 1L, 1L),
            List.of(1L, -1L, 1L, 1L),
            List.of(1L, 1L, -1L, 1L),
            List.of(1L, 1L, 1L, -1L))) {
      assertThatThrownBy(() ->
              new Wager(
                  w.chain(), w.key(), w.table(), n.get(0), w.type(), n.get(1), n.get(2), n.get(3)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
