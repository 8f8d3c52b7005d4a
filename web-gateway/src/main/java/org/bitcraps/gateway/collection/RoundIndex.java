package org.bitcraps.gateway.collection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.bitcraps.evidence.execution.LeafPlace;
import org.bitcraps.evidence.execution.Ledger;
import org.bitcraps.evidence.execution.MissingReveal;
import org.bitcraps.evidence.execution.ResultLeaf;
import org.bitcraps.evidence.execution.RollRecorded;
import org.bitcraps.evidence.execution.RoundClosed;
import org.bitcraps.evidence.execution.RoundOpened;
import org.bitcraps.evidence.genesis.TableId;

/**
 * From table and round to where they stand in the chain. Thread-safe.
 *
 * <p>Bound: {@code roundsMax} of each table, the oldest goes first (X4).
 */
final class RoundIndex {

  private final int roundsMax;
  private final Map<TableId, Long> firstToOpen = new TreeMap<>();
  private final Map<TableId, NavigableMap<Long, RoundTrail>> rounds = new TreeMap<>();

  /**
   * An index of the rounds that open after a state.
   *
   * @param begun the state
   */
  RoundIndex(Ledger begun, int roundsMax) {
    begun
        .tables()
        .forEach(table -> firstToOpen.put(table.getKey(), table.getValue().round().number() + 1));
    this.roundsMax = roundsMax;
  }

  synchronized void add(FollowedBlock block) {
    List<ResultLeaf> leaves = block.executed().leaves();
    for (int i = 0; i < leaves.size(); i++) {
      LeafPlace place = new LeafPlace(block.executed().sequence(), i);
      ResultLeaf leaf = leaves.get(i);
      if (leaf instanceof RoundOpened opened) {
        NavigableMap<Long, RoundTrail> ofTable = of(opened.table());
        ofTable.put(opened.round(), RoundTrail.of(place, opened));
        while (ofTable.size() > roundsMax) {
          ofTable.pollFirstEntry();
        }
      } else if (leaf instanceof RoundClosed closed) {
        of(closed.table()).computeIfPresent(closed.round(), (n, trail) -> trail.with(closed));
      } else if (leaf instanceof RollRecorded rolled) {
        of(rolled.table())
            .computeIfPresent(rolled.round(), (n, trail) -> trail.with(place, rolled));
      } else if (leaf instanceof MissingReveal missing) {
        of(missing.table())
            .computeIfPresent(missing.round(), (n, trail) -> trail.without(missing.validator()));
      }
    }
  }

  private NavigableMap<Long, RoundTrail> of(TableId table) {
    return rounds.computeIfAbsent(table, id -> new TreeMap<>());
  }

  synchronized Optional<RoundTrail> get(TableId table, long round) {
    return Optional.ofNullable(of(table).get(round));
  }

  /** The lowest round kept; if there is none yet the one that will be. */
  synchronized long first(TableId table) {
    return of(table).isEmpty() ? firstToOpen.getOrDefault(table, 1L) : of(table).firstKey();
  }

  /** The last rounds that have dice, newest first. */
  synchronized List<RoundTrail> rolled(TableId table, int count) {
    List<RoundTrail> found = new ArrayList<>();
    for (RoundTrail trail : of(table).descendingMap().values()) {
      if (found.size() == count) {
        break;
      }
      if (trail.rolled().isPresent()) {
        found.add(trail);
      }
    }
    return found;
  }
}
