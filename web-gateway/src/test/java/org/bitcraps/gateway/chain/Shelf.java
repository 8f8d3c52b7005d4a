package org.bitcraps.gateway.chain;

import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bitcraps.evidence.exchange.KeptStates;
import org.bitcraps.evidence.exchange.SnapshotManifest;
import org.bitcraps.evidence.execution.StateTree;
import org.bitcraps.evidence.membership.SequenceNumber;

/** Keeps states in memory, all of them; thread-safe. */
public final class Shelf implements KeptStates {

  private final TreeMap<SequenceNumber, KeptState> states = new TreeMap<>();

  /** Puts one there, in order or not. */
  public synchronized void put(KeptState state) {
    states.put(state.manifest().sequence(), state);
  }

  @Override
  public void keep(SnapshotManifest manifest, StateTree tree) {
    put(new KeptState(manifest, tree.contents()));
  }

  @Override
  public synchronized NavigableSet<SequenceNumber> sequences() {
    return new TreeSet<>(states.keySet());
  }

  @Override
  public synchronized Optional<KeptState> read(SequenceNumber sequence) {
    return Optional.ofNullable(states.get(sequence));
  }
}
