package org.bitcraps.node.startup;

import java.util.function.Consumer;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.node.egress.Post;
import org.bitcraps.node.ingress.Door;
import org.bitcraps.node.observation.Watch;

/** Port to what carries messages between nodes; trusted for nothing. */
public interface Transport {

  /** The way out of a validator. */
  Post post(ReplicaId self);

  /**
   * Hands what comes for a validator to its door, until it is closed.
   *
   * @param broken called when nothing will be handed over any more though nobody closed it
   */
  Listening listen(ReplicaId self, Door door, Watch watch, Consumer<Throwable> broken);

  /** Something that is listening. */
  interface Listening extends AutoCloseable {

    /** Nothing is handed over after this returned. */
    @Override
    void close();
  }
}
