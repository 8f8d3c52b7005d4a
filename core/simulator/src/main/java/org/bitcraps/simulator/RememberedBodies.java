package org.bitcraps.simulator;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.protocol.replica.AuthorisedBodies;

/** Remembers every body by origin and digest, for the length of a run: what a host may remember. */
final class RememberedBodies implements AuthorisedBodies {

  private record Known(Optional<BatchBody.Origin> origin, Digest digest) {}

  private final Set<Known> bodies = new HashSet<>();

  @Override
  public boolean contains(Optional<BatchBody.Origin> origin, Digest body) {
    return bodies.contains(new Known(origin, body));
  }

  @Override
  public void add(BatchBody body) {
    bodies.add(new Known(body.origin(), body.body().digest()));
  }
}
