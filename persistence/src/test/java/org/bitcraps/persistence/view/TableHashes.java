package org.bitcraps.persistence.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.bitcraps.evidence.keys.Digest;

/** One hash over all rows of each table: column by column, read as text, rows sorted. */
final class TableHashes {

  private TableHashes() {}

  static SortedMap<String, String> of(DataSource database, List<String> tables)
      throws SQLException {
    SortedMap<String, String> hashes = new TreeMap<>();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      for (String table : tables) {
        try (ResultSet rows = statement.executeQuery("select * from " + table)) {
          hashes.put(table, hash(rows));
        }
      }
    }
    return hashes;
  }

  private static String hash(ResultSet rows) throws SQLException {
    int columns = rows.getMetaData().getColumnCount();
    List<String> lines = new ArrayList<>();
    while (rows.next()) {
      List<String> line = new ArrayList<>();
      for (int i = 1; i <= columns; i++) {
        line.add(
            rows.getMetaData().getColumnName(i).toLowerCase(Locale.ROOT) + "=" + rows.getObject(i));
      }
      lines.add(String.join("|", line));
    }
    lines.sort(null);
    MessageDigest sha = Digest.sha256();
    lines.forEach(line -> sha.update((line + "\n").getBytes(UTF_8)));
    return lines.size() + " rows " + HexFormat.of().formatHex(sha.digest());
  }
}
