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
  private boolean over;

  Trouble(World world, Chance chance, Cluster cluster) {
    this.world = world;
    this.chance = chance;
    this.cluster = cluster;
    this.swarm = cluster.swarm();
  }

  void start() {
    if (swarm.has(Fault.SKEW)) {
      cluster.validators().forEach(v -> v.setClock(chance.between(-SKEW_US, SKEW_US)));
    }
    repeat(Fault.CRASHES, 2_000, this::crash);
    repeat(Fault.DISK_ERRORS, 4_000, () -> any().failNextForce());
    repeat(Fault.PAUSES, 2_000, () -> any().pause(chance.exponential(600_000)));
    repeat(Fault.PARTITIONS, 3_000, this::partition);
    repeat(Fault.CLOGS, 1_000, this::clog);
    repeat(Fault.CLOCK_JUMPS, 2_000, () -> any().setClock(chance.between(-3_000_000L, 3_000_000L)));
    repeat(Fault.KIND_FILTER, 2_000, this::filter);
    for (int i = 0; i < swarm.amnesiacs(); i++) {
      world.in(chance.between(500L, swarm.chaosMs()) * 1000, this::forget);
    }
  }

  /** No new trouble begins. */
  void end() {
    over = true;
  }

  private void repeat(Fault fault, long meanMs, Runnable action) {
    if (swarm.has(fault)) {
      world.in(
          chance.exponential(meanMs * 1000),
          () -> {
            if (!over) {
              action.run();
              repeat(fault, meanMs, action);
            }
          });
    }
  }

  private Validator any() {
    return chance.oneOf(cluster.validators());
  }

  private void crash() {
    if (chance.happens(0.2)) {
      cluster.validators().forEach(v -> v.crash("the power failed"));
    } else if (chance.happens(0.3)) {
      any().crash("killed");
    } else {
      any().crashAt(chance.oneOf(POINTS));
    }
  }

  private void forget() {
    if (!over) {
      cluster
          .victim()
          .ifPresent(victim -> {
            victim.crash("its disk is lost");
            victim.forget();
          });
    }
  }

  private void partition() {
    int hosts = cluster.validators().size() + 1;
    boolean symmetric = chance.happens(0.6);
    boolean[] side = new boolean[hosts];
    for (int i = 0; i < hosts; i++) {
      side[i] = chance.happens(0.5);
    }
    cut(side, symmetric, true);
    world.in(chance.exponential(1_500_000), () -> cut(side, symmetric, false));
  }

  private void cut(boolean[] side, boolean symmetric, boolean isCut) {
    for (int from = 0; from < side.length; from++) {
      for (int to = 0; to < side.length; to++) {
        if (side[from] != side[to] && (symmetric || side[from])) {
          cluster.network().cut(from, to, isCut);
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
