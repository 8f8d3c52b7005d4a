package org.bitcraps.node.ingress;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.protocol.replica.AuthorisedBodies;

/** The last bodies that one validator has found authorised; the oldest is forgotten first. */
public final class RecentBodies implements AuthorisedBodies {

  /** Four times what a gateway has under way at most; less than a megabyte. */
  private static final int BODIES_MAX = 4_096;

  /** The digest covers every byte of the content, the players' signatures included (D4). */
  private record Key(Optional<BatchBody.Origin> origin, Digest digest) {}

  private final Set<Key> known;

  /** Knows nothing yet. */
  public RecentBodies() {
    this(BODIES_MAX);
  }

  RecentBodies(int max) {
    this.known =
        Collections.synchronizedSet(
            Collections.newSetFromMap(
                new LinkedHashMap<>() {
                  private static final long serialVersionUID = 1L;

                  @Override
                  protected boolean removeEldestEntry(Map.Entry<Key, Boolean> eldest) {
                    return size() > max;
                  }
                }));
  }

  @Override
  public boolean contains(Optional<BatchBody.Origin> origin, Digest body) {
    return known.contains(new Key(origin, body));
  }

  @Override
  public void add(BatchBody body) {
    known.add(new Key(body.origin(), body.body().digest()));
  }
}
