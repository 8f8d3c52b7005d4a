package org.bitcraps.persistence.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.MalformedException;
import org.bitcraps.protocol.port.JournalException;
import org.bitcraps.protocol.port.Storage;

/**
 * Certified blocks in one file, {@code blocks.bin}, one record a block, ascending. On the heap
 * stands one offset a block. A block before which others are missing says so: its record begins
 * with 32 zero bytes, where others have the id of their chain, and its sequence in 8.
 *
 * <p>A gateway keeps what it follows in one, too; what it loses it asks for again.
 *
 * <p>That of a validator is derived from the journal, so it is forced only when that forgets
 * blocks, and whatever is damaged when it is opened is dropped from there on, with a {@link
 * #notice}: {@link #last} tells the host where to go on. One thread writes; any number read, also
 * while it writes, and an interrupted reader hurts nobody.
 */
public final class FileBlockStore implements Storage.Followed {

  /** The file in the directory. */
  public static final String FILE = "blocks.bin";

  private final LogFile file;
  private final Parameters limits;
  private final FrameLog log;
  private final Optional<String> notice;

  /** Where the n-th kept block begins: index n − 1. Written before {@link #count} says so. */
  private volatile long[] offsets = new long[1024];

  /** Where blocks follow one another again, ascending. Written before {@link #count} says so. */
  private volatile List<Run> runs = List.of(new Run(1, 0));

  private volatile int count;

  /** Whether everything that stood here when it was opened is durable. */
  private boolean settled;

  private volatile boolean closed;

  /**
   * Blocks without a gap.
   *
   * @param first the sequence of the first of them
   * @param index its index in {@link #offsets}
   */
  private record Run(long first, int index) {}

  private static final int GAP_BYTES = Digest.BYTES + Long.BYTES;

  private FileBlockStore(LogFile file, Parameters limits) throws IOException {
    this.file = file;
    this.limits = limits;
    FrameScan scan = new FrameScan(file.file(), file.header().salt());
    Ending ending = scan.run(this::index);
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
    return open(
        directory, new LogFile.Wanted(FileHeader.Kind.BLOCKS, FILE, chain, validator), limits);
  }

  /**
   * Opens the store of a gateway, or creates it.
   *
   * @param limits as above
   * @throws JournalException if it is open elsewhere, of another chain, or if the disk refuses
   */
  public static FileBlockStore openFollowed(Path directory, ChainId chain, Parameters limits) {
    return open(
        directory,
        new LogFile.Wanted(FileHeader.Kind.FOLLOWED, FILE, chain, FileHeader.NOBODY),
        limits);
  }

  private static FileBlockStore open(Path directory, LogFile.Wanted wanted, Parameters limits) {
    LogFile file = LogFile.open(directory, wanted, true, UnaryOperator.identity());
    try {
      return new FileBlockStore(file, limits);
    } catch (IOException e) {
      file.close();
      throw DiskFault.of(file.path(), "cannot be read", e);
    }
  }

  /** {@inheritDoc} From which block on the rest was dropped. */
  @Override
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
    if (sequence <= last().value()) {
      return;
    }
    if (sequence != last().value() + 1) {
      throw new IllegalArgumentException("block " + sequence + " after block " + last());
    }
    append(block, block.toWire());
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if it is of another chain or lacks a body
   * @throws JournalException if the disk refuses; the store is as it was before
   */
  @Override
  public synchronized void resume(BlockNotice block) {
    long sequence = block.certified().sequence().value();
    requireOpen();
    if (sequence > last().value() + 1) {
      byte[] plain = block.toWire();
      append(
          block,
          ByteBuffer.allocate(GAP_BYTES + plain.length)
              .putLong(Digest.BYTES, sequence)
              .put(GAP_BYTES, plain)
              .array());
    } else {
      put(block);
    }
  }

  private void append(BlockNotice block, byte[] record) {
    long sequence = block.certified().sequence().value();
    if (!block.certified().block().chain().equals(file.header().chain())) {
      throw new IllegalArgumentException("block " + sequence + " is of another chain");
    }
    if (!block.missing().isEmpty()) {
      throw new IllegalArgumentException("block " + sequence + " lacks bodies");
    }
    try {
      index(log.append(List.of(record)), record);
    } catch (IOException e) {
      throw DiskFault.of(file.path(), "cannot be written", e);
    }
  }

  /** {@inheritDoc} Who puts a block meanwhile does not wait for the disk. */
  @Override
  public void force() {
    try {
      long end = settle();
      file.file().force();
      forced(end);
    } catch (IOException e) {
      unsettle();
      throw DiskFault.of(file.path(), "cannot be made durable", e);
    }
  }

  /** Where it ends now. */
  private synchronized long settle() throws IOException {
    requireOpen();
    if (!settled) {
      log.settle(); // What another process wrote: its failed writes are not told to this one.
      settled = true;
    }
    return log.end();
  }

  private synchronized void forced(long end) {
    log.forced(end);
  }

  /** The next fsync could succeed without having written anything. */
  private synchronized void unsettle() {
    settled = false;
  }

  /** {@inheritDoc} Its bytes are not looked at. */
  @Override
  public boolean has(SequenceNumber sequence) {
    requireOpen();
    return indexOf(sequence.value()).isPresent();
  }

  /**
   * {@inheritDoc}
   *
   * @throws JournalException if the bytes on the disk are no longer those that were written
   */
  @Override
  public Optional<BlockNotice> block(SequenceNumber sequence) {
    requireOpen();
    OptionalInt index = indexOf(sequence.value());
    if (index.isEmpty()) {
      return Optional.empty();
    }
    // A descriptor for each read: no position to share, nothing an interrupt could close for
    // others.
    try (OpenFile reading = OpenFile.readable(file.path())) {
      return Optional.of(read(reading, index.getAsInt(), sequence.value()));
    } catch (IOException e) {
      throw DiskFault.of(file.path(), "cannot be read", e);
    }
  }

  /**
   * Hands over every block from {@code from} to the one that is last now, in order, one at a time.
   *
   * @throws JournalException if the bytes on the disk are no longer those that were written
   */
  public void forEach(SequenceNumber from, Consumer<BlockNotice> consumer) {
    requireOpen();
    long last = last().value();
    try (OpenFile reading = OpenFile.readable(file.path())) {
      for (long sequence = Math.max(1, from.value()); sequence <= last; sequence++) {
        OptionalInt index = indexOf(sequence);
        if (index.isPresent()) {
          consumer.accept(read(reading, index.getAsInt(), sequence));
        }
      }
    } catch (IOException e) {
      throw DiskFault.of(file.path(), "cannot be read", e);
    }
  }

  @Override
  public SequenceNumber last() {
    int known = count;
    Run run = runOf(known - 1);
    return new SequenceNumber(known == 0 ? 0 : run.first() + known - 1 - run.index());
  }

  /** The run in which the block with this index stands. */
  private Run runOf(int index) {
    Run found = runs.get(0);
    for (Run run : runs) {
      found = run.index() <= index ? run : found;
    }
    return found;
  }

  private OptionalInt indexOf(long sequence) {
    int known = count;
    for (Run run : runs) {
      long index = run.index() + sequence - run.first();
      if (index >= run.index() && index < known && runOf((int) index).equals(run)) {
        return OptionalInt.of((int) index);
      }
    }
    return OptionalInt.empty();
  }

  /** Gives the directory back. A read under way finishes. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      file.close();
    }
  }

  private BlockNotice read(DiskFile reading, int index, long sequence) throws IOException {
    long at = offsets[index];
    Salt salt = file.header().salt();
    byte[] bytes = new byte[Frame.HEAD_BYTES];
    Frame head =
        reading.read(at, bytes, 0, bytes.length) < bytes.length ? null : Frame.at(bytes, 0, salt);
    if (head == null || head.number() != index + 1L || head.end(at) > reading.size()) {
      throw damaged(at, sequence, null);
    }
    byte[] record = new byte[head.length()];
    if (reading.read(at + Frame.HEAD_BYTES, record, 0, record.length) < record.length
        || !head.covers(record, salt)) {
      throw damaged(at, sequence, null);
    }
    int from = gapBefore(record).isPresent() ? GAP_BYTES : 0;
    try {
      return Decoder.decode(
          Arrays.copyOfRange(record, from, record.length),
          record.length,
          in -> BlockNotice.decode(in, limits));
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
            + " is not as it was written. Restart the node: it drops the damaged part and writes it"
            + " again, a validator from its journal",
        cause);
  }

  /** The sequence of a block before which others are missing; empty of all others. */
  private static OptionalLong gapBefore(byte[] record) {
    boolean marked = record.length > GAP_BYTES;
    for (int i = 0; marked && i < Digest.BYTES; i++) {
      marked = record[i] == 0;
    }
    return marked
        ? OptionalLong.of(ByteBuffer.wrap(record).getLong(Digest.BYTES))
        : OptionalLong.empty();
  }

  private void index(long at, byte[] record) {
    long[] known = offsets;
    int next = count;
    gapBefore(record)
        .ifPresent(first -> {
          List<Run> more = new ArrayList<>(next == 0 ? List.of() : runs);
          more.add(new Run(first, next));
          runs = List.copyOf(more);
        });
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
