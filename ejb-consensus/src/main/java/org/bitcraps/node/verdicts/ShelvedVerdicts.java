package org.bitcraps.node.verdicts;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.node.shelf.Shelf;
import org.bitcraps.protocol.replica.VerdictSeal;
import org.bitcraps.protocol.replica.Verdicts;

/**
 * A memory on the heap whose verdicts also go on a shelf, sealed, for the validator's next life.
 * Only the heap is ever asked.
 */
public final class ShelvedVerdicts implements Verdicts {

  /** A verdict, and the seal on it. */
  private static final int ENTRY_BYTES = 2 * Digest.BYTES;

  private final RecentVerdicts heap;
  private final VerdictSeal seal;
  private final Shelf shelf;

  /**
   * Signatures that a verdict must stand for: sharing one costs six servers as much time as
   * checking a hundred signatures (ADR 0016).
   */
  static final int SHELVED_MIN = 64;

  /** As many as the heap has: each takes the place of the oldest. */
  private static final int PLACES = RecentVerdicts.BODIES_MAX;

  private final AtomicInteger place = new AtomicInteger();

  /** Whose entries they say they are: no proof, but others' need not be looked at. */
  private final String prefix;

  /**
   * The memory of one validator; what it put on the shelf in earlier lives comes back by itself.
   */
  public ShelvedVerdicts(ReplicaId self, RecentVerdicts heap, VerdictSeal seal, Shelf shelf) {
    this.heap = heap;
    this.seal = seal;
    this.shelf = shelf;
    this.prefix = self + "/";
    shelf.recallAll(this::recalled);
  }

  @Override
  public boolean contains(Digest id) {
    return heap.contains(id);
  }

  @Override
  public void add(Digest id, int signatures) {
    heap.add(id);
    if (signatures >= SHELVED_MIN) {
      shelf.put(prefix + Math.floorMod(place.getAndIncrement(), PLACES), () -> entry(id));
    }
  }

  private byte[] entry(Digest id) {
    return ByteBuffer.allocate(ENTRY_BYTES).put(id.toBytes()).put(seal.of(id)).array();
  }

  /** From the shelf, on its thread: anybody can have put it there. */
  private void recalled(String name, byte[] entry) {
    if (!name.startsWith(prefix)) {
      return; // Another validator's.
    }
    Optional<Digest> id = verdict(entry);
    id.ifPresent(heap::add);
    shelf.judged(id.isPresent());
  }

  private Optional<Digest> verdict(byte[] entry) {
    if (entry.length != ENTRY_BYTES) {
      return Optional.empty();
    }
    Digest id = Digest.fromBytes(Arrays.copyOf(entry, Digest.BYTES));
    return seal.isOn(id, Arrays.copyOfRange(entry, Digest.BYTES, ENTRY_BYTES))
        ? Optional.of(id)
        : Optional.empty();
  }
}
