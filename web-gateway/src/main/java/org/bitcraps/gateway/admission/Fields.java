package org.bitcraps.gateway.admission;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The fields of one flat JSON object, taken one by one. Whoever has taken all calls {@link
 * #nothingElse}: a field that nobody knows is refused, not ignored, because its sender believed in
 * it.
 */
final class Fields {

  private final Map<String, Object> left;

  /**
   * @param values strings and {@code Long}s by name
   */
  Fields(Map<String, Object> values) {
    this.left = new LinkedHashMap<>(values);
  }

  /** An integer from 0 to 2^63 − 1. */
  long integer(String name) {
    Object value = take(name);
    if (!(value instanceof Long number)) {
      throw RefusedException.of(
          ProblemCode.FIELD_INVALID, name, name + " is an integer, not a text");
    }
    if (number < 0) {
      throw RefusedException.of(ProblemCode.FIELD_INVALID, name, name + " is negative");
    }
    return number;
  }

  /** An integer from 0 to {@code most}. */
  int integer(String name, int most) {
    long value = integer(name);
    if (value > most) {
      throw RefusedException.of(
          ProblemCode.FIELD_INVALID, name, name + " is at most " + most + ", not " + value);
    }
    return (int) value;
  }

  /** A text. */
  String text(String name) {
    Object value = take(name);
    if (!(value instanceof String text)) {
      throw RefusedException.of(ProblemCode.FIELD_INVALID, name, name + " is a text, not a number");
    }
    return text;
  }

  /** So many bytes in lower-case hexadecimal: one value has one spelling. */
  byte[] bytes(String name, int count) {
    String text = text(name);
    boolean ok = text.length() == 2 * count;
    for (int i = 0; ok && i < text.length(); i++) {
      char c = text.charAt(i);
      ok = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
    if (!ok) {
      throw RefusedException.of(
          ProblemCode.FIELD_INVALID,
          name,
          "%s is %d bytes in lower-case hexadecimal (%d digits)".formatted(name, count, 2 * count));
    }
    return HexFormat.of().parseHex(text);
  }

  /** Whether a field has not been taken yet. */
  boolean has(String name) {
    return left.containsKey(name);
  }

  /** Refuses what nobody took. */
  void nothingElse() {
    if (!left.isEmpty()) {
      String name = left.keySet().iterator().next();
      throw RefusedException.of(
          ProblemCode.FIELD_UNKNOWN, name, "there is no field " + name + " here");
    }
  }

  private Object take(String name) {
    Object value = left.remove(name);
    if (value == null) {
      throw RefusedException.of(ProblemCode.FIELD_MISSING, name, name + " is missing");
    }
    return value;
  }
}
