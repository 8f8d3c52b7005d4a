package org.bitcraps.checker;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What was found and what was looked at. Thread-safe.
 *
 * <p>Bound: of each kind the first {@link #KEPT} are kept whole, all are counted.
 */
final class Findings {

  private static final int KEPT = 20;

  private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
  private final Map<Kind, List<Violation>> kept = new EnumMap<>(Kind.class);
  private final SortedMap<String, Long> seen = new TreeMap<>();

  synchronized void add(Violation violation) {
    counts.merge(violation.kind(), 1L, Long::sum);
    List<Violation> list = kept.computeIfAbsent(violation.kind(), none -> new ArrayList<>());
    if (list.size() < KEPT) {
      list.add(violation);
    }
  }

  void addAll(Collection<Violation> violations) {
    violations.forEach(this::add);
  }

  /** Counts something that was looked at. */
  synchronized void saw(String what, long many) {
    seen.merge(what, many, Long::sum);
  }

  synchronized boolean clean() {
    return counts.isEmpty();
  }

  synchronized Map<Kind, Long> counts() {
    return new EnumMap<>(counts.isEmpty() ? new EnumMap<>(Kind.class) : counts);
  }

  synchronized SortedMap<String, Long> seen() {
    return new TreeMap<>(seen);
  }

  /** For people: what was looked at, then each kind with its number and the first of them. */
  synchronized String report() {
    String looked =
        seen.entrySet().stream()
            .map(entry -> "%12d %s%n".formatted(entry.getValue(), entry.getKey()))
            .collect(Collectors.joining());
    String found =
        kept.entrySet().stream()
            .map(entry ->
                "%s: %d%n".formatted(entry.getKey(), counts.get(entry.getKey()))
                    + entry.getValue().stream()
                        .map(one -> "    %s: %s%n".formatted(one.where(), one.evidence()))
                        .collect(Collectors.joining()))
            .collect(Collectors.joining());
    return looked
        + (found.isEmpty() ? "no violation%n".formatted() : "VIOLATIONS%n".formatted())
        + found;
  }
}
