package org.bitcraps.simulator;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/** A digest of all that happened, and when narrating the last of it in words. */
public final class Trace {

  private static final int LINES_MAX = 200_000;

  private final boolean narrated;
  private final Deque<String> lines = new ArrayDeque<>();
  private long hash = 0xcbf29ce484222325L;

  Trace(boolean narrated) {
    this.narrated = narrated;
  }

  /** Something happened; two runs of one seed mix the same in the same order. */
  void mix(long what) {
    hash = (hash ^ what) * 0x100000001b3L;
    hash ^= hash >>> 29;
  }

  void mix(byte[] what) {
    mix(Arrays.hashCode(what));
  }

  /** In words; the words are made only when somebody will read them. */
  void tell(long atUs, Supplier<String> words) {
    if (narrated) {
      if (lines.size() == LINES_MAX) {
        lines.removeFirst();
      }
      lines.addLast("%10.3f ms  %s".formatted(atUs / 1000.0, words.get()));
    }
  }

  long hash() {
    return hash;
  }

  List<String> lines() {
    return List.copyOf(lines);
  }
}
