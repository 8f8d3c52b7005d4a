package org.bitcraps.bench.faults;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The wire from one node to another's broker: a port of its own on the loopback interface that
 * passes every byte on, late or not at all. Cut, it behaves as a network that drops packets:
 * connections stay open, nothing arrives, and what was on its way comes after healing.
 */
final class Link implements Closeable {

  private static final int CONNECT_MS = 5_000;
  private static final int CHUNK = 1 << 16;
  private static final int CHUNKS_ON_THE_WAY = 64;

  private final ServerSocket door;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final Random random;
  private volatile boolean closed;
  private boolean cut;
  private int delayMs;
  private int jitterMs;

  /** Bytes and when they are due. */
  private record Chunk(long dueNs, ByteBuffer bytes) {}

  /**
   * A link to that port.
   *
   * @param seed of its jitter
   */
  Link(int target, long seed) {
    this.target = target;
    this.random = new Random(seed);
    try {
      this.door = new ServerSocket(0, 64, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  int port() {
    return door.getLocalPort();
  }

  synchronized void cut(boolean now) {
    cut = now;
    notifyAll();
  }

  /** Each chunk takes {@code delay} ± {@code jitter} milliseconds; order is kept. */
  synchronized void slow(int delay, int jitter) {
    delayMs = delay;
    jitterMs = jitter;
  }

  private synchronized void awaitWhole() throws InterruptedException {
    while (cut && !closed) {
      wait();
    }
  }

  private synchronized long dueNs(long afterNs) {
    long delay = jitterMs == 0 ? delayMs : delayMs - jitterMs + random.nextInt(2 * jitterMs + 1);
    return Math.max(afterNs, System.nanoTime() + delay * 1_000_000L);
  }

  private void accept() {
    while (!closed) {
      try {
        Socket from = door.accept();
        open.add(from);
        Thread.ofVirtual().start(() -> connect(from));
      } catch (IOException e) {
        return; // The door was closed.
      }
    }
  }

  private void connect(Socket from) {
    Socket to = new Socket();
    open.add(to);
    try {
      awaitWhole();
      to.setTcpNoDelay(true);
      from.setTcpNoDelay(true);
      to.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target), CONNECT_MS);
      pass(from, to);
      pass(to, from);
    } catch (IOException e) {
      end(from, to);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** One direction of a connection: a thread that takes and one that gives when it is due. */
  private void pass(Socket from, Socket to) {
    BlockingQueue<Chunk> onTheWay = new ArrayBlockingQueue<>(CHUNKS_ON_THE_WAY);
    Thread giver = Thread.ofVirtual().start(() -> give(onTheWay, from, to));
    Thread.ofVirtual()
        .start(() -> {
          try (InputStream in = from.getInputStream()) {
            byte[] buffer = new byte[CHUNK];
            long dueNs = System.nanoTime();
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
              dueNs = dueNs(dueNs);
              onTheWay.put(new Chunk(dueNs, ByteBuffer.wrap(Arrays.copyOf(buffer, count))));
            }
            onTheWay.put(new Chunk(dueNs, ByteBuffer.allocate(0)));
          } catch (IOException e) {
            giver.interrupt();
            end(from, to);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private void give(BlockingQueue<Chunk> onTheWay, Socket from, Socket to) {
    try (OutputStream out = to.getOutputStream()) {
      for (Chunk next = onTheWay.take(); next.bytes().hasRemaining(); next = onTheWay.take()) {
        long waitNs = next.dueNs() - System.nanoTime();
        if (waitNs > 0) {
          Thread.sleep(waitNs / 1_000_000, (int) (waitNs % 1_000_000));
        }
        awaitWhole();
        out.write(next.bytes().array());
      }
    } catch (IOException e) {
      // The other side is gone: so is this one.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      end(from, to);
    }
  }

  private void end(Socket... sockets) {
    for (Socket socket : sockets) {
      open.remove(socket);
      try {
        socket.close();
      } catch (IOException e) {
        // It was to end, and it has.
      }
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    door.close();
    cut(false);
    end(open.toArray(new Socket[0]));
  }
}
