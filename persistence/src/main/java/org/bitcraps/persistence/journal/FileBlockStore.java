package org.bitcraps.persistence.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.MalformedException;
import org.bitcraps.protocol.port.BlockStore;
import org.bitcraps.protocol.port.JournalException;

/**
 * Certified blocks in one file, {@code blocks.bin}: record n is block n. On the heap stands one
 * offset a block.
 *
 * <p>Derived from the journal, so it is never forced, and whatever is damaged when it is opened is
 * dropped from there on, with a {@link #notice}: {@link #last} tells the host where to go on. One
 * thread writes; any number read, also while it writes, and an interrupted reader hurts nobody.
 */
public final class FileBlockStore implements BlockStore, AutoCloseable {

  /** The file in the directory. */
  public static final String FILE = "blocks.bin";

  private final LogFile file;
  private final Parameters limits;
  private final FrameLog log;
  private final Optional<String> notice;

  /** Where block n begins: index n − 1. Written before {@link #count} says so. */
  private volatile long[] offsets = new long[1024];

  private volatile int count;
  private volatile boolean closed;

  private FileBlockStore(LogFile file, Parameters limits) throws IOException {
    this.file = file;
    this.limits = limits;
    FrameScan scan = new FrameScan(file.file(), file.header().salt());
    Ending ending = scan.run((at, record) -> index(at));
    this.notice = file.notice().or(() -> notice(file.path(), ending));
    this.log = new FrameLog(file.file(), file.header().salt(), scan, 0);
    if (!(ending instanceof Ending.Whole)) {
      log.cut();
    }
  }

  /**
   * Opens the store of a validator, or creates it.
   *
   * @param limits of the chain: a block that does not decode within them is refused on reading
   * @throws JournalException if it is open elsewhere, of another chain or validator, or if the disk
   *     refuses
   */
  public static FileBlockStore open(
      Path directory, ChainId chain, ReplicaId validator, Parameters limits) {
    LogFile.Wanted wanted = new LogFile.Wanted(FileHeader.Kind.BLOCKS, FILE, chain, validator);
    LogFile file = LogFile.open(directory, wanted, true, UnaryOperator.identity());
    try {
      return new FileBlockStore(file, limits);
    } catch (IOException e) {
      file.close();
      throw new JournalException(file.path() + ": cannot be read: " + e, e);
    }
  }

  /** What opening did that an operator should read: from which block on the rest was dropped. */
  public Optional<String> notice() {
    return notice;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if it is of another chain, lacks a body, or would leave a gap
   * @throws JournalException if the disk refuses; the store is as it was before
   */
  @Override
  public synchronized void put(BlockNotice block) {
    long sequence = block.certified().sequence().value();
    requireOpen();
    if (sequence <= count) {
      return;
    }
    if (sequence != count + 1L) {
      throw new IllegalArgumentException("block " + sequence + " after block " + count);
    }
    if (!block.certified().block().chain().equals(file.header().chain())) {
      throw new IllegalArgumentException("block " + sequence + " is of another chain");
    }
    if (!block.missing().isEmpty()) {
      throw new IllegalArgumentException("block " + sequence + " lacks bodies");
    }
    try {
      index(log.append(List.of(block.toWire())));
    } catch (IOException e) {
      throw new JournalException(file.path() + ": cannot be written: " + e, e);
    }
  }

  @Override
  public synchronized void force() {
    requireOpen();
    try {
      log.settle();
    } catch (IOException e) {
      throw new JournalException(file.path() + ": cannot be made durable: " + e, e);
    }
  }

  /**
   * {@inheritDoc}
   *
   * @throws JournalException if the bytes on the disk are no longer those that were written
   */
  @Override
  public Optional<BlockNotice> block(SequenceNumber sequence) {
    requireOpen();
    if (sequence.value() < 1 || sequence.value() > count) {
      return Optional.empty();
    }
    // A descriptor for each read: no position to share, nothing an interrupt could close for
    // others.
    try (OpenFile reading = OpenFile.readable(file.path())) {
      return Optional.of(read(reading, sequence.value()));
    } catch (IOException e) {
      throw new JournalException(file.path() + ": cannot be read: " + e, e);
    }
  }

  /**
   * Hands over every block from {@code from} to the one that is last now, in order, one at a time.
   *
   * @throws JournalException if the bytes on the disk are no longer those that were written
   */
  public void forEach(SequenceNumber from, Consumer<BlockNotice> consumer) {
    requireOpen();
    int last = count;
    try (OpenFile reading = OpenFile.readable(file.path())) {
      for (long sequence = Math.max(1, from.value()); sequence <= last; sequence++) {
        consumer.accept(read(reading, sequence));
      }
    } catch (IOException e) {
      throw new JournalException(file.path() + ": cannot be read: " + e, e);
    }
  }

  @Override
  public SequenceNumber last() {
    return new SequenceNumber(count);
  }

  /** Gives the directory back. A read under way finishes. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      file.close();
    }
  }

  private BlockNotice read(DiskFile reading, long sequence) throws IOException {
    long at = offsets[(int) sequence - 1];
    Salt salt = file.header().salt();
    byte[] bytes = new byte[Frame.HEAD_BYTES];
    Frame head =
        reading.read(at, bytes, 0, bytes.length) < bytes.length ? null : Frame.at(bytes, 0, salt);
    if (head == null || head.number() != sequence || head.end(at) > reading.size()) {
      throw damaged(at, sequence, null);
    }
    byte[] record = new byte[head.length()];
    if (reading.read(at + Frame.HEAD_BYTES, record, 0, record.length) < record.length
        || !head.covers(record, salt)) {
      throw damaged(at, sequence, null);
    }
    try {
      return Decoder.decode(record, record.length, in -> BlockNotice.decode(in, limits));
    } catch (MalformedException e) {
      throw damaged(at, sequence, e);
    }
  }

  private JournalException damaged(long at, long sequence, MalformedException cause) {
    return new JournalException(
        file.path()
            + ": block "
            + sequence
            + " at offset "
            + at
            + " is not as it was written. Restart the validator: it drops the damaged part and"
            + " writes it again from its journal",
        cause);
  }

  private void index(long at) {
    long[] known = offsets;
    int next = count;
    if (next == known.length) {
      known = Arrays.copyOf(known, next * 2);
    }
    known[next] = at;
    offsets = known;
    count = next + 1;
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException(file.path() + " is closed");
    }
  }

  private static Optional<String> notice(Path path, Ending ending) {
    return switch (ending) {
      case Ending.Whole whole -> Optional.empty();
      case Ending.Torn torn ->
          Optional.of(path + ": dropped a torn tail of " + torn.bytes() + " bytes");
      case Ending.Damaged damaged ->
          Optional.of(
              path
                  + ": dropped everything from block "
                  + damaged.number()
                  + " on, damaged at offset "
                  + damaged.at()
                  + ": "
                  + damaged.what());
    };
  }
}
