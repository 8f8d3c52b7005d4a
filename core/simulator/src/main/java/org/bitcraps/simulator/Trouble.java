package org.bitcraps.simulator;

import java.util.List;

/** Everything that goes wrong around honest validators while the chaos lasts. */
final class Trouble {

  private static final List<Validator.CrashPoint> POINTS = List.of(Validator.CrashPoint.values());
  private static final long SKEW_US = 90_000;

  private final World world;
  private final Chance chance;
  private final Cluster cluster;
  private final Swarm swarm;
  private final Tally tally;
  private boolean over;

  Trouble(World world, Chance chance, Cluster cluster, Tally tally) {
    this.world = world;
    this.chance = chance;
    this.cluster = cluster;
    this.swarm = cluster.swarm();
    this.tally = tally;
  }

  void start() {
    if (swarm.has(Fault.SKEW)) {
      tally.fired(Fault.SKEW);
      cluster.validators().forEach(v -> v.setClock(chance.between(-SKEW_US, SKEW_US)));
    }
    if (swarm.has(Fault.SLOW_NODE)) {
      long most = (long) swarm.rate(Fault.SLOW_NODE, 1_000, 10_000);
      any().slowDown(chance.between(500L, most));
    }
    repeat(Fault.CRASHES, this::crash);
    repeat(Fault.TORN_TAIL, () -> any().crashAt(Validator.CrashPoint.BEFORE_FORCE));
    repeat(Fault.DISK_ERRORS, () -> any().failNextForce());
    repeat(Fault.PAUSES, () -> any().pause(chance.exponential(600_000)));
    repeat(Fault.PARTITIONS, () -> partition(Fault.PARTITIONS));
    repeat(Fault.ONE_WAY_PARTITIONS, () -> partition(Fault.ONE_WAY_PARTITIONS));
    if (swarm.has(Fault.PRUNING)) {
      world.in(chance.between(100_000L, 500_000L), this::leaveBehind);
      repeat(Fault.PRUNING, this::leaveBehind);
    }
    repeat(Fault.CLOGS, this::clog);
    repeat(Fault.CLOCK_JUMPS, this::jump);
    repeat(Fault.KIND_FILTER, this::filter);
    for (int i = 0; i < swarm.amnesiacs(); i++) {
      world.in(chance.between(500L, swarm.chaosMs()) * 1000, this::forget);
    }
    for (int i = 0; i < swarm.rolledBack(); i++) {
      world.in(chance.between(500L, swarm.chaosMs()) * 1000, this::rollBack);
    }
    // Who is faulty already may lose its disk as well; late, so that it has lied before.
    if (swarm.has(Fault.AMNESIA) && swarm.amnesiacs() == 0) {
      world.in(swarm.chaosMs() * 800, () -> cluster.anyLiar().ifPresent(this::forget));
    }
    if (swarm.has(Fault.ROLL_BACK) && swarm.rolledBack() == 0) {
      world.in(swarm.chaosMs() * 700, () -> cluster.anyLiar().ifPresent(this::rollBack));
    }
  }

  /** No new trouble begins. */
  void end() {
    over = true;
  }

  /** Strikes again and again, every 0.7 to 4 seconds by the strength of the class. */
  private void repeat(Fault fault, Runnable action) {
    if (swarm.has(fault)) {
      world.in(
          chance.exponential((long) swarm.rate(fault, 4_000_000, 700_000)),
          () -> {
            if (!over) {
              action.run();
              repeat(fault, action);
            }
          });
    }
  }

  private Validator any() {
    return chance.oneOf(cluster.validators());
  }

  private void crash() {
    if (chance.happens(0.15)) {
      cluster.validators().forEach(v -> v.crash("the power failed"));
    } else if (chance.happens(0.2)) {
      any().crash("killed");
    } else if (chance.happens(0.5)) {
      any().crashAt(Validator.CrashPoint.BEFORE_FORCE);
    } else {
      any().crashAt(chance.oneOf(POINTS));
    }
  }

  private void jump() {
    Validator any = any();
    tally.fired(Fault.CLOCK_JUMPS);
    if (any.hasTimers()) {
      tally.mattered(Fault.CLOCK_JUMPS);
    }
    any.setClock(chance.between(-3_000_000L, 3_000_000L));
  }

  private void forget() {
    if (!over) {
      cluster.victim().ifPresent(this::forget);
    }
  }

  private void forget(Validator victim) {
    tally.fired(Fault.AMNESIA);
    victim.crash("its disk is lost");
    victim.forget();
  }

  private void rollBack() {
    if (!over) {
      cluster.victim().ifPresent(this::rollBack);
    }
  }

  private void rollBack(Validator victim) {
    victim.crash("its disk loses what it had forced");
    victim.rollBack();
  }

  private void partition(Fault kind) {
    int hosts = cluster.validators().size() + 1;
    tally.fired(kind);
    boolean[] side = new boolean[hosts];
    boolean isolate = chance.happens(0.3);
    int alone = chance.between(0, hosts - 1);
    for (int i = 0; i < hosts; i++) {
      side[i] = isolate ? i == alone : chance.happens(0.5);
    }
    cut(side, kind, true);
    world.in(chance.exponential(1_500_000), () -> cut(side, kind, false));
  }

  /** One hears nobody until the others have long given up the blocks that it lacks. */
  private void leaveBehind() {
    List<Validator> honest =
        cluster.validators().stream().filter(v -> !cluster.isFaulty(v)).toList();
    if (honest.isEmpty()) {
      return;
    }
    boolean[] side = new boolean[cluster.validators().size() + 1];
    side[chance.oneOf(honest).host()] = true;
    tally.fired(Fault.PARTITIONS);
    cut(side, Fault.PARTITIONS, true);
    world.in(chance.between(2_000_000L, 5_000_000L), () -> cut(side, Fault.PARTITIONS, false));
  }

  private void cut(boolean[] side, Fault kind, boolean isCut) {
    for (int from = 0; from < side.length; from++) {
      for (int to = 0; to < side.length; to++) {
        if (side[from] != side[to] && (kind == Fault.PARTITIONS || side[from])) {
          cluster.network().cut(from, to, kind, isCut);
        }
      }
    }
  }

  private void clog() {
    int hosts = cluster.validators().size();
    cluster
        .network()
        .clog(
            chance.between(0, hosts - 1),
            chance.between(0, hosts - 1),
            chance.exponential(1_000_000));
  }

  private void filter() {
    cluster.network().filter(chance.between(1, 14));
    world.in(chance.exponential(1_000_000), () -> cluster.network().filter(-1));
  }
}
