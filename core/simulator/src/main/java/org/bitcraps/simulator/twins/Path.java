package org.bitcraps.simulator.twins;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A scenario of the {@link Walk}: the first choices are given, each further one is the first on its
 * menu, and made when its stage comes.
 */
public final class Path implements Scenario {

  private static final long SEED = 1;

  private final Frame frame;
  private final List<Integer> given;
  private final int depth;
  private final List<Partition> menu;
  private final Map<Stage, Partition> chosen = new TreeMap<>();
  private final List<Integer> choices = new ArrayList<>();
  private boolean swappable = true;

  /**
   * @param given numbers of partitions on the menu, in the order in which the stages come
   * @param depth how many stages are separated at most
   */
  Path(Frame frame, List<Integer> given, int depth) {
    this.frame = frame;
    this.given = List.copyOf(given);
    this.depth = depth;
    this.menu = Partition.inTwo(frame.hosts());
  }

  /**
   * The path with this name.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static Path named(String name) {
    if (!name.matches("[0-3](/[0-9]+){2}(\\.[0-9]+)*")) {
      throw new IllegalArgumentException("twinned validator, views, choices: 1/2/0.5.3");
    }
    String[] parts = name.split("/", -1);
    List<Integer> choices = new ArrayList<>();
    for (String choice : parts[2].split("\\.", -1)) {
      choices.add(Integer.parseInt(choice));
    }
    Frame frame = Frame.smallest(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    if (choices.stream().anyMatch(c -> c >= Partition.inTwo(frame.hosts()).size())) {
      throw new IllegalArgumentException("choices go from 0 to 15");
    }
    return new Path(frame, choices, choices.size());
  }

  @Override
  public Frame frame() {
    return frame;
  }

  @Override
  public long seed() {
    return SEED;
  }

  @Override
  public String again() {
    return "--twins --scenario "
        + frame.twinned().get(0)
        + "/"
        + frame.views()
        + "/"
        + choices.stream().map(String::valueOf).collect(Collectors.joining("."));
  }

  @Override
  public Partition partition(Stage stage) {
    Stage whole = stage.together().ofAllSlots();
    Partition known = chosen.get(whole);
    if (known != null) {
      return known;
    }
    Partition partition = menu.get(0);
    if (stage.view() < frame.views() && choices.size() < depth) {
      int choice = choices.size() < given.size() ? given.get(choices.size()) : 0;
      choices.add(choice);
      partition = menu.get(choice);
      swappable &= partition.joins(first(), second());
    }
    chosen.put(whole, partition);
    return partition;
  }

  private int first() {
    return frame.twinned().get(0);
  }

  private int second() {
    return frame.validators();
  }

  /** What was chosen so far. */
  List<Integer> choices() {
    return List.copyOf(choices);
  }

  /** Whether another run, with the names of the twins swapped, is this one. */
  public boolean hasMirror() {
    return !swappable;
  }

  /** The next path, depth first; empty if the first {@code fixed} choices would have to change. */
  Optional<Path> next(int fixed) {
    for (int at = choices.size() - 1; at >= fixed; at--) {
      int choice = successor(at);
      if (choice < menu.size()) {
        List<Integer> changed = new ArrayList<>(choices.subList(0, at));
        changed.add(choice);
        return Optional.of(new Path(frame, changed, depth));
      }
    }
    return Optional.empty();
  }

  /** The next choice at this place that is walked. */
  private int successor(int at) {
    boolean alike =
        choices.subList(0, at).stream().allMatch(c -> menu.get(c).joins(first(), second()));
    int choice = choices.get(at) + 1;
    while (alike && choice < menu.size() && isMirror(menu.get(choice))) {
      choice++;
    }
    return choice;
  }

  /**
   * Of two partitions that swap the twins the one with the first of them beside the lowest other.
   */
  private boolean isMirror(Partition partition) {
    int other = first() == 0 ? 1 : 0;
    return !partition.joins(first(), second()) && !partition.joins(first(), other);
  }

  /** What was chosen, stage by stage. */
  @Override
  public String toString() {
    return Scenarios.told(frame, chosen);
  }
}
