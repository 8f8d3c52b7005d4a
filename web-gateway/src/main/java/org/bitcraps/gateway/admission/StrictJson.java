package org.bitcraps.gateway.admission;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a flat JSON object, or an array of them, token by token: nothing is built before its kind,
 * size and place are known to be allowed, so no nesting can exhaust a stack and no number a heap.
 * Duplicate names, fractions, booleans, nulls and nested values are refused by name.
 */
final class StrictJson {

  private static final int NAME_CHARS_MAX = 64;
  private static final int TEXT_CHARS_MAX = 256;
  private static final int DIGITS_MAX = 20;
  private static final int FIELDS_MAX = 16;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(3)
                  .maxNameLength(NAME_CHARS_MAX)
                  // No shorter than a body: a value that is too long is refused under its name.
                  .maxNumberLength(Integer.MAX_VALUE)
                  .maxStringLength(Integer.MAX_VALUE)
                  .build())
          .build();

  private StrictJson() {}

  /** One object's fields, or those of an array's elements. */
  record Document(boolean isArray, List<Fields> objects) {}

  /**
   * Reads a whole body.
   *
   * @throws RefusedException if it is anything else; of an array's element, {@code [i].name}
   */
  static Document read(byte[] body, int elementsMax) {
    try (JsonParser parser = JSON.createParser(body)) {
      JsonToken first = parser.nextToken();
      boolean isArray = first == JsonToken.START_ARRAY;
      List<Fields> objects = new ArrayList<>();
      if (isArray) {
        elements(parser, elementsMax, objects);
      } else if (first == JsonToken.START_OBJECT) {
        objects.add(object(parser));
      } else {
        throw malformed("an object, or an array of objects");
      }
      if (parser.nextToken() != null) {
        throw malformed("nothing after the first value");
      }
      return new Document(isArray, objects);
    } catch (JsonProcessingException e) {
      throw new RefusedException(
          Problem.of(
              ProblemCode.MALFORMED_JSON,
              "the body is not well-formed JSON: " + e.getOriginalMessage()));
    } catch (IOException e) {
      throw new IllegalStateException("reading from memory", e);
    }
  }

  private static void elements(JsonParser parser, int elementsMax, List<Fields> objects)
      throws IOException {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() != JsonToken.START_OBJECT) {
        throw RefusedException.of(
            ProblemCode.MALFORMED_JSON,
            "[" + objects.size() + "]",
            "expected only objects in the array");
      }
      if (objects.size() == elementsMax) {
        throw malformed("at most " + elementsMax + " elements in the array");
      }
      try {
        objects.add(object(parser));
      } catch (RefusedException e) {
        throw new RefusedException(e.problem().inElement(objects.size()));
      }
    }
    if (objects.isEmpty()) {
      throw malformed("at least one element in the array");
    }
  }

  private static Fields object(JsonParser parser) throws IOException {
    Map<String, Object> values = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      if (values.containsKey(name)) {
        throw RefusedException.of(ProblemCode.FIELD_REPEATED, name, name + " stands twice");
      }
      if (values.size() == FIELDS_MAX) {
        throw RefusedException.of(
            ProblemCode.FIELD_UNKNOWN, name, "more than " + FIELDS_MAX + " fields");
      }
      values.put(name, value(parser, name, parser.nextToken()));
    }
    return new Fields(values);
  }

  private static Object value(JsonParser parser, String name, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_STRING) {
      if (parser.getTextLength() > TEXT_CHARS_MAX) {
        throw RefusedException.of(
            ProblemCode.FIELD_INVALID,
            name,
            name + " is longer than " + TEXT_CHARS_MAX + " characters");
      }
      return parser.getText();
    }
    if (token == JsonToken.VALUE_NUMBER_INT) {
      if (parser.getTextLength() > DIGITS_MAX || !isLong(parser.getNumberType())) {
        throw RefusedException.of(
            ProblemCode.FIELD_INVALID, name, name + " is too large for a 63-bit number");
      }
      return parser.getLongValue();
    }
    throw RefusedException.of(
        ProblemCode.FIELD_INVALID, name, name + " is a text or an integer, nothing else");
  }

  private static boolean isLong(JsonParser.NumberType type) {
    return type == JsonParser.NumberType.INT || type == JsonParser.NumberType.LONG;
  }

  private static RefusedException malformed(String expected) {
    return new RefusedException(Problem.of(ProblemCode.MALFORMED_JSON, "expected " + expected));
  }
}
