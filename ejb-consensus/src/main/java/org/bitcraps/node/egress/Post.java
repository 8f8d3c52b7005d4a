package org.bitcraps.node.egress;

import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.jms.Envelope;
import org.bitcraps.protocol.consensus.Lane;

/**
 * Port to whatever carries bytes away. Never waits and never throws for want of a connection;
 * called by one thread.
 */
public interface Post extends AutoCloseable {

  /**
   * Towards a validator.
   *
   * @return whether it was taken; that promises nothing about delivery
   */
  boolean toValidator(ReplicaId to, Lane lane, Envelope envelope);

  /** What proves itself, towards a gateway. */
  boolean toGateway(GatewayId to, Envelope envelope);

  @Override
  void close();
}
