package org.bitcraps.evidence.craps;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bitcraps.evidence.craps.BetRule.Changes;
import org.bitcraps.evidence.craps.BetRule.Limits;
import org.bitcraps.evidence.craps.BetRule.Opening;
import org.bitcraps.evidence.craps.Terms.ComeOut;
import org.bitcraps.evidence.craps.Terms.OneRoll;
import org.bitcraps.evidence.craps.Terms.Part;
import org.bitcraps.evidence.craps.Terms.Pay;
import org.bitcraps.evidence.craps.Terms.PointOf;
import org.bitcraps.evidence.craps.Terms.Side;
import org.bitcraps.evidence.craps.Terms.Standing;
import org.bitcraps.evidence.craps.Terms.Tier;
import org.bitcraps.evidence.craps.Terms.Vig;
import org.bitcraps.evidence.craps.Terms.VigOn;

/**
 * The house's pay table, written once; {@link RulesTable#standard} is the way in.
 *
 * <p>Pays in triples are for 4/10, 5/9, 6/8, in that order.
 */
final class StandardRules {

  // Every bet from one chip; the maximum falls as the pay rises, to bound what one bet can win.
  private static final Limits LINE = limits(10_000);
  private static final Limits PROPOSITION = limits(1_000);
  private static final Limits HAND = limits(100);
  // The largest odds behind a line bet at its maximum: taken 5 times, laid 6 times the stake.
  private static final Limits TAKEN = limits(50_000);
  private static final Limits LAID = limits(60_000);

  private static final RollSet SEVEN = RollSet.totals(7);
  private static final List<Ratio> TRUE_FOR = triple(2, 1, 3, 2, 6, 5);
  private static final List<Ratio> TRUE_AGAINST = triple(1, 2, 2, 3, 5, 6);
  private static final List<Ratio> PLACE = triple(9, 5, 7, 5, 7, 6);
  private static final List<Ratio> PLACE_TO_LOSE = triple(5, 11, 5, 8, 4, 5);
  private static final List<Ratio> EVEN = triple(1, 1, 1, 1, 1, 1);
  private static final Ratio FIVE_PERCENT = Ratio.of(1, 20);
  private static final Vig ON_STAKE = new Vig(FIVE_PERCENT, VigOn.STAKE);
  private static final Vig ON_WIN = new Vig(FIVE_PERCENT, VigOn.WIN);

  private static final Pay CRAPS = pay(7, 2, 3, 12);
  private static final Pay TWO = pay(30, 2);
  private static final Pay THREE = pay(15, 3);
  private static final Pay ELEVEN = pay(15, 11);
  private static final Pay TWELVE = pay(30, 12);
  private static final Pay ANY_SEVEN = pay(4, 7);

  private final Map<BetType, BetRule> rules = new EnumMap<>(BetType.class);

  private StandardRules() {
    lines();
    numbers();
    oneRoll();
    hands();
  }

  /** One rule per bet, in the order of {@link BetType}. */
  static List<BetRule> all() {
    return List.copyOf(new StandardRules().rules.values());
  }

  private void lines() {
    RollSet natural = RollSet.totals(7, 11);
    RollSet craps = RollSet.totals(2, 3, 12);
    RollSet aceDeuce = RollSet.totals(2, 3);
    RollSet bar = RollSet.totals(12);
    put(
        BetType.PASS,
        new Terms.Line(PointOf.TABLE, Side.RIGHT, natural, craps, RollSet.NONE, Ratio.ONE),
        Opening.COME_OUT,
        Changes.CONTRACT,
        LINE);
    put(
        BetType.COME,
        new Terms.Line(PointOf.BET, Side.RIGHT, natural, craps, RollSet.NONE, Ratio.ONE),
        Opening.POINT,
        Changes.CONTRACT,
        LINE);
    put(
        BetType.DONT_PASS,
        new Terms.Line(PointOf.TABLE, Side.WRONG, aceDeuce, natural, bar, Ratio.ONE),
        Opening.COME_OUT,
        Changes.NOT_RAISED,
        LINE);
    put(
        BetType.DONT_COME,
        new Terms.Line(PointOf.BET, Side.WRONG, aceDeuce, natural, bar, Ratio.ONE),
        Opening.POINT,
        Changes.NOT_RAISED,
        LINE);
  }

  private void numbers() {
    ComeOut off = ComeOut.OFF_UNLESS_SWITCHED_ON;
    for (Point point : Point.NUMBERS) {
      int n = point.number();
      odds(Family.PASS_ODDS, n, on(n, TRUE_FOR, Vig.NONE, ComeOut.WORKS), TAKEN);
      odds(Family.COME_ODDS, n, on(n, TRUE_FOR, Vig.NONE, ComeOut.RETURNED), TAKEN);
      odds(Family.DONT_PASS_ODDS, n, against(n, TRUE_AGAINST, Vig.NONE), LAID);
      odds(Family.DONT_COME_ODDS, n, against(n, TRUE_AGAINST, Vig.NONE), LAID);
      anyTime(type(Family.PLACE, n), on(n, PLACE, Vig.NONE, off), LINE);
      anyTime(type(Family.PLACE_TO_LOSE, n), against(n, PLACE_TO_LOSE, Vig.NONE), LINE);
      anyTime(type(Family.BUY, n), on(n, TRUE_FOR, ON_STAKE, off), LINE);
      anyTime(type(Family.LAY, n), against(n, TRUE_AGAINST, ON_WIN), LAID);
      put(
          type(Family.PUT, n),
          on(n, EVEN, Vig.NONE, ComeOut.WORKS),
          Opening.ITS_POINT,
          Changes.FREE,
          LINE);
    }
    for (BetType big : BetType.of(Family.BIG)) {
      anyTime(big, on(big.number(), EVEN, Vig.NONE, ComeOut.WORKS), LINE);
    }
    for (BetType hard : BetType.of(Family.HARD)) {
      int n = hard.number();
      RollSet pair = RollSet.faces(n / 2, n / 2);
      RollSet lost = SEVEN.or(RollSet.easy(n));
      Ratio pays = Ratio.of(n == 4 || n == 10 ? 7 : 9);
      anyTime(hard, new Standing(pair, lost, pays, Vig.NONE, off), PROPOSITION);
    }
  }

  private void oneRoll() {
    anyTime(BetType.FIELD, whole(pay(1, 3, 4, 9, 10, 11), pay(2, 2), pay(3, 12)), LINE);
    proposition(BetType.ANY_SEVEN, whole(ANY_SEVEN));
    proposition(BetType.ANY_CRAPS, whole(CRAPS));
    proposition(BetType.ACES, whole(TWO));
    proposition(BetType.BOXCARS, whole(TWELVE));
    proposition(BetType.ACE_DEUCE, whole(THREE));
    proposition(BetType.YO, whole(ELEVEN));
    proposition(BetType.HI_LO, whole(pay(15, 2, 12)));
    proposition(BetType.HORN, split(TWO, THREE, ELEVEN, TWELVE));
    proposition(BetType.HORN_HIGH_2, split(TWO, TWO, THREE, ELEVEN, TWELVE));
    proposition(BetType.HORN_HIGH_3, split(TWO, THREE, THREE, ELEVEN, TWELVE));
    proposition(BetType.HORN_HIGH_11, split(TWO, THREE, ELEVEN, ELEVEN, TWELVE));
    proposition(BetType.HORN_HIGH_12, split(TWO, THREE, ELEVEN, TWELVE, TWELVE));
    proposition(BetType.WORLD, split(TWO, THREE, ANY_SEVEN, ELEVEN, TWELVE));
    proposition(BetType.C_AND_E, split(CRAPS, ELEVEN));
    proposition(BetType.THREE_WAY, split(TWO, THREE, TWELVE));
    for (int low = 1; low <= 6; low++) {
      for (int high = low; high <= 6; high++) {
        BetType hop = BetType.fromName("HOP_" + low + "_" + high).orElseThrow();
        Ratio pays = Ratio.of(low == high ? 30 : 15);
        proposition(hop, whole(new Pay(RollSet.faces(low, high), pays)));
      }
    }
  }

  private void hands() {
    hand(BetType.SMALL, new Terms.Collect(List.of(2, 3, 4, 5, 6), Ratio.of(34)));
    hand(BetType.TALL, new Terms.Collect(List.of(8, 9, 10, 11, 12), Ratio.of(34)));
    hand(BetType.ALL, new Terms.Collect(List.of(2, 3, 4, 5, 6, 8, 9, 10, 11, 12), Ratio.of(175)));
    hand(
        BetType.FIRE,
        new Terms.FirePoints(
            List.of(
                new Tier(4, Ratio.of(24)),
                new Tier(5, Ratio.of(249)),
                new Tier(6, Ratio.of(999)))));
    List<Ratio> twiceToSixTimes = Stream.of(40, 50, 65, 80, 90).map(Ratio::of).toList();
    for (BetType repeater : BetType.of(Family.REPEATER)) {
      int times = 7 - Math.abs(7 - repeater.number());
      hand(repeater, new Terms.Repeat(repeater.number(), times, twiceToSixTimes.get(times - 2)));
    }
  }

  private void odds(Family family, int number, Terms terms, Limits limits) {
    put(type(family, number), terms, Opening.BEHIND_BASE_BET, Changes.FREE, limits);
  }

  private void anyTime(BetType type, Terms terms, Limits limits) {
    put(type, terms, Opening.ANY_TIME, Changes.FREE, limits);
  }

  private void proposition(BetType type, Terms terms) {
    anyTime(type, terms, PROPOSITION);
  }

  private void hand(BetType type, Terms terms) {
    put(type, terms, Opening.BEFORE_PROGRESS, Changes.FREE, HAND);
  }

  private void put(BetType type, Terms terms, Opening opening, Changes changes, Limits limits) {
    rules.put(type, new BetRule(type, terms, opening, changes, limits));
  }

  private static BetType type(Family family, int number) {
    return BetType.of(family, number).orElseThrow();
  }

  private static Terms on(int number, List<Ratio> pays, Vig vig, ComeOut comeOut) {
    return new Standing(RollSet.totals(number), SEVEN, of(pays, number), vig, comeOut);
  }

  /** Bets against a number work on every roll. */
  private static Terms against(int number, List<Ratio> pays, Vig vig) {
    return new Standing(SEVEN, RollSet.totals(number), of(pays, number), vig, ComeOut.WORKS);
  }

  private static OneRoll whole(Pay... pays) {
    return new OneRoll(List.of(new Part(List.of(pays))));
  }

  private static OneRoll split(Pay... parts) {
    return new OneRoll(Stream.of(parts).map(pay -> new Part(List.of(pay))).toList());
  }

  private static Pay pay(long pays, int... totals) {
    return new Pay(RollSet.totals(totals), Ratio.of(pays));
  }

  private static List<Ratio> triple(long... parts) {
    return List.of(
        Ratio.of(parts[0], parts[1]), Ratio.of(parts[2], parts[3]), Ratio.of(parts[4], parts[5]));
  }

  private static Ratio of(List<Ratio> triple, int number) {
    return triple.get(3 - Math.abs(7 - number));
  }

  private static Limits limits(long maxChips) {
    return new Limits(Chips.UNIT, Chips.chips(maxChips));
  }
}
