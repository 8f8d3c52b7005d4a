package org.bitcraps.node.verdicts;

import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.protocol.replica.VerdictSeal;
import org.bitcraps.protocol.replica.Verdicts;

/**
 * A memory on the heap whose verdicts also go on a shelf, sealed, for the validator's next life.
 * Only the heap is ever asked.
 */
public final class ShelvedVerdicts implements Verdicts {

  private static final int HEX_DIGITS = 2 * Digest.BYTES;

  private final RecentVerdicts heap;
  private final VerdictSeal seal;
  private final Shelf shelf;

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
    shelf.recall(this::recalled);
  }

  @Override
  public boolean contains(Digest id) {
    return heap.contains(id);
  }

  @Override
  public void add(Digest id) {
    heap.add(id);
    shelf.put(prefix + id.hex(), seal.of(id));
  }

  /** From the shelf, on its thread: anybody can have put it there. */
  private void recalled(String name, byte[] value) {
    if (name.length() != prefix.length() + HEX_DIGITS || !name.startsWith(prefix)) {
      return;
    }
    Digest id;
    try {
      id = Digest.fromHex(name.substring(prefix.length()));
    } catch (IllegalArgumentException e) {
      return;
    }
    if (seal.isOn(id, value)) {
      heap.add(id);
    }
  }
}
