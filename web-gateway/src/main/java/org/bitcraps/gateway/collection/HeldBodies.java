package org.bitcraps.gateway.collection;

import java.util.Optional;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.keys.Digest;

/** Bodies that this gateway has anyway, because it brought them itself. */
public interface HeldBodies {

  /** The body with that digest. */
  Optional<BatchBody> body(Digest digest);
}
