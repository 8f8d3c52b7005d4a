package org.bitcraps.kill;

import jakarta.annotation.Resource;
import jakarta.jms.BytesMessage;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Message;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs inside the server and writes down what the broker carries, one file per life: address, time
 * of sending, length, bytes. Each record is one unbuffered write, so it outlives {@code kill -9}.
 */
@WebListener
public final class Tape implements ServletContextListener {

  static final String QUEUE = "bitcraps.recorder";

  /** Not one of ours: a server refuses keys of ours that it does not know. */
  static final String FOLDER = "tape.folder";

  private static final String ORIGINAL_ADDRESS = "_AMQ_ORIG_ADDRESS";

  @Resource(lookup = "java:/ConnectionFactory")
  private ConnectionFactory factory;

  private JMSContext context;

  /** Starts the tape; what was sent since the boot waits in the queue. */
  @Override
  public void contextInitialized(ServletContextEvent event) {
    try {
      Path folder = Files.createDirectories(Path.of(System.getProperty(FOLDER)));
      OutputStream file =
          new FileOutputStream(
              folder.resolve("life-%d.tape".formatted(System.currentTimeMillis())).toFile());
      context = factory.createContext();
      JMSConsumer consumer = context.createConsumer(context.createQueue(QUEUE));
      Thread.ofPlatform().daemon().name("tape").start(() -> run(consumer, file));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void run(JMSConsumer consumer, OutputStream file) {
    try (file) {
      Message message = consumer.receive();
      while (message != null) {
        file.write(entry((BytesMessage) message));
        message = consumer.receive();
      }
    } catch (IOException | JMSException | JMSRuntimeException e) {
      throw new IllegalStateException("the tape has ended", e);
    }
  }

  private static byte[] entry(BytesMessage message) throws IOException, JMSException {
    byte[] body = new byte[Math.toIntExact(message.getBodyLength())];
    message.readBytes(body);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeUTF(String.valueOf(message.getStringProperty(ORIGINAL_ADDRESS)));
    out.writeLong(message.getJMSTimestamp());
    out.writeInt(body.length);
    out.write(body);
    return bytes.toByteArray();
  }

  /** Ends it with the application. */
  @Override
  public void contextDestroyed(ServletContextEvent event) {
    context.close();
  }
}
