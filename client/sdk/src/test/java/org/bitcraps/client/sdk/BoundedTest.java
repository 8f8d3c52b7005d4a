package org.bitcraps.client.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** A gateway that stops in the middle of its answer keeps nobody waiting for ever. */
class BoundedTest {

  /** Gives some bytes, and then nothing until it is closed. */
  private static final class Stalling extends InputStream {
    private final CountDownLatch closed = new CountDownLatch(1);
    private int left;

    private Stalling(int bytes) {
      left = bytes;
    }

    @Override
    public int read() throws IOException {
      if (left-- > 0) {
        return 7;
      }
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new IOException("closed");
    }

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
      into[from] = (byte) read();
      return 1;
    }

    @Override
    public void close() {
      closed.countDown();
    }
  }

  @Test
  void a_read_that_waits_too_long_fails_and_what_came_before_is_there() throws Exception {
    try (InputStream in = Bounded.impatient(new Stalling(3), Duration.ofMillis(200))) {
      assertThat(new int[] {in.read(), in.read(), in.read()}).containsOnly(7);
      assertThatThrownBy(in::read).isInstanceOf(IOException.class);
    }
  }

  @Test
  void who_takes_its_time_between_reads_is_not_cut_off() throws Exception {
    Stalling stalling = new Stalling(3);
    try (InputStream in = Bounded.impatient(stalling, Duration.ofMillis(50))) {
      for (int i = 0; i < 3; i++) {
        Thread.sleep(600); // Longer than the watch looks away.
        assertThat(in.read()).isEqualTo(7);
      }
    }
    assertThat(stalling.closed.getCount()).as("closed with it").isZero();
  }

  @Test
  void a_whole_stream_is_what_it_was() throws Exception {
    byte[] bytes = {1, 2, 3, 4, 5};
    try (InputStream in =
        Bounded.impatient(new ByteArrayInputStream(bytes), Duration.ofSeconds(5))) {
      assertThat(in.readNBytes(9)).isEqualTo(bytes);
      assertThat(in.read()).isNegative();
    }
  }
}
