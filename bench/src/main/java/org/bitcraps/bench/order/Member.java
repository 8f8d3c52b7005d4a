package org.bitcraps.bench.order;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Verifier;
import org.bitcraps.jms.Envelope;
import org.bitcraps.node.egress.Egress;
import org.bitcraps.node.egress.Post;
import org.bitcraps.node.loop.LaneQueue;
import org.bitcraps.node.loop.OutputRunner;
import org.bitcraps.node.loop.ReplicaLoop;
import org.bitcraps.node.observation.Counts;
import org.bitcraps.node.timer.Alarms;
import org.bitcraps.persistence.journal.FileStorage;
import org.bitcraps.protocol.consensus.ConsensusProtocol;
import org.bitcraps.protocol.consensus.Input;
import org.bitcraps.protocol.consensus.Lane;
import org.bitcraps.protocol.consensus.Observation;
import org.bitcraps.protocol.consensus.Output;
import org.bitcraps.protocol.port.Storage;
import org.bitcraps.protocol.replica.Admission;
import org.bitcraps.protocol.replica.LedgerExecution.LedgerState;
import org.bitcraps.protocol.replica.Replica;

/** One production validator: its replica, loop, output runner and journal on disk. */
final class Member {

  private static final Map<Lane, LaneQueue.Bounds> INBOX =
      Map.of(
          Lane.VOTES, new LaneQueue.Bounds(4_096, 8L << 20),
          Lane.BODIES, new LaneQueue.Bounds(512, 256L << 20));

  private final House house;
  private final ReplicaId self;
  private final Admission admission;
  private final boolean verifyClients;
  private final LaneQueue<Input> inbox = new LaneQueue<>(INBOX);
  private final Storage.Kept kept;
  private final ReplicaLoop loop;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile Optional<Throwable> failure = Optional.empty();

  /**
   * A member at genesis.
   *
   * @param verifyClients whether it checks every player's signature; else it takes bodies from the
   *     gateway's line as they are, decoded from their bytes
   * @param executed told every certified block with its outcome, on the replica's thread
   */
  Member(
      House house,
      ReplicaId self,
      Path folder,
      Post post,
      Verifier verifier,
      boolean verifyClients,
      Consumer<ExecutedBlock> executed) {
    this.house = house;
    this.self = self;
    this.verifyClients = verifyClients;
    this.admission = house.door(self, verifier);
    this.kept = new FileStorage().open(folder.toString(), house.chain(), self, house.parameters());
    OutputRunner.begin(kept.journal(), Replica.openingEntries(house.genesis(), self));
    Replica replica = house.validator(self, kept.blocks());
    Alarms alarms = new Alarms();
    OutputRunner runner =
        new OutputRunner(
            kept.journal(),
            0,
            kept.blocks(),
            new Egress(house.genesis(), self, post, new Counts()),
            alarms,
            Member::observed,
            task -> Thread.ofPlatform().daemon().start(task));
    this.loop =
        new ReplicaLoop(
            told(replica, executed),
            inbox,
            runner,
            alarms,
            Clock.systemUTC(),
            () -> {},
            this::ended);
  }

  private static void observed(Observation observation) {
    if (observation instanceof Observation.ViewChangeStarted
        || observation instanceof Observation.ResultSplit) {
      System.out.println("note: " + observation); // It explains a figure that is off.
    }
  }

  private static ConsensusProtocol told(Replica replica, Consumer<ExecutedBlock> executed) {
    return new ConsensusProtocol() {
      @Override
      public void recover(List<byte[]> entries) {
        replica.recover(entries);
      }

      @Override
      public Output step(Input input) {
        Output output = replica.step(input);
        output.committed().forEach(b -> executed.accept(((LedgerState) b.executed()).block()));
        return output;
      }
    };
  }

  ReplicaId self() {
    return self;
  }

  void begin() {
    Thread thread = new Thread(loop, "member-" + self + "-loop");
    thread.setDaemon(true);
    thread.start();
  }

  /** Whether its loop has ended. */
  boolean isOver() {
    return over.getCount() == 0;
  }

  /** Something came for it; waits while its inbox is full. */
  void received(Lane lane, Envelope envelope) throws InterruptedException {
    for (Input input : admitted(envelope)) {
      inbox.put(lane, input, envelope.body().length);
    }
  }

  private List<Input> admitted(Envelope envelope) {
    long nowMs = System.currentTimeMillis();
    byte[] body = envelope.body();
    if (envelope.kind() != Envelope.Kind.BODY) {
      return inputs(admission.peer(body, nowMs));
    }
    if (verifyClients) {
      return inputs(admission.body(body, nowMs));
    }
    BatchBody decoded =
        Decoder.decode(body, body.length, in -> BatchBody.decode(in, house.parameters()));
    return List.of(new Input.BodyArrived(nowMs, decoded, true));
  }

  private static List<Input> inputs(Admission.Outcome outcome) {
    return switch (outcome) {
      case Admission.Outcome.Admitted admitted -> admitted.inputs();
      case Admission.Outcome.Refused refused -> {
        System.out.println("note: an honest message was refused: " + refused);
        yield List.of();
      }
    };
  }

  private void ended(Optional<Throwable> cause) {
    failure = cause;
    kept.close();
    over.countDown();
  }

  /** Blocks it has stored: readable until {@link #stop}. */
  Storage.Kept kept() {
    return kept;
  }

  /** What ended it though nobody stopped it. */
  Optional<Throwable> failure() {
    return failure;
  }

  /** Ends it; its journal is closed on return. */
  void stop() throws InterruptedException {
    loop.stop();
    over.await();
  }
}
