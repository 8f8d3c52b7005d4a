package org.bitcraps.bench.bare;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.jms.BytesMessage;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSDestinationDefinition;
import jakarta.jms.JMSDestinationDefinitions;
import jakarta.jms.JMSException;
import jakarta.jms.JMSProducer;
import jakarta.jms.Message;
import jakarta.jms.Queue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Four queues, four readers, four files: each reader appends what has arrived and forces once for
 * all of it, as a validator's output runner does. Durable is what three of four have forced.
 */
@ApplicationScoped
@JMSDestinationDefinitions({
  @JMSDestinationDefinition(
      name = "java:app/bare/0",
      interfaceName = "jakarta.jms.Queue",
      destinationName = "bare.0"),
  @JMSDestinationDefinition(
      name = "java:app/bare/1",
      interfaceName = "jakarta.jms.Queue",
      destinationName = "bare.1"),
  @JMSDestinationDefinition(
      name = "java:app/bare/2",
      interfaceName = "jakarta.jms.Queue",
      destinationName = "bare.2"),
  @JMSDestinationDefinition(
      name = "java:app/bare/3",
      interfaceName = "jakarta.jms.Queue",
      destinationName = "bare.3")
})
public class BareStack {

  private static final int ENOUGH = 3;
  private static final int GROUP_MAX = 64;
  private static final long WAIT_MS = 100;
  private static final String ID = "id";

  @Resource(lookup = "java:/ConnectionFactory")
  private ConnectionFactory factory;

  @Resource private ManagedThreadFactory threads;

  @Resource(lookup = "java:app/bare/0")
  private Queue queue0;

  @Resource(lookup = "java:app/bare/1")
  private Queue queue1;

  @Resource(lookup = "java:app/bare/2")
  private Queue queue2;

  @Resource(lookup = "java:app/bare/3")
  private Queue queue3;

  private List<Queue> queues = List.of();
  private final ConcurrentHashMap<String, AtomicInteger> copies = new ConcurrentHashMap<>();
  private volatile boolean stopped;
  private JMSContext context;
  private JMSProducer producer;

  void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
    queues = List.of(queue0, queue1, queue2, queue3);
    context = factory.createContext(JMSContext.AUTO_ACKNOWLEDGE);
    producer = context.createProducer().setDeliveryMode(DeliveryMode.NON_PERSISTENT);
    for (int i = 0; i < queues.size(); i++) {
      Queue queue = queues.get(i);
      Path file = Path.of(System.getProperty("jboss.server.data.dir"), "bare-" + i + ".bin");
      threads.newThread(() -> read(queue, file)).start();
    }
  }

  @PreDestroy
  void stop() {
    stopped = true;
    context.close();
  }

  /** To all four; a context belongs to one thread at a time. */
  synchronized void send(String id, byte[] body) {
    try {
      for (Queue queue : queues) {
        BytesMessage message = context.createBytesMessage();
        message.setStringProperty(ID, id);
        message.writeBytes(body);
        producer.send(queue, message);
      }
    } catch (JMSException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean isDurable(String id) {
    AtomicInteger count = copies.get(id);
    return count != null && count.get() >= ENOUGH;
  }

  private void read(Queue queue, Path file) {
    try (JMSContext own = factory.createContext(JMSContext.AUTO_ACKNOWLEDGE);
        JMSConsumer consumer = own.createConsumer(queue);
        FileChannel disk =
            FileChannel.open(
                file,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.APPEND)) {
      while (!stopped) {
        List<String> group = new ArrayList<>();
        Message message = consumer.receive(WAIT_MS);
        while (message != null) {
          append(disk, message);
          group.add(message.getStringProperty(ID));
          message = group.size() < GROUP_MAX ? consumer.receiveNoWait() : null;
        }
        if (!group.isEmpty()) {
          disk.force(false);
          group.forEach(
              id -> copies.computeIfAbsent(id, any -> new AtomicInteger()).incrementAndGet());
        }
      }
    } catch (JMSException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }

  private static void append(FileChannel disk, Message message) throws JMSException, IOException {
    ByteBuffer record = ByteBuffer.wrap(message.getBody(byte[].class));
    while (record.hasRemaining()) {
      disk.write(record);
    }
  }
}
