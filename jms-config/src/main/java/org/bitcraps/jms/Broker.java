package org.bitcraps.jms;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Queue;
import javax.naming.InitialContext;
import javax.naming.NamingException;

/** A way to a broker. Calls may block; callers use threads that may. */
public interface Broker {

  /**
   * A fresh connection with one session, for one thread at a time; the caller closes it.
   *
   * @throws JMSRuntimeException if the broker is not there
   */
  JMSContext connect();

  /**
   * A queue by its name of {@link Destinations}.
   *
   * @throws JMSRuntimeException if there is none
   */
  Queue queue(JMSContext context, String name);

  /**
   * Whether it is another server's: then even sending may block, for as long as that stands still.
   */
  default boolean isRemote() {
    return false;
  }

  /**
   * The broker that the container names. Its factory must not reconnect by itself ({@code
   * reconnect-attempts} 0, WildFly's default for {@code java:/ConnectionFactory}): a sender would
   * block while it does.
   */
  static Broker ofContainer() {
    return new Broker() {
      @Override
      public JMSContext connect() {
        return factory().createContext(JMSContext.AUTO_ACKNOWLEDGE);
      }

      @Override
      public Queue queue(JMSContext context, String name) {
        return context.createQueue(name);
      }
    };
  }

  // The name is ours: never a remote directory, never input.
  @SuppressWarnings("BanJNDI")
  private static ConnectionFactory factory() {
    try {
      return (ConnectionFactory) new InitialContext().lookup(Destinations.CONNECTION_FACTORY);
    } catch (NamingException | ClassCastException e) {
      throw new JMSRuntimeException(
          Destinations.CONNECTION_FACTORY + " is not there: " + e.getMessage(), null, e);
    }
  }
}
