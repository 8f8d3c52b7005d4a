package org.bitcraps.simulator.twins;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;

/**
 * Groups of hosts that do not hear each other.
 *
 * @param groups the number of its group for each host
 * @param deaf hosts that are heard by their group, and hear nobody
 */
public record Partition(List<Integer> groups, List<Integer> deaf) {

  /** Copies the lists. */
  public Partition {
    groups = List.copyOf(groups);
    deaf = List.copyOf(deaf);
  }

  Partition(List<Integer> groups) {
    this(groups, List.of());
  }

  /** One group. */
  static Partition together(int hosts) {
    return new Partition(Collections.nCopies(hosts, 0));
  }

  /** All into one group or two; the first is {@link #together}, host 0 is in group 0. */
  static List<Partition> inTwo(int hosts) {
    List<Partition> all = new ArrayList<>();
    for (int bits = 0; bits < 1 << (hosts - 1); bits++) {
      List<Integer> groups = new ArrayList<>(List.of(0));
      for (int host = 1; host < hosts; host++) {
        groups.add(bits >> (host - 1) & 1);
      }
      all.add(new Partition(groups));
    }
    return all;
  }

  /** Whether what one says reaches the other. */
  public boolean carries(int from, int to) {
    return joins(from, to) && !deaf.contains(to);
  }

  /** Whether both are in one group. */
  boolean joins(int host, int other) {
    return groups.get(host).equals(groups.get(other));
  }

  /** The groups, as in {@code 0 2 4|1 3 deaf [2]}. */
  @Override
  public String toString() {
    TreeMap<Integer, List<String>> members = new TreeMap<>();
    for (int host = 0; host < groups.size(); host++) {
      members.computeIfAbsent(groups.get(host), g -> new ArrayList<>()).add("" + host);
    }
    String text =
        String.join("|", members.values().stream().map(m -> String.join(" ", m)).toList());
    return deaf.isEmpty() ? text : text + " deaf " + deaf;
  }
}
