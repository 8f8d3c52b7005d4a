package org.bitcraps.persistence.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.PersistenceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Arrays;
import java.util.UUID;
import javax.sql.DataSource;
import org.bitcraps.evidence.chronicle.ChronicleException;
import org.bitcraps.evidence.chronicle.Coverage;
import org.bitcraps.evidence.sample.PlayedChain;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the database that comes with the server. */
class H2ChronicleTest extends ChronicleContract {

  @Override
  DataSource database() {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    return database;
  }

  @Test
  void aDatabaseThatIsAwayIsSaidAndTriedAgain() throws Exception {
    PlayedChain chain = new PlayedChain("history").play(1);
    DataSource database = database();
    boolean[] there = {false};
    try (JpaChronicle chronicle =
        new JpaChronicle(() -> {
          if (!there[0]) {
            throw new PersistenceException("connection refused");
          }
          return database;
        })) {
      assertThatThrownBy(() -> chronicle.open(chain.start()))
          .isInstanceOf(ChronicleException.class)
          .hasMessage("the database of the history does not answer")
          .hasRootCauseMessage("connection refused");
      there[0] = true;
      assertThat(chronicle.open(chain.start())).isEqualTo(new Coverage(1, 0));
    }
  }

  /**
   * Nothing else would ever mend it, and waiting does not. (H2 begins an empty one by itself where
   * only what follows its header is damaged.)
   */
  @Test
  void aDamagedFileIsSaidToBeOne(@TempDir Path folder) throws Exception {
    PlayedChain chain = new PlayedChain("history").play(1);
    JdbcDataSource database = new JdbcDataSource();
    database.setURL("jdbc:h2:file:" + folder.resolve("view"));
    try (JpaChronicle chronicle = new JpaChronicle(() -> database)) {
      chronicle.open(chain.start());
    }
    try (Connection last = database.getConnection();
        Statement statement = last.createStatement()) {
      statement.execute("SHUTDOWN");
    }
    Path file = folder.resolve("view.mv.db");
    byte[] bytes = Files.readAllBytes(file);
    Arrays.fill(bytes, (byte) 'x');
    Files.write(file, bytes);
    try (JpaChronicle chronicle = new JpaChronicle(() -> database)) {
      assertThatThrownBy(() -> chronicle.open(chain.start()))
          .isInstanceOf(ChronicleException.class)
          .hasMessageStartingWith("the file of the history's database is damaged");
    }
    Files.delete(file);
    try (JpaChronicle chronicle = new JpaChronicle(() -> database)) {
      assertThat(chronicle.open(chain.start())).isEqualTo(new Coverage(1, 0));
    }
  }
}
