package org.bitcraps.crypto;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** Files that only their owner may read, written whole or not at all. */
final class PrivateFile {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private PrivateFile() {}

  /**
   * Whether nobody but the owner has any right; true where the file system knows no such rights.
   */
  static boolean isPrivate(Path file) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
    return view == null || OWNER_ONLY.containsAll(view.readAttributes().permissions());
  }

  /**
   * Writes a file that is not there yet.
   *
   * @throws java.nio.file.FileAlreadyExistsException if it is
   */
  static void create(Path file, byte[] content) throws IOException {
    write(file, content);
  }

  /** Writes a file, in one step in place of the one that is there. */
  static void replace(Path file, byte[] content) throws IOException {
    write(file, content, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Temporary file beside it, forced; then moved to its name, and the folder forced. */
  private static void write(Path file, byte[] content, StandardCopyOption... options)
      throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    // Created with mode 0600 where there are modes.
    Path temporary = Files.createTempFile(folder, ".key-", ".tmp");
    try {
      try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
        ByteBuffer buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        channel.force(true);
      }
      Files.move(temporary, file, options);
    } finally {
      Files.deleteIfExists(temporary);
    }
    forceFolder(folder);
  }

  /** Makes the new name durable; only POSIX systems open folders. */
  private static void forceFolder(Path folder) throws IOException {
    if (Files.getFileAttributeView(folder, PosixFileAttributeView.class) != null) {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }
}
