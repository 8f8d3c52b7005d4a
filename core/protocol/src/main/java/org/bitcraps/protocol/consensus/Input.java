package org.bitcraps.protocol.consensus;

import org.bitcraps.evidence.certificate.Misbehaviour;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.exchange.BlockRequest;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.wire.Verified;

/**
 * Everything that can happen to a replica. Each carries the host's clock at arrival: what waited in
 * a queue on the way is older than the step that takes it. What time it is now, only a tick or a
 * timer says; a host gives one before each group of what has waited.
 */
public sealed interface Input {

  /** The host's clock when it arrived, milliseconds since 1970. */
  long nowMs();

  /**
   * A body came, from a gateway or a peer.
   *
   * @param authorised whether its author may bring it and every signature in it is valid (P7): only
   *     then may it be proposed; otherwise it is kept only if something certified or prepared names
   *     it
   */
  record BodyArrived(long nowMs, BatchBody body, boolean authorised) implements Input {}

  /** A peer sent something, every signature that it claims valid. */
  record PeerArrived(long nowMs, Verified<PeerMessage> message) implements Input {}

  /** A gateway asks for blocks. */
  record BlocksWanted(long nowMs, GatewayId gateway, BlockRequest request) implements Input {}

  /**
   * What a peer sent is no message, but proof of an offence, checked to the last signature: a
   * new-view that does not follow from what it carries (E1).
   */
  record OffenceShown(long nowMs, Misbehaviour proven) implements Input {}

  /** A timer that the replica set is due. */
  record TimerFired(long nowMs, Timer timer) implements Input {}

  /**
   * It is {@code nowMs} now, also if that is earlier than before. The first input after start or
   * recovery.
   */
  record Tick(long nowMs) implements Input {}
}
