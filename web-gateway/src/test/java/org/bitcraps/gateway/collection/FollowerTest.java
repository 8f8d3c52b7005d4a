package org.bitcraps.gateway.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.certificate.Vote;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.exchange.BlockRequest;
import org.bitcraps.evidence.exchange.CertifiedBlock;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.gateway.chain.TestChain;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FollowerTest {

  /** Who was asked for what. */
  private record Asked(int validator, long from, int count) {}

  private final TestChain chain = new TestChain();
  private final List<FollowedBlock> followed = new ArrayList<>();
  private final List<Long> certified = new ArrayList<>();
  private final List<Asked> asked = new ArrayList<>();
  private final Map<Digest, BatchBody> held = new LinkedHashMap<>();
  private Follower follower;

  @BeforeEach
  void a_round_is_played() {
    chain.openRound();
    chain.append(10, chain.batch(chain.bet(0, BetType.FIELD, 1_320, 0)));
    chain.close();
    chain.roll();
    follower =
        new Follower(
            chain.genesis(),
            chain.start(),
            TestChain.VERIFIER,
            digest -> Optional.ofNullable(held.get(digest)),
            this::ask,
            new Follower.Sink() {
              @Override
              public void executed(FollowedBlock block) {
                followed.add(block);
              }

              @Override
              public void certified(Block block) {
                certified.add(block.sequence().value());
              }
            },
            0);
  }

  private void ask(ReplicaId validator, BlockRequest request) {
    asked.add(new Asked(validator.value(), request.from().value(), request.count()));
  }

  private byte[] notice(int sequence) {
    return chain.blocks().get(sequence - 1).notice().toWire();
  }

  private Offer offer(int sequence) {
    return follower.offer(notice(sequence), 0);
  }

  private int blocks() {
    return chain.blocks().size();
  }

  /** Somebody else finds that our state is not the quorum's, while blocks are waiting. */
  @Test
  void who_is_stopped_from_elsewhere_executes_nothing_more() {
    offer(3);
    offer(2);
    follower.stop("block 0: another state");
    follower.stop("a later reason");
    assertThat(offer(1)).isEqualTo(Offer.STOPPED);
    follower.tick(1);
    assertThat(followed).isEmpty();
    assertThat(follower.stopped()).hasValue("block 0: another state");
  }

  @Test
  void it_executes_every_block_and_stands_where_the_chain_stands() {
    for (int i = 1; i <= blocks(); i++) {
      assertThat(offer(i)).isEqualTo(Offer.TAKEN);
      assertThat(offer(i)).as("a second validator says the same").isEqualTo(Offer.KNOWN);
    }
    assertThat(followed.stream().map(FollowedBlock::sequence)).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(follower.last().resultRoot()).isEqualTo(chain.lastBlock().resultRoot());
    assertThat(follower.stopped()).isEmpty();
  }

  @Test
  void blocks_out_of_order_wait_for_their_turn() {
    for (int i = blocks(); i >= 1; i--) {
      assertThat(followed).isEmpty();
      offer(i);
    }
    assertThat(followed).hasSize(blocks());
  }

  @Test
  void it_asks_for_the_beginning_and_for_gaps_one_validator_after_the_other() {
    assertThat(asked).containsExactly(new Asked(0, 1, BlockRequest.COUNT_MAX));
    offer(5);
    follower.tick(Asking.RETRY_MS);
    assertThat(asked).last().isEqualTo(new Asked(1, 1, 4));
    offer(1);
    offer(2);
    follower.tick(Asking.RETRY_MS + 1);
    follower.tick(2 * Asking.RETRY_MS + 1);
    assertThat(asked).last().isEqualTo(new Asked(2, 3, 2));
    offer(3);
    offer(4);
    assertThat(followed).hasSize(5);
  }

  @Test
  void silence_makes_it_ask_whether_there_is_more() {
    for (int i = 1; i <= blocks(); i++) {
      offer(i);
    }
    asked.clear();
    follower.tick(Asking.SILENCE_MS - 1);
    assertThat(asked).isEmpty();
    follower.tick(Asking.SILENCE_MS);
    assertThat(asked).containsExactly(new Asked(1, 6, BlockRequest.COUNT_MAX));
  }

  @Test
  void a_body_that_it_brought_itself_need_not_come_again() {
    offer(1);
    offer(2);
    BlockNotice full = chain.blocks().get(2).notice();
    byte[] bare = new BlockNotice(full.certified(), List.of()).toWire();

    assertThat(follower.offer(bare, 0)).isEqualTo(Offer.TAKEN);
    assertThat(followed).hasSize(2);
    assertThat(asked).last().isEqualTo(new Asked(0, 1, 64));
    follower.tick(Asking.RETRY_MS);
    assertThat(asked).last().isEqualTo(new Asked(1, 3, 1));
    held.put(full.bodies().get(0).body().digest(), full.bodies().get(0));
    follower.tick(Asking.RETRY_MS + 1);
    assertThat(followed).hasSize(3);
    assertThat(followed.get(2).notice().missing()).isEmpty();
  }

  @Test
  void bodies_of_all_blocks_that_wait_are_asked_for_at_once() {
    offer(1);
    offer(2);
    for (int i = 3; i <= 5; i++) {
      FollowedBlock block = chain.blocks().get(i - 1);
      follower.offer(new BlockNotice(block.notice().certified(), List.of()).toWire(), 0);
    }
    follower.tick(Asking.RETRY_MS);
    assertThat(asked).last().isEqualTo(new Asked(1, 3, 3));
    offer(3);
    offer(4);
    offer(5);
    assertThat(followed).hasSize(5);
  }

  @Test
  void a_missing_body_may_come_with_another_notice() {
    offer(1);
    offer(2);
    BlockNotice full = chain.blocks().get(2).notice();
    follower.offer(new BlockNotice(full.certified(), List.of()).toWire(), 0);

    assertThat(offer(3)).isEqualTo(Offer.TAKEN);
    assertThat(followed).hasSize(3);
  }

  @Test
  void a_forged_certificate_changes_nothing() {
    CertifiedBlock good = chain.blocks().get(0).notice().certified();
    Block block = good.block();
    Digest root = good.certificate().statement().resultRoot();
    List<Vote> votes = good.certificate().votes();
    List<QuorumCertificate<Statement.Commit>> forged =
        List.of(
            chain.certificate(block, root, 2),
            new QuorumCertificate<>(
                good.certificate().statement(),
                List.of(
                    votes.get(0),
                    votes.get(1),
                    new Vote(new ReplicaId(3), votes.get(2).signature()))),
            new QuorumCertificate<>(
                good.certificate().statement(),
                List.of(
                    votes.get(0),
                    votes.get(1),
                    new Vote(new ReplicaId(9), votes.get(2).signature()))),
            new QuorumCertificate<>(chain.certificate(block, Digest.ZERO, 3).statement(), votes));
    for (QuorumCertificate<Statement.Commit> certificate : forged) {
      BlockNotice notice =
          new BlockNotice(
              new CertifiedBlock(block, certificate), chain.blocks().get(0).notice().bodies());
      assertThat(follower.offer(notice.toWire(), 0)).isEqualTo(Offer.UNCERTIFIED);
    }
    assertThat(followed).isEmpty();
    assertThat(follower.stopped()).isEmpty();
    assertThat(offer(1)).isEqualTo(Offer.TAKEN);
  }

  @Test
  void every_changed_byte_of_a_notice_is_harmless() {
    byte[] good = notice(1);
    for (int i = 0; i < good.length; i++) {
      byte[] bad = good.clone();
      bad[i] ^= 1;
      assertThat(follower.offer(bad, 0)).as("byte %d", i).isNotEqualTo(Offer.STOPPED);
    }
    assertThat(follower.stopped()).isEmpty();
    assertThat(follower.offer(Arrays.copyOf(good, good.length + 1), 0)).isEqualTo(Offer.MALFORMED);
    offer(1);
    assertThat(follower.last().resultRoot())
        .isEqualTo(chain.blocks().get(0).executed().resultRoot());
  }

  @Test
  void a_certified_root_that_is_not_ours_stops_the_view_for_good() {
    Block block = chain.blocks().get(0).notice().certified().block();
    BlockNotice wrong =
        new BlockNotice(
            new CertifiedBlock(block, chain.certificate(block, Digest.ZERO, 3)),
            chain.blocks().get(0).notice().bodies());

    follower.offer(wrong.toWire(), 0);

    assertThat(follower.stopped().orElseThrow()).contains("result root");
    assertThat(offer(1)).isEqualTo(Offer.STOPPED);
    assertThat(followed).isEmpty();
  }

  @Test
  void a_certified_block_that_does_not_follow_stops_the_view() {
    Block good = chain.blocks().get(1).notice().certified().block();
    Block orphan =
        new Block(
            good.chain(), good.epoch(), good.sequence(), good.timeMs(), Digest.ZERO, good.bodies());
    BlockNotice notice =
        new BlockNotice(
            new CertifiedBlock(orphan, chain.certificate(orphan, Digest.ZERO, 3)), List.of());
    offer(1);

    follower.offer(notice.toWire(), 0);

    assertThat(follower.stopped().orElseThrow()).contains("does not follow");
  }

  @Test
  void what_is_too_far_ahead_is_not_kept() {
    assertThat(offerFar(Follower.WAITING_BLOCKS_MAX + 1, 3)).isEqualTo(Offer.TOO_FAR);
  }

  private Offer offerFar(long sequence, int votes) {
    Block far =
        new Block(
            chain.genesis().chainId(),
            chain.blocks().get(0).executed().block().epoch(),
            new SequenceNumber(sequence),
            0,
            Digest.ZERO,
            List.of());
    BlockNotice notice =
        new BlockNotice(
            new CertifiedBlock(far, chain.certificate(far, Digest.ZERO, votes)), List.of());
    return follower.offer(notice.toWire(), 0);
  }

  /** And no other: a lie about the chain's end must not make a gateway look late. */
  @Test
  void the_newest_block_that_a_quorum_signed_is_known_however_far_it_is() {
    offer(2);
    offer(1);
    assertThat(certified).containsExactly(2L);
    offerFar(5_000, 2);
    assertThat(certified).as("two of four signed it").containsExactly(2L);
    offerFar(4_000, 3);
    offerFar(3_000, 3);
    offer(3);
    assertThat(certified).containsExactly(2L, 4_000L);
    offerFar(4_001, 3);
    assertThat(certified).containsExactly(2L, 4_000L, 4_001L);
    assertThat(followed).hasSize(3);
  }
}
