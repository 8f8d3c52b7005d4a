package org.bitcraps.jms;

import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.api.jms.ActiveMQJMSClient;
import org.apache.activemq.artemis.api.jms.JMSFactoryType;
import org.apache.activemq.artemis.core.remoting.impl.netty.NettyConnectorFactory;
import org.apache.activemq.artemis.core.remoting.impl.netty.TransportConstants;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/**
 * The brokers of other nodes, over mutual TLS and as a user of ours at each. A broker counts only
 * with the certificate that its own node had when the chain was made: nobody else can take its
 * place, whatever name or address it has.
 */
public final class RemoteBrokers implements Wiring.Remote {

  private static final int CALL_TIMEOUT_MS = 5_000;

  /** A peer that says nothing for so long is gone; it is looked for again. */
  private static final long SILENCE_MS = 15_000;

  /** As install-messaging.cli sets it: bodies travel as one piece. */
  private static final int MIN_LARGE_MESSAGE_BYTES = 16 << 20;

  /**
   * What is on its way to a peer that stands still: then a send waits, on the thread of that line
   * alone, until the peer goes on or {@link #SILENCE_MS} has passed twice. Without a window the
   * heap would take it all.
   */
  private static final int WINDOW_BYTES = 16 << 20;

  /**
   * With what this node shows who it is, and by what it knows the others.
   *
   * @param folder with {@code keystore.p12}, our key and certificate, and {@code trust/<node>.p12}
   *     for each other node, its certificate alone
   * @param passphrase of all of them
   */
  public record Tls(Path folder, String passphrase) {

    /** Nothing of the passphrase. */
    @Override
    public String toString() {
      return "Tls[" + folder + "]";
    }
  }

  private final Peers peers;
  private final Tls tls;
  private final String user;
  private final UnaryOperator<String> passwords;
  private final SortedMap<String, Broker> brokers = new TreeMap<>();

  /**
   * The brokers of these peers.
   *
   * @param user our name at each
   * @param passwords ours at the broker of the node with that name
   */
  public RemoteBrokers(Peers peers, Tls tls, String user, UnaryOperator<String> passwords) {
    this.peers = peers;
    this.tls = tls;
    this.user = user;
    this.passwords = passwords;
  }

  @Override
  public Broker ofValidator(int validator) {
    return broker("validator-" + validator);
  }

  @Override
  public Broker ofGateway(int gateway) {
    return broker("gateway-" + gateway);
  }

  private synchronized Broker broker(String node) {
    return brokers.computeIfAbsent(node, n -> new Remote(factory(n), user, passwords.apply(n)));
  }

  private ActiveMQConnectionFactory factory(String node) {
    Peers.Address address = peers.of(node);
    Map<String, Object> parameters = new HashMap<>();
    parameters.put(TransportConstants.HOST_PROP_NAME, address.host());
    parameters.put(TransportConstants.PORT_PROP_NAME, address.port());
    parameters.put(TransportConstants.TCP_NODELAY_PROPNAME, true);
    parameters.put(TransportConstants.SSL_ENABLED_PROP_NAME, true);
    parameters.put(TransportConstants.ENABLED_PROTOCOLS_PROP_NAME, "TLSv1.3");
    parameters.put(TransportConstants.KEYSTORE_TYPE_PROP_NAME, "PKCS12");
    parameters.put(
        TransportConstants.KEYSTORE_PATH_PROP_NAME,
        tls.folder().resolve("keystore.p12").toString());
    parameters.put(TransportConstants.KEYSTORE_PASSWORD_PROP_NAME, tls.passphrase());
    String trusted = tls.folder().resolve("trust").resolve(node + ".p12").toString();
    parameters.put(TransportConstants.TRUSTSTORE_TYPE_PROP_NAME, "PKCS12");
    parameters.put(TransportConstants.TRUSTSTORE_PATH_PROP_NAME, trusted);
    // WildFly keeps one TLS context for each of these names, by default the keystore's path: then
    // every peer would be expected to have the certificate of the first one.
    parameters.put(TransportConstants.SSL_CONTEXT_PROP_NAME, trusted);
    parameters.put(TransportConstants.TRUSTSTORE_PASSWORD_PROP_NAME, tls.passphrase());
    // The one certificate that is trusted here says more than any host name in it.
    parameters.put(TransportConstants.VERIFY_HOST_PROP_NAME, false);
    ActiveMQConnectionFactory factory =
        ActiveMQJMSClient.createConnectionFactoryWithoutHA(
            JMSFactoryType.CF,
            new TransportConfiguration(NettyConnectorFactory.class.getName(), parameters));
    factory.setReconnectAttempts(0);
    factory.setInitialConnectAttempts(1);
    factory.setBlockOnNonDurableSend(false);
    factory.setProducerWindowSize(WINDOW_BYTES);
    factory.setCallTimeout(CALL_TIMEOUT_MS);
    factory.setConnectionTTL(SILENCE_MS);
    factory.setClientFailureCheckPeriod(SILENCE_MS / 3);
    factory.setMinLargeMessageSize(MIN_LARGE_MESSAGE_BYTES);
    return factory;
  }

  private record Remote(ActiveMQConnectionFactory factory, String user, String password)
      implements Broker {

    @Override
    public JMSContext connect() {
      return factory.createContext(user, password, JMSContext.AUTO_ACKNOWLEDGE);
    }

    @Override
    public Queue queue(JMSContext context, String name) {
      return context.createQueue(name);
    }

    @Override
    public boolean isRemote() {
      return true;
    }

    /** Nothing of the password. */
    @Override
    public String toString() {
      return "broker at " + factory.getStaticConnectors()[0].getParams().get("host");
    }
  }
}
