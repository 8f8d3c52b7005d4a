package org.bitcraps.table;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.bitcraps.server.DeployedEar;

/** A WebSocket client (RFC 6455) that asks and asks, and does not read what it is answered. */
final class DeafClient implements AutoCloseable {

  /** How a connection ended. */
  record End(int code, String reason) {}

  private static final int RECEIVE_BUFFER_BYTES = 4_096;
  private static final int READ_TIMEOUT_MS = 20_000;
  private static final int OPCODE_CLOSE = 8;

  private final Socket socket = new Socket();
  private final DataInputStream in;

  DeafClient() throws IOException {
    socket.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
    socket.setSoTimeout(READ_TIMEOUT_MS);
    socket.connect(new InetSocketAddress(DeployedEar.HTTP.getHost(), DeployedEar.HTTP.getPort()));
    String upgrade =
        """
        GET /api/v1/games/0/subscribe HTTP/1.1\r
        Host: %s\r
        Upgrade: websocket\r
        Connection: Upgrade\r
        Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
        Sec-WebSocket-Version: 13\r
        \r
        """
            .formatted(DeployedEar.HTTP.getAuthority());
    socket.getOutputStream().write(upgrade.getBytes(US_ASCII));
    in = new DataInputStream(socket.getInputStream());
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.readUnsignedByte());
    }
    if (!head.toString().startsWith("HTTP/1.1 101")) {
      throw new IOException("no upgrade: " + head);
    }
  }

  /** Asks for so many pongs. */
  void ask(int pings) throws IOException {
    byte[] text = "{\"type\":\"ping\"}".getBytes(US_ASCII);
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    for (int i = 0; i < pings; i++) {
      frames.write(0x81);
      frames.write(0x80 | text.length);
      frames.writeBytes(new byte[4]); // A mask of zeros leaves the text as it is.
      frames.writeBytes(text);
    }
    socket.getOutputStream().write(frames.toByteArray());
  }

  /** Reads on until the server says that it ends, and how. */
  End end() throws IOException {
    while (true) {
      int opcode = in.readUnsignedByte() & 0x0f;
      int length = in.readUnsignedByte();
      if (length == 126) {
        length = in.readUnsignedShort();
      } else if (length == 127) {
        length = Math.toIntExact(in.readLong());
      }
      byte[] content = in.readNBytes(length);
      if (opcode == OPCODE_CLOSE) {
        return new End(
            (content[0] & 0xff) << 8 | (content[1] & 0xff),
            new String(content, 2, content.length - 2, UTF_8));
      }
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
