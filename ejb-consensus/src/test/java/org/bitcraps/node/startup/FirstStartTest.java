package org.bitcraps.node.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bitcraps.crypto.BouncyKeyCheck;
import org.bitcraps.crypto.Schemes;
import org.bitcraps.crypto.home.DurableFiles;
import org.bitcraps.crypto.home.Home;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.wire.Verifier;
import org.bitcraps.persistence.journal.FileStorage;
import org.bitcraps.protocol.port.JournalException;
import org.bitcraps.protocol.port.Storage;
import org.bitcraps.protocol.replica.Replica;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** G1, P8: a journal is made once, at a validator's first start; afterwards it can only be lost. */
class FirstStartTest {

  private static final ReplicaId SELF = new ReplicaId(1);

  @TempDir private Path folder;
  private Home home;
  private Genesis genesis;

  @BeforeEach
  void make() throws IOException {
    home = new Home(folder.resolve("home"));
    MadeDevnet.copyTo(home.folder());
    genesis =
        GenesisFile.read(
            home.genesis(), new Verifier(Schemes.best().scheme()), new BouncyKeyCheck());
  }

  private void start() throws IOException {
    FirstStart.complete(home, new FileStorage(), genesis, SELF);
  }

  private List<byte[]> journal() {
    try (Storage.Kept kept =
        new FileStorage()
            .open(home.journal(SELF).toString(), genesis.chainId(), SELF, genesis.parameters())) {
      return kept.journal().recover();
    }
  }

  @Test
  void makes_the_journal_once() throws Exception {
    start();

    assertThat(journal()).containsExactlyElementsOf(Replica.openingEntries(genesis, SELF));
    assertThat(home.firstStart(SELF)).doesNotExist();
  }

  @Test
  void a_journal_that_was_lost_is_not_made_again() throws Exception {
    start();
    DurableFiles.delete(home.journal(SELF));

    start();

    assertThat(home.journal(SELF)).doesNotExist();
  }

  @Test
  void goes_on_where_it_was_interrupted() throws Exception {
    byte[] mark = Files.readAllBytes(home.firstStart(SELF));
    start();
    DurableFiles.write(home.firstStart(SELF), mark);

    start();

    assertThat(journal()).hasSize(Replica.openingEntries(genesis, SELF).size());
    assertThat(home.firstStart(SELF)).doesNotExist();
  }

  @Test
  void a_disk_that_refuses_makes_it_no_second_start() {
    Storage full =
        (directory, chain, validator, limits) -> {
          throw new JournalException("the disk is full");
        };

    assertThatThrownBy(() -> FirstStart.complete(home, full, genesis, SELF))
        .isInstanceOf(JournalException.class);

    assertThat(home.firstStart(SELF)).exists();
  }

  @Test
  void keys_of_another_chain_start_nothing() throws Exception {
    DurableFiles.write(
        home.firstStart(SELF),
        "ab".repeat(32).getBytes(java.nio.charset.StandardCharsets.US_ASCII));

    assertThatThrownBy(this::start)
        .isInstanceOf(StartException.class)
        .hasMessageContaining("the keys were made for chain abab");
    assertThat(home.journal(SELF)).doesNotExist();
  }
}
