package org.bitcraps.protocol.consensus;

import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.exchange.BlockNotice;

/** One thing to send. It may be lost, repeated, late or out of order: the protocol asks again. */
public sealed interface Outbound {

  /** To whom. */
  Recipient to();

  /** A message to validators; its bytes are sent as they are, never signed again. */
  record ToPeers(Recipient to, PeerMessage message) implements Outbound {}

  /** A certified block for gateways. */
  record ToGateways(Recipient to, BlockNotice notice) implements Outbound {}

  /** Proof that a state is a quorum's, for gateways: they have that state and may show it. */
  record StateToGateways(Recipient to, QuorumCertificate<Statement.Checkpoint> checkpoint)
      implements Outbound {}
}
