package org.bitcraps.protocol.consensus;

import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.exchange.BlockRequest;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.wire.Verified;

/** Everything that can happen to a replica. Each carries the host's clock at arrival. */
public sealed interface Input {

  /** The host's clock when it arrived, milliseconds since 1970. */
  long nowMs();

  /**
   * A body came from its author, its digest recomputed and every signature in it valid (P7): it may
   * be proposed.
   */
  record BodyArrived(long nowMs, Verified<BatchBody> body) implements Input {}

  /**
   * A peer sent something, every signature in it valid; except those <em>inside</em> bodies that a
   * {@code BodyReply} or block carries, see {@code PbftMessage.BodyReply}.
   */
  record PeerArrived(long nowMs, Verified<PeerMessage> message) implements Input {}

  /** A gateway asks for blocks. */
  record BlocksWanted(long nowMs, GatewayId gateway, BlockRequest request) implements Input {}

  /** A timer that the replica set is due. */
  record TimerFired(long nowMs, Timer timer) implements Input {}

  /** Nothing but time has passed: first input after start or recovery. */
  record Tick(long nowMs) implements Input {}
}
