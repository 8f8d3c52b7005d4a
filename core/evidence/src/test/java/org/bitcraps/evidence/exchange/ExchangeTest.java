package org.bitcraps.evidence.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bitcraps.evidence.sample.SampleChain.GATEWAY;
import static org.bitcraps.evidence.sample.SampleChain.chain;
import static org.bitcraps.evidence.sample.SampleChain.digest;
import static org.bitcraps.evidence.sample.SampleChain.gateway;
import static org.bitcraps.evidence.sample.SampleChain.set;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.membership.Epoch;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.evidence.sample.PlatformScheme;
import org.bitcraps.evidence.sample.SampleChain;
import org.bitcraps.evidence.sample.Samples;
import org.bitcraps.evidence.wire.Unverified;
import org.bitcraps.evidence.wire.Verifier;
import org.junit.jupiter.api.Test;

/** Blocks, who brings bodies, and what a notice may carry. */
class ExchangeTest {

  private static final Verifier VERIFIER = new Verifier(new PlatformScheme());
  private static final Map<GatewayId, PublicKey> GATEWAYS =
      BatchBody.gatewayKeys(SampleChain.genesis());
  private static final List<BatchBody> ENVELOPES = Samples.envelopes();

  private static boolean valid(BatchBody envelope) {
    return envelope.isAdmissible(chain(), set(), GATEWAYS)
        && VERIFIER.verify(new Unverified<>(envelope), e -> e.claims(set(), GATEWAYS)).isPresent();
  }

  @Test
  void everyEnvelopeOfTheSampleIsAdmissibleAndSigned() {
    ENVELOPES.forEach(envelope -> assertThat(valid(envelope)).isTrue());
  }

  /** C4: tag, chain, gateway, sequence, digest; nothing can be replayed elsewhere. */
  @Test
  void aGatewayAnswersForBodyAndSequence() {
    BatchBody orders = ENVELOPES.get(1);
    BatchBody.Origin origin = orders.origin().orElseThrow();
    BatchBody.Origin later = new BatchBody.Origin(GATEWAY, 19, origin.signature());
    assertThat(valid(new BatchBody(Optional.of(later), orders.body()))).isFalse();
    BatchBody.Origin other = new BatchBody.Origin(new GatewayId(259), 18, origin.signature());
    assertThat(valid(new BatchBody(Optional.of(other), orders.body()))).isFalse();
    assertThat(valid(new BatchBody(orders.origin(), ENVELOPES.get(0).body()))).isFalse();
    byte[] here = BatchBody.signedBytes(chain(), GATEWAY, 18, orders.body().digest());
    byte[] there =
        BatchBody.signedBytes(new ChainId(Digest.ZERO), GATEWAY, 18, orders.body().digest());
    assertThat(here).isNotEqualTo(there);
  }

  @Test
  void onlyTheRightAuthorMayBringABody() {
    Optional<BatchBody.Origin> origin = ENVELOPES.get(1).origin();
    BatchBody unknown =
        BatchBody.broughtBy(new GatewayId(1), 1, ENVELOPES.get(1).body(), gateway());
    BatchBody notTheBatchs =
        BatchBody.broughtBy(new GatewayId(259), 1, ENVELOPES.get(0).body(), gateway());
    for (BatchBody wrong :
        List.of(
            BatchBody.own(ENVELOPES.get(0).body()),
            BatchBody.own(ENVELOPES.get(1).body()),
            new BatchBody(origin, ENVELOPES.get(2).body()),
            new BatchBody(origin, ENVELOPES.get(3).body()),
            unknown,
            notTheBatchs)) {
      assertThat(wrong.isAdmissible(chain(), set(), GATEWAYS)).isFalse();
    }
    ChainId elsewhere = new ChainId(Digest.ZERO);
    ENVELOPES.forEach(e -> assertThat(e.isAdmissible(elsewhere, set(), GATEWAYS)).isFalse());
    ENVELOPES
        .subList(0, 2)
        .forEach(e -> assertThat(e.isAdmissible(chain(), set(), new TreeMap<>())).isFalse());
    assertThatThrownBy(() -> new BatchBody.Origin(GATEWAY, -1, origin.orElseThrow().signature()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anEnvelopeAddsNoMoreThanStated() {
    for (BatchBody envelope : ENVELOPES) {
      assertThat(envelope.toWire().length - envelope.body().size())
          .isLessThanOrEqualTo(BatchBody.OVERHEAD_BYTES);
    }
  }

  @Test
  void blocksAreRefusedThatNobodyCouldRead() {
    Block block = Samples.block();
    List<Digest> many =
        IntStream.rangeClosed(0, Block.BODIES_MAX).mapToObj(i -> digest("body " + i)).toList();
    assertThat(block(block, 12, 0, many.subList(1, many.size())).bodies())
        .hasSize(Block.BODIES_MAX);
    assertThatThrownBy(() -> block(block, 12, 0, many)).hasMessageContaining("bodies");
    assertThatThrownBy(() -> block(block, 12, 0, List.of(many.get(0), many.get(0))))
        .hasMessageContaining("twice");
    assertThatThrownBy(() -> block(block, 0, 0, List.of())).hasMessageContaining("sequence");
    assertThatThrownBy(() -> block(block, 12, -1, List.of())).hasMessageContaining("timeMs");
  }

  private static Block block(Block b, long sequence, long timeMs, List<Digest> bodies) {
    return new Block(
        b.chain(), b.epoch(), new SequenceNumber(sequence), timeMs, b.parent(), bodies);
  }

  /** C5: chain, epoch, sequence, time, parent, ordered bodies; nothing of views or signers. */
  @Test
  void theBlockDigestCoversEveryField() {
    Block b = Samples.block();
    List<Digest> reversed = new ArrayList<>(b.bodies());
    Collections.reverse(reversed);
    assertThat(
            List.of(
                b.digest(),
                new Block(
                        new ChainId(Digest.ZERO),
                        b.epoch(),
                        b.sequence(),
                        b.timeMs(),
                        b.parent(),
                        b.bodies())
                    .digest(),
                new Block(b.chain(), new Epoch(1), b.sequence(), b.timeMs(), b.parent(), b.bodies())
                    .digest(),
                block(b, 13, b.timeMs(), b.bodies()).digest(),
                block(b, 12, b.timeMs() + 1, b.bodies()).digest(),
                new Block(b.chain(), b.epoch(), b.sequence(), b.timeMs(), Digest.ZERO, b.bodies())
                    .digest(),
                block(b, 12, b.timeMs(), reversed).digest(),
                block(b, 12, b.timeMs(), b.bodies().subList(0, 3)).digest()))
        .doesNotHaveDuplicates();
  }

  @Test
  void aCertificateOfAnotherBlockIsRefused() {
    Statement.Commit c = Samples.commit();
    for (Statement.Commit other :
        List.of(
            new Statement.Commit(
                new ChainId(Digest.ZERO),
                c.epoch(),
                c.view(),
                c.sequence(),
                c.block(),
                c.resultRoot()),
            new Statement.Commit(
                c.chain(), new Epoch(1), c.view(), c.sequence(), c.block(), c.resultRoot()),
            new Statement.Commit(
                c.chain(), c.epoch(), c.view(), new SequenceNumber(13), c.block(), c.resultRoot()),
            new Statement.Commit(
                c.chain(), c.epoch(), c.view(), c.sequence(), Digest.ZERO, c.resultRoot()))) {
      QuorumCertificate<Statement.Commit> certificate = new QuorumCertificate<>(other, List.of());
      assertThatThrownBy(() -> new CertifiedBlock(Samples.block(), certificate))
          .hasMessageContaining("another block");
    }
  }

  @Test
  void aNoticeCarriesEachBodyOnceInTheBlocksOrder() {
    CertifiedBlock certified = Samples.certified();
    BatchBody first = ENVELOPES.get(0);
    BatchBody third = ENVELOPES.get(2);
    BlockNotice some = new BlockNotice(certified, List.of(first, third));
    assertThat(some.missing())
        .containsExactly(ENVELOPES.get(1).body().digest(), ENVELOPES.get(3).body().digest());
    assertThat(Samples.notice().missing()).isEmpty();
    assertThat(new BlockNotice(certified, List.of()).missing())
        .isEqualTo(certified.block().bodies());
    for (List<BatchBody> wrong : List.of(List.of(first, first), List.of(third, first))) {
      assertThatThrownBy(() -> new BlockNotice(certified, wrong)).hasMessageContaining("bodies");
    }
    Body foreign = Body.of(new Operation.PlayerOrders(chain(), Samples.orders().subList(0, 1)));
    assertThatThrownBy(() -> new BlockNotice(certified, List.of(BatchBody.own(foreign))))
        .hasMessageContaining("bodies");
  }

  @Test
  void aBriefNoticeLacksOnlyLargeBodies() {
    BlockNotice notice = Samples.notice();
    assertThat(ENVELOPES.get(0).body().size()).isLessThanOrEqualTo(BlockNotice.SMALL_BODY_BYTES);
    assertThat(notice.brief()).isEqualTo(notice);
  }

  @Test
  void bodiesHeldBesidesCompleteANotice() {
    BlockNotice none = new BlockNotice(Samples.certified(), List.of());
    Map<Digest, Body> held = new TreeMap<>();
    Samples.bodies().forEach(body -> held.put(body.digest(), body));
    assertThat(none.complete(held)).isEqualTo(Samples.bodies());
    assertThat(Samples.notice().complete(new TreeMap<>())).isEqualTo(Samples.bodies());
    assertThatThrownBy(() -> none.complete(new TreeMap<>())).hasMessageContaining("missing");
  }

  @Test
  void requestsAreBounded() {
    SequenceNumber one = new SequenceNumber(1);
    assertThat(new BlockRequest(one, BlockRequest.COUNT_MAX).count()).isEqualTo(64);
    assertThatThrownBy(() -> new BlockRequest(one, 65)).hasMessageContaining("count");
    assertThatThrownBy(() -> new BlockRequest(one, 0)).hasMessageContaining("count");
    assertThatThrownBy(() -> new BlockRequest(SequenceNumber.ZERO, 1)).hasMessageContaining("from");
  }
}
