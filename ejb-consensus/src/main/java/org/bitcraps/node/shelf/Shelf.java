package org.bitcraps.node.shelf;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Port to a cache that outlives a validator's life, and if it is replicated the server. It may
 * lose, keep or invent entries, fail and hang: nobody waits for it, and what it gives is checked
 * before it is used.
 */
public interface Shelf {

  /** Where nothing stays. */
  Shelf NONE =
      new Shelf() {
        @Override
        public void put(String name, Supplier<byte[]> value) {}

        @Override
        public void get(List<String> names, Predicate<byte[]> reader, IntConsumer end) {
          end.accept(0);
        }

        @Override
        public void recall(BiConsumer<String, byte[]> reader) {}

        @Override
        public void recallAll(BiConsumer<String, byte[]> reader) {}

        @Override
        public void judged(boolean holds) {}
      };

  /**
   * Puts it there some time, or never; returns at once.
   *
   * @param value made then, on the shelf's thread
   */
  void put(String name, Supplier<byte[]> value);

  /**
   * Shows what lies under these names up to the first under which nothing does, some time and on
   * another thread, or never; returns at once.
   *
   * @param reader answers whether that is what it looked for: if not, it is as though nothing were
   *     there
   * @param end told last how many were shown; not if the cache fails
   */
  void get(List<String> names, Predicate<byte[]> reader, IntConsumer end);

  /** Shows all that lies there, some time and on another thread, or never; returns at once. */
  void recall(BiConsumer<String, byte[]> reader);

  /** The same, and again later: others may have more to give by then. */
  void recallAll(BiConsumer<String, byte[]> reader);

  /** What its reader found of an entry that was shown: counted. */
  void judged(boolean holds);
}
