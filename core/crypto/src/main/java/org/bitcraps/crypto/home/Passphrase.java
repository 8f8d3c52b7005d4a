package org.bitcraps.crypto.home;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.bitcraps.crypto.Signers;

/** The first line of the passphrase file. */
public final class Passphrase {

  private Passphrase() {}

  /** A new one that nobody has to remember, as the line of a file. */
  public static String draw(SecureRandom random) {
    return HexFormat.of().formatHex(Signers.newSeed(random)) + "\n";
  }

  /**
   * Reads it; the caller wipes the array.
   *
   * @throws NoSuchFileException if there is no such file
   * @throws IOException if it cannot be read, or nothing is in it
   */
  public static char[] read(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new NoSuchFileException(file.toString(), null, "there is no passphrase file");
    }
    byte[] bytes = Files.readAllBytes(file);
    CharBuffer text = UTF_8.decode(ByteBuffer.wrap(bytes));
    Arrays.fill(bytes, (byte) 0);
    int length = 0;
    while (length < text.length() && text.charAt(length) != '\n' && text.charAt(length) != '\r') {
      length++;
    }
    char[] passphrase = new char[length];
    text.get(passphrase);
    Arrays.fill(text.array(), '\0');
    if (length == 0) {
      throw new IOException("passphrase file " + file + " is empty");
    }
    return passphrase;
  }
}
