package org.bitcraps.simulator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bitcraps.simulator.byzantine.Vice;

/**
 * What one seed's world is like: drawn once, at the start.
 *
 * @param validators n
 * @param faults the classes of faults that are on
 * @param strengths how strong each class is, from 0 to 1: its rate lies so far between the least
 *     and the most
 * @param pipelineDepth blocks in flight
 * @param blockBodiesMax bodies in one block
 * @param delayUs mean one-way delay
 * @param bodiesPerSecond how many bodies couriers bring
 * @param chaosMs how long the faults last
 * @param vices what each faulty validator does; as many as there are faulty validators
 * @param amnesiacs how many validators lose their disks
 * @param rolledBack how many validators lose the end of their journals
 * @param vicesStay whether faulty validators go on after the other faults have ended
 * @param tables how many tables play; 0 without {@link Fault#PHASES}
 * @param bettingMs how long bets are taken
 * @param revealMs how long reveals are waited for at least
 * @param rotationInterval after how many blocks the next primary has its turn (P9)
 */
record Swarm(
    int validators,
    Set<Fault> faults,
    Map<Fault, Double> strengths,
    int pipelineDepth,
    int blockBodiesMax,
    long delayUs,
    int bodiesPerSecond,
    long chaosMs,
    List<List<Vice>> vices,
    int amnesiacs,
    int rolledBack,
    boolean vicesStay,
    int tables,
    long bettingMs,
    long revealMs,
    int rotationInterval) {

  Swarm {
    faults = Collections.unmodifiableSet(faults);
    strengths = Collections.unmodifiableMap(strengths);
    vices = List.copyOf(vices);
  }

  static Swarm draw(Setting setting, Chance chance) {
    int n = chance.oneOf(setting.sizes());
    EnumSet<Fault> faults = EnumSet.noneOf(Fault.class);
    Map<Fault, Double> strengths = new EnumMap<>(Fault.class);
    for (Fault fault : Fault.values()) {
      if (setting.draws(fault, chance)) {
        faults.add(fault);
      }
      strengths.put(fault, chance.between(0, 1000) / 1000.0);
    }
    boolean wide = setting == Setting.SWARM;
    if (!wide) { // Aimed at one part of the protocol; players are as careless as ever.
      faults.add(Fault.NONCE_REUSE);
    }
    int[] faulty = new int[3]; // liars, without disk, rolled back
    List<Integer> kinds = kindsOfFaulty(faults);
    // Counted in its own way, not by Quorum.
    for (int i = (n - 1) / 3; i > 0 && !kinds.isEmpty(); i--) {
      faulty[chance.oneOf(kinds)]++;
    }
    boolean plays = faults.contains(Fault.PHASES);
    int most = chance.oneOf(setting.blockBodiesMax());
    // Long enough for a backup to relay a reveal before it ends, or too short (R4).
    boolean longReveals = wide ? chance.happens(0.5) : setting == Setting.OMITTED_REVEALS;
    long delayUs = chance.oneOf(List.of(500L, 2_000L, 10_000L));
    return new Swarm(
        n,
        faults,
        strengths,
        chance.oneOf(List.of(1, 2, 4, 16)),
        wide && plays ? Math.max(n * 2, most) : most,
        faults.contains(Fault.SLOW_NETWORK)
            ? delayUs * (wide ? chance.between(5, 15) : 5)
            : delayUs,
        n > 10 ? 2 : chance.oneOf(setting.bodiesPerSecond()),
        n > 10
            ? chance.between(2_000L, 4_000L)
            : chance.between(wide ? 3_000L : 4_000L, wide ? 8_000L : 15_000L),
        setting.drawVices(faulty[0], chance),
        faulty[1],
        faulty[2],
        chance.happens(0.5),
        plays ? chance.between(1, n > 4 ? 1 : 2) : 0,
        n > 10 ? 3_000L : chance.oneOf(setting.bettingMs()),
        longReveals ? 900 : 300,
        chance.oneOf(setting.rotations()));
  }

  /** A world in which nothing fails by itself; with {@code plays} one table plays. */
  static Swarm calm(int validators, boolean plays) {
    return new Swarm(
        validators,
        plays ? EnumSet.of(Fault.PHASES) : EnumSet.noneOf(Fault.class),
        new EnumMap<>(Fault.class),
        4,
        plays && validators > 4 ? 2 * validators : 4,
        2_000,
        10,
        5_000,
        List.of(),
        0,
        0,
        false,
        plays ? 1 : 0,
        1_000,
        300,
        512);
  }

  /** The same world with other blocks. */
  Swarm ordering(int depth, int bodiesMax, int interval) {
    return new Swarm(
        validators,
        faults,
        strengths,
        depth,
        bodiesMax,
        delayUs,
        bodiesPerSecond,
        chaosMs,
        vices,
        amnesiacs,
        rolledBack,
        vicesStay,
        tables,
        bettingMs,
        revealMs,
        interval);
  }

  /** 0 liar, 1 without disk, 2 rolled back; liars four times as often. */
  private static List<Integer> kindsOfFaulty(Set<Fault> faults) {
    List<Integer> kinds = new ArrayList<>();
    if (faults.contains(Fault.BYZANTINE)) {
      kinds.addAll(List.of(0, 0, 0, 0));
    }
    if (faults.contains(Fault.AMNESIA)) {
      kinds.add(1);
    }
    if (faults.contains(Fault.ROLL_BACK)) {
      kinds.add(2);
    }
    return kinds;
  }

  boolean has(Fault fault) {
    return faults.contains(fault);
  }

  /** The rate of a class: so far from {@code least} to {@code most}; 0 if it is off. */
  double rate(Fault fault, double least, double most) {
    return has(fault) ? least + strengths.get(fault) * (most - least) : 0;
  }
}
