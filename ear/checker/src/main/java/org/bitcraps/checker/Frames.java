package org.bitcraps.checker;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * A file of frames, each with its length before it, read one by one. One that the recorder did not
 * finish, at the end, is left out.
 */
final class Frames<T> implements Closeable {

  private static final int FRAME_BYTES_MAX = 1 << 28;

  private final Path file;
  private final DataInputStream in;
  private final Function<Octets, T> read;
  private Optional<T> next;

  Frames(Path file, Function<Octets, T> read) throws IOException {
    this.file = file;
    this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
    this.read = read;
    this.next = fetch();
  }

  private Optional<T> fetch() throws IOException {
    try {
      int length = in.readInt();
      if (length < 0 || length > FRAME_BYTES_MAX) {
        throw new MalformedException(file + ": a frame of " + length + " bytes");
      }
      byte[] bytes = in.readNBytes(length);
      return bytes.length < length ? Optional.empty() : Optional.of(Octets.whole(bytes, read));
    } catch (EOFException e) {
      return Optional.empty();
    } catch (MalformedException e) {
      throw new MalformedException(file.getFileName() + ": " + e.getMessage());
    }
  }

  /** The next one, which stays. */
  Optional<T> peek() {
    return next;
  }

  /** The next one. */
  Optional<T> take() throws IOException {
    Optional<T> taken = next;
    if (taken.isPresent()) {
      next = fetch();
    }
    return taken;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
