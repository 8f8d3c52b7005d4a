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
        return lookUp(Destinations.CONNECTION_FACTORY, ConnectionFactory.class)
            .createContext(JMSContext.AUTO_ACKNOWLEDGE);
      }

      @Override
      public Queue queue(JMSContext context, String name) {
        return lookUp(Destinations.jndiName(name), Queue.class);
      }
    };
  }

  // The names begin with java: and come from Destinations: never a remote directory, never input.
  @SuppressWarnings("BanJNDI")
  private static <T> T lookUp(String name, Class<T> type) {
    try {
      return type.cast(new InitialContext().lookup(name));
    } catch (NamingException | ClassCastException e) {
      throw new JMSRuntimeException(name + " is not there: " + e.getMessage(), null, e);
    }
  }
}
