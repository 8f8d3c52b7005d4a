package org.bitcraps.evidence.replay;

import java.util.Optional;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.MalformedException;

/**
 * Leads the bytes of one {@link BlocksFile} into a {@link Replay}, whoever reads them: asks for so
 * many, takes them, asks for the next. Never asks for more than one frame may have. Mutable; one
 * owner.
 */
public final class BlocksReader {

  private enum Awaited {
    PREAMBLE,
    LENGTH,
    FRAME,
    NOTHING
  }

  private final Replay replay;
  private Awaited awaited = Awaited.PREAMBLE;
  private boolean headed;
  private int frameBytes;

  /** A reader of the file that {@code replay} goes on with. */
  public BlocksReader(Replay replay) {
    this.replay = replay;
  }

  /** How many bytes come next; 0 if the file should be over. */
  public int wanted() {
    return switch (awaited) {
      case PREAMBLE -> BlocksFile.PREAMBLE_BYTES;
      case LENGTH -> BlocksFile.LENGTH_BYTES;
      case FRAME -> frameBytes;
      case NOTHING -> 0;
    };
  }

  /**
   * The bytes asked for, or those that were left of the file; empty if they are good so far.
   *
   * @throws IllegalArgumentException if there are more than were asked for
   */
  public Optional<ReplayFault> take(byte[] bytes) {
    if (bytes.length > wanted()) {
      throw new IllegalArgumentException(bytes.length + " bytes, wanted " + wanted());
    }
    if (awaited == Awaited.PREAMBLE) {
      awaited = Awaited.LENGTH;
      return BlocksFile.isPreamble(bytes)
          ? Optional.empty()
          : ReplayFault.of(
              ReplayReason.FORMAT_UNKNOWN, block(), "preamble", "no blocks.bin of version 1");
    }
    if (bytes.length < wanted()) {
      return ReplayFault.of(
          ReplayReason.TRUNCATED, block(), "end", "the file ends in the middle, at " + where());
    }
    if (awaited == Awaited.LENGTH) {
      return length(bytes);
    }
    awaited = Awaited.LENGTH;
    Optional<ReplayFault> fault = headed ? replay.block(bytes) : replay.header(bytes);
    headed = true;
    if (fault.isEmpty() && !replay.awaitsBlock()) {
      awaited = Awaited.NOTHING;
    }
    return fault;
  }

  private Optional<ReplayFault> length(byte[] bytes) {
    int most = headed ? replay.blockBytesMax() : BlocksFile.HEADER_BYTES_MAX;
    try {
      frameBytes = Decoder.decode(bytes, BlocksFile.LENGTH_BYTES, in -> in.u31("length"));
    } catch (MalformedException e) {
      frameBytes = -1;
    }
    if (frameBytes < 1 || frameBytes > most) {
      return ReplayFault.of(
          ReplayReason.MALFORMED,
          block(),
          "length",
          "of %s: 1 … %d bytes".formatted(where(), most));
    }
    awaited = Awaited.FRAME;
    return Optional.empty();
  }

  private SequenceNumber block() {
    return headed ? replay.last().sequence().next() : SequenceNumber.ZERO;
  }

  private String where() {
    return headed ? "block " + block() : "the header";
  }
}
