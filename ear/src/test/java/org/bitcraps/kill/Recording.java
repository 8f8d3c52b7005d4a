package org.bitcraps.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What a {@link Tape} has written down. */
final class Recording {

  /**
   * One message that the broker carried.
   *
   * @param address where it went
   * @param sentMs when it was sent, by the server's clock
   */
  @SuppressWarnings("ArrayRecordComponent") // Read only, never compared.
  record Message(String address, long sentMs, byte[] body) {}

  private Recording() {}

  /** The lives of a server, each in the order of recording; the earliest life first. */
  static List<List<Message>> lives(Path folder) throws IOException {
    List<List<Message>> lives = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        lives.add(life(file));
      }
    }
    return lives;
  }

  /** The last record of a life may be torn. */
  private static List<Message> life(Path file) throws IOException {
    List<Message> messages = new ArrayList<>();
    try (DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(Files.readAllBytes(file)))) {
      while (in.available() > 0) {
        String address = in.readUTF();
        long sentMs = in.readLong();
        byte[] body = new byte[in.readInt()];
        in.readFully(body);
        messages.add(new Message(address, sentMs, body));
      }
    } catch (EOFException torn) {
      assertThat(torn).isNotNull();
    }
    return messages;
  }
}
