package org.bitcraps.node.verdicts;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.protocol.replica.Verdicts;

/** The last verdicts of one validator, on the heap; the oldest is forgotten first. */
public final class RecentVerdicts implements Verdicts {

  /** Bodies of one validator: four times what a gateway has under way at most. */
  public static final int BODIES_MAX = 4_096;

  private final Set<Digest> known;

  /**
   * Knows nothing yet.
   *
   * @param max verdicts, about 110 bytes each
   */
  public RecentVerdicts(int max) {
    this.known =
        Collections.synchronizedSet(
            Collections.newSetFromMap(
                new LinkedHashMap<>() {
                  private static final long serialVersionUID = 1L;

                  @Override
                  protected boolean removeEldestEntry(Map.Entry<Digest, Boolean> eldest) {
                    return size() > max;
                  }
                }));
  }

  @Override
  public boolean contains(Digest id) {
    return known.contains(id);
  }

  @Override
  public void add(Digest id, int signatures) {
    add(id);
  }

  void add(Digest id) {
    known.add(id);
  }

  int size() {
    return known.size();
  }
}
