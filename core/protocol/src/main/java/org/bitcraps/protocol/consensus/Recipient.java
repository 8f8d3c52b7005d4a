package org.bitcraps.protocol.consensus;

import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.membership.ReplicaId;

/** To whom something is sent. */
public sealed interface Recipient {

  /** Every other validator. */
  record Others() implements Recipient {}

  /** One validator. */
  record One(ReplicaId id) implements Recipient {}

  /** One gateway. */
  record ToGateway(GatewayId gateway) implements Recipient {}

  /** Every registered gateway. */
  record Gateways() implements Recipient {}
}
