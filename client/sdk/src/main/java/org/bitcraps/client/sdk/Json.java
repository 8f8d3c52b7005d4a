package org.bitcraps.client.sdk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.HexFormat;
import java.util.function.Function;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.MalformedException;

/** JSON as this room reads it: no key twice, nothing after the value, bounded depth and length. */
final class Json {

  /** The largest answer that is read: a proof of a bet that lived for very many rolls. */
  static final int BYTES_MAX = 64 << 20;

  private static final ObjectMapper MAPPER =
      new ObjectMapper(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(32)
                          .maxStringLength(8 << 20)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private Json() {}

  /**
   * Reads one value.
   *
   * @throws MalformedException if it is not JSON
   */
  static JsonNode node(byte[] text) {
    return read(text, JsonNode.class);
  }

  /** Reads one value as maps, lists, strings and numbers. */
  static Object tree(byte[] text) {
    return read(text, Object.class);
  }

  private static <T> T read(byte[] text, Class<T> type) {
    MalformedException.require(text.length <= BYTES_MAX, "document", text.length + " bytes");
    try {
      T value = MAPPER.readValue(text, type);
      MalformedException.require(value != null, "document", "null");
      return value;
    } catch (JsonProcessingException e) {
      throw new MalformedException("document", "no JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      throw new MalformedException("document", String.valueOf(e.getMessage()));
    }
  }

  /** Reads a record; unknown fields are passed over, so that gateways may say more one day. */
  static <T> T view(JsonNode node, Class<T> type) {
    try {
      return MAPPER.treeToValue(node, type);
    } catch (JsonProcessingException e) {
      throw new MalformedException(type.getSimpleName(), e.getOriginalMessage());
    }
  }

  /** The bytes of a hexadecimal text. */
  static byte[] hex(JsonNode text, String field) {
    try {
      return HexFormat.of().parseHex(text.asText());
    } catch (IllegalArgumentException e) {
      throw new MalformedException(field, "no hexadecimal");
    }
  }

  /** What the hexadecimal text of a field is the canonical bytes of. */
  static <T> T wire(JsonNode node, String field, int bytesMax, Function<Decoder, T> read) {
    return Decoder.decode(hex(node.path(field), field), bytesMax, read);
  }

  static byte[] write(Object value) {
    try {
      return MAPPER.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("our own value is no JSON", e);
    }
  }
}
