package org.bitcraps.node.startup;

import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.jms.Wiring;
import org.bitcraps.node.egress.JmsPost;
import org.bitcraps.node.egress.Post;
import org.bitcraps.node.ingress.Door;
import org.bitcraps.node.ingress.JmsIngress;
import org.bitcraps.node.observation.Watch;
import org.bitcraps.protocol.pbft.PbftCodec;

/** Brokers: this server's, and if so wired those of the other nodes. */
public final class JmsTransport implements Transport {

  private final Wiring wiring;
  private final Genesis genesis;
  private final ThreadFactory threads;
  private final Executor connector;

  /**
   * @param threads for loops that receive, and that send to other servers
   * @param connector for attempts to connect, which may block
   */
  public JmsTransport(Wiring wiring, Genesis genesis, ThreadFactory threads, Executor connector) {
    this.wiring = wiring;
    this.genesis = genesis;
    this.threads = threads;
    this.connector = connector;
  }

  @Override
  public Post post(ReplicaId self) {
    return new JmsPost(wiring, genesis, self, connector, threads);
  }

  @Override
  public Listening listen(ReplicaId self, Door door, Watch watch, Consumer<Throwable> broken) {
    int bytesMax = PbftCodec.bytesMax(genesis.parameters());
    JmsIngress ingress = new JmsIngress(wiring, self, door, bytesMax, watch, threads, broken);
    return ingress::close;
  }
}
