package org.bitcraps.node.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.protocol.port.JournalException;
import org.bitcraps.protocol.port.Storage;
import org.junit.jupiter.api.Test;

/** A disk that refuses costs a gateway what would be on it, and nothing else. */
class FollowedBlocksTest {

  private static final class Disk implements Storage.Followed {
    private boolean refuses;
    private int kept;

    private void use() {
      if (refuses) {
        throw new JournalException("blocks.bin: no space left");
      }
    }

    @Override
    public void put(BlockNotice block) {
      throw new AssertionError("what was refused leaves a gap");
    }

    @Override
    public void resume(BlockNotice block) {
      use();
      kept++;
    }

    @Override
    public void force() {
      throw new AssertionError("what is lost is fetched again");
    }

    @Override
    public Optional<BlockNotice> block(SequenceNumber sequence) {
      use();
      return Optional.empty();
    }

    @Override
    public SequenceNumber last() {
      return new SequenceNumber(kept);
    }

    @Override
    public Optional<String> notice() {
      return Optional.empty();
    }

    @Override
    public void close() {}
  }

  private final Disk disk = new Disk();
  private final FollowedBlocks blocks = new FollowedBlocks(disk);

  @Test
  void a_disk_that_refuses_fails_nobody() {
    blocks.keep(null);
    disk.refuses = true;
    blocks.keep(null);
    blocks.keep(null);
    assertThat(blocks.block(new SequenceNumber(1))).isEmpty();
    disk.refuses = false;
    blocks.keep(null);
    assertThat(blocks.last()).isEqualTo(new SequenceNumber(2));
  }
}
