package org.bitcraps.simulator;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.bitcraps.simulator.byzantine.Vice;

/**
 * What one seed's world is like: drawn once, at the start.
 *
 * @param validators n
 * @param faults the classes of faults that are on
 * @param pipelineDepth blocks in flight
 * @param blockBodiesMax bodies in one block
 * @param delayUs mean one-way delay
 * @param loss probability that a message vanishes
 * @param bodiesPerSecond how many bodies couriers bring
 * @param chaosMs how long the faults last
 * @param vices what each faulty validator does; as many as there are faulty validators
 * @param amnesiacs how many validators lose their disks
 * @param vicesStay whether faulty validators go on after the other faults have ended
 * @param tables how many tables play; 0 without {@link Fault#PHASES}
 * @param bettingMs how long bets are taken
 * @param rotationInterval after how many blocks the next primary has its turn (P9)
 */
record Swarm(
    int validators,
    Set<Fault> faults,
    int pipelineDepth,
    int blockBodiesMax,
    long delayUs,
    double loss,
    int bodiesPerSecond,
    long chaosMs,
    List<Vice> vices,
    int amnesiacs,
    boolean vicesStay,
    int tables,
    long bettingMs,
    int rotationInterval) {

  Swarm {
    faults = Collections.unmodifiableSet(faults);
    vices = List.copyOf(vices);
  }

  static Swarm draw(Setting setting, Chance chance) {
    int n = chance.oneOf(setting.sizes());
    int faulty = (n - 1) / 3; // In its own way, not by Quorum.
    EnumSet<Fault> faults = EnumSet.noneOf(Fault.class);
    for (Fault fault : Fault.values()) {
      if (setting.draws(fault, chance)) {
        faults.add(fault);
      }
    }
    int amnesiacs = faults.contains(Fault.AMNESIA) ? chance.between(0, faulty) : 0;
    int byzantine = faults.contains(Fault.BYZANTINE) ? faulty - amnesiacs : 0;
    List<Vice> vices = setting.drawVices(byzantine, chance);
    boolean plays = faults.contains(Fault.PHASES);
    int most = chance.oneOf(List.of(1, 4, 64));
    return new Swarm(
        n,
        faults,
        chance.oneOf(List.of(1, 2, 4, 16)),
        most,
        chance.oneOf(List.of(500L, 2_000L, 10_000L))
            * (faults.contains(Fault.SLOW_NETWORK) ? 5 : 1),
        faults.contains(Fault.LOSS) ? chance.oneOf(List.of(0.01, 0.05, 0.15, 0.3)) : 0,
        chance.oneOf(List.of(2, 10, 30)),
        chance.between(4_000L, 15_000L),
        vices,
        amnesiacs,
        chance.happens(0.5),
        plays ? chance.between(1, n > 4 ? 1 : 2) : 0,
        chance.oneOf(List.of(300L, 1_000L, 3_000L)),
        Integer.getInteger("bitcraps.rotation", chance.oneOf(List.of(1, 2, 5, 16, 64, 512))));
  }

  boolean has(Fault fault) {
    return faults.contains(fault);
  }
}
