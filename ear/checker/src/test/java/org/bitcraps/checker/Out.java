package org.bitcraps.checker;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes bytes as docs/wire.md has them. */
final class Out {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  Out u8(int value) {
    out.write(value);
    return this;
  }

  Out u16(int value) {
    return bytes(ByteBuffer.allocate(2).putShort((short) value).array());
  }

  Out u31(int value) {
    return bytes(ByteBuffer.allocate(4).putInt(value).array());
  }

  Out u63(long value) {
    return bytes(ByteBuffer.allocate(8).putLong(value).array());
  }

  Out bytes(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  Out id(Id id) {
    return bytes(id.bytes());
  }

  Out text(String text) {
    return framed(text.getBytes(StandardCharsets.UTF_8));
  }

  Out framed(byte[] bytes) {
    return u31(bytes.length).bytes(bytes);
  }

  Out list(List<byte[]> values) {
    u31(values.size());
    values.forEach(this::bytes);
    return this;
  }

  byte[] done() {
    return out.toByteArray();
  }
}
