package org.bitcraps.bench.order;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.bitcraps.crypto.Schemes;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.wire.Verifier;
import org.bitcraps.jms.Backoff;
import org.bitcraps.jms.Envelope;
import org.bitcraps.jms.Inbox;
import org.bitcraps.jms.Wiring;
import org.bitcraps.node.egress.JmsPost;
import org.bitcraps.protocol.consensus.Lane;
import org.bitcraps.protocol.pbft.Pacing;
import org.bitcraps.protocol.pbft.PbftCodec;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * One validator with a broker and a disk of its own, in a process of its own, until its standard
 * input ends.
 */
@Command(name = "server", description = "Started by ServersBench.")
final class BenchServer implements Callable<Integer> {

  @Option(names = "--id", required = true)
  private int id;

  @Option(names = "--folder", required = true)
  private Path folder;

  @Option(names = "--port", required = true)
  private int port;

  @Option(names = "--validators", required = true)
  private int validators;

  @Option(names = "--players", required = true)
  private int players;

  @Option(names = "--began-ms", required = true)
  private long beganMs;

  @Option(names = "--betting-ms", required = true)
  private long bettingMs;

  @Option(names = "--base-timeout-ms", required = true)
  private int baseTimeoutMs;

  @Option(names = "--clustered")
  private boolean clustered;

  @Option(names = "--compress-above-bytes", required = true)
  private int compressAboveBytes;

  @Option(names = "--verify")
  private boolean verify;

  public static void main(String[] args) {
    System.exit(new CommandLine(new BenchServer()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    House house =
        new House(
            validators,
            players,
            beganMs,
            Parameters.defaults().with(Parameter.BETTING_WINDOW_MS, bettingMs),
            new Pacing(baseTimeoutMs, Pacing.DEFAULT.lingerMs()));
    BenchWiring servers = new BenchWiring(folder, port, validators, clustered, compressAboveBytes);
    String node = BenchWiring.validator(id);
    AtomicInteger undone = new AtomicInteger();
    AtomicLong blocks = new AtomicLong();
    try (BenchBroker broker = servers.broker(node)) {
      Wiring wiring = servers.of(node, broker);
      ReplicaId self = new ReplicaId(id);
      JmsPost post =
          new JmsPost(wiring, house.genesis(), self, Executors.newCachedThreadPool(), Thread::new);
      Member member =
          new Member(
              house,
              self,
              Files.createDirectories(folder.resolve(node).resolve("journal")),
              post,
              new Verifier(Schemes.best().scheme()),
              verify,
              block -> {
                undone.addAndGet(Load.undone(block));
                blocks.incrementAndGet();
              });
      member.begin();
      receive(house, member, wiring.ownVotes(id), Lane.VOTES);
      receive(house, member, wiring.ownBodies(id), Lane.BODIES);
      System.out.println("ready");
      awaitEnd();
      member.failure().ifPresent(e -> System.out.println("note: ended by " + e));
      System.out.println("blocks " + blocks + ", undone " + undone);
      post.close();
      member.stop();
    }
    return 0;
  }

  private static void receive(House house, Member member, Wiring.Place place, Lane lane) {
    Inbox inbox =
        new Inbox(
            place.broker(),
            place.queue(),
            PbftCodec.bytesMax(house.parameters()),
            Backoff.DEFAULT,
            new Inbox.Receiver() {
              @Override
              public void received(Envelope envelope) {
                try {
                  member.received(lane, envelope);
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              }

              @Override
              public void refused(Envelope.Reading.Refused refusal) {
                System.out.println("note: refused " + refusal);
              }
            });
    Thread thread = new Thread(inbox, "inbox-" + lane);
    thread.setDaemon(true);
    thread.start();
  }

  private static void awaitEnd() throws IOException {
    while (System.in.read() >= 0) {
      // Whoever started us says nothing, and goes.
    }
  }
}
