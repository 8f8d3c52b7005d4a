package org.bitcraps.bench.order;

import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.ClusterConnectionConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnectorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.core.server.cluster.impl.MessageLoadBalancingType;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.bitcraps.jms.Broker;

/**
 * The broker of one server much as server-config's scripts configure WildFly's: mutual TLS 1.3,
 * queues that drop, and, if wanted, a cluster that forwards on demand. It has no users and no
 * files, its members know each other's ports, and votes have the same bound as bodies.
 */
final class BenchBroker implements Broker, AutoCloseable {

  private static final int LARGE_BYTES = 16 << 20;
  private static final long QUEUE_BYTES = 64L << 20;
  private static final String IN_VM = "vm://0";
  private static final String SELF = "self";

  private final EmbeddedActiveMQ server = new EmbeddedActiveMQ();
  private final ActiveMQConnectionFactory factory;

  /**
   * Starts it.
   *
   * @param tls folder with its key and whom it lets in
   * @param cluster ports of all brokers that forward for each other, with its own; empty: none do
   */
  BenchBroker(int port, Path tls, List<Integer> cluster) throws Exception {
    Map<String, Object> acceptor = new HashMap<>(BenchTls.parameters(tls));
    acceptor.put(TransportConstants.HOST_PROP_NAME, "127.0.0.1");
    acceptor.put(TransportConstants.PORT_PROP_NAME, port);
    acceptor.put(TransportConstants.NEED_CLIENT_AUTH_PROP_NAME, true);
    acceptor.put(TransportConstants.PROTOCOLS_PROP_NAME, "CORE");
    Configuration configuration =
        new ConfigurationImpl()
            .setPersistenceEnabled(false)
            .setSecurityEnabled(false)
            .setJMXManagementEnabled(false)
            .setClusterUser("brokers")
            .setClusterPassword(BenchTls.PASSPHRASE)
            .addAcceptorConfiguration("in-vm", IN_VM)
            .addAcceptorConfiguration(
                new TransportConfiguration(NettyAcceptorFactory.class.getName(), acceptor, "peers"))
            .addAddressSetting(
                "#",
                new AddressSettings()
                    .setMaxSizeBytes(QUEUE_BYTES)
                    .setAddressFullMessagePolicy(AddressFullMessagePolicy.DROP)
                    .setExpiryDelay(15_000L)
                    .setRedistributionDelay(-1)
                    .setAutoDeleteQueues(false)
                    .setAutoDeleteAddresses(false));
    if (!cluster.isEmpty()) {
      join(configuration, port, tls, cluster);
    }
    server.setConfiguration(configuration);
    factory = new ActiveMQConnectionFactory(IN_VM);
    factory.setMinLargeMessageSize(LARGE_BYTES);
    server.start();
  }

  private static void join(Configuration configuration, int port, Path tls, List<Integer> cluster) {
    List<String> others = new ArrayList<>();
    for (int member : cluster) {
      Map<String, Object> connector = new HashMap<>(BenchTls.parameters(tls));
      connector.put(TransportConstants.HOST_PROP_NAME, "127.0.0.1");
      connector.put(TransportConstants.PORT_PROP_NAME, member);
      connector.put(TransportConstants.TCP_NODELAY_PROPNAME, true);
      String name = member == port ? SELF : "to-" + member;
      configuration.addConnectorConfiguration(
          name, new TransportConfiguration(NettyConnectorFactory.class.getName(), connector, name));
      if (member != port) {
        others.add(name);
      }
    }
    configuration.addClusterConfiguration(
        new ClusterConnectionConfiguration()
            .setName("brokers")
            .setAddress("bitcraps")
            .setConnectorName(SELF)
            .setStaticConnectors(others)
            .setMessageLoadBalancingType(MessageLoadBalancingType.ON_DEMAND)
            .setMaxHops(1)
            .setDuplicateDetection(false)
            .setMinLargeMessageSize(LARGE_BYTES)
            .setRetryInterval(200)
            .setReconnectAttempts(30)
            .setInitialConnectAttempts(-1));
  }

  @Override
  public JMSContext connect() {
    return factory.createContext(JMSContext.AUTO_ACKNOWLEDGE);
  }

  @Override
  public Queue queue(JMSContext context, String name) {
    return context.createQueue(name);
  }

  @Override
  public void close() {
    factory.close();
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
