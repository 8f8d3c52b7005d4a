package org.bitcraps.evidence.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;

/**
 * Cuts entries of the state into chunks, in the order in which they come: a chunk ends before the
 * entry that would make it longer than {@link StateTree#CHUNK_BYTES}. So the cuts follow from the
 * entries alone.
 */
final class StateChunks implements StateSink {

  /** One entry as it was read. */
  static final class Entry {
    private final byte[] key;
    private final byte[] value;

    private Entry(byte[] key, byte[] value) {
      this.key = key;
      this.value = value;
    }

    byte[] key() {
      return key.clone();
    }

    byte[] value() {
      return value.clone();
    }

    private static Entry decode(Decoder in) {
      return new Entry(
          in.bytes(StateTree.KEY_BYTES_MAX, "key"), in.bytes(StateTree.CHUNK_BYTES_MAX, "value"));
    }
  }

  private static final int COUNT_BYTES = 4;

  private final List<byte[]> chunks = new ArrayList<>();
  private Encoder current = new Encoder(1024);
  private int count;

  @Override
  public void entry(byte[] key, Optional<byte[]> value) {
    byte[] content = value.orElseThrow();
    int size = 8 + key.length + content.length;
    if (count > 0 && COUNT_BYTES + current.size() + size > StateTree.CHUNK_BYTES) {
      end();
    }
    current.bytes(key).bytes(content);
    count++;
  }

  private void end() {
    chunks.add(new Encoder(current.size() + 4).u31(count).fixed(current.toBytes()).toBytes());
    current = new Encoder(1024);
    count = 0;
  }

  /** Every chunk; none if there was no entry. */
  List<byte[]> finish() {
    if (count > 0) {
      end();
    }
    return chunks;
  }

  /** What a chunk is known by. */
  static Digest digest(byte[] chunk) {
    return Digest.of(DomainTag.STATE_CHUNK, chunk);
  }

  /** The entries of a chunk. */
  static List<Entry> entries(byte[] chunk) {
    return Decoder.decode(
        chunk,
        StateTree.CHUNK_BYTES_MAX,
        in -> in.list(StateTree.CHUNK_BYTES_MAX, 8, "entries", Entry::decode));
  }
}
