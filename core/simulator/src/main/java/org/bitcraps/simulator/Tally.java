package org.bitcraps.simulator;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.simulator.byzantine.Vice;

/**
 * What each class of faults did in one run: how often it struck, and how often that changed
 * something that a host could see (docs/simulation.md says for each class what).
 */
public final class Tally {

  private final Map<Fault, Counter> faults = new EnumMap<>(Fault.class);
  private final Map<Vice, Counter> vices = new EnumMap<>(Vice.class);

  /** How often one class struck, and mattered. */
  public record Count(long fired, long mattered) {}

  private static final class Counter {
    private long fired;
    private long mattered;

    private Count count() {
      return new Count(fired, mattered);
    }
  }

  /** Nothing has happened yet. */
  public Tally() {
    for (Fault fault : Fault.values()) {
      faults.put(fault, new Counter());
    }
    for (Vice vice : Vice.values()) {
      vices.put(vice, new Counter());
    }
  }

  /** A fault of this class struck. */
  public void fired(Fault fault) {
    faults.get(fault).fired++;
  }

  /** A fault of this class changed something. */
  public void mattered(Fault fault) {
    faults.get(fault).mattered++;
  }

  /** A faulty validator did this. */
  public void fired(Vice vice) {
    vices.get(vice).fired++;
  }

  /** What a faulty validator did came to something. */
  public void mattered(Vice vice) {
    vices.get(vice).mattered++;
  }

  /** Of every class, by its name. */
  public SortedMap<String, Count> counts() {
    SortedMap<String, Count> counts = new TreeMap<>();
    faults.forEach((fault, counter) -> counts.put(name(fault), counter.count()));
    vices.forEach((vice, counter) -> counts.put(name(vice), counter.count()));
    return Collections.unmodifiableSortedMap(counts);
  }

  /** How a class is called in reports. */
  private static String name(Enum<?> fault) {
    return fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
