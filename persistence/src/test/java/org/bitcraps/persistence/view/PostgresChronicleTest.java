package org.bitcraps.persistence.view;

import java.sql.Connection;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** On a real PostgreSQL of this machine; without one this fails and says what to install. */
class PostgresChronicleTest extends ChronicleContract {

  private static PostgresServer server;

  @BeforeAll
  static void start() throws Exception {
    server = PostgresServer.start();
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  @Override
  DataSource database() throws Exception {
    try (Connection connection = server.database().getConnection()) {
      connection.createStatement().execute("drop schema public cascade");
      connection.createStatement().execute("create schema public");
    }
    return server.database();
  }
}
