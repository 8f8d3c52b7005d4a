package org.bitcraps.evidence.replay;

import java.util.Arrays;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.WireValue;

/**
 * The bytes of {@code blocks.bin}: a preamble, then frames, each with its length: the header, then
 * one {@link BlockNotice} with all its bodies for every block that the header announces, ascending.
 * The header says how many there are, so a file that was cut short is told from a complete one.
 */
public final class BlocksFile {

  /** Length of {@link #preamble}. */
  public static final int PREAMBLE_BYTES = 10;

  /** Bytes of the length before each frame. */
  public static final int LENGTH_BYTES = 4;

  /** The largest header frame. */
  public static final int HEADER_BYTES_MAX = Genesis.BYTES_MAX + 16;

  /** "bitcraps" in ASCII. */
  private static final long MAGIC = 0x6269746372617073L;

  private static final int VERSION = 1;

  private BlocksFile() {}

  /**
   * The first frame: of which chain the blocks are, and which ones.
   *
   * @param first the first block of the file
   * @param last the last one; the one before {@code first} if there is none
   */
  public record Header(SequenceNumber first, SequenceNumber last, Genesis genesis)
      implements WireValue {

    /**
     * @throws IllegalArgumentException if the blocks begin with genesis, or end before they begin
     */
    public Header {
      if (first.value() < 1 || last.value() < first.value() - 1) {
        throw new IllegalArgumentException("last: blocks %s to %s".formatted(first, last));
      }
    }

    @Override
    public void encodeTo(Encoder out) {
      out.value(first).value(last).value(genesis);
    }

    /** Reads what {@link #encodeTo} wrote. */
    public static Header decode(Decoder in) {
      return new Header(SequenceNumber.decode(in), SequenceNumber.decode(in), Genesis.decode(in));
    }
  }

  /** What the file begins with: what it is, and the version of its format. */
  public static byte[] preamble() {
    return new Encoder(PREAMBLE_BYTES).u63(MAGIC).u16(VERSION).toBytes();
  }

  /** Whether a file that begins so is one of this format and version. */
  public static boolean isPreamble(byte[] bytes) {
    return Arrays.equals(bytes, preamble());
  }

  /** A frame: four bytes of length, then the value. */
  public static byte[] frame(WireValue value) {
    return frame(value.toWire());
  }

  /** The same of a value that is encoded already. */
  public static byte[] frame(byte[] content) {
    return new Encoder(LENGTH_BYTES + content.length).bytes(content).toBytes();
  }

  /** The largest frame of a block. */
  public static int blockBytesMax(Parameters limits) {
    return BlockNotice.bytesMax(limits);
  }
}
