package org.bitcraps.evidence.craps;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The whole game as data: every bet's terms, the house rules and the limits.
 *
 * <p>{@link #toBytes} is the rules document whose hash is part of genesis and of every round. Equal
 * tables have equal bytes and different tables different ones.
 *
 * @param bets one rule per {@link BetType}, in its order
 * @param odds the odds limit
 */
public record RulesTable(List<BetRule> bets, OddsMultiples odds) {

  private static final RulesTable STANDARD =
      new RulesTable(StandardRules.all(), OddsMultiples.THREE_FOUR_FIVE);

  /**
   * Copies the rows and checks that they are complete, in order, and that the largest stake's
   * largest win fits a {@code long} and is a whole number.
   *
   * @throws IllegalArgumentException if a bet is missing or out of order
   * @throws ArithmeticException if a win would not be exact
   */
  public RulesTable {
    bets = List.copyOf(bets);
    List<BetType> types = bets.stream().map(BetRule::type).toList();
    if (!types.equals(List.of(BetType.values()))) {
      throw new IllegalArgumentException("one rule per bet, in order");
    }
    for (BetRule rule : bets) {
      long most = rule.terms().maxPays().ofAmount(Chips.MAX_STAKE);
      if (most <= 0 || Chips.UNIT % rule.terms().maxPays().denominator() != 0) {
        throw new ArithmeticException(rule.type() + " never pays, or not whole amounts");
      }
    }
  }

  /** The house's game. */
  public static RulesTable standard() {
    return STANDARD;
  }

  /** The rule of a bet. */
  public BetRule rule(BetType type) {
    return bets.get(row(type));
  }

  /** The same game with other limits for one bet. */
  public RulesTable withLimits(BetType type, BetRule.Limits limits) {
    List<BetRule> rows = new ArrayList<>(bets);
    rows.set(row(type), rule(type).withLimits(limits));
    return new RulesTable(rows, odds);
  }

  /** The same game with other odds. */
  public RulesTable withOdds(OddsMultiples multiples) {
    return new RulesTable(bets, multiples);
  }

  /** The canonical text: ASCII, one line per rule, each ended by a line feed. */
  public String toText() {
    StringBuilder text = new StringBuilder("bitcraps rules 1\n");
    text.append("unit ").append(Chips.UNIT).append('\n');
    text.append("odds ").append(odds).append(" lay=to-win-the-same\n");
    text.append("pays to-one; a bet that wins comes down with its stake\n");
    text.append("hand ends=seven-out totals=since-any-7\n");
    for (BetRule rule : bets) {
      text.append(rule).append('\n');
    }
    return text.toString();
  }

  /** {@link #toText} as ASCII: what is hashed. */
  public byte[] toBytes() {
    return toText().getBytes(StandardCharsets.US_ASCII);
  }

  @SuppressWarnings("EnumOrdinal") // the constructor has checked that row and constant agree
  private static int row(BetType type) {
    return type.ordinal();
  }
}
