package org.bitcraps.evidence.craps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code docs/craps-edges.md} says what the code does; {@code -Drewrite} writes it anew. */
class EdgesPageTest {

  @Test
  void thePageIsWhatTheSettlementGives() throws IOException {
    Path page = Path.of(System.getProperty("bitcraps.root"), "docs", "craps-edges.md");
    String computed = page();
    if (System.getProperty("rewrite") != null) {
      Files.createDirectories(page.getParent());
      Files.writeString(page, computed);
    }
    assertThat(Files.readString(page))
        .as("regenerate with -Dtest=EdgesPageTest -Drewrite")
        .isEqualTo(computed);
  }

  private static String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # The price of every bet

            Computed by `org.bitcraps.evidence.craps.Edges` from the settlement code that runs at the
            table, as an absorbing Markov chain over the 36 ordered dice pairs with exact rationals.
            The edge is per bet made (a push counts, with 0); "per roll" divides it by the mean number
            of rolls until the bet is decided, the bet always working. Percentages are rounded to four
            places. "Pays" is the most it can win, to one, after commission and losing parts.

            This page is generated: run `EdgesPageTest` with `-Drewrite`.

            | bet | pays | edge | edge % | mean rolls | per roll | per roll % |
            |---|---|---|---|---|---|---|
            """);
    for (Edges.Edge edge : Edges.all()) {
      page.append("| ").append(edge.bet());
      page.append(" | ").append(RulesTable.standard().rule(edge.bet()).terms().maxPays());
      page.append(" | ").append(edge.edge()).append(" | ").append(percent(edge.edge()));
      page.append(" | ").append(edge.meanRolls());
      page.append(" | ").append(edge.perRoll()).append(" | ").append(percent(edge.perRoll()));
      page.append(" |\n");
    }
    return page.toString();
  }

  private static String percent(Fraction fraction) {
    return new BigDecimal(fraction.numerator())
        .movePointRight(2)
        .divide(new BigDecimal(fraction.denominator()), 4, RoundingMode.HALF_UP)
        .toPlainString();
  }
}
