package org.bitcraps.node.startup;

import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.jms.Envelope;
import org.bitcraps.node.egress.Post;
import org.bitcraps.protocol.consensus.Lane;

/** A post that hands on to another one; a test changes what it is about. */
class OtherPost implements Post {

  private final Post post;

  OtherPost(Post post) {
    this.post = post;
  }

  @Override
  public boolean toValidator(ReplicaId to, Lane lane, Envelope envelope) {
    return post.toValidator(to, lane, envelope);
  }

  @Override
  public boolean toGateway(GatewayId to, Envelope envelope) {
    return post.toGateway(to, envelope);
  }

  @Override
  public void close() {
    post.close();
  }
}
