package org.bitcraps.evidence.wire;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Text as UTF-8, one encoding per text: what has none is refused, never replaced. {@code
 * String.getBytes} writes {@code ?} for an unpaired surrogate, so two texts would share one
 * encoding, and one digest.
 */
public final class Utf8 {

  private Utf8() {}

  /**
   * The UTF-8 of a text.
   *
   * @throws IllegalArgumentException if it has an unpaired surrogate
   */
  public static byte[] encode(String text) {
    try {
      // A fresh encoder reports what it cannot encode.
      ByteBuffer utf8 = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] bytes = new byte[utf8.remaining()];
      utf8.get(bytes);
      return bytes;
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("text: has an unpaired surrogate", e);
    }
  }

  /** The text of well-formed UTF-8. */
  static String decode(byte[] utf8) throws CharacterCodingException {
    return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
  }
}
