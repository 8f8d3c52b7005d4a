package org.bitcraps.jms;

import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** WildFly's broker in this JVM, without files, stopped and started at will. */
final class EmbeddedBroker implements Broker {

  static final String QUEUE = Destinations.votes(0);
  static final String SMALL_DROPPING = Destinations.bodies(0);
  static final String SMALL_FAILING = Destinations.bodies(1);

  private static final AtomicInteger SERVERS = new AtomicInteger();

  private final String url = "vm://" + SERVERS.incrementAndGet();
  private final EmbeddedActiveMQ server = new EmbeddedActiveMQ();
  private final ActiveMQConnectionFactory factory;

  EmbeddedBroker() throws Exception {
    Configuration configuration =
        new ConfigurationImpl()
            .setPersistenceEnabled(false)
            .setSecurityEnabled(false)
            .setJMXManagementEnabled(false)
            .addAcceptorConfiguration("in-vm", url)
            .addAddressSetting("#", settings(64 << 20, AddressFullMessagePolicy.DROP))
            .addAddressSetting(
                QUEUE,
                settings(64 << 20, AddressFullMessagePolicy.DROP).setExpiryDelay(Outbox.LIFE_MS))
            .addAddressSetting(SMALL_DROPPING, settings(100_000, AddressFullMessagePolicy.DROP))
            .addAddressSetting(SMALL_FAILING, settings(100_000, AddressFullMessagePolicy.FAIL));
    for (String name : new String[] {QUEUE, SMALL_DROPPING, SMALL_FAILING}) {
      configuration.addQueueConfiguration(
          QueueConfiguration.of(name).setRoutingType(RoutingType.ANYCAST).setDurable(true));
    }
    server.setConfiguration(configuration);
    factory = new ActiveMQConnectionFactory(url);
    factory.setMinLargeMessageSize(16 << 20); // as install-messaging.cli sets it
    server.start();
  }

  private static AddressSettings settings(long bytesMax, AddressFullMessagePolicy policy) {
    return new AddressSettings()
        .setMaxSizeBytes(bytesMax)
        .setAddressFullMessagePolicy(policy)
        .setAutoCreateQueues(false)
        .setAutoCreateAddresses(false);
  }

  void start() throws Exception {
    server.start();
  }

  void stop() throws Exception {
    server.stop();
  }

  long waiting(String queue) {
    return server.getActiveMQServer().locateQueue(queue).getMessageCount();
  }

  @Override
  public JMSContext connect() {
    return factory.createContext(JMSContext.AUTO_ACKNOWLEDGE);
  }

  @Override
  public Queue queue(JMSContext context, String name) {
    return context.createQueue(name);
  }

  void shutDown() throws Exception {
    factory.close();
    server.stop();
  }
}
