package org.bitcraps.evidence.craps;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The rules page once more, written by hand for one chip (1320 units) and read by none of the
 * production code: what each bet nets on each roll. The truth tables compare the two.
 */
final class PaperTable {

  /** Not decided. */
  static final String STAYS = "stays";

  /** Nothing won, stake back. */
  static final String BACK = "back";

  /** All lost. */
  static final String LOST = "lost";

  /** name | wins on | loses on | profit of 1320 | on the come-out. */
  private static final String STANDING =
      """
      PASS_ODDS_4 | 4 | 7 | 2640 | on
      PASS_ODDS_5 | 5 | 7 | 1980 | on
      PASS_ODDS_6 | 6 | 7 | 1584 | on
      PASS_ODDS_8 | 8 | 7 | 1584 | on
      PASS_ODDS_9 | 9 | 7 | 1980 | on
      PASS_ODDS_10 | 10 | 7 | 2640 | on
      COME_ODDS_4 | 4 | 7 | 2640 | returned
      COME_ODDS_5 | 5 | 7 | 1980 | returned
      COME_ODDS_6 | 6 | 7 | 1584 | returned
      COME_ODDS_8 | 8 | 7 | 1584 | returned
      COME_ODDS_9 | 9 | 7 | 1980 | returned
      COME_ODDS_10 | 10 | 7 | 2640 | returned
      DONT_PASS_ODDS_4 | 7 | 4 | 660 | on
      DONT_PASS_ODDS_5 | 7 | 5 | 880 | on
      DONT_PASS_ODDS_6 | 7 | 6 | 1100 | on
      DONT_PASS_ODDS_8 | 7 | 8 | 1100 | on
      DONT_PASS_ODDS_9 | 7 | 9 | 880 | on
      DONT_PASS_ODDS_10 | 7 | 10 | 660 | on
      DONT_COME_ODDS_4 | 7 | 4 | 660 | on
      DONT_COME_ODDS_5 | 7 | 5 | 880 | on
      DONT_COME_ODDS_6 | 7 | 6 | 1100 | on
      DONT_COME_ODDS_8 | 7 | 8 | 1100 | on
      DONT_COME_ODDS_9 | 7 | 9 | 880 | on
      DONT_COME_ODDS_10 | 7 | 10 | 660 | on
      PLACE_4 | 4 | 7 | 2376 | off
      PLACE_5 | 5 | 7 | 1848 | off
      PLACE_6 | 6 | 7 | 1540 | off
      PLACE_8 | 8 | 7 | 1540 | off
      PLACE_9 | 9 | 7 | 1848 | off
      PLACE_10 | 10 | 7 | 2376 | off
      PLACE_TO_LOSE_4 | 7 | 4 | 600 | on
      PLACE_TO_LOSE_5 | 7 | 5 | 825 | on
      PLACE_TO_LOSE_6 | 7 | 6 | 1056 | on
      PLACE_TO_LOSE_8 | 7 | 8 | 1056 | on
      PLACE_TO_LOSE_9 | 7 | 9 | 825 | on
      PLACE_TO_LOSE_10 | 7 | 10 | 600 | on
      BUY_4 | 4 | 7 | 2574 | off
      BUY_5 | 5 | 7 | 1914 | off
      BUY_6 | 6 | 7 | 1518 | off
      BUY_8 | 8 | 7 | 1518 | off
      BUY_9 | 9 | 7 | 1914 | off
      BUY_10 | 10 | 7 | 2574 | off
      LAY_4 | 7 | 4 | 627 | on
      LAY_5 | 7 | 5 | 836 | on
      LAY_6 | 7 | 6 | 1045 | on
      LAY_8 | 7 | 8 | 1045 | on
      LAY_9 | 7 | 9 | 836 | on
      LAY_10 | 7 | 10 | 627 | on
      PUT_4 | 4 | 7 | 1320 | on
      PUT_5 | 5 | 7 | 1320 | on
      PUT_6 | 6 | 7 | 1320 | on
      PUT_8 | 8 | 7 | 1320 | on
      PUT_9 | 9 | 7 | 1320 | on
      PUT_10 | 10 | 7 | 1320 | on
      BIG_6 | 6 | 7 | 1320 | on
      BIG_8 | 8 | 7 | 1320 | on
      HARD_4 | 2-2 | 7 1-3 3-1 | 9240 | off
      HARD_6 | 3-3 | 7 1-5 5-1 2-4 4-2 | 11880 | off
      HARD_8 | 4-4 | 7 2-6 6-2 3-5 5-3 | 11880 | off
      HARD_10 | 5-5 | 7 4-6 6-4 | 9240 | off
      """;

  /** name | roll=net profit of 1320 …; every other roll loses. */
  private static final String ONE_ROLL =
      """
      FIELD | 2=2640 3=1320 4=1320 9=1320 10=1320 11=1320 12=3960
      ANY_SEVEN | 7=5280
      ANY_CRAPS | 2=9240 3=9240 12=9240
      ACES | 2=39600
      BOXCARS | 12=39600
      ACE_DEUCE | 3=19800
      YO | 11=19800
      HI_LO | 2=19800 12=19800
      HORN | 2=8910 3=3960 11=3960 12=8910
      HORN_HIGH_2 | 2=15048 3=2904 11=2904 12=6864
      HORN_HIGH_3 | 2=6864 3=7128 11=2904 12=6864
      HORN_HIGH_11 | 2=6864 3=2904 11=7128 12=6864
      HORN_HIGH_12 | 2=6864 3=2904 11=2904 12=15048
      WORLD | 2=6864 3=2904 7=0 11=2904 12=6864
      C_AND_E | 2=3960 3=3960 11=9240 12=3960
      THREE_WAY | 2=12320 3=5720 12=12320
      HOP_1_1 | 1-1=39600
      HOP_1_2 | 1-2=19800 2-1=19800
      HOP_1_3 | 1-3=19800 3-1=19800
      HOP_1_4 | 1-4=19800 4-1=19800
      HOP_1_5 | 1-5=19800 5-1=19800
      HOP_1_6 | 1-6=19800 6-1=19800
      HOP_2_2 | 2-2=39600
      HOP_2_3 | 2-3=19800 3-2=19800
      HOP_2_4 | 2-4=19800 4-2=19800
      HOP_2_5 | 2-5=19800 5-2=19800
      HOP_2_6 | 2-6=19800 6-2=19800
      HOP_3_3 | 3-3=39600
      HOP_3_4 | 3-4=19800 4-3=19800
      HOP_3_5 | 3-5=19800 5-3=19800
      HOP_3_6 | 3-6=19800 6-3=19800
      HOP_4_4 | 4-4=39600
      HOP_4_5 | 4-5=19800 5-4=19800
      HOP_4_6 | 4-6=19800 6-4=19800
      HOP_5_5 | 5-5=39600
      HOP_5_6 | 5-6=19800 6-5=19800
      HOP_6_6 | 6-6=39600
      """;

  private static final Map<String, String[]> STANDING_ROWS = rows(STANDING);
  private static final Map<String, String[]> ONE_ROLL_ROWS = rows(ONE_ROLL);

  private PaperTable() {}

  static boolean isStanding(BetType type) {
    return STANDING_ROWS.containsKey(type.name());
  }

  static boolean isOneRoll(BetType type) {
    return ONE_ROLL_ROWS.containsKey(type.name());
  }

  /** Place, Buy and hardways. */
  static boolean isOffOnComeOut(BetType type) {
    return isStanding(type) && STANDING_ROWS.get(type.name())[4].equals("off");
  }

  static String standing(BetType type, Switch working, boolean pointOn, Roll roll) {
    String[] row = STANDING_ROWS.get(type.name());
    boolean wins = names(row[1], roll);
    if (!wins && !names(row[2], roll)) {
      return STAYS;
    }
    if (row[4].equals("returned") && !pointOn) {
      return BACK;
    }
    boolean off = working == Switch.OFF || (working == Switch.HOUSE_RULE && !pointOn);
    if (row[4].equals("off") && off) {
      return STAYS;
    }
    return wins ? row[3] : LOST;
  }

  static String oneRoll(BetType type, Roll roll) {
    for (String outcome : ONE_ROLL_ROWS.get(type.name())[1].split(" ", -1)) {
      int equals = outcome.indexOf('=');
      if (names(outcome.substring(0, equals), roll)) {
        String profit = outcome.substring(equals + 1);
        return profit.equals("0") ? BACK : profit;
      }
    }
    return LOST;
  }

  /** Pass and Come (right), Don't Pass and Don't Come; {@code number} is 0 on their come-out. */
  static String line(boolean right, int number, Roll roll) {
    int total = roll.total();
    if (number == 0) {
      if (total == 7 || total == 11) {
        return right ? "1320" : LOST;
      }
      if (total == 2 || total == 3) {
        return right ? LOST : "1320";
      }
      if (total == 12) {
        return right ? LOST : BACK;
      }
      return STAYS;
    }
    if (total == number) {
      return right ? "1320" : LOST;
    }
    if (total == 7) {
      return right ? LOST : "1320";
    }
    return STAYS;
  }

  /** A hand bet after the rolls since it was placed (on a come-out, for Fire). */
  static String hand(BetType type, List<Roll> since) {
    Roll last = since.get(since.size() - 1);
    return switch (type) {
      case SMALL -> collected(since, List.of(2, 3, 4, 5, 6), "44880");
      case TALL -> collected(since, List.of(8, 9, 10, 11, 12), "44880");
      case ALL -> collected(since, List.of(2, 3, 4, 5, 6, 8, 9, 10, 11, 12), "231000");
      case FIRE -> fire(since);
      case REPEATER_2, REPEATER_12 -> repeated(type, since, 2, "52800");
      case REPEATER_3, REPEATER_11 -> repeated(type, since, 3, "66000");
      case REPEATER_4, REPEATER_10 -> repeated(type, since, 4, "85800");
      case REPEATER_5, REPEATER_9 -> repeated(type, since, 5, "105600");
      case REPEATER_6, REPEATER_8 -> repeated(type, since, 6, "118800");
      default -> throw new AssertionError(type + " on " + last);
    };
  }

  private static String collected(List<Roll> since, List<Integer> totals, String profit) {
    if (since.get(since.size() - 1).total() == 7) {
      return LOST;
    }
    return since.stream().map(Roll::total).toList().containsAll(totals) ? profit : STAYS;
  }

  private static String repeated(BetType type, List<Roll> since, int times, String profit) {
    if (since.get(since.size() - 1).total() == 7) {
      return LOST;
    }
    int total = Integer.parseInt(type.name().substring("REPEATER_".length()));
    return since.stream().filter(roll -> roll.total() == total).count() == times ? profit : STAYS;
  }

  private static String fire(List<Roll> since) {
    int point = 0;
    List<Integer> made = new java.util.ArrayList<>();
    for (Roll roll : since) {
      int total = roll.total();
      if (point == 0) {
        point = List.of(4, 5, 6, 8, 9, 10).contains(total) ? total : 0;
      } else if (total == point) {
        made.add(point);
        point = 0;
      } else if (total == 7) {
        return switch ((int) made.stream().distinct().count()) {
          case 4 -> "31680";
          case 5 -> "328680";
          case 6 -> "1318680";
          default -> LOST;
        };
      }
    }
    return STAYS;
  }

  private static boolean names(String rolls, Roll roll) {
    List<String> names = List.of(rolls.split(" ", -1));
    return names.contains(roll.die1() + "-" + roll.die2())
        || names.contains(Integer.toString(roll.total()));
  }

  private static Map<String, String[]> rows(String table) {
    Map<String, String[]> rows = new LinkedHashMap<>();
    for (String line : table.lines().toList()) {
      String[] row = line.split(" \\| ", -1);
      rows.put(row[0], row);
    }
    return rows;
  }
}
