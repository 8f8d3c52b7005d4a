package org.bitcraps.client.sdk;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/** Answers that neither fill our memory nor keep us for ever. */
final class Bounded {

  private static final long LOOK_MS = 500;

  private Bounded() {}

  /** The whole body, if it has no more than so many bytes; else the answer fails. */
  static BodyHandler<byte[]> bytes(int bytesMax) {
    return head -> new Bytes(bytesMax);
  }

  private static final class Bytes implements BodySubscriber<byte[]> {

    private final int bytesMax;
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private Flow.Subscription subscription;

    private Bytes(int bytesMax) {
      this.bytesMax = bytesMax;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
      return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription from) {
      subscription = from;
      from.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> more) {
      for (ByteBuffer buffer : more) {
        if (held.size() + buffer.remaining() > bytesMax) {
          subscription.cancel();
          body.completeExceptionally(
              new IOException("the answer has more than " + bytesMax + " bytes"));
          return;
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        held.writeBytes(bytes);
      }
    }

    @Override
    public void onError(Throwable failure) {
      body.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
      body.complete(held.toByteArray());
    }
  }

  /** The stream, which fails if a read waits for longer than that. */
  static InputStream impatient(InputStream in, Duration patience) {
    return new Impatient(in, patience);
  }

  private static final class Impatient extends FilterInputStream {

    private final Thread watch;

    /** Since when a read waits, by {@link System#nanoTime}; 0 if none does. */
    private volatile long sinceNs;

    private Impatient(InputStream in, Duration patience) {
      super(in);
      this.watch =
          Thread.ofVirtual().name("bitcraps-patience").start(() -> watch(patience.toNanos()));
    }

    private void watch(long patienceNs) {
      try {
        while (true) {
          Thread.sleep(LOOK_MS);
          long since = sinceNs;
          if (since != 0 && System.nanoTime() - since > patienceNs) {
            in.close(); // The read that waits fails.
            return;
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      } catch (IOException e) {
        // It is closed.
      }
    }

    private interface Read {
      int now() throws IOException;
    }

    private int timed(Read read) throws IOException {
      sinceNs = System.nanoTime() | 1;
      try {
        return read.now();
      } finally {
        sinceNs = 0;
      }
    }

    @Override
    public int read() throws IOException {
      return timed(() -> in.read());
    }

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
      return timed(() -> in.read(into, from, count));
    }

    @Override
    public void close() throws IOException {
      watch.interrupt();
      super.close();
    }
  }
}
