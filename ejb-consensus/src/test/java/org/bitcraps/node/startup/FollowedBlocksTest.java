package org.bitcraps.node.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.certificate.Vote;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.exchange.CertifiedBlock;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.membership.Epoch;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.protocol.port.JournalException;
import org.bitcraps.protocol.port.Storage;
import org.junit.jupiter.api.Test;

/** A disk that refuses costs a gateway what would be on it until it starts again, no more. */
class FollowedBlocksTest {

  private static final ChainId CHAIN = new ChainId(Digest.ZERO);

  /** A store that keeps the rules of the real one. */
  private static final class Disk implements Storage.Followed {
    private final TreeMap<Long, BlockNotice> kept = new TreeMap<>();
    private Optional<RuntimeException> refusal = Optional.empty();

    private void use() {
      refusal.ifPresent(e -> {
        throw e;
      });
    }

    @Override
    public void put(BlockNotice block) {
      use();
      long sequence = block.certified().sequence().value();
      assertThat(sequence).isEqualTo(last().value() + 1);
      kept.put(sequence, block);
    }

    @Override
    public void resume(BlockNotice block) {
      throw new AssertionError("a gap would never be filled");
    }

    @Override
    public void force() {
      throw new AssertionError("what is lost is fetched again");
    }

    @Override
    public Optional<BlockNotice> block(SequenceNumber sequence) {
      use();
      return Optional.ofNullable(kept.get(sequence.value()));
    }

    @Override
    public SequenceNumber last() {
      return new SequenceNumber(kept.isEmpty() ? 0 : kept.lastKey());
    }

    @Override
    public Optional<String> notice() {
      return Optional.empty();
    }

    @Override
    public void close() {}
  }

  private final Disk disk = new Disk();
  private boolean room = true;
  private FollowedBlocks blocks = new FollowedBlocks(disk, () -> room);

  private static BlockNotice block(long sequence) {
    Block block =
        new Block(
            CHAIN, new Epoch(0), new SequenceNumber(sequence), sequence, Digest.ZERO, List.of());
    Statement.Commit statement =
        new Statement.Commit(
            CHAIN, block.epoch(), new View(0), block.sequence(), block.digest(), Digest.ZERO);
    Signature unsigned = Signature.fromBytes(new byte[Signature.BYTES]);
    return new BlockNotice(
        new CertifiedBlock(
            block,
            new QuorumCertificate<>(statement, List.of(new Vote(new ReplicaId(0), unsigned)))),
        List.of());
  }

  /** Whoever follows begins at genesis, and passes every block. */
  private void follow(long to) {
    for (long sequence = 1; sequence <= to; sequence++) {
      blocks.keep(block(sequence));
    }
  }

  @Test
  void every_block_is_kept_once() {
    follow(3);
    follow(5);
    assertThat(disk.kept).hasSize(5);
    assertThat(blocks.last()).isEqualTo(new SequenceNumber(5));
    assertThat(blocks.block(new SequenceNumber(4))).contains(block(4));
  }

  @Test
  void what_a_disk_refused_is_kept_after_the_next_start_and_leaves_no_gap() {
    List<RuntimeException> refusals =
        List.of(
            new JournalException("no space left"),
            new IllegalStateException("closed"),
            new IllegalArgumentException("of another chain"));
    for (RuntimeException refusal : refusals) {
      disk.kept.clear();
      blocks = new FollowedBlocks(disk, () -> room);
      follow(2);
      disk.refusal = Optional.of(refusal);
      follow(4);
      disk.refusal = Optional.empty();
      follow(6);
      assertThat(disk.kept).as(refusal.toString()).hasSize(2);
      blocks = new FollowedBlocks(disk, () -> room);
      follow(6);
      assertThat(disk.kept).hasSize(6);
    }
  }

  @Test
  void the_last_of_a_disk_is_left_to_others() {
    follow(2);
    room = false;
    follow(3);
    room = true;
    follow(4);
    assertThat(disk.kept).hasSize(2);
  }

  @Test
  void what_cannot_be_read_is_not_there() {
    follow(2);
    for (RuntimeException refusal :
        List.of(new JournalException("damaged"), new IllegalStateException("closed"))) {
      disk.refusal = Optional.of(refusal);
      assertThat(blocks.block(new SequenceNumber(1))).isEmpty();
    }
  }
}
