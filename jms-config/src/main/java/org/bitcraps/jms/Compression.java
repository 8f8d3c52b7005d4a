package org.bitcraps.jms;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdException;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * Makes large bodies smaller before they go to another server: Zstandard, level 1, one frame that
 * says how much it holds. What is signed, hashed and kept is always the body itself (DESIGN D4).
 * Thread-safe.
 *
 * <p>A receiver allocates at most {@link #TIMES_MAX} times what came, so a sender leaves as it is
 * what shrinks by more.
 */
public final class Compression {

  /** Nothing is made smaller. */
  public static final Compression OFF = new Compression(Integer.MAX_VALUE, Optional.empty());

  /** A frame that claims to hold more than so many times itself is refused. */
  static final int TIMES_MAX = 64;

  private static final int LEVEL = 1;

  private final int bytesMin;

  /** Not thread-safe; made once, for making it costs more than using it. Guarded by this. */
  private final Optional<ZstdCompressCtx> context;

  private final LongAdder bytesBefore = new LongAdder();
  private final LongAdder bytesAfter = new LongAdder();

  private Compression(int bytesMin, Optional<ZstdCompressCtx> context) {
    this.bytesMin = bytesMin;
    this.context = context;
  }

  /**
   * Makes smaller what has at least so many bytes; nothing if that is 0.
   *
   * @throws IllegalStateException if the library does not work on this machine; says what to do
   */
  public static Compression above(int bytesMin) {
    if (bytesMin == 0) {
      return OFF;
    }
    try {
      return new Compression(bytesMin, Optional.of(new ZstdCompressCtx().setLevel(LEVEL)));
    } catch (LinkageError e) {
      throw new IllegalStateException(
          "zstd does not work on this machine ("
              + e
              + "): until it does, bitcraps.transport.compress-above-bytes must be 0 at this node and"
              + " at every other, for it cannot read what they compress",
          e);
    }
  }

  /** A body as it travels; empty if it travels as it is. */
  Optional<byte[]> packed(byte[] body) {
    if (body.length < bytesMin || context.isEmpty()) {
      return Optional.empty();
    }
    byte[] frame;
    synchronized (this) {
      frame = context.get().compress(body);
    }
    boolean helps = frame.length < body.length && isPlausible(frame.length, body.length);
    bytesBefore.add(body.length);
    bytesAfter.add(helps ? frame.length : body.length);
    return helps ? Optional.of(frame) : Optional.empty();
  }

  private static boolean isPlausible(int frameBytes, long bodyBytes) {
    return bodyBytes <= (long) TIMES_MAX * frameBytes;
  }

  /**
   * How many bytes a frame holds, as it says; nothing is allocated for it.
   *
   * @return empty if it is no frame that {@link #packed} makes
   * @throws LinkageError if the library does not work on this machine
   */
  static Optional<Integer> bytesIn(byte[] frame) {
    long bytes = frame.length == 0 ? 0 : Zstd.getFrameContentSize(frame);
    return bytes > 0 && bytes <= Envelope.BODY_BYTES_MAX && isPlausible(frame.length, bytes)
        ? Optional.of((int) bytes)
        : Optional.empty();
  }

  /**
   * The body that a frame holds.
   *
   * @param bytes as {@link #bytesIn} says
   * @return empty if it does not hold exactly that
   */
  static Optional<byte[]> unpacked(byte[] frame, int bytes) {
    byte[] body = new byte[bytes];
    try {
      long written = Zstd.decompressByteArray(body, 0, bytes, frame, 0, frame.length);
      return written == bytes ? Optional.of(body) : Optional.empty();
    } catch (ZstdException e) {
      return Optional.empty();
    }
  }

  /** Bytes of all bodies that were large enough ÷ bytes that travelled; not a number before. */
  public double ratio() {
    long after = bytesAfter.sum();
    return after == 0 ? Double.NaN : (double) bytesBefore.sum() / after;
  }
}
