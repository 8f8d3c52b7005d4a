package org.bitcraps.node.verdicts;

import java.util.function.BiConsumer;

/**
 * Port to a cache that outlives a validator's life. It may lose, keep or invent entries, fail and
 * hang: nobody waits for it, and what it gives is checked before it is used.
 */
public interface Shelf {

  /** Where nothing stays. */
  Shelf NONE =
      new Shelf() {
        @Override
        public void put(String name, byte[] value) {}

        @Override
        public void recall(BiConsumer<String, byte[]> reader) {}
      };

  /** Puts it there some time, or never; returns at once. */
  void put(String name, byte[] value);

  /** Shows what lies there, some time and on another thread, or never; returns at once. */
  void recall(BiConsumer<String, byte[]> reader);
}
