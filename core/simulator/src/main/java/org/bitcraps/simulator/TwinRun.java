package org.bitcraps.simulator;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.exchange.History;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.protocol.pbft.Pacing;
import org.bitcraps.protocol.pbft.PbftMessage;
import org.bitcraps.protocol.pbft.PbftStatus;
import org.bitcraps.simulator.invariants.Invariant;
import org.bitcraps.simulator.invariants.NoRevealLeftOut;
import org.bitcraps.simulator.twins.Frame;
import org.bitcraps.simulator.twins.Scenario;
import org.bitcraps.simulator.twins.Stage;

/**
 * One scenario of Twins: hosts are separated as it says, during which every invariant must hold for
 * those that run once; then all hear each other, and these must commit everything within a bound.
 */
final class TwinRun implements Twinned.Links {

  private static final long SECOND_US = 1_000_000;
  private static final long LOOK_EVERY_US = 50_000;
  private static final long POLL_EVERY_US = 700_000;

  /** Until then every host has started. */
  private static final long STARTED_US = 30_000;

  private final Scenario scenario;
  private final Frame frame;
  private final Swarm swarm;
  private final World world;
  private final SimulatedChain chain;
  private final Cluster cluster;
  private final List<Invariant> invariants;
  private final List<Validator> honest;
  private final Tally tally = new Tally();
  private final Map<Place, Statement> said = new HashMap<>();
  private boolean contradicted;
  private boolean healed;
  private long healUs;
  private long boundUs = 1;

  /** Where a signer may say one thing only. */
  private record Place(ReplicaId signer, Stage stage) {}

  TwinRun(Scenario scenario, Keys keys, boolean narrated) {
    this.scenario = scenario;
    frame = scenario.frame();
    Chance chance = new Chance(scenario.seed());
    swarm =
        Swarm.calm(frame.validators(), frame.plays())
            .ordering(frame.pipelineDepth(), frame.blockBodiesMax(), frame.rotationInterval());
    world = new World(narrated);
    chain = new SimulatedChain(swarm, keys, scenario.seed());
    int faulty = frame.twinned().size();
    invariants = new ArrayList<>(Invariants.of(chain, keys, faulty, this::isTwinned));
    invariants.add(new NoRevealLeftOut(chain.genesis(), faulty, () -> world.nowUs() / 1_000));
    Twinned twinned = new Twinned(frame.twinned().stream().map(ReplicaId::new).toList(), this);
    cluster =
        new Cluster(
            world,
            chance,
            swarm,
            chain,
            keys,
            tally,
            this::core,
            invariants,
            twinned,
            Memories.ALL);
    honest = cluster.validators().stream().filter(v -> !isTwinned(v.id())).toList();
    world.countWhile(() -> !cluster.courier().isDone());
  }

  private boolean isTwinned(ReplicaId id) {
    return frame.twinned().contains(id.value());
  }

  private Core core(ReplicaId self, History history) {
    if (isTwinned(self) && frame.unashamed()) {
      return new Unashamed(() -> chain.core(self, history));
    }
    return chain.core(
        self, history, Invariants.watched(chain.voter(self), self, invariants, this::isTwinned));
  }

  @Override
  public boolean carries(Validator from, Validator to, PbftMessage message) {
    if (healed) {
      return true;
    }
    PbftStatus status = from.status();
    View sender = status.changingTo().orElse(status.view());
    Stage stage = Stage.of(message, sender);
    if (isTwinned(from.id()) && message.sender().equals(from.id())) {
      contradicts(from.id(), stage, message);
    }
    boolean hears = scenario.partition(stage).carries(from.host(), to.host());
    // What a view may not order any more is lost, so that timers drive all to the next one.
    boolean inTime =
        stage.view() >= frame.views() || stage.sequence() <= frame.slots() * (stage.view() + 1);
    return hears && inTime;
  }

  private void contradicts(ReplicaId signer, Stage stage, PbftMessage message) {
    Optional<Statement> statement =
        switch (message) {
          case PbftMessage.PrePrepare m -> Optional.of(m.statement());
          case PbftMessage.Prepare m -> Optional.of(m.statement());
          case PbftMessage.Commit m -> Optional.of(m.statement());
          default -> Optional.empty();
        };
    statement.ifPresent(s -> {
      Statement before = said.putIfAbsent(new Place(signer, stage), s);
      contradicted |= before != null && !before.equals(s);
    });
  }

  /** Whether, before the end of the partitions, some twins voted for two blocks in one place. */
  boolean isContradicted() {
    return contradicted;
  }

  /** The names of all that can find a run guilty. */
  Set<String> judges() {
    Set<String> names = new TreeSet<>(Set.of("liveness", "storm", "replay"));
    invariants.forEach(invariant -> names.add(invariant.getClass().getSimpleName()));
    return names;
  }

  /** Runs to the end. */
  Outcome run() {
    Optional<Violation> violation = Optional.empty();
    try {
      cluster.start();
      world.in(STARTED_US, this::bring);
      separated();
      heal();
      prosper();
    } catch (Violation v) {
      world.tell(() -> "VIOLATION " + v.getMessage());
      violation = Optional.of(v);
    }
    Courier courier = cluster.courier();
    return new Outcome(
        scenario.seed(),
        violation,
        world.events(),
        cluster.sent(),
        world.busyUs(),
        healUs,
        boundUs,
        courier.committed(),
        courier.placed(),
        courier.rolls(),
        tally.counts(),
        world.trace().hash(),
        world.trace().lines());
  }

  /**
   * Work for every view, and some more, so that always something waits. The instances of a twin get
   * the first two bodies one each: as primaries they propose different blocks.
   */
  private void bring() {
    List<Validator> all = cluster.validators();
    for (int half = 0; half < 2; half++) {
      boolean second = half == 1;
      cluster.bring(
          cluster.courier().next(),
          all.stream()
              .filter(v -> !isTwinned(v.id()) || second == v.host() >= frame.validators())
              .toList());
    }
    int more = frame.views() * frame.slots() * frame.blockBodiesMax();
    for (int i = 0; i < more; i++) {
      cluster.bring(cluster.courier().next(), all);
    }
  }

  /** Until somebody honest is beyond the separated views, or all patience is over. */
  private void separated() {
    world.runUntil(STARTED_US);
    while (world.nowUs() < patienceUs() && !isBeyond()) {
      world.runUntil(world.nowUs() + LOOK_EVERY_US);
    }
  }

  private boolean isBeyond() {
    return honest.stream().anyMatch(v -> v.status().view().value() >= frame.views());
  }

  /** Each view fails by a timer that is twice the last one, and half of it for what is resent. */
  private long patienceUs() {
    long baseUs = Pacing.DEFAULT.baseTimeoutMs() * 1000;
    long sum = baseUs;
    for (int view = 0; view < frame.views(); view++) {
      sum += baseUs * Math.min(1L << view, Pacing.BACK_OFF_MAX) * 3 / 2;
    }
    return sum;
  }

  private void heal() {
    healed = true;
    cluster.network().heal();
    world.tell(() -> "HEALED after " + scenario);
    poll();
  }

  /** The courier brings again what it has seen no certificate over, and asks for what it missed. */
  private void poll() {
    cluster.courier().again(40).forEach(body -> cluster.bring(body, cluster.validators()));
    cluster.askForBlocks(cluster.validators());
    world.in(POLL_EVERY_US, this::poll);
  }

  /** Who runs once commits all, in one place, and all that comes after. */
  private void prosper() {
    awaitDone();
    cluster.bring(cluster.courier().next(), cluster.validators());
    awaitDone();
  }

  private void awaitDone() {
    long startUs = world.nowUs();
    long mostUs = Healing.boundUs(swarm, cluster.courier().pending());
    while (!isDone()) {
      if (world.nowUs() > startUs + mostUs) {
        throw new Violation("liveness", Healing.unfinished(cluster.courier(), honest));
      }
      world.runUntil(world.nowUs() + SECOND_US / 20);
    }
    long tookUs = world.nowUs() - startUs;
    if (tookUs * boundUs >= healUs * mostUs) {
      healUs = tookUs;
      boundUs = mostUs;
    }
  }

  private boolean isDone() {
    return cluster.courier().isDone()
        && (frame.plays()
            || honest.stream()
                .noneMatch(v -> v.status().waiting() || Healing.isElsewhere(v, honest)));
  }
}
