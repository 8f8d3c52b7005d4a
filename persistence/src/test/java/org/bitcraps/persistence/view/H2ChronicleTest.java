package org.bitcraps.persistence.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.PersistenceException;
import java.util.UUID;
import javax.sql.DataSource;
import org.bitcraps.evidence.chronicle.ChronicleException;
import org.bitcraps.evidence.chronicle.Coverage;
import org.bitcraps.evidence.sample.PlayedChain;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

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
}
