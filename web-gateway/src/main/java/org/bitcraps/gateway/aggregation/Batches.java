package org.bitcraps.gateway.aggregation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.genesis.TableId;

/** Bets in order of arrival, grouped by table and round, groups cut to size. Pure. */
final class Batches {

  private Batches() {}

  /** The bets of one body. */
  record Batch(TableId table, long round, List<SignedBet> bets) {}

  private record Group(TableId table, long round) {}

  /** Batches of at most {@code countMax} bets, in the order of each one's first bet. */
  static List<Batch> of(List<SignedBet> bets, int countMax) {
    Map<Group, List<SignedBet>> groups = new LinkedHashMap<>();
    for (SignedBet bet : bets) {
      groups
          .computeIfAbsent(
              new Group(bet.bet().table(), bet.bet().round()), none -> new ArrayList<>())
          .add(bet);
    }
    List<Batch> batches = new ArrayList<>();
    groups.forEach((group, all) -> {
      for (List<SignedBet> part : cut(all, countMax)) {
        batches.add(new Batch(group.table(), group.round(), part));
      }
    });
    return batches;
  }

  /** The list in pieces of at most {@code countMax}. */
  static <T> List<List<T>> cut(List<T> all, int countMax) {
    List<List<T>> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += countMax) {
      parts.add(List.copyOf(all.subList(from, Math.min(all.size(), from + countMax))));
    }
    return parts;
  }
}
