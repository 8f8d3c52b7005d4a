package org.bitcraps.persistence.journal;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * A directory that one process holds by a lock on a file of its own: closing another descriptor of
 * the file that holds the records would silently give up a lock on that file (POSIX).
 */
final class HomeDirectory implements AutoCloseable {

  private final Path path;
  private final FileChannel lockFile;

  private HomeDirectory(Path path, FileChannel lockFile) {
    this.path = path;
    this.lockFile = lockFile;
  }

  /**
   * Takes the directory; creates it, durably, if it is not there.
   *
   * @return empty if another holds it, in this process or elsewhere
   */
  static Optional<HomeDirectory> take(Path path, String lockName) throws IOException {
    Path home = path.toAbsolutePath();
    Path existing = home;
    while (!Files.isDirectory(existing)) {
      existing = existing.getParent();
    }
    Files.createDirectories(home);
    for (Path made = home; !made.equals(existing); made = made.getParent()) {
      forceDirectory(made.getParent());
    }
    FileChannel lockFile =
        FileChannel.open(
            home.resolve(lockName), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock;
    try {
      lock = lockFile.tryLock();
    } catch (OverlappingFileLockException e) {
      lock = null;
    } catch (IOException e) {
      lockFile.close();
      throw e;
    }
    if (lock == null) {
      lockFile.close();
      return Optional.empty();
    }
    return Optional.of(new HomeDirectory(home, lockFile));
  }

  /** A file of this directory. */
  Path file(String name) {
    return path.resolve(name);
  }

  /** A file with this content stands under this name, or none does; durable on return. */
  void create(String name, byte[] content) throws IOException {
    Path fresh = file(name + ".new");
    try (FileChannel channel =
        FileChannel.open(
            fresh,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    move(fresh, name);
  }

  /** A file, durable itself, takes this name in one step; durable on return. */
  void move(Path fresh, String name) throws IOException {
    Files.move(
        fresh, file(name), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    forceDirectory(path);
  }

  /** Gives the directory back. */
  @Override
  public void close() {
    try {
      lockFile.close();
    } catch (IOException e) {
      // The system gives the lock back at the latest when the process ends.
    }
  }

  private static void forceDirectory(Path directory) throws IOException {
    if (File.separatorChar == '\\') {
      return; // Windows opens no directories and writes its names through
    }
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
