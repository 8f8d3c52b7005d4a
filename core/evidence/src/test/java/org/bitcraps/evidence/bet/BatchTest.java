package org.bitcraps.evidence.bet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bitcraps.evidence.sample.SampleChain.GATEWAY;
import static org.bitcraps.evidence.sample.SampleChain.TABLE;
import static org.bitcraps.evidence.sample.SampleChain.chain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.merkle.InclusionProof;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.evidence.sample.SampleChain;
import org.bitcraps.evidence.sample.Samples;
import org.bitcraps.evidence.wire.MalformedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** D4: the digest covers every byte; a batch whose header lies cannot exist. */
class BatchTest {

  private static final BetBatch BATCH = Samples.batch();
  private static final Body BODY = Body.of(new Operation.PlaceBets(BATCH));

  private static Body decode(byte[] bytes) {
    return Body.decode(bytes, SampleChain.limits());
  }

  /** Every byte of a body, also of signatures: another digest, or no body. */
  @Test
  void theDigestChangesWithEveryByte() {
    byte[] bytes = BODY.toBytes();
    int decoded = 0;
    for (int i = 0; i < bytes.length; i++) {
      byte[] changed = bytes.clone();
      changed[i] ^= 1;
      try {
        assertThat(decode(changed).digest()).as("byte %d", i).isNotEqualTo(BODY.digest());
        decoded++;
      } catch (MalformedException refused) {
        assertThat(refused.field()).isNotEmpty();
      }
    }
    // At least all signature bytes, gateway and sequence are free to differ.
    assertThat(decoded).isGreaterThanOrEqualTo(5 * Signature.BYTES + 2 + 8);
  }

  @Test
  void identitiesOfBetsDoNotChangeWithTheirSignatures() {
    byte[] bytes = BODY.toBytes();
    bytes[bytes.length - 1] ^= 1;
    Body other = decode(bytes);
    assertThat(other.digest()).isNotEqualTo(BODY.digest());
    BetBatch batch = ((Operation.PlaceBets) other.operation()).batch();
    assertThat(batch.bets().get(4).id()).isEqualTo(BATCH.bets().get(4).id());
    assertThat(batch.header()).isEqualTo(BATCH.header());
  }

  /** A player's proof: header, hash of the rest, path; not the others' bets. */
  @Test
  void theDigestFollowsFromHeaderAndPayloadHash() {
    assertThat(Body.digestOfBatch(BATCH.header(), BODY.payloadHash())).isEqualTo(BODY.digest());
    assertThat(Body.digestOfBatch(BATCH.header(), Digest.ZERO)).isNotEqualTo(BODY.digest());
    for (int i = 0; i < 5; i++) {
      InclusionProof proof = BATCH.tree().proof(i);
      byte[] leaf = BATCH.bets().get(i).bet().signedBytes();
      assertThat(proof.provesAt(i, BATCH.header().count(), leaf, BATCH.header().root())).isTrue();
    }
  }

  /** Offsets in the body: kind 0, then the header. */
  @ParameterizedTest
  @CsvSource({
    "1, message or root, chain",
    "43, root, table",
    "45, root, round",
    "56, count or payloadBytes, count",
    "60, payloadBytes, payloadBytes",
    "61, root, root"
  })
  void liesInTheHeaderAreRefused(int offset, String field, String name) {
    byte[] bytes = BODY.toBytes();
    bytes[offset] ^= 1;
    assertThatThrownBy(() -> decode(bytes))
        .as(name)
        .isInstanceOfSatisfying(
            MalformedException.class, e -> assertThat(field).contains(e.field()));
  }

  @Test
  void countIsLimitedByTheChain() {
    byte[] bytes = BODY.toBytes();
    assertThat(Body.decode(bytes, SampleChain.limits().with(Parameter.BATCH_SIZE_MAX, 5)))
        .isEqualTo(BODY);
    assertThatThrownBy(
            () -> Body.decode(bytes, SampleChain.limits().with(Parameter.BATCH_SIZE_MAX, 4)))
        .isInstanceOfSatisfying(
            MalformedException.class, e -> assertThat(e.field()).isEqualTo("count"));
    assertThatThrownBy(() ->
            Body.decode(
                new byte[1_025], SampleChain.limits().with(Parameter.BODY_BYTES_MAX, 1_024)))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("1024");
  }

  @Test
  void orderIsPartOfTheBatch() {
    List<SignedBet> swapped = new ArrayList<>(BATCH.bets());
    swapped.set(0, BATCH.bets().get(1));
    swapped.set(1, BATCH.bets().get(0));
    BetBatch other = BetBatch.of(chain(), GATEWAY, 17, TABLE, BATCH.header().round(), swapped);
    assertThat(other.header().root()).isNotEqualTo(BATCH.header().root());
  }

  @Test
  void betsOfAnotherChainTableOrRoundAreRefused() {
    List<Consumer<Void>> attempts =
        List.of(
            x -> BetBatch.of(new ChainId(Digest.ZERO), GATEWAY, 1, TABLE, 41, BATCH.bets()),
            x -> BetBatch.of(chain(), GATEWAY, 1, new TableId(8), 41, BATCH.bets()),
            x -> BetBatch.of(chain(), GATEWAY, 1, TABLE, 42, BATCH.bets()),
            x -> BetBatch.of(chain(), GATEWAY, 1, TABLE, 41, List.of()),
            x -> BetBatch.of(chain(), GATEWAY, -1, TABLE, 41, BATCH.bets()));
    attempts.forEach(attempt ->
        assertThatThrownBy(() -> attempt.accept(null))
            .isInstanceOf(IllegalArgumentException.class));
  }

  @Test
  void alikeBetsBecomeOneLine() {
    assertThat(BATCH.lines())
        .containsExactly(
            new BetLine(BetType.PASS, 1_320 * (1 + 3), 2),
            new BetLine(BetType.HARD_8, 1_320 * 4, 1),
            new BetLine(BetType.FIELD, 1_320 * 2, 1),
            new BetLine(BetType.YO, 1_320 * 5, 1));
  }

  /** Anyone can sign any stake: a summary for people must not be able to throw. */
  @Test
  void linesOfAbsurdStakesDoNotOverflow() {
    Wager w = Samples.wager(0);
    Wager absurd =
        new Wager(
            w.chain(), w.key(), w.table(), w.round(), w.type(), Long.MAX_VALUE, 1, w.expiresAtMs());
    SignedBet bet = SignedBet.sign(absurd, SampleChain.player(0));
    BetBatch batch =
        BetBatch.of(chain(), GATEWAY, 1, TABLE, w.round(), List.of(bet, Samples.bet(2), bet));
    assertThat(batch.lines()).containsExactly(new BetLine(BetType.PASS, Long.MAX_VALUE, 3));
  }

  @Test
  void lengthsAreThoseThatAreStated() {
    assertThat(BATCH.header().toWire()).hasSize(BatchHeader.BYTES).hasSize(92);
    assertThat(BODY.size()).isEqualTo(1 + 92 + 5 * 122);
    assertThat(BATCH.header().payloadBytes()).isEqualTo(5 * 122);
    assertThat(Arrays.copyOfRange(BODY.toBytes(), 1, 93)).isEqualTo(BATCH.header().toWire());
  }
}
