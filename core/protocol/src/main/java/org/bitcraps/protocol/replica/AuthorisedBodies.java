package org.bitcraps.protocol.replica;

import java.util.Optional;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.keys.Digest;

/**
 * Port to a host's memory of bodies that this validator's own checks have found authorised.
 * Gateways send a body again until it is certified: without this memory, the busier a validator is,
 * the more often it checks the same signatures.
 *
 * <p>A body is the same if origin and content are, signatures included. Asked and told by several
 * threads at once. It may forget at any time, and never knows what it was not told (DESIGN X2).
 */
public interface AuthorisedBodies {

  /** Remembers nothing. */
  AuthorisedBodies NONE =
      new AuthorisedBodies() {
        @Override
        public boolean contains(Optional<BatchBody.Origin> origin, Digest body) {
          return false;
        }

        @Override
        public void add(BatchBody body) {}
      };

  /** Whether this very body was added: brought by this origin, with this digest (D4). */
  boolean contains(Optional<BatchBody.Origin> origin, Digest body);

  /** All signatures of this body hold. */
  void add(BatchBody body);
}
