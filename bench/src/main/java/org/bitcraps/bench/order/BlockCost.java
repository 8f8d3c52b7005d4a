package org.bitcraps.bench.order;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import org.bitcraps.crypto.Schemes;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.exchange.History;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.wire.Verifier;
import org.bitcraps.jms.Envelope;
import org.bitcraps.node.egress.Egress;
import org.bitcraps.node.egress.Post;
import org.bitcraps.node.observation.Counts;
import org.bitcraps.protocol.consensus.CommittedBlock;
import org.bitcraps.protocol.consensus.Input;
import org.bitcraps.protocol.consensus.JournalEntry;
import org.bitcraps.protocol.consensus.Lane;
import org.bitcraps.protocol.consensus.Outbound;
import org.bitcraps.protocol.consensus.Output;
import org.bitcraps.protocol.replica.Admission;
import org.bitcraps.protocol.replica.Replica;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What one block costs with more and more validators: messages and bytes between them and the time
 * of a processor, next to what the protocol says (PBFT02 §4.3 as changed by ADR 0006). Production
 * replicas and doors, every signature made and checked; one thread, no disk, no timer, one block
 * after the other.
 */
@Command(
    name = "cost",
    mixinStandardHelpOptions = true,
    description = "Messages, bytes and CPU of one block by the number of validators.")
public final class BlockCost implements Callable<Integer> {

  private static final int ORDERS = 10;
  private static final int WARM_BLOCKS_MIN = 3;
  private static final int WARM_MESSAGES = 10_000;

  /** Short, so that no phase of a round falls due meanwhile. */
  private static final long STEP_MS = 1;

  @Option(names = "--validators", split = ",", defaultValue = "4,16,64,100")
  private List<Integer> validators;

  @Option(names = "--blocks", defaultValue = "10", description = "Default: ${DEFAULT-VALUE}.")
  private int blocks;

  /** Runs it. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new BlockCost()).execute(args));
  }

  @Override
  public Integer call() {
    System.out.println(
        "| n | messages a block, counted | 2n(n-1) | of one validator |"
            + " KiB a block | KiB of one validator | CPU ms of one validator | us a message |");
    System.out.println("|---|---|---|---|---|---|---|---|");
    for (int n : validators) {
      int formula = 2 * n * (n - 1);
      int warm = Math.max(WARM_BLOCKS_MIN, WARM_MESSAGES / formula);
      Town town = new Town(n, warm + blocks);
      for (int block = 1; block <= warm; block++) {
        town.order(block);
      }
      town.clear();
      for (int block = warm + 1; block <= warm + blocks; block++) {
        town.order(block);
      }
      double messages = (double) town.messages / blocks;
      double bytes = (double) town.bytes / blocks;
      double cpuMs = town.cpuNs / 1e6 / blocks;
      System.out.printf(
          Locale.ROOT,
          "| %d | %.1f | %d | %.1f | %.1f | %.2f | %.3f | %.1f |%n",
          n,
          messages,
          formula,
          messages / n,
          bytes / 1024,
          bytes / 1024 / n,
          cpuMs / n,
          cpuMs * 1000 / messages);
    }
    return 0;
  }

  /** n validators and what lies between them. */
  private static final class Town {

    private static final class Letter {
      private final int to;
      private final byte[] bytes;

      private Letter(int to, byte[] bytes) {
        this.to = to;
        this.bytes = bytes;
      }
    }

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final Queue<Letter> post = new ArrayDeque<>();
    private final List<Citizen> citizens = new ArrayList<>();
    private final Load load;
    private long nowMs;
    private long messages;
    private long bytes;
    private long cpuNs;

    Town(int n, int bodies) {
      House house = new House(n, 100);
      load = new Load(house, bodies, ORDERS, true, bodies);
      nowMs = house.genesis().startTimeMs();
      Verifier verifier = new Verifier(Schemes.best().scheme());
      for (int id = 0; id < n; id++) {
        citizens.add(new Citizen(house, new ReplicaId(id), verifier, post()));
      }
      for (Citizen citizen : citizens) {
        citizen.take(citizen.replica.step(new Input.Tick(nowMs)));
      }
      deliver();
    }

    private Post post() {
      return new Post() {
        @Override
        public boolean toValidator(ReplicaId to, Lane lane, Envelope envelope) {
          messages++;
          bytes += envelope.body().length;
          post.add(new Letter(to.value(), envelope.body()));
          return true;
        }

        @Override
        public boolean toGateway(GatewayId to, Envelope envelope) {
          return true;
        }

        @Override
        public void close() {}
      };
    }

    void clear() {
      messages = 0;
      bytes = 0;
      cpuNs = 0;
    }

    /** One body to all, and all that follows from it. */
    void order(int number) {
      nowMs += STEP_MS;
      byte[] body = load.body(number - 1);
      for (Citizen citizen : citizens) {
        long before = threads.getCurrentThreadCpuTime();
        citizen.takeAll(citizen.admission.body(body, nowMs));
        cpuNs += threads.getCurrentThreadCpuTime() - before;
      }
      deliver();
      for (Citizen citizen : citizens) {
        if (citizen.bodies < number) {
          throw new IllegalStateException("body " + number + " is not certified everywhere");
        }
      }
    }

    private void deliver() {
      for (Letter letter = post.poll(); letter != null; letter = post.poll()) {
        Citizen citizen = citizens.get(letter.to);
        long before = threads.getCurrentThreadCpuTime();
        citizen.takeAll(citizen.admission.peer(letter.bytes, nowMs));
        cpuNs += threads.getCurrentThreadCpuTime() - before;
      }
    }
  }

  /** One validator without a disk: what it would write is encoded and dropped. */
  private static final class Citizen {

    private final Replica replica;
    private final Admission admission;
    private final Egress egress;
    private int bodies;

    Citizen(House house, ReplicaId self, Verifier verifier, Post post) {
      admission = house.door(self, verifier);
      egress = new Egress(house.genesis(), self, post, new Counts());
      replica = house.validator(self, new NoHistory());
    }

    void takeAll(Admission.Outcome outcome) {
      switch (outcome) {
        case Admission.Outcome.Admitted admitted ->
            admitted.inputs().forEach(input -> take(replica.step(input)));
        case Admission.Outcome.Refused refused -> throw new IllegalStateException(refused.reason());
      }
    }

    void take(Output output) {
      output.persist().forEach(JournalEntry::toWire);
      for (Outbound outbound : output.send()) {
        egress.accept(outbound);
      }
      for (CommittedBlock block : output.committed()) {
        bodies +=
            (int)
                block.notice().bodies().stream().filter(body -> body.origin().isPresent()).count();
      }
    }
  }

  /** Nobody is behind here: nobody asks for the past. */
  private static final class NoHistory implements History {

    @Override
    public Optional<BlockNotice> block(SequenceNumber sequence) {
      return Optional.empty();
    }

    @Override
    public SequenceNumber last() {
      return SequenceNumber.ZERO;
    }
  }
}
