package org.bitcraps.crypto.ceremony;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/** Remembers the arrays themselves that it filled: what becomes of them can be seen. */
final class RecordingRandom extends SecureRandom {

  private final transient List<byte[]> filled = new ArrayList<>();

  @Override
  public void nextBytes(byte[] bytes) {
    super.nextBytes(bytes);
    filled.add(bytes);
  }

  List<byte[]> filled() {
    return List.copyOf(filled);
  }
}
