package org.bitcraps.persistence.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.protocol.port.JournalException;

/**
 * An open file of a validator in a directory that is ours while it is open.
 *
 * @param notice what happened on opening that an operator should read
 */
record LogFile(
    HomeDirectory home, Path path, DiskFile file, FileHeader header, Optional<String> notice)
    implements AutoCloseable {

  /** What to open, and whose it must be. */
  record Wanted(FileHeader.Kind kind, String name, ChainId chain, ReplicaId validator) {

    FileHeader freshHeader() {
      return FileHeader.fresh(kind, chain, validator);
    }
  }

  /**
   * Opens a file, or creates it.
   *
   * @param derived whether a damaged header is replaced by a new file; otherwise it is refused
   * @param disk a seam for tests, else identity
   * @throws JournalException if another has it open, if it is something else's, if it is damaged,
   *     or if the disk refuses
   */
  static LogFile open(
      Path directory, Wanted wanted, boolean derived, UnaryOperator<DiskFile> disk) {
    Path path = directory.resolve(wanted.name());
    HomeDirectory home = take(directory, path, wanted);
    boolean opened = false;
    try {
      if (!Files.exists(path)) {
        home.create(wanted.name(), wanted.freshHeader().toBytes());
      }
      Optional<String> notice = Optional.empty();
      FileHeader header;
      try {
        header = readHeader(path, wanted);
      } catch (FileHeader.UnfitException e) {
        if (!derived || !e.isDamaged()) {
          throw new JournalException(path + ": " + e.getMessage() + remedy(e), e);
        }
        home.create(wanted.name(), wanted.freshHeader().toBytes());
        header = readHeader(path, wanted);
        notice = Optional.of(path + ": " + e.getMessage() + ". Begun anew: it is derived data");
      }
      DiskFile file = disk.apply(OpenFile.writable(path));
      opened = true;
      return new LogFile(home, path, file, header, notice);
    } catch (FileHeader.UnfitException e) {
      throw new JournalException(path + ": " + e.getMessage() + ", though it was just made", e);
    } catch (IOException e) {
      throw DiskFault.of(path, "cannot be opened", e);
    } finally {
      if (!opened) {
        home.close();
      }
    }
  }

  /**
   * A new file of the same kind and owner, beside this one and durably begun.
   *
   * @param disk a seam for tests, else identity
   */
  Draft draft(UnaryOperator<DiskFile> disk) throws IOException {
    return draft(
        home,
        path.getFileName().toString(),
        FileHeader.fresh(header.kind(), header.chain(), header.validator()),
        disk);
  }

  /**
   * A file that will have this name, durably begun.
   *
   * @param disk a seam for tests, else identity
   */
  static Draft draft(
      HomeDirectory home, String name, FileHeader fresh, UnaryOperator<DiskFile> disk)
      throws IOException {
    Path draft = home.file(name + ".new");
    Files.deleteIfExists(draft);
    Draft begun = new Draft(draft, disk.apply(OpenFile.writable(draft)), fresh);
    byte[] bytes = fresh.toBytes();
    try {
      begun.file().write(0, bytes, 0, bytes.length);
      begun.file().force();
    } catch (IOException e) {
      begun.drop();
      throw e;
    }
    return begun;
  }

  /** A file that is not in its place yet. */
  record Draft(Path path, DiskFile file, FileHeader header) {

    /** It will not be: on a full disk others need the room. */
    void drop() throws IOException {
      try {
        file.close();
      } finally {
        Files.deleteIfExists(path);
      }
    }

    /** What stands in it, nothing so far, to write behind. */
    FrameLog log() throws IOException {
      FrameScan empty = new FrameScan(file, header.salt());
      empty.run((at, record) -> {});
      return new FrameLog(file, header.salt(), empty, 0);
    }
  }

  /**
   * The draft in the place of this file; both are closed, and it is opened there. Whenever the
   * process dies, the one or the other stands there, whole. Everything in the draft is durable.
   *
   * @param disk a seam for tests, else identity
   */
  LogFile replacedBy(Draft draft, UnaryOperator<DiskFile> disk) throws IOException {
    draft.file().close();
    file.close();
    home.move(draft.path(), path.getFileName().toString());
    return new LogFile(home, path, disk.apply(OpenFile.writable(path)), draft.header(), notice);
  }

  /** Closes the file and gives the directory back. */
  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException e) {
      // Nothing is lost by it: what had to be durable was forced before.
    } finally {
      home.close();
    }
  }

  private static HomeDirectory take(Path directory, Path path, Wanted wanted) {
    try {
      return HomeDirectory.take(directory, wanted.name() + ".lock")
          .orElseThrow(() ->
              new JournalException(
                  path
                      + ": this "
                      + wanted.kind()
                      + " is open already, here or in another process. Two validators with one"
                      + " key contradict each other: stop one of them"));
    } catch (IOException e) {
      throw DiskFault.of(directory, "cannot be used", e);
    }
  }

  /** The header of a file that must be the wanted one. */
  static FileHeader readHeader(Path path, Wanted wanted)
      throws IOException, FileHeader.UnfitException {
    try (OpenFile file = OpenFile.readable(path)) {
      byte[] bytes = new byte[(int) Math.min(FileHeader.BYTES, file.size())];
      if (file.read(0, bytes, 0, bytes.length) < bytes.length) {
        throw new IOException("the file became shorter while it was read");
      }
      return FileHeader.read(bytes, wanted.kind(), wanted.chain(), wanted.validator());
    }
  }

  private static String remedy(FileHeader.UnfitException e) {
    return e.isDamaged()
        ? FileJournal.REMEDY
        : ". Nothing was changed. Give this validator the directory that is its own";
  }
}
