package org.bitcraps.simulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bitcraps.evidence.execution.Ledger;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.protocol.consensus.CommittedBlock;
import org.bitcraps.protocol.consensus.Input;
import org.bitcraps.protocol.consensus.Observation;
import org.bitcraps.protocol.consensus.Outbound;
import org.bitcraps.protocol.consensus.Output;
import org.bitcraps.protocol.consensus.Shortening;
import org.bitcraps.protocol.consensus.StateMismatchException;
import org.bitcraps.protocol.consensus.Timer;
import org.bitcraps.protocol.consensus.TimerChange;
import org.bitcraps.protocol.pbft.OpenCommitException;
import org.bitcraps.protocol.pbft.PbftStatus;
import org.bitcraps.protocol.port.JournalException;
import org.bitcraps.protocol.replica.Admission;
import org.bitcraps.simulator.invariants.ResultRootsAgree;

/**
 * One host: feeds inputs to the production core and performs its outputs in the order of their
 * fields, as a node does. May die at any point of an output, and comes back with what its disk has.
 */
public final class Validator {

  private static final int INBOX_MAX = 20_000;

  /** So much work waits at a slow host; what comes then is dropped. */
  private static final long QUEUE_US_MAX = 1_000_000;

  /** Where in an output a process dies. */
  enum CrashPoint {
    BEFORE_FORCE,
    AFTER_FORCE,
    AMONG_SENDS,
    AFTER_SENDS,
    BEFORE_CUT,
    AFTER_CUT
  }

  private final World world;
  private final Chance chance;
  private final Swarm swarm;
  private final int host;
  private final ReplicaId id;
  private final Core.Maker maker;
  private final Admission admission;
  private final Surroundings surroundings;
  private final HostClock clock;
  private final Disk disk;
  private final Tally tally;
  private final DiskBlocks blocks = new DiskBlocks();
  private final Map<Timer, Armed> timers = new EnumMap<>(Timer.class);
  private final Deque<Arrival> inbox = new ArrayDeque<>();
  private final List<Output> unflushed = new ArrayList<>();

  private Core core;
  private long life;
  private long pausedUntilUs;
  private boolean flushPlanned;
  private CrashPoint crashAt;
  private boolean forgetful;
  private boolean rolledBack;
  private boolean held;
  private long serviceUs;
  private long freeAtUs;

  /** A running timer; its identity tells it from one set later for the same time. */
  private static final class Armed {
    final long atMs;

    Armed(long atMs) {
      this.atMs = atMs;
    }
  }

  /** Bytes that came, and from whom. */
  private static final class Arrival {
    final boolean fromCourier;
    final byte[] bytes;

    Arrival(boolean fromCourier, byte[] bytes) {
      this.fromCourier = fromCourier;
      this.bytes = bytes;
    }
  }

  /** What stands around a host. */
  interface Surroundings {

    /** The host sends something. */
    void send(Validator from, Outbound outbound);

    /** A step and its whole output are over, as far as the process lived. */
    void stepped(Validator validator, Input input, Output output);

    /** The door let these bytes of a peer not in. */
    void refused(Validator validator, byte[] bytes);

    /** What the output commits is durable. */
    void committed(Validator validator, Output output);

    /** Whether things still go wrong. */
    boolean isTroubled();

    /** The process died, and comes back by itself. */
    void died(Validator validator, String why);
  }

  Validator(
      World world,
      Chance chance,
      Swarm swarm,
      int host,
      ReplicaId id,
      Core.Maker maker,
      Admission admission,
      Surroundings surroundings,
      HostClock clock,
      Disk disk,
      Tally tally) {
    this.world = world;
    this.chance = chance;
    this.swarm = swarm;
    this.host = host;
    this.id = id;
    this.maker = maker;
    this.admission = admission;
    this.surroundings = surroundings;
    this.clock = clock;
    this.disk = disk;
    this.tally = tally;
  }

  void start() {
    life++;
    core = maker.make(id, blocks);
    world.tell(() -> "validator " + name() + " starts with " + disk.count() + " records");
    try {
      List<byte[]> entries = disk.recover();
      core.recover(entries);
    } catch (JournalException e) {
      crash("the disk failed");
      return;
    } catch (Violation e) {
      throw e;
    } catch (RuntimeException e) {
      if (rolledBack) {
        crash("its journal makes no sense: " + e); // X5: it stops.
        return;
      }
      throw broken("recovers from its own journal", e);
    }
    step(new Input.Tick(clock.nowMs()));
  }

  /** Bytes arrive from a peer or courier; answers whether somebody was there to take them. */
  boolean receive(boolean fromCourier, byte[] bytes) {
    if (core == null || inbox.size() == INBOX_MAX) {
      return false;
    }
    Arrival arrival = new Arrival(fromCourier, bytes);
    if (serviceUs == 0) {
      enter(arrival);
      return true;
    }
    tally.fired(Fault.SLOW_NODE);
    long waitUs = Math.max(0, freeAtUs - world.nowUs());
    if (waitUs > QUEUE_US_MAX) {
      return false; // X4: the queue is full.
    }
    if (waitUs > 0) {
      tally.mattered(Fault.SLOW_NODE);
    }
    freeAtUs = world.nowUs() + waitUs + serviceUs;
    long now = life;
    world.in(
        waitUs,
        () -> {
          if (life == now && core != null) {
            enter(arrival);
          }
        });
    return true;
  }

  private void enter(Arrival arrival) {
    if (pausedUntilUs > world.nowUs()) {
      held = true;
      inbox.add(arrival);
    } else {
      take(arrival);
    }
  }

  private void take(Arrival arrival) {
    Admission.Outcome outcome;
    try {
      outcome =
          !arrival.fromCourier
              ? admission.peer(arrival.bytes, clock.nowMs())
              : arrival.bytes[0] == Courier.REQUEST
                  ? admission.blocksWanted(Courier.content(arrival.bytes), clock.nowMs())
                  : admission.body(Courier.content(arrival.bytes), clock.nowMs());
    } catch (Violation e) {
      throw e;
    } catch (RuntimeException e) {
      throw broken("admits or refuses any bytes", e);
    }
    if (outcome instanceof Admission.Outcome.Admitted admitted) {
      for (Input input : admitted.inputs()) {
        if (core != null) {
          step(input);
        }
      }
    } else if (!arrival.fromCourier) {
      surroundings.refused(this, arrival.bytes);
    }
  }

  private Output step(Input input) {
    Output output;
    try {
      output = core.step(input);
    } catch (Violation e) {
      throw e;
    } catch (StateMismatchException e) {
      // Its stop is right (X5); that it had to is not: a quorum signed what no honest one has.
      throw new Violation(
          ResultRootsAgree.class.getSimpleName(), "validator " + name() + " stops: " + e);
    } catch (OpenCommitException e) {
      throw new Violation(Simulation.OPEN_COMMIT, "validator " + name() + " stops: " + e);
    } catch (RuntimeException e) {
      throw broken("takes any input: " + input, e);
    }
    world.tell(() -> Narrator.step(this, input, output));
    watch(output);
    world.trace().mix(output.send().size() * 31L + output.persist().size());
    unflushed.add(output);
    disk.append(output.persist().stream().map(entry -> entry.toWire()).toList());
    if (!swarm.has(Fault.GROUP_COMMIT)) {
      flush();
    } else if (!flushPlanned) {
      flushPlanned = true;
      long now = life;
      world.in(
          chance.exponential(1_500),
          () -> {
            if (life == now && core != null) {
              flush();
            }
          });
    }
    surroundings.stepped(this, input, output);
    return output;
  }

  /**
   * Persist, force, send, apply, set timers: in this order for all outputs since the last flush.
   */
  private void flush() {
    flushPlanned = false;
    if (disk.hasPending() && dies(CrashPoint.BEFORE_FORCE)) {
      return;
    }
    try {
      disk.force();
    } catch (JournalException e) {
      crash("the disk failed");
      return;
    }
    if (dies(CrashPoint.AFTER_FORCE)) {
      return;
    }
    if (unflushed.size() > 1) {
      tally.fired(Fault.GROUP_COMMIT);
      if (unflushed.stream().filter(output -> !output.persist().isEmpty()).count() > 1) {
        tally.mattered(Fault.GROUP_COMMIT);
      }
    }
    List<Output> outputs = List.copyOf(unflushed);
    unflushed.clear();
    outputs.forEach(output -> surroundings.committed(this, output));
    for (Output output : outputs) {
      for (Outbound outbound : output.send()) {
        surroundings.send(this, outbound);
        if (chance.happens(0.3) && dies(CrashPoint.AMONG_SENDS)) {
          return;
        }
      }
      if (dies(CrashPoint.AFTER_SENDS)) {
        return;
      }
      output.committed().forEach(this::store);
      output.timers().forEach(this::change);
    }
    shorten(outputs);
  }

  /** The last offer of a shorter journal is taken as often as not. */
  private void shorten(List<Output> outputs) {
    int later = 0;
    for (int i = outputs.size() - 1; i >= 0; i--) {
      Optional<Shortening> offered = outputs.get(i).shortening();
      if (offered.isPresent()) {
        if (chance.happens(0.5) && !dies(CrashPoint.BEFORE_CUT)) {
          shorten(offered.get(), later);
        }
        return;
      }
      later += outputs.get(i).persist().size();
    }
  }

  private void shorten(Shortening offered, int later) {
    List<byte[]> whole = disk.records();
    int end = whole.size() - later;
    List<byte[]> shorter = new ArrayList<>(offered.of(whole.subList(0, end)));
    shorter.addAll(whole.subList(end, whole.size()));
    if (!rolledBack && chance.happens(0.1)) {
      PbftStatus cut = recovered(shorter);
      PbftStatus all = recovered(whole);
      if (!cut.equals(all)) {
        throw new Violation(
            "a cut journal means the same",
            "validator %s is %s after it, and %s after the whole one".formatted(name(), cut, all));
      }
    }
    blocks.force();
    try {
      disk.replace(shorter);
    } catch (JournalException e) {
      crash("the disk failed");
      return;
    }
    world.tell(
        () -> "validator %s cuts %d records to %d".formatted(name(), whole.size(), shorter.size()));
    dies(CrashPoint.AFTER_CUT);
  }

  private PbftStatus recovered(List<byte[]> records) {
    Core another = maker.make(id, blocks);
    another.recover(records);
    return another.status();
  }

  private void store(CommittedBlock block) {
    if (block.restored()) {
      blocks.resume(block.notice());
    } else {
      blocks.put(block.notice());
    }
  }

  private boolean dies(CrashPoint point) {
    if (crashAt != point) {
      return false;
    }
    crash("a crash " + point);
    return true;
  }

  private void change(TimerChange change) {
    Armed before = timers.remove(change.timer());
    if (change instanceof TimerChange.Set set) {
      Armed armed = new Armed(set.atMs());
      timers.put(set.timer(), armed);
      plan(set.timer(), armed);
    }
    if (before != null && swarm.has(Fault.STALE_TIMERS) && chance.happens(0.1)) {
      // It was due at the same moment, and already on its way.
      long now = life;
      world.in(
          clock.untilUs(before.atMs),
          () -> {
            if (life == now && core != null && pausedUntilUs <= world.nowUs()) {
              tally.fired(Fault.STALE_TIMERS);
              Output output = step(new Input.TimerFired(clock.nowMs(), change.timer()));
              if (!output.equals(Output.NOTHING)) {
                tally.mattered(Fault.STALE_TIMERS);
              }
            }
          });
    }
  }

  private void plan(Timer timer, Armed armed) {
    long now = life;
    world.in(
        clock.untilUs(armed.atMs),
        () -> {
          if (life == now && core != null && timers.get(timer) == armed) {
            due(timer, armed);
          }
        });
  }

  private void due(Timer timer, Armed armed) {
    long waitUs = Math.max(clock.untilUs(armed.atMs), pausedUntilUs - world.nowUs());
    if (waitUs > 0) {
      long now = life;
      world.in(
          waitUs,
          () -> {
            if (life == now && core != null && timers.get(timer) == armed) {
              due(timer, armed);
            }
          });
      return;
    }
    timers.remove(timer);
    step(new Input.TimerFired(clock.nowMs(), timer));
  }

  /** What is worth counting. */
  private void watch(Output output) {
    for (Observation observation : output.observations()) {
      if (observation instanceof Observation.Proposed && swarm.has(Fault.SKEW)) {
        tally.mattered(Fault.SKEW); // A block carries the time of a clock that goes wrong.
      } else if (observation instanceof Observation.Muted && forgetful) {
        tally.mattered(Fault.AMNESIA);
      } else if (observation instanceof Observation.CheckpointStable stable
          && swarm.has(Fault.PRUNING)
          && !stable.sequence().isAfter(blocks.last())) {
        blocks.force();
        if (blocks.prune(stable.sequence())) {
          tally.fired(Fault.PRUNING);
        }
      } else if (observation instanceof Observation.StateRestored && swarm.has(Fault.PRUNING)) {
        tally.mattered(Fault.PRUNING);
      }
    }
  }

  /** Sets the clock; timers keep to the clock, not to true time. */
  void setClock(long errorUs) {
    clock.set(errorUs);
    // In the timers' own order: that of Map.copyOf is another one in every JVM.
    for (Map.Entry<Timer, Armed> timer : new EnumMap<>(timers).entrySet()) {
      plan(timer.getKey(), timer.getValue());
    }
  }

  /** Dies at this point of the next output. */
  void crashAt(CrashPoint point) {
    crashAt = point;
  }

  /** Dies now. */
  void crash(String why) {
    if (core == null) {
      return;
    }
    core = null;
    crashAt = null;
    flushPlanned = false;
    unflushed.clear();
    inbox.clear();
    timers.clear();
    pausedUntilUs = 0;
    boolean lost = disk.crash();
    if (surroundings.isTroubled()) {
      tally.fired(Fault.CRASHES);
      if (lost) {
        tally.mattered(Fault.CRASHES);
      }
    }
    freeAtUs = 0;
    blocks.crash(chance);
    world.tell(() -> "validator " + name() + " dies: " + why);
    surroundings.died(this, why);
  }

  /** Loses its disk; it must be dead. */
  void forget() {
    disk.wipe();
    blocks.wipe();
    forgetful = true;
  }

  /** Does nothing for a while; what arrives waits. */
  void pause(long durationUs) {
    if (core == null) {
      return;
    }
    tally.fired(Fault.PAUSES);
    pausedUntilUs = world.nowUs() + durationUs;
    long now = life;
    world.in(
        durationUs,
        () -> {
          if (held) {
            held = false;
            tally.mattered(Fault.PAUSES);
          }
          while (life == now && core != null && !inbox.isEmpty()) {
            take(inbox.remove());
          }
        });
  }

  /** No crash that was planned happens any more. */
  void heal() {
    crashAt = null;
    serviceUs = 0;
    disk.heal();
  }

  void failNextForce() {
    disk.failNext();
  }

  /** Loses the end of its journal; it must be dead. From now on it counts as faulty. */
  void rollBack() {
    disk.rollBack();
    rolledBack = true;
  }

  /** Needs so long for everything that arrives. */
  void slowDown(long newServiceUs) {
    serviceUs = newServiceUs;
  }

  /** Whether its disk lost what had been forced: no rule holds for what it says then. */
  boolean isRolledBack() {
    return rolledBack;
  }

  boolean hasTimers() {
    return !timers.isEmpty();
  }

  /** Whether it holds in its journal what carries this signature. */
  public boolean hasJournalled(byte[] signature) {
    return disk.holdsTail(signature);
  }

  /** Whether it holds in its journal the body with this digest. */
  public boolean hasJournalledBody(Digest digest) {
    return disk.holdsBody(digest);
  }

  /** What its clock shows, milliseconds since 1970. */
  public long clockMs() {
    return clock.nowMs();
  }

  /** Whether it lost its disk once. */
  public boolean isForgetful() {
    return forgetful;
  }

  /** Whether it can serve this block. */
  boolean keeps(SequenceNumber sequence) {
    return core != null && blocks.block(sequence).isPresent();
  }

  /** Whether the process runs. */
  public boolean isAlive() {
    return core != null;
  }

  /** Who it is. */
  public ReplicaId id() {
    return id;
  }

  /** How often it has started. */
  public long life() {
    return life;
  }

  /** Where it runs: its number, or one of its own if it is the second under that. */
  int host() {
    return host;
  }

  /** For people: the second under one name has a prime. */
  String name() {
    return host == id.value() ? id.toString() : id + "′";
  }

  /** Where it stands; only while it is alive. */
  public PbftStatus status() {
    return core.status();
  }

  /** Its ledger after the last certified block; only while it is alive. */
  public Ledger ledger() {
    return core.ledger();
  }

  HostClock clock() {
    return clock;
  }

  private Violation broken(String rule, RuntimeException cause) {
    Violation violation =
        new Violation(
            "no exception in the core", "validator " + name() + " " + rule + ": " + cause);
    violation.initCause(cause);
    return violation;
  }
}
