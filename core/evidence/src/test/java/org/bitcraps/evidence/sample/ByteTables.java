package org.bitcraps.evidence.sample;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The byte tables of {@code docs/wire.md} as a machine reads them: walks bytes along a table and
 * fails where page and bytes differ.
 *
 * <p>A format is a heading {@code ### Name} followed by a table of {@code at | bytes | field | type
 * | meaning}, or by a line {@code One of: A, B}, told apart by their constant bytes. The types are
 * listed on the page.
 */
public final class ByteTables {

  private record Row(String at, String bytes, String field, String type) {}

  private final Map<String, List<Row>> tables = new LinkedHashMap<>();
  private final Map<String, List<String>> unions = new LinkedHashMap<>();
  private final Set<String> walked = new TreeSet<>();

  /** The tables of the page in this working copy. */
  public static ByteTables ofThePage() {
    try {
      return new ByteTables(Files.readAllLines(page()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where the page is. */
  public static Path page() {
    return Path.of(System.getProperty("bitcraps.root"), "docs", "wire.md");
  }

  private ByteTables(List<String> lines) {
    String format = "";
    for (String line : lines) {
      if (line.startsWith("#") || line.startsWith("<!-- generated")) {
        format = line.startsWith("### ") ? line.substring(4).strip() : "";
      } else if (!format.isEmpty() && line.startsWith("One of: ")) {
        unions.put(format, List.of(line.substring(8).replace("`", "").split(", ", -1)));
      } else if (!format.isEmpty() && line.matches("\\| (\\d+|var) \\|.*")) {
        String[] cells = line.split("\\|", -1);
        tables
            .computeIfAbsent(format, name -> new ArrayList<>())
            .add(new Row(cells[1].strip(), cells[2].strip(), cells[3].strip(), cells[4].strip()));
      }
    }
  }

  /** Names of all formats. */
  public Set<String> formats() {
    Set<String> formats = new TreeSet<>(tables.keySet());
    formats.addAll(unions.keySet());
    return formats;
  }

  /** Formats that some bytes were walked along. */
  public Set<String> walked() {
    return walked;
  }

  /** Whether the page has this format. */
  public boolean has(String format) {
    return tables.containsKey(format) || unions.containsKey(format);
  }

  /** Walks the whole of {@code bytes}; throws with place and field where the page is wrong. */
  public void walk(String format, byte[] bytes) {
    int end = walk(format, bytes, 0, bytes.length);
    check(end == bytes.length, format, "table ends at %d of %d".formatted(end, bytes.length));
  }

  private int walk(String format, byte[] bytes, int start, int end) {
    walked.add(format);
    List<String> union = unions.get(format);
    if (union != null) {
      for (String member : union) {
        if (matchesConstants(member, bytes, start, end)) {
          return walk(member, bytes, start, end);
        }
      }
      throw new AssertionError(format + ": none of its formats begins like byte " + start);
    }
    List<Row> rows = tables.get(format);
    check(rows != null, format, "the page has no table of it");
    int at = start;
    for (Row row : rows) {
      String where = format + "." + row.field();
      check(
          row.at().equals("var") || Integer.parseInt(row.at()) == at - start,
          where,
          "stands at " + (at - start) + ", the page says " + row.at());
      int next = field(where, row.type(), bytes, at, end);
      check(
          row.bytes().equals("var") || Integer.parseInt(row.bytes()) == next - at,
          where,
          "has " + (next - at) + " bytes, the page says " + row.bytes());
      at = next;
    }
    return at;
  }

  private int field(String where, String type, byte[] bytes, int at, int end) {
    int next =
        switch (type) {
          case "u8", "flag" -> at + 1;
          case "u16" -> at + 2;
          case "u31" -> at + 4;
          case "u63" -> at + 8;
          case "digest", "key" -> at + 32;
          case "signature" -> at + 64;
          case "bytes16" -> at + 16;
          case "text" -> at + 4 + number(bytes, at, 4);
          default -> type.startsWith("0x") ? at + 1 : composed(where, type, bytes, at, end);
        };
    check(next <= end, where, "goes beyond the end");
    boolean signed = type.equals("u31") || type.equals("u63") || type.equals("text");
    check(!signed || bytes[at] >= 0, where, "has its highest bit set");
    check(!type.equals("flag") || (bytes[at] & 0xfe) == 0, where, "is no flag");
    if (type.startsWith("0x")) {
      check((bytes[at] & 0xff) == Integer.decode(type), where, "is " + bytes[at]);
    }
    if (type.equals("text")) {
      String text = new String(bytes, at + 4, next - at - 4, StandardCharsets.UTF_8);
      check(
          Arrays.equals(
              text.getBytes(StandardCharsets.UTF_8), Arrays.copyOfRange(bytes, at + 4, next)),
          where,
          "is no UTF-8");
    }
    return next;
  }

  private int composed(String where, String type, byte[] bytes, int at, int end) {
    String of = type.substring(type.lastIndexOf(' ') + 1);
    if (type.startsWith("list of ")) {
      return times(number(bytes, at, 4), where, of, bytes, at + 4, end);
    }
    if (type.startsWith("short list of ")) {
      return times(number(bytes, at, 2), where, of, bytes, at + 2, end);
    }
    if (type.startsWith("optional ")) {
      check((bytes[at] & 0xfe) == 0, where, "has no flag");
      return times(bytes[at], where, of, bytes, at + 1, end);
    }
    if (type.startsWith("framed ")) {
      int to = at + 4 + number(bytes, at, 4);
      check(field(where, of, bytes, at + 4, to) == to, where, "does not fill its frame");
      return to;
    }
    if (type.startsWith("rest of ")) {
      int to = at;
      while (to < end) {
        to = field(where, of, bytes, to, end);
      }
      return to;
    }
    return walk(type, bytes, at, end);
  }

  private int times(int count, String where, String type, byte[] bytes, int at, int end) {
    int next = at;
    for (int i = 0; i < count; i++) {
      next = field(where, type, bytes, next, end);
    }
    return next;
  }

  /** Whether all constant bytes with a fixed place are as the table says. */
  private boolean matchesConstants(String format, byte[] bytes, int start, int end) {
    if (unions.containsKey(format)) {
      return unions.get(format).stream().anyMatch(m -> matchesConstants(m, bytes, start, end));
    }
    check(tables.containsKey(format), format, "the page has no table of it");
    for (Row row : tables.get(format)) {
      if (row.at().equals("var")) {
        break;
      }
      int at = start + Integer.parseInt(row.at());
      if (row.type().startsWith("0x")
          && (at >= end || (bytes[at] & 0xff) != Integer.decode(row.type()))) {
        return false;
      }
      boolean first = row.at().equals("0");
      if (first && has(row.type()) && !matchesConstants(row.type(), bytes, start, end)) {
        return false;
      }
    }
    return true;
  }

  private static int number(byte[] bytes, int at, int width) {
    int value = 0;
    for (int i = at; i < at + width; i++) {
      value = value << 8 | (bytes[i] & 0xff);
    }
    return value;
  }

  private static void check(boolean holds, String where, String message) {
    if (!holds) {
      throw new AssertionError(where + ": " + message);
    }
  }
}
