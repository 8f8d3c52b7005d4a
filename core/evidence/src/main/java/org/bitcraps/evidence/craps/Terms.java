package org.bitcraps.evidence.craps;

import java.util.List;

/**
 * What a bet wins and loses on and what it pays, as data: six shapes cover the whole table.
 *
 * <p>{@link Settlement} interprets them and {@link RulesTable} writes them into the rules document;
 * there is no second description of the game. The text of each is canonical (no locale in it).
 */
public sealed interface Terms
    permits Terms.Line,
        Terms.Standing,
        Terms.OneRoll,
        Terms.Collect,
        Terms.FirePoints,
        Terms.Repeat {

  /** The most that one unit of stake can still win, net. */
  Ratio maxPays();

  /** Whose number a {@link Line} bet waits for after its come-out. */
  enum PointOf {
    /** The table's (Pass, Don't Pass). */
    TABLE,
    /** The one that the bet itself travels to (Come, Don't Come). */
    BET
  }

  /** Which way a {@link Line} bet goes once its point stands. */
  enum Side {
    /** The point wins, 7 loses. */
    RIGHT,
    /** 7 wins, the point loses. */
    WRONG
  }

  /** Whether a {@link Standing} bet works on a come-out roll. */
  enum ComeOut {
    /** Always works; cannot be switched. */
    WORKS,
    /** Off on the come-out unless the player switches it on; may also be switched off. */
    OFF_UNLESS_SWITCHED_ON,
    /**
     * Off on the come-out, and returned by a roll that would have decided it; cannot be switched.
     */
    RETURNED
  }

  /** What the commission is a share of. */
  enum VigOn {
    STAKE,
    WIN
  }

  /**
   * Pass, Come and their opposites: first a come-out of their own, then a point.
   *
   * @param pointOf whose point
   * @param side which way
   * @param wins come-out winners
   * @param loses come-out losers
   * @param pushes come-out rolls that give the stake back; every other roll sets the point
   * @param pays to one, net
   */
  record Line(PointOf pointOf, Side side, RollSet wins, RollSet loses, RollSet pushes, Ratio pays)
      implements Terms {

    /** Checks that exactly the six point numbers stay undecided, each other roll decided once. */
    public Line {
      if (!wins.or(loses).or(pushes).equals(RollSet.totals(2, 3, 7, 11, 12))
          || wins.meets(loses)
          || wins.meets(pushes)
          || loses.meets(pushes)) {
        throw new IllegalArgumentException("a come-out decides 2, 3, 7, 11, 12, each one way");
      }
    }

    @Override
    public Ratio maxPays() {
      return pays;
    }

    @Override
    public String toString() {
      return "line point=%s side=%s wins=%s loses=%s pushes=%s pays=%s"
          .formatted(pointOf, side, wins, loses, pushes, pays);
    }
  }

  /**
   * Bets that stay until one of two sets of rolls comes: odds, Place, Buy, Lay, Put, Big, hardways.
   *
   * @param wins winning rolls
   * @param loses losing rolls
   * @param pays to one, before the commission
   * @param vig the commission, taken on a win only
   * @param comeOut whether it works on the come-out
   */
  record Standing(RollSet wins, RollSet loses, Ratio pays, Vig vig, ComeOut comeOut)
      implements Terms {

    /** Checks that the sets are not empty and do not overlap. */
    public Standing {
      if (wins.size() == 0 || loses.size() == 0 || wins.meets(loses)) {
        throw new IllegalArgumentException("a bet must be able to win and to lose");
      }
    }

    /** To one, after the commission. */
    public Ratio netPays() {
      return pays.minus(vig.perStake(pays));
    }

    @Override
    public Ratio maxPays() {
      return netPays();
    }

    @Override
    public String toString() {
      return "standing wins=%s loses=%s pays=%s vig=%s come-out=%s"
          .formatted(wins, loses, pays, vig, comeOut);
    }
  }

  /**
   * A commission.
   *
   * @param rate the share taken; zero for none
   * @param on what it is a share of
   */
  record Vig(Ratio rate, VigOn on) {

    /** No commission. */
    public static final Vig NONE = new Vig(Ratio.ZERO, VigOn.WIN);

    /** What one unit of stake costs on a win that pays so much. */
    Ratio perStake(Ratio pays) {
      return switch (on) {
        case STAKE -> rate;
        case WIN -> rate.times(pays);
      };
    }

    @Override
    public String toString() {
      return rate.isZero() ? "none" : rate + " of " + on;
    }
  }

  /**
   * Bets decided by the next roll. The stake is split evenly over the parts; each wins or loses by
   * itself, and what the losing parts cost is taken from what the winning part pays, so the whole
   * bet has one net result: it loses all, gets its stake back (World on a 7), or wins.
   *
   * <p>Results are worked out once: every bet that is placed or decided asks.
   */
  final class OneRoll implements Terms {

    private final List<Part> parts;
    private final RollSet hits;
    private final List<Ratio> net;
    private final Ratio maxPays;

    /**
     * Copies the parts.
     *
     * @param parts one for a plain bet; a part that counts double (Horn High) is listed twice
     * @throws IllegalArgumentException if there is none, or some roll would neither lose all nor
     *     return the stake
     */
    public OneRoll(List<Part> parts) {
      this.parts = List.copyOf(parts);
      if (parts.isEmpty()) {
        throw new IllegalArgumentException("a bet has parts");
      }
      hits =
          parts.stream()
              .flatMap(part -> part.pays().stream())
              .map(Pay::rolls)
              .reduce(RollSet.NONE, RollSet::or);
      net = Roll.all().stream().map(roll -> net(this.parts, roll)).toList();
      maxPays = net.stream().reduce(Ratio.ZERO, (max, pays) -> pays.exceeds(max) ? pays : max);
    }

    /** Whether some part wins on this roll; if not, the whole stake is lost. */
    public boolean hits(Roll roll) {
      return hits.contains(roll);
    }

    /** To one, net of the losing parts; zero is a push on a roll that hits. */
    public Ratio netPays(Roll roll) {
      return net.get(roll.index());
    }

    @Override
    public Ratio maxPays() {
      return maxPays;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof OneRoll that && parts.equals(that.parts);
    }

    @Override
    public int hashCode() {
      return parts.hashCode();
    }

    @Override
    public String toString() {
      return "one-roll " + String.join("; ", parts.stream().map(Part::toString).toList());
    }

    private static Ratio net(List<Part> parts, Roll roll) {
      Ratio won = Ratio.ZERO;
      int losing = 0;
      for (Part part : parts) {
        won = won.plus(part.paysOn(roll));
        losing += part.winsOn(roll) ? 0 : 1;
      }
      return losing == parts.size()
          ? Ratio.ZERO
          : won.minus(Ratio.of(losing)).times(Ratio.of(1, parts.size()));
    }
  }

  /**
   * One part of a {@link OneRoll} bet.
   *
   * @param pays disjoint; the part loses on every roll that is in none
   */
  record Part(List<Pay> pays) {

    /**
     * Copies the pays.
     *
     * @throws IllegalArgumentException if a roll is paid twice
     */
    public Part {
      pays = List.copyOf(pays);
      for (Roll roll : Roll.all()) {
        if (pays.stream().filter(pay -> pay.rolls().contains(roll)).count() > 1) {
          throw new IllegalArgumentException("paid twice on " + roll);
        }
      }
    }

    boolean winsOn(Roll roll) {
      return pays.stream().anyMatch(pay -> pay.rolls().contains(roll));
    }

    /** To one; zero on a roll that loses. */
    Ratio paysOn(Roll roll) {
      return pays.stream()
          .filter(pay -> pay.rolls().contains(roll))
          .findFirst()
          .map(Pay::pays)
          .orElse(Ratio.ZERO);
    }

    @Override
    public String toString() {
      return String.join(" ", pays.stream().map(Pay::toString).toList());
    }
  }

  /**
   * One line of a pay table.
   *
   * @param rolls winning rolls
   * @param pays to one
   */
  record Pay(RollSet rolls, Ratio pays) {
    @Override
    public String toString() {
      return rolls + "=" + pays;
    }
  }

  /**
   * Small, Tall, All: every total rolled at least once before any 7.
   *
   * @param totals 2…12 without 7, ascending
   * @param pays to one
   */
  record Collect(List<Integer> totals, Ratio pays) implements Terms {

    /** Copies and checks the totals. */
    public Collect {
      totals = List.copyOf(totals);
      for (int total : totals) {
        requireCounted(total);
      }
    }

    @Override
    public Ratio maxPays() {
      return pays;
    }

    @Override
    public String toString() {
      return "collect "
          + String.join(",", totals.stream().map(String::valueOf).toList())
          + " before=7 pays="
          + pays;
    }
  }

  /**
   * Fire: different points made in one hand, settled at seven-out.
   *
   * @param tiers ascending; the highest tier reached pays
   */
  record FirePoints(List<Tier> tiers) implements Terms {

    /** Copies and checks the tiers. */
    public FirePoints {
      tiers = List.copyOf(tiers);
      for (int i = 0; i < tiers.size(); i++) {
        int points = tiers.get(i).points();
        if (points < 1 || points > 6 || (i > 0 && points <= tiers.get(i - 1).points())) {
          throw new IllegalArgumentException("tiers ascend from 1 to 6 points");
        }
      }
    }

    /** To one for so many different points; zero when that is not enough. */
    public Ratio paysFor(int points) {
      Ratio pays = Ratio.ZERO;
      for (Tier tier : tiers) {
        pays = points >= tier.points() ? tier.pays() : pays;
      }
      return pays;
    }

    @Override
    public Ratio maxPays() {
      Ratio max = Ratio.ZERO;
      for (Tier tier : tiers) {
        max = tier.pays().exceeds(max) ? tier.pays() : max;
      }
      return max;
    }

    @Override
    public String toString() {
      return "fire " + String.join(" ", tiers.stream().map(Tier::toString).toList());
    }
  }

  /**
   * One tier of {@link FirePoints}.
   *
   * @param points different points made
   * @param pays to one
   */
  record Tier(int points, Ratio pays) {
    @Override
    public String toString() {
      return points + "=" + pays;
    }
  }

  /**
   * Repeater: one total so many times before any 7.
   *
   * @param total 2…12 without 7
   * @param times 1…15
   * @param pays to one
   */
  record Repeat(int total, int times, Ratio pays) implements Terms {

    /** Checks the ranges. */
    public Repeat {
      requireCounted(total);
      if (times < 1 || times > TableState.MAX_COUNT) {
        throw new IllegalArgumentException("counted up to 15, not " + times);
      }
    }

    @Override
    public Ratio maxPays() {
      return pays;
    }

    @Override
    public String toString() {
      return "repeat " + total + " times=" + times + " before=7 pays=" + pays;
    }
  }

  private static void requireCounted(int total) {
    if (total < 2 || total > 12 || total == 7) {
      throw new IllegalArgumentException("not a counted total: " + total);
    }
  }
}
