package org.bitcraps.simulator.twins;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.bitcraps.simulator.Chance;

/** A scenario of a seed: any number of validators, f twins, views as deep as it likes. */
public final class Drawn implements Scenario {

  private static final List<Integer> SIZES = List.of(4, 4, 4, 5, 6, 7, 7, 7, 10);

  private final long seed;
  private final Chance chance;
  private final Frame frame;
  private final boolean slotBySlot;
  private final boolean partByPart;
  private final Map<Stage, Partition> chosen = new TreeMap<>();

  /** The scenario of this seed. */
  public Drawn(long seed) {
    this.seed = seed;
    chance = new Chance(seed);
    int n = chance.oneOf(SIZES);
    List<Integer> twinned = new ArrayList<>(chance.someOf(numbers(n), (n - 1) / 3));
    Collections.sort(twinned);
    boolean plays = chance.happens(0.2);
    frame =
        new Frame(
            n,
            twinned,
            chance.between(2, 5),
            chance.between(1, 3),
            chance.oneOf(List.of(1, 2, 4)),
            plays ? 2 * n : chance.between(1, 2),
            chance.oneOf(List.of(1, 2, 512, 512)),
            plays,
            chance.happens(0.5));
    slotBySlot = chance.happens(0.5);
    partByPart = chance.happens(0.7);
  }

  private static List<Integer> numbers(int count) {
    return IntStream.range(0, count).boxed().toList();
  }

  @Override
  public Frame frame() {
    return frame;
  }

  @Override
  public long seed() {
    return seed;
  }

  @Override
  public String again() {
    return "--twins --seeds 1 --from " + seed;
  }

  @Override
  public Partition partition(Stage stage) {
    if (stage.view() >= frame.views()) {
      return Partition.together(frame.hosts());
    }
    Stage drawn = partByPart ? stage : stage.together();
    return chosen.computeIfAbsent(slotBySlot ? drawn : drawn.ofAllSlots(), s -> draw());
  }

  /** Mostly some quorum hears each other: with fewer nothing happens at all. */
  private Partition draw() {
    if (chance.happens(0.2)) {
      return Partition.together(frame.hosts());
    }
    List<Integer> groups = new ArrayList<>();
    boolean three = chance.happens(0.2);
    for (int host = 0; host < frame.hosts(); host++) {
      groups.add(chance.between(0, three ? 2 : 1));
    }
    if (chance.happens(0.75)) {
      int quorum = Math.ceilDiv(2 * frame.validators(), 3);
      for (int validator : chance.someOf(numbers(frame.validators()), quorum)) {
        int twin = frame.twinned().indexOf(validator);
        groups.set(twin >= 0 && chance.happens(0.5) ? frame.validators() + twin : validator, 0);
      }
    }
    return new Partition(
        groups, chance.happens(0.2) ? List.of(chance.between(0, frame.hosts() - 1)) : List.of());
  }

  /** What was drawn, stage by stage. */
  @Override
  public String toString() {
    return Scenarios.told(frame, chosen) + (slotBySlot ? "; each slot by itself" : "");
  }
}
