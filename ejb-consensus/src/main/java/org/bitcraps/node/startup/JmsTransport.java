package org.bitcraps.node.startup;

import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.jms.Broker;
import org.bitcraps.node.egress.JmsPost;
import org.bitcraps.node.egress.Post;
import org.bitcraps.node.ingress.Door;
import org.bitcraps.node.ingress.JmsIngress;
import org.bitcraps.node.observation.Watch;
import org.bitcraps.protocol.pbft.PbftCodec;

/** The broker of this server. */
public final class JmsTransport implements Transport {

  private final Broker broker;
  private final Genesis genesis;
  private final ThreadFactory threads;
  private final Executor connector;

  /**
   * @param threads for receiving loops
   * @param connector for attempts to connect, which may block
   */
  public JmsTransport(Broker broker, Genesis genesis, ThreadFactory threads, Executor connector) {
    this.broker = broker;
    this.genesis = genesis;
    this.threads = threads;
    this.connector = connector;
  }

  @Override
  public Post post(ReplicaId self) {
    return new JmsPost(broker, genesis, self, connector);
  }

  @Override
  public Listening listen(ReplicaId self, Door door, Watch watch, Consumer<Throwable> broken) {
    int bytesMax = PbftCodec.bytesMax(genesis.parameters());
    JmsIngress ingress = new JmsIngress(broker, self, door, bytesMax, watch, threads, broken);
    return ingress::close;
  }
}
