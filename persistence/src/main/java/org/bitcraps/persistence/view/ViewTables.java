package org.bitcraps.persistence.view;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * The tables themselves: made by migrations, in two sets, because what blocks give can be dropped
 * and what they do not give cannot.
 */
final class ViewTables {

  private static final String VIEW_VERSIONS = "view_versions";
  private static final String AUDIT_VERSIONS = "audit_versions";

  /** In any order: nothing refers to anything. */
  static final List<String> DERIVED =
      List.of(
          "view_mark",
          "view_blocks",
          "view_receipts",
          "view_accounts",
          "view_rounds",
          "view_reveals");

  private ViewTables() {}

  /** Makes what is missing. */
  static void migrate(DataSource database) {
    migrate(database, "classpath:db/audit", AUDIT_VERSIONS);
    migrate(database, "classpath:db/view", VIEW_VERSIONS);
  }

  private static void migrate(DataSource database, String location, String versions) {
    Flyway.configure(ViewTables.class.getClassLoader())
        .dataSource(database)
        .locations(location)
        .table(versions)
        // The other set's tables, or an operator's own, may be there already.
        .baselineOnMigrate(true)
        .baselineVersion("0")
        .load()
        .migrate();
  }

  /** Drops everything that blocks give, with its record of migrations. */
  static void dropDerived(DataSource database) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      for (String table : DERIVED) {
        statement.execute("drop table if exists " + table);
      }
      statement.execute("drop table if exists \"" + VIEW_VERSIONS + "\"");
    }
  }
}
