package org.bitcraps.gateway.rest;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Records as comma-separated values (RFC 4180): a head with the names of the components, CRLF, an
 * empty field for what is not there. Cells that a spreadsheet might compute are quoted as text.
 */
final class Csv {

  private Csv() {}

  /**
   * The whole text.
   *
   * @param proof a last column: where the proof of a line is
   */
  static <T extends Record> String of(Class<T> type, List<T> lines, Function<T, String> proof) {
    RecordComponent[] columns = type.getRecordComponents();
    StringBuilder out = new StringBuilder(64 * (lines.size() + 1));
    List<String> head = new ArrayList<>();
    for (RecordComponent column : columns) {
      head.add(column.getName());
    }
    head.add("proof");
    row(out, head);
    for (T line : lines) {
      List<String> cells = new ArrayList<>();
      for (RecordComponent column : columns) {
        cells.add(text(column, line));
      }
      cells.add(proof.apply(line));
      row(out, cells);
    }
    return out.toString();
  }

  private static String text(RecordComponent column, Record line) {
    try {
      Object value = column.getAccessor().invoke(line);
      return value == null ? "" : value.toString();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + column, e);
    }
  }

  private static void row(StringBuilder out, List<String> cells) {
    for (int i = 0; i < cells.size(); i++) {
      out.append(i == 0 ? "" : ",").append(quoted(cells.get(i)));
    }
    out.append("\r\n");
  }

  private static String quoted(String cell) {
    return cell.matches("[A-Za-z0-9_./?=&-]*") && !cell.startsWith("=")
        ? cell
        : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
