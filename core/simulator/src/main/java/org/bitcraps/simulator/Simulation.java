package org.bitcraps.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bitcraps.evidence.exchange.History;
import org.bitcraps.evidence.execution.TableLedger;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.wire.Verifier;
import org.bitcraps.simulator.invariants.ContradictionsAreSeen;
import org.bitcraps.simulator.invariants.EvidenceIsKept;
import org.bitcraps.simulator.invariants.HonestNeverSlashed;
import org.bitcraps.simulator.invariants.Invariant;
import org.bitcraps.simulator.invariants.NoRevealLeftOut;

/**
 * One seed's run: chaos, during which every invariant must hold; then a random quorum is healed and
 * the rest left dead, and everything that was brought must be certified within a bound.
 */
final class Simulation {

  private static final long SECOND_US = 1_000_000;

  /** So many orders each seed has to commit. */
  private static final long WORK = 200;

  /** So many bodies come at once when clients flood. */
  private static final int FLOOD = 20;

  /** How long a healed cluster may chatter after all is done, before it must be silent. */
  private static final long CALM_US = 10 * SECOND_US;

  /** X5: an honest validator would have to leave a view with a commit of it open, and stops. */
  static final String OPEN_COMMIT = "open commit";

  private final long seed;
  private final Keys keys;
  private final Chance chance;
  private final Swarm swarm;
  private final World world;
  private final SimulatedChain chain;
  private final Cluster cluster;
  private final Trouble trouble;
  private final List<Invariant> invariants;
  private final Tally tally = new Tally();
  private boolean bringing = true;
  private long healUs;
  private long boundUs = 1;

  Simulation(long seed, Keys keys, boolean narrated) {
    this(Setting.SWARM, seed, keys, narrated);
  }

  Simulation(Setting setting, long seed, Keys keys, boolean narrated) {
    this(setting, seed, keys, narrated, Memories.ALL);
  }

  Simulation(Setting setting, long seed, Keys keys, boolean narrated, Memories memories) {
    this.seed = seed;
    this.keys = keys;
    chance = new Chance(seed);
    swarm = Swarm.draw(setting, chance.split());
    world = new World(narrated);
    chain = new SimulatedChain(swarm, keys, seed);
    invariants = invariants();
    cluster =
        new Cluster(
            world,
            chance.split(),
            swarm,
            chain,
            keys,
            tally,
            this::core,
            invariants,
            Twinned.NOBODY,
            memories);
    trouble = new Trouble(world, chance.split(), cluster, tally);
    world.countWhile(() -> !cluster.courier().isDone());
  }

  /**
   * The names of all that can find a run guilty: the invariants, and what the run asks in the end.
   */
  Set<String> judges() {
    Set<String> names =
        new TreeSet<>(Set.of("liveness", "silence", "storm", "replay", "enough work", OPEN_COMMIT));
    invariants.forEach(invariant -> names.add(invariant.getClass().getSimpleName()));
    return names;
  }

  /** How many lie, or have disks that do. */
  private int faulty() {
    return swarm.vices().size() + swarm.rolledBack();
  }

  private List<Invariant> invariants() {
    List<Invariant> all = new ArrayList<>();
    if (!swarm.has(Fault.CLOCK_JUMPS)) { // Else nobody can tell how long it has held a reveal.
      int silent = swarm.amnesiacs();
      all.add(new NoRevealLeftOut(chain.genesis(), faulty() + silent, () -> world.nowUs() / 1_000));
    }
    all.addAll(Invariants.of(chain, keys, faulty(), this::isFaulty));
    Verifier verifier = new Verifier(keys.scheme());
    all.add(new HonestNeverSlashed(chain.genesis(), verifier, this::isFaulty));
    all.add(new ContradictionsAreSeen(chain.genesis(), verifier));
    all.add(new EvidenceIsKept());
    return all;
  }

  private boolean isFaulty(ReplicaId id) {
    return cluster.isFaulty(cluster.validators().get(id.value()));
  }

  private Core core(ReplicaId self, History history) {
    return chain.core(
        self, history, Invariants.watched(chain.voter(self), self, invariants, this::isFaulty));
  }

  /** Runs to the end. */
  Outcome run() {
    if (swarm.tables() > 0) {
      tally.fired(Fault.PHASES);
    }
    Optional<Violation> violation = Optional.empty();
    try {
      cluster.start();
      trouble.start();
      load();
      poll();
      world.runUntil(swarm.chaosMs() * 1000);
      prosper();
    } catch (Violation v) {
      world.tell(() -> "VIOLATION " + v.getMessage());
      violation = Optional.of(v);
    }
    return new Outcome(
        seed,
        violation,
        world.events(),
        cluster.sent(),
        world.busyUs(),
        healUs,
        boundUs,
        cluster.courier().committed(),
        cluster.courier().placed(),
        cluster.courier().rolls(),
        tally.counts(),
        world.trace().hash(),
        world.trace().lines());
  }

  private void load() {
    world.in(
        chance.exponential(SECOND_US / swarm.bodiesPerSecond()),
        () -> {
          if (bringing) {
            bringNext();
            bringUnowed();
            if (chance.happens(swarm.rate(Fault.BURSTS, 0.02, 0.1))) {
              flood();
            }
            load();
          }
        });
  }

  private void bringNext() {
    Courier courier = cluster.courier();
    byte[] body = courier.next();
    if (chance.happens(swarm.rate(Fault.GATEWAY_DROPS, 0.05, 0.4))) {
      courier.mishap(Fault.GATEWAY_DROPS);
    } else if (chance.happens(swarm.rate(Fault.GATEWAY_REORDERS, 0.05, 0.4))) {
      courier.mishap(Fault.GATEWAY_REORDERS);
      long number = courier.brought();
      world.in(
          chance.between(50_000L, 600_000L),
          () -> {
            if (courier.brought() > number) {
              tally.mattered(Fault.GATEWAY_REORDERS);
            }
            cluster.bring(body, cluster.validators());
          });
    } else {
      List<Validator> some = recipients();
      if (some.size() < swarm.validators()) {
        courier.mishap(Fault.SPLIT_BODIES);
      }
      cluster.bring(body, some);
    }
  }

  private void bringUnowed() {
    List<Validator> all = cluster.validators();
    if (chance.happens(swarm.rate(Fault.GATEWAY_VANISHES, 0.05, 0.3))) {
      cluster.bring(
          cluster.courier().vanishing(), chance.someOf(all, chance.between(1, all.size() - 1)));
    }
    if (chance.happens(swarm.rate(Fault.GATEWAY_EQUIVOCATES, 0.05, 0.3))) {
      List<byte[]> two = cluster.courier().twoOfOneNumber();
      List<Validator> some = chance.someOf(all, chance.between(1, all.size() - 1));
      cluster.bring(two.get(0), some);
      cluster.bring(two.get(1), all.stream().filter(v -> !some.contains(v)).toList());
    }
  }

  private void flood() {
    tally.fired(Fault.BURSTS);
    if (cluster.courier().pending() + FLOOD > swarm.blockBodiesMax()) {
      tally.mattered(Fault.BURSTS); // Some have to wait for a later block.
    }
    for (int i = 0; i < FLOOD; i++) {
      cluster.bring(cluster.courier().next(), cluster.validators());
    }
  }

  /** A courier brings again what it has seen no certificate over, and asks for what it missed. */
  private void poll() {
    world.in(
        700_000,
        () -> {
          cluster.courier().again(40).forEach(body -> cluster.bring(body, recipients()));
          cluster.askForBlocks(List.of(chance.oneOf(cluster.validators())));
          cluster.archived(cluster.courier().awaited()).ifPresent(cluster.courier()::see);
          poll();
        });
  }

  private List<Validator> recipients() {
    List<Validator> all = cluster.validators();
    return swarm.has(Fault.SPLIT_BODIES) && bringing
        ? chance.someOf(all, chance.between(1, all.size()))
        : all;
  }

  /** Heals a quorum, and waits until everything is certified. */
  private void prosper() {
    List<Validator> core = heal();
    world.runUntil(world.nowUs() + SECOND_US);
    bringing = false;
    // Who missed the last commits of an idle cluster hears of them with the next body, not before.
    do {
      cluster.bring(cluster.courier().next(), cluster.validators());
    } while (cluster.courier().asked() < WORK + WORK / 10);
    awaitDone(core);
    if (cluster.courier().committed() < WORK) {
      throw new Violation(
          "enough work", "only " + cluster.courier().committed() + " orders were committed");
    }
    awaitRounds(core);
    beCalm(core);
  }

  private void awaitDone(List<Validator> core) {
    long startUs = world.nowUs();
    long mostUs = boundUs();
    while (!isDone(core)) {
      if (world.nowUs() > startUs + mostUs) {
        throw new Violation("liveness", Healing.unfinished(cluster.courier(), core));
      }
      world.runUntil(world.nowUs() + SECOND_US / 20);
    }
    long tookUs = world.nowUs() - startUs;
    if (tookUs * boundUs >= healUs * mostUs) {
      healUs = tookUs;
      boundUs = mostUs;
    }
  }

  /**
   * R3: with n − f validators there, every table goes on: a round ends, and another one begins and
   * ends. With fewer a round may have to wait for those that are dead.
   */
  private void awaitRounds(List<Validator> core) {
    int faulty = (swarm.validators() - 1) / 3;
    if (core.size() > Math.ceilDiv(2 * swarm.validators(), 3)) {
      loseAnIdlePrimary(core);
    }
    if (swarm.tables() == 0 || core.size() < swarm.validators() - faulty) {
      return;
    }
    long startUs = world.nowUs();
    long mostUs = boundUs() + 2 * swarm.bettingMs() * 1000;
    long from = fewestRounds(core);
    while (fewestRounds(core) < from + 2) {
      if (world.nowUs() > startUs + mostUs) {
        throw new Violation(
            "liveness", "a table stands still at round " + from + "; " + waits(core));
      }
      world.runUntil(world.nowUs() + SECOND_US / 10);
    }
  }

  /** P4: a table at which nobody bets must not die with its primary. */
  private void loseAnIdlePrimary(List<Validator> core) {
    int primary = (int) (core.get(0).status().view().value() % swarm.validators());
    for (Validator validator : List.copyOf(core)) {
      if (validator.id().value() == primary) {
        validator.crash("it was the primary of idle tables");
        core.remove(validator);
      }
    }
  }

  private static long fewestRounds(List<Validator> core) {
    long fewest = Long.MAX_VALUE;
    for (Validator validator : core) {
      if (!validator.isAlive()) {
        return 0; // It starts again in a moment, or liveness ends this run.
      }
      for (Map.Entry<TableId, TableLedger> table : validator.ledger().tables()) {
        fewest = Math.min(fewest, table.getValue().round().number());
      }
    }
    return fewest;
  }

  private static String waits(List<Validator> core) {
    StringBuilder text = new StringBuilder();
    for (Validator validator : core) {
      for (Map.Entry<TableId, TableLedger> table : validator.ledger().tables()) {
        text.append(
            "validator %s: table %s round %s %s awaits %s; "
                .formatted(
                    validator.id(),
                    table.getKey(),
                    table.getValue().round().number(),
                    table.getValue().round().phase(),
                    validator.ledger().waitingFor(table.getKey()).orElseThrow()));
      }
    }
    return text.toString();
  }

  private long boundUs() {
    return Healing.boundUs(swarm, cluster.courier().pending());
  }

  private List<Validator> heal() {
    trouble.end();
    cluster.stopReviving();
    cluster.network().heal();
    List<Validator> able = new ArrayList<>();
    for (Validator validator : cluster.validators()) {
      if (!cluster.isFaulty(validator) && !validator.isForgetful()) {
        able.add(validator);
      }
    }
    // Counted here in its own way, not by Quorum.
    int quorum = Math.ceilDiv(2 * swarm.validators(), 3);
    boolean idle = swarm.tables() > 0 && swarm.vices().isEmpty() && chance.happens(0.5);
    List<Validator> core = chance.someOf(able, idle ? able.size() : quorum);
    for (Validator validator : cluster.validators()) {
      validator.heal();
      boolean stays = core.contains(validator) || (cluster.isLiar(validator) && swarm.vicesStay());
      if (!stays) {
        validator.crash("it stays dead from now on");
      } else if (!validator.isAlive()) {
        validator.start();
      }
      validator.setClock(chance.between(-20_000L, 20_000L));
    }
    world.tell(() -> "HEALED: " + core.stream().map(v -> v.id().toString()).toList());
    return core;
  }

  private boolean isDone(List<Validator> core) {
    return cluster.courier().isDone()
        && core.stream().allMatch(Validator::isAlive)
        && (swarm.has(Fault.PHASES)
            || core.stream().noneMatch(v -> v.status().waiting() || Healing.isElsewhere(v, core)));
  }

  /** With nothing left to do and nobody lying, nobody says anything, but all go on serving. */
  private void beCalm(List<Validator> core) {
    if (!swarm.has(Fault.PHASES) && !(swarm.vicesStay() && !swarm.vices().isEmpty())) {
      world.runUntil(world.nowUs() + CALM_US);
      long before = cluster.sent();
      world.runUntil(world.nowUs() + CALM_US);
      if (core.stream().anyMatch(v -> Healing.isElsewhere(v, core))) {
        throw new Violation("liveness", "an idle cluster does not stay together");
      }
      // Up to f that gave up on a view alone (P4 lets nobody follow them) say so until others do.
      boolean alone = core.stream().anyMatch(v -> v.status().changingTo().isPresent());
      if (!alone && cluster.sent() != before) {
        throw new Violation(
            "silence", "an idle cluster sends " + (cluster.sent() - before) + " messages in 10 s");
      }
    }
    cluster.bring(cluster.courier().next(), cluster.validators());
    awaitDone(core);
  }

  Swarm swarm() {
    return swarm;
  }
}
