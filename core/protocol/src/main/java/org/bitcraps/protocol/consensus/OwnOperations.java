package org.bitcraps.protocol.consensus;

import java.util.List;
import java.util.Optional;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.operation.Body;

/**
 * What a validator itself wants ordered. A protocol asks for it before it proposes anything on top
 * of a state that it has not asked about, so that no proposal of ours leaves out what that state
 * makes us owe (DESIGN R4).
 */
@FunctionalInterface
public interface OwnOperations {

  /**
   * All that waits by a certified state: signed now or before.
   *
   * @param certificate of the block that led to the state; empty at genesis
   */
  List<Body> waiting(Executed certified, Optional<QuorumCertificate<Statement.Commit>> certificate);
}
