package org.bitcraps.crypto.ceremony;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import java.util.function.Function;
import org.bitcraps.evidence.keys.Digest;

/**
 * A text of lines {@code field=value} in one order, which people read and programs check: whoever
 * reads it takes the fields as they must come, and finally compares the whole with what it would
 * have written itself, so that one content has one text.
 */
final class FieldLines {

  private final String source;
  private final String text;
  private final List<String> lines;
  private int next;

  private FieldLines(String source, String text, List<String> lines) {
    this.source = source;
    this.text = text;
    this.lines = lines;
  }

  /**
   * The lines of a file.
   *
   * @param source its name, for messages
   * @throws CeremonyException if it is too large, no printable ASCII, or ends inside a line
   */
  static FieldLines of(String source, byte[] bytes, int bytesMax) throws CeremonyException {
    if (bytes.length > bytesMax) {
      throw new CeremonyException(
          source, "size", bytes.length + " bytes, at most " + bytesMax + " are read");
    }
    for (int at = 0; at < bytes.length; at++) {
      if (bytes[at] != '\n' && (bytes[at] < ' ' || bytes[at] > '~')) {
        throw new CeremonyException(source, "byte " + at, "it is no printable ASCII");
      }
    }
    String text = new String(bytes, US_ASCII);
    if (!text.endsWith("\n")) {
      throw new CeremonyException(source, "end", "it ends inside a line");
    }
    return new FieldLines(source, text, List.of(text.split("\n", -1)));
  }

  /**
   * The value of the next line, which must be of this field.
   *
   * @throws CeremonyException if it is of another one, or the last line is over
   */
  String take(String field) throws CeremonyException {
    String line = lines.get(Math.min(next, lines.size() - 1));
    if (!line.startsWith(field + "=")) {
      throw refusal(
          field,
          line.isEmpty()
              ? "it is missing"
              : "it is expected in line " + (next + 1) + ", not \"" + brief(line) + "\"");
    }
    next++;
    return line.substring(field.length() + 1);
  }

  /** The same, as something else. */
  <T> T take(String field, Function<String, T> meaning) throws CeremonyException {
    String value = take(field);
    try {
      return meaning.apply(value);
    } catch (RuntimeException e) {
      throw refusal(field, "\"" + brief(value) + "\" makes no sense: " + e.getMessage());
    }
  }

  /** 64 hexadecimal digits. */
  Digest digest(String field) throws CeremonyException {
    return take(field, Digest::fromHex);
  }

  /** A decimal number in that range. */
  long number(String field, long least, long most) throws CeremonyException {
    String value = take(field);
    if (!value.matches("[0-9]{1,18}")
        || Long.parseLong(value) < least
        || Long.parseLong(value) > most) {
      throw refusal(field, "\"" + brief(value) + "\" must be " + least + " … " + most);
    }
    return Long.parseLong(value);
  }

  /**
   * Says that this was all, and that it was written like that.
   *
   * @param canonical what is written of the values that were taken
   */
  void end(String canonical) throws CeremonyException {
    if (text.equals(canonical)) {
      return;
    }
    List<String> expected = List.of(canonical.split("\n", -1));
    int line = 0;
    while (line < Math.min(lines.size(), expected.size())
        && lines.get(line).equals(expected.get(line))) {
      line++;
    }
    throw refusal(
        "line " + (line + 1),
        line < expected.size() && !expected.get(line).isEmpty()
            ? "it is written otherwise: " + brief(expected.get(line))
            : "nothing belongs there");
  }

  /** Of this file. */
  CeremonyException refusal(String field, String why) {
    return new CeremonyException(source, field, why);
  }

  private static String brief(String text) {
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }
}
