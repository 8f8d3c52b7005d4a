package org.bitcraps.bench.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A wire passes everything on in order; slow, it comes late; cut, it comes when it is whole. */
@Timeout(30)
class LinkTest {

  private ServerSocket echo;
  private Link link;
  private Socket client;

  @BeforeEach
  void connect() throws IOException {
    echo = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    Thread.ofVirtual()
        .start(() -> {
          while (true) {
            try {
              Socket one = echo.accept();
              Thread.ofVirtual().start(() -> repeat(one));
            } catch (IOException e) {
              return;
            }
          }
        });
    link = new Link(echo.getLocalPort(), 1);
    client = new Socket(InetAddress.getLoopbackAddress(), link.port());
    client.setSoTimeout(300);
  }

  private static void repeat(Socket one) {
    try (one) {
      one.getInputStream().transferTo(one.getOutputStream());
    } catch (IOException e) {
      // The test is over.
    }
  }

  @AfterEach
  void close() throws IOException {
    client.close();
    link.close();
    echo.close();
  }

  private void send(String text) throws IOException {
    client.getOutputStream().write(text.getBytes(UTF_8));
  }

  private String receive(int count) throws IOException {
    return new String(client.getInputStream().readNBytes(count), UTF_8);
  }

  @Test
  void whole_it_passes_all_bytes_in_order() throws IOException {
    String long1 = "0123456789".repeat(50_000);
    client.setSoTimeout(5_000);
    Thread.ofVirtual()
        .start(() -> {
          try {
            send(long1);
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
    assertThat(receive(long1.length())).isEqualTo(long1);
  }

  @Test
  void slow_it_takes_its_time_both_ways() throws IOException {
    link.slow(100, 20);
    client.setSoTimeout(5_000);
    long began = System.nanoTime();
    send("hello");
    assertThat(receive(5)).isEqualTo("hello");
    assertThat((System.nanoTime() - began) / 1_000_000).isBetween(160L, 2_000L);
  }

  @Test
  void cut_nothing_arrives_until_it_is_whole() throws IOException {
    send("before");
    assertThat(receive(6)).isEqualTo("before");
    link.cut(true);
    send("meanwhile");
    assertThatThrownBy(() -> receive(1)).isInstanceOf(SocketTimeoutException.class);
    link.cut(false);
    client.setSoTimeout(5_000);
    assertThat(receive(9)).isEqualTo("meanwhile");
  }

  @Test
  void who_connects_to_a_cut_one_is_heard_when_it_is_whole() throws IOException {
    link.cut(true);
    try (Socket late = new Socket(InetAddress.getLoopbackAddress(), link.port())) {
      late.getOutputStream().write('x');
      late.setSoTimeout(300);
      assertThatThrownBy(() -> late.getInputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
      link.cut(false);
      late.setSoTimeout(5_000);
      assertThat(late.getInputStream().read()).isEqualTo('x');
    }
  }

  @Test
  void the_end_of_one_side_is_the_end_of_the_other() throws IOException {
    echo.close();
    try (Socket to = new Socket(InetAddress.getLoopbackAddress(), link.port())) {
      to.setSoTimeout(5_000);
      assertThat(to.getInputStream().read()).isEqualTo(-1);
    }
  }
}
