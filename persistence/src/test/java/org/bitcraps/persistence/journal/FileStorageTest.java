package org.bitcraps.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.protocol.port.JournalException;
import org.bitcraps.protocol.port.Storage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Journal and block store open and close together. */
class FileStorageTest {

  private static final ChainId CHAIN = new ChainId(Digest.of(DomainTag.GENESIS, new byte[] {1}));
  private static final ReplicaId SELF = new ReplicaId(2);

  @TempDir private Path folder;

  private Storage.Kept open(ChainId chain) {
    return new FileStorage().open(folder.toString(), chain, SELF, Parameters.defaults());
  }

  @Test
  void what_was_forced_is_there_after_the_next_opening() {
    try (Storage.Kept kept = open(CHAIN)) {
      assertThat(kept.journal().recover()).isEmpty();
      kept.journal().append(List.of(new byte[] {7}));
      kept.journal().force();
    }
    try (Storage.Kept kept = open(CHAIN)) {
      assertThat(kept.journal().recover()).containsExactly(new byte[] {7});
      assertThat(kept.blocks().last().value()).isZero();
      assertThat(kept.notices()).isEmpty();
    }
  }

  @Test
  void one_holder_at_a_time_and_one_chain_for_ever() {
    Storage.Kept kept = open(CHAIN);
    assertThatThrownBy(() -> open(CHAIN)).isInstanceOf(JournalException.class);
    kept.close();
    ChainId other = new ChainId(Digest.of(DomainTag.GENESIS, new byte[] {2}));

    assertThatThrownBy(() -> open(other)).isInstanceOf(JournalException.class);

    open(CHAIN).close(); // What failed has let go of everything.
  }

  @Test
  void a_block_store_that_cannot_be_opened_leaves_the_journal_free() throws Exception {
    Files.createDirectory(folder.resolve(FileBlockStore.FILE));
    assertThatThrownBy(() -> open(CHAIN)).isInstanceOf(RuntimeException.class);
    Files.delete(folder.resolve(FileBlockStore.FILE));

    open(CHAIN).close();
  }
}
