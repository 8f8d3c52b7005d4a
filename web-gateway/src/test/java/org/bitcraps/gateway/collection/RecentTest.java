package org.bitcraps.gateway.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.gateway.chain.TestChain;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Blocks are kept as they were certified, as many as fit, also when their leaves are gone. */
class RecentTest {

  private final TestChain chain = new TestChain();

  @BeforeEach
  void a_round_is_played() {
    chain.openRound();
    chain.append(10, chain.batch(chain.bet(0, BetType.FIELD, 1_320, 0)));
    chain.close();
    chain.roll();
  }

  private long bodyBytes(int sequence) {
    return chain.blocks().get(sequence - 1).notice().bodies().stream()
        .mapToLong(body -> body.body().size())
        .sum();
  }

  private Recent<BlockNotice> all(int blocksMax, long bytesMax) {
    Recent<BlockNotice> notices = new Recent<>(blocksMax, bytesMax, BlockNotice::bodyBytes);
    chain.blocks().forEach(block -> notices.add(block.sequence(), block.notice()));
    return notices;
  }

  @Test
  void the_last_blocks_stay() {
    int last = chain.blocks().size();
    Recent<BlockNotice> notices = all(3, Long.MAX_VALUE);
    assertThat(notices.first()).isEqualTo(last - 2);
    assertThat(notices.get(last - 3)).isEmpty();
    for (int i = last - 2; i <= last; i++) {
      Optional<BlockNotice> kept = notices.get(i);
      assertThat(kept).contains(chain.blocks().get(i - 1).notice());
    }
    assertThat(new Recent<BlockNotice>(3, 9, BlockNotice::bodyBytes).first()).isZero();
  }

  @Test
  void bytes_of_bodies_are_bounded_and_the_last_block_stays_all_the_same() {
    int last = chain.blocks().size();
    assertThat(bodyBytes(last)).as("reveals").isPositive();
    assertThat(all(100, bodyBytes(last)).first()).isGreaterThan(1).isLessThanOrEqualTo(last);
    assertThat(all(100, 0).first()).isEqualTo(last);
    long everything = 0;
    for (int i = 1; i <= last; i++) {
      everything += bodyBytes(i);
    }
    assertThat(all(100, everything).first()).isEqualTo(1);
    assertThat(all(100, everything - 1).first()).isEqualTo(2);
  }

  @Test
  void an_archive_gives_them_when_all_that_came_of_a_block_is_gone() {
    Archive archive =
        new Archive(
            chain.beginnings(), new Archive.Bounds(100, 1, 1 << 20, 1, 1), Optional.empty());
    chain.blocks().forEach(archive::add);
    assertThat(archive.firstInMemory()).isEqualTo(chain.blocks().size());
    assertThat(archive.firstNotice()).isEqualTo(1);
    assertThat(archive.recent(1)).isEmpty();
    assertThat(archive.notice(1)).contains(chain.blocks().get(0).notice());
    assertThat(archive.encoded(1)).contains(chain.blocks().get(0).notice().toWire());
    assertThat(archive.encoded(chain.blocks().size()))
        .contains(chain.blocks().get(chain.blocks().size() - 1).notice().toWire());
    assertThat(archive.encoded(chain.blocks().size() + 1)).isEmpty();
  }

  /** Half a million bets fit into 64 MB as bytes; as objects they took four times as much. */
  @Test
  void of_a_block_whose_leaves_are_gone_no_object_stays() throws InterruptedException {
    Archive archive =
        new Archive(
            chain.beginnings(), new Archive.Bounds(100, 1, 1 << 20, 1, 1), Optional.empty());
    List<WeakReference<BlockNotice>> copies = new ArrayList<>();
    for (FollowedBlock block : chain.blocks()) {
      byte[] bytes = block.notice().toWire();
      BlockNotice copy =
          Decoder.decode(
              bytes, bytes.length, in -> BlockNotice.decode(in, chain.genesis().parameters()));
      copies.add(new WeakReference<>(copy));
      archive.add(new FollowedBlock(copy, block.executed()));
    }
    int last = copies.size() - 1;
    for (int tries = 0; tries < 100 && copies.get(0).get() != null; tries++) {
      System.gc();
      Thread.sleep(20);
    }
    assertThat(copies.subList(0, last)).allMatch(copy -> copy.get() == null);
    assertThat(copies.get(last).get()).as("as it was executed").isNotNull();
    for (FollowedBlock block : chain.blocks()) {
      assertThat(archive.notice(block.sequence())).contains(block.notice());
    }
  }
}
