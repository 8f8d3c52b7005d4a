package org.bitcraps.evidence.exchange;

import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Port to certified blocks that lie near, in a cache of this server. It may lose, keep or invent
 * them, fail and hang: nobody waits for it, and a block counts by its certificate alone.
 */
public interface NearBlocks {

  /** Where nothing lies. */
  NearBlocks NONE =
      new NearBlocks() {
        @Override
        public void get(BlockRequest request, Consumer<byte[]> reader, IntConsumer end) {
          end.accept(0);
        }

        @Override
        public void judged(boolean holds) {}
      };

  /**
   * Shows these blocks up to the first that is missing, each as the bytes of a {@link BlockNotice},
   * some time and on another thread, or never; returns at once.
   *
   * @param end told last how many were shown; not if the cache fails
   */
  void get(BlockRequest request, Consumer<byte[]> reader, IntConsumer end);

  /** What the reader found of one that was shown: counted. */
  void judged(boolean holds);
}
