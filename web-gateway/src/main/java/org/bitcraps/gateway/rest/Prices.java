package org.bitcraps.gateway.rest;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import org.bitcraps.evidence.craps.Edges;
import org.bitcraps.evidence.craps.RulesTable;

/** What every bet pays and costs: exact chains of 36 rolls, so computed once for the rules. */
@ApplicationScoped
public class Prices {

  private Optional<Known> known = Optional.empty();

  private record Known(RulesTable rules, List<Price> prices) {}

  /**
   * One bet; JSON as it stands. Fractions in lowest terms, {@code "0"} for none.
   *
   * @param pays the most that it can win, to one
   * @param edge the house's share of each bet made
   * @param perRoll the same, by the mean number of rolls until it is decided
   */
  public record Price(String bet, String pays, String edge, String perRoll) {}

  /** All bets, in the order of their codes. */
  public synchronized List<Price> of(RulesTable rules) {
    if (known.filter(k -> k.rules().equals(rules)).isEmpty()) {
      known = Optional.of(new Known(rules, computed(rules)));
    }
    return known.get().prices();
  }

  private static List<Price> computed(RulesTable rules) {
    return Edges.all(rules).stream()
        .map(edge ->
            new Price(
                edge.bet().name(),
                rules.rule(edge.bet()).terms().maxPays().toString(),
                edge.edge().toString(),
                edge.perRoll().toString()))
        .toList();
  }
}
