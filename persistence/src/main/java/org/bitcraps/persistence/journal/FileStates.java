package org.bitcraps.persistence.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.exchange.CertifiedBlock;
import org.bitcraps.evidence.exchange.SnapshotManifest;
import org.bitcraps.evidence.execution.StateTree;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.MalformedException;
import org.bitcraps.protocol.port.JournalException;
import org.bitcraps.protocol.port.Storage;

/**
 * States, each in a file of its own, {@code state-<sequence>.bin}: a header, then as records the
 * certified block, the certificate of the state, and the chunks in order. A file takes its name
 * when all of it is durable, so whatever has the name was whole once.
 *
 * <p>Bound: {@link #NEWEST} states, and of the older ones so many that a state is never further
 * behind a block than the block is behind the newest: about one for each doubling.
 */
public final class FileStates implements Storage.States {

  /** So many stay whatever their distance: damage to one costs little. */
  static final int NEWEST = 3;

  private static final Logger LOG = System.getLogger(FileStates.class.getName());
  private static final String LOCK = "states.lock";
  private static final String NEEDLESS = ". Nobody needs it: it may be deleted";
  private static final Pattern NAME = Pattern.compile("state-([1-9][0-9]{0,17})\\.bin");

  private static final Pattern UNFINISHED = Pattern.compile("state-[0-9]+\\.bin\\.new");

  private final HomeDirectory home;
  private final ChainId chain;
  private final UnaryOperator<DiskFile> disk;
  private final NavigableSet<SequenceNumber> kept = new TreeSet<>();
  private boolean closed;

  private FileStates(HomeDirectory home, ChainId chain, UnaryOperator<DiskFile> disk) {
    this.home = home;
    this.chain = chain;
    this.disk = disk;
  }

  /**
   * Opens the folder, or creates it.
   *
   * @throws JournalException if it is open elsewhere, or if the disk refuses
   */
  public static FileStates open(Path directory, ChainId chain) {
    return open(directory, chain, UnaryOperator.identity());
  }

  /**
   * @param disk a seam for tests, else identity
   */
  static FileStates open(Path directory, ChainId chain, UnaryOperator<DiskFile> disk) {
    try {
      HomeDirectory home =
          HomeDirectory.take(directory, LOCK)
              .orElseThrow(() ->
                  new JournalException(
                      directory + ": these states are open already, here or in another process"));
      FileStates states = new FileStates(home, chain, disk);
      try (Stream<Path> all = Files.list(directory)) {
        for (Path file : all.toList()) {
          states.found(file);
        }
        return states;
      } catch (IOException | RuntimeException e) {
        home.close();
        throw e;
      }
    } catch (UncheckedIOException e) {
      throw DiskFault.of(directory, "cannot be listed", e.getCause());
    } catch (IOException e) {
      throw DiskFault.of(directory, "cannot be used", e);
    }
  }

  /**
   * Half a file of a process that died is room for others. One of another chain is none of ours:
   * counted, it would decide which of ours are needless.
   */
  private void found(Path file) throws IOException {
    String name = file.getFileName().toString();
    Matcher state = NAME.matcher(name);
    if (UNFINISHED.matcher(name).matches()) {
      Files.delete(file);
    } else if (state.matches() && isOfThisChain(file, name)) {
      kept.add(new SequenceNumber(Long.parseLong(state.group(1))));
    }
  }

  private boolean isOfThisChain(Path file, String name) {
    try {
      header(file, name);
      return true;
    } catch (FileHeader.UnfitException | IOException e) {
      LOG.log(Level.WARNING, file + " is not used: " + e.getMessage() + NEEDLESS);
      return false;
    }
  }

  private FileHeader header(Path file, String name) throws IOException, FileHeader.UnfitException {
    return LogFile.readHeader(
        file, new LogFile.Wanted(FileHeader.Kind.STATE, name, chain, FileHeader.NOBODY));
  }

  private static String name(SequenceNumber sequence) {
    return "state-" + sequence + ".bin";
  }

  /**
   * {@inheritDoc} Once closed it keeps nothing: the folder may be another's.
   *
   * @throws IllegalArgumentException if it is of another chain
   * @throws JournalException if the disk refuses; what was kept before is still there
   */
  @Override
  public synchronized void keep(SnapshotManifest manifest, StateTree tree) {
    if (closed) {
      return;
    }
    SequenceNumber sequence = manifest.sequence();
    if (!manifest.block().block().chain().equals(chain)) {
      throw new IllegalArgumentException("state " + sequence + " is of another chain");
    }
    String name = name(sequence);
    try {
      write(name, manifest, tree.contents());
      kept.add(sequence);
      for (SequenceNumber needless : needless(kept)) {
        Files.deleteIfExists(home.file(name(needless)));
        kept.remove(needless);
      }
    } catch (IOException e) {
      throw DiskFault.of(home.file(name), "cannot be written", e);
    }
  }

  private void write(String name, SnapshotManifest manifest, List<byte[]> chunks)
      throws IOException {
    FileHeader header = FileHeader.fresh(FileHeader.Kind.STATE, chain, FileHeader.NOBODY);
    LogFile.Draft draft = LogFile.draft(home, name, header, disk);
    try {
      FrameLog log = draft.log();
      log.append(List.of(manifest.block().toWire(), manifest.checkpoint().toWire()));
      log.append(chunks);
      log.force();
    } catch (IOException e) {
      draft.drop();
      throw e;
    }
    draft.file().close();
    home.move(draft.path(), name);
  }

  /** Those without which the others still are what the class promises. */
  static List<SequenceNumber> needless(NavigableSet<SequenceNumber> kept) {
    List<Long> rest = new ArrayList<>();
    kept.descendingSet().forEach(sequence -> rest.add(sequence.value()));
    List<SequenceNumber> needless = new ArrayList<>();
    for (int i = NEWEST; i + 1 < rest.size(); ) {
      // Without it a block just before the one above is served by the one below.
      if (rest.get(i - 1) - rest.get(i + 1) <= rest.get(0) - rest.get(i - 1)) {
        needless.add(new SequenceNumber(rest.remove(i)));
      } else {
        i++;
      }
    }
    return needless;
  }

  @Override
  public synchronized NavigableSet<SequenceNumber> sequences() {
    return new TreeSet<>(kept);
  }

  /**
   * {@inheritDoc}
   *
   * @throws JournalException if it is not as it was written, or of another chain
   */
  @Override
  public synchronized Optional<KeptState> read(SequenceNumber sequence) {
    if (!kept.contains(sequence)) {
      return Optional.empty();
    }
    String name = name(sequence);
    Path file = home.file(name);
    try (OpenFile reading = OpenFile.readable(file)) {
      FileHeader header = header(file, name);
      List<byte[]> records = new ArrayList<>();
      Ending ending =
          new FrameScan(reading, header.salt()).run((at, record) -> records.add(record));
      if (!(ending instanceof Ending.Whole) || records.size() < 2) {
        throw new IllegalArgumentException("it does not read back what was written");
      }
      return Optional.of(state(records));
    } catch (FileHeader.UnfitException | MalformedException | IllegalArgumentException e) {
      throw new JournalException(file + ": " + e.getMessage() + NEEDLESS, e);
    } catch (IOException e) {
      throw DiskFault.of(file, "cannot be read", e);
    }
  }

  /** Chunks that are not those of the certificate are an illegal argument: one may be missing. */
  private static KeptState state(List<byte[]> records) {
    List<byte[]> chunks = List.copyOf(records.subList(2, records.size()));
    byte[] block = records.get(0);
    byte[] checkpoint = records.get(1);
    return new KeptState(
        new SnapshotManifest(
            Decoder.decode(block, block.length, CertifiedBlock::decode),
            Decoder.decode(checkpoint, checkpoint.length, QuorumCertificate::decodeCheckpoint),
            chunks.stream().map(StateTree::digestOf).toList()),
        chunks);
  }

  /** Gives the folder back. */
  @Override
  public synchronized void close() {
    closed = true;
    kept.clear();
    home.close();
  }
}
