package org.bitcraps.protocol.consensus;

import java.util.List;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.operation.Body;

/**
 * The deterministic state machine under a protocol. States are immutable values: a speculative one
 * is dropped by forgetting it (DESIGN C5, C6).
 */
public interface Execution {

  /** The state that genesis describes. */
  Executed genesis();

  /**
   * The state after {@code block} on top of {@code parent}.
   *
   * @param bodies exactly the bodies that the block names, in its order
   */
  Executed execute(Executed parent, Block block, List<Body> bodies);
}
