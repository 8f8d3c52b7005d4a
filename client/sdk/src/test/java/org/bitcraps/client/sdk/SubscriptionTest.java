package org.bitcraps.client.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.OptionalLong;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.bitcraps.evidence.genesis.TableId;
import org.junit.jupiter.api.Test;

/** A feed that breaks goes on with the number after the last one seen. */
class SubscriptionTest {

  private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

  private final BlockingQueue<String> seen = new ArrayBlockingQueue<>(100);

  private String next() throws InterruptedException {
    return seen.poll(20, TimeUnit.SECONDS);
  }

  @Test
  void resumesAfterTheLastNumber() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        BitcrapsClient client =
            BitcrapsClient.of(URI.create("http://127.0.0.1:" + server.getLocalPort()))) {
      TableListener listener =
          new TableListener() {
            @Override
            public void frame(JsonNode frame) {
              seen.add(frame.path("type").asText() + " " + frame.path("n").asText());
            }

            @Override
            public void lost(String reason, long retryInMs) {
              seen.add("lost");
            }
          };
      try (Subscription feed = client.subscribe(new TableId(3), OptionalLong.empty(), listener)) {
        try (Socket first = server.accept()) {
          assertThat(shake(first)).isEqualTo("GET /api/v1/games/3/subscribe HTTP/1.1");
          send(first, "{\"type\":\"snapshot\",\"n\":7}");
          send(first, "{\"type\":\"status\"}");
          send(first, "{\"type\":\"block\",\"n\":8}");
          assertThat(next()).isEqualTo("snapshot 7");
          assertThat(next()).isEqualTo("status ");
          assertThat(next()).isEqualTo("block 8");
        }
        assertThat(next()).isEqualTo("lost");
        try (Socket second = server.accept()) {
          assertThat(shake(second)).isEqualTo("GET /api/v1/games/3/subscribe?from=8 HTTP/1.1");
          send(second, "{\"type\":\"block\",\"n\":9}");
          assertThat(next()).isEqualTo("block 9");
          assertThat(feed.last()).isEqualTo(OptionalLong.of(9));
          send(second, "{broken");
          assertThat(next()).isEqualTo("lost");
        }
      }
    }
    assertThat(seen).isEmpty();
  }

  /** The server's half of RFC 6455 §4.2; gives the request line. */
  private static String shake(Socket socket) throws Exception {
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.read());
    }
    String key = head.toString().replaceAll("(?s).*Sec-WebSocket-Key: ([^\r]+).*", "$1");
    byte[] hash =
        MessageDigest.getInstance("SHA-1").digest((key + GUID).getBytes(StandardCharsets.US_ASCII));
    String answer =
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Accept: "
            + Base64.getEncoder().encodeToString(hash)
            + "\r\n\r\n";
    socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    return head.substring(0, head.indexOf("\r\n"));
  }

  private static void send(Socket socket, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    OutputStream out = socket.getOutputStream();
    out.write(0x81);
    out.write(bytes.length);
    out.write(bytes);
    out.flush();
  }
}
