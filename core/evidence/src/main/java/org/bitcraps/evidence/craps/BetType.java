package org.bitcraps.evidence.craps;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Every bet of the table, under its name in code, API and JSON.
 *
 * <p>The wire code (1…255) is part of the byte format: never reused, never renumbered. What a bet
 * wins on, loses on and pays stands in the {@link RulesTable}, not here.
 */
public enum BetType {
  PASS(1, Family.PASS, 0),
  DONT_PASS(2, Family.DONT_PASS, 0),
  COME(3, Family.COME, 0),
  DONT_COME(4, Family.DONT_COME, 0),
  PASS_ODDS_4(10, Family.PASS_ODDS, 4),
  PASS_ODDS_5(11, Family.PASS_ODDS, 5),
  PASS_ODDS_6(12, Family.PASS_ODDS, 6),
  PASS_ODDS_8(13, Family.PASS_ODDS, 8),
  PASS_ODDS_9(14, Family.PASS_ODDS, 9),
  PASS_ODDS_10(15, Family.PASS_ODDS, 10),
  DONT_PASS_ODDS_4(16, Family.DONT_PASS_ODDS, 4),
  DONT_PASS_ODDS_5(17, Family.DONT_PASS_ODDS, 5),
  DONT_PASS_ODDS_6(18, Family.DONT_PASS_ODDS, 6),
  DONT_PASS_ODDS_8(19, Family.DONT_PASS_ODDS, 8),
  DONT_PASS_ODDS_9(20, Family.DONT_PASS_ODDS, 9),
  DONT_PASS_ODDS_10(21, Family.DONT_PASS_ODDS, 10),
  COME_ODDS_4(22, Family.COME_ODDS, 4),
  COME_ODDS_5(23, Family.COME_ODDS, 5),
  COME_ODDS_6(24, Family.COME_ODDS, 6),
  COME_ODDS_8(25, Family.COME_ODDS, 8),
  COME_ODDS_9(26, Family.COME_ODDS, 9),
  COME_ODDS_10(27, Family.COME_ODDS, 10),
  DONT_COME_ODDS_4(28, Family.DONT_COME_ODDS, 4),
  DONT_COME_ODDS_5(29, Family.DONT_COME_ODDS, 5),
  DONT_COME_ODDS_6(30, Family.DONT_COME_ODDS, 6),
  DONT_COME_ODDS_8(31, Family.DONT_COME_ODDS, 8),
  DONT_COME_ODDS_9(32, Family.DONT_COME_ODDS, 9),
  DONT_COME_ODDS_10(33, Family.DONT_COME_ODDS, 10),
  PLACE_4(40, Family.PLACE, 4),
  PLACE_5(41, Family.PLACE, 5),
  PLACE_6(42, Family.PLACE, 6),
  PLACE_8(43, Family.PLACE, 8),
  PLACE_9(44, Family.PLACE, 9),
  PLACE_10(45, Family.PLACE, 10),
  PLACE_TO_LOSE_4(46, Family.PLACE_TO_LOSE, 4),
  PLACE_TO_LOSE_5(47, Family.PLACE_TO_LOSE, 5),
  PLACE_TO_LOSE_6(48, Family.PLACE_TO_LOSE, 6),
  PLACE_TO_LOSE_8(49, Family.PLACE_TO_LOSE, 8),
  PLACE_TO_LOSE_9(50, Family.PLACE_TO_LOSE, 9),
  PLACE_TO_LOSE_10(51, Family.PLACE_TO_LOSE, 10),
  BUY_4(52, Family.BUY, 4),
  BUY_5(53, Family.BUY, 5),
  BUY_6(54, Family.BUY, 6),
  BUY_8(55, Family.BUY, 8),
  BUY_9(56, Family.BUY, 9),
  BUY_10(57, Family.BUY, 10),
  LAY_4(58, Family.LAY, 4),
  LAY_5(59, Family.LAY, 5),
  LAY_6(60, Family.LAY, 6),
  LAY_8(61, Family.LAY, 8),
  LAY_9(62, Family.LAY, 9),
  LAY_10(63, Family.LAY, 10),
  PUT_4(64, Family.PUT, 4),
  PUT_5(65, Family.PUT, 5),
  PUT_6(66, Family.PUT, 6),
  PUT_8(67, Family.PUT, 8),
  PUT_9(68, Family.PUT, 9),
  PUT_10(69, Family.PUT, 10),
  BIG_6(70, Family.BIG, 6),
  BIG_8(71, Family.BIG, 8),
  HARD_4(72, Family.HARD, 4),
  HARD_6(73, Family.HARD, 6),
  HARD_8(74, Family.HARD, 8),
  HARD_10(75, Family.HARD, 10),
  FIELD(80, Family.FIELD, 0),
  ANY_SEVEN(81, Family.PROPOSITION, 7),
  ANY_CRAPS(82, Family.PROPOSITION, 0),
  ACES(83, Family.PROPOSITION, 2),
  BOXCARS(84, Family.PROPOSITION, 12),
  ACE_DEUCE(85, Family.PROPOSITION, 3),
  YO(86, Family.PROPOSITION, 11),
  HI_LO(87, Family.PROPOSITION, 0),
  HORN(88, Family.PROPOSITION, 0),
  HORN_HIGH_2(89, Family.PROPOSITION, 2),
  HORN_HIGH_3(90, Family.PROPOSITION, 3),
  HORN_HIGH_11(91, Family.PROPOSITION, 11),
  HORN_HIGH_12(92, Family.PROPOSITION, 12),
  WORLD(93, Family.PROPOSITION, 0),
  C_AND_E(94, Family.PROPOSITION, 0),
  THREE_WAY(95, Family.PROPOSITION, 0),
  HOP_1_1(100, Family.HOP, 2),
  HOP_1_2(101, Family.HOP, 3),
  HOP_1_3(102, Family.HOP, 4),
  HOP_1_4(103, Family.HOP, 5),
  HOP_1_5(104, Family.HOP, 6),
  HOP_1_6(105, Family.HOP, 7),
  HOP_2_2(106, Family.HOP, 4),
  HOP_2_3(107, Family.HOP, 5),
  HOP_2_4(108, Family.HOP, 6),
  HOP_2_5(109, Family.HOP, 7),
  HOP_2_6(110, Family.HOP, 8),
  HOP_3_3(111, Family.HOP, 6),
  HOP_3_4(112, Family.HOP, 7),
  HOP_3_5(113, Family.HOP, 8),
  HOP_3_6(114, Family.HOP, 9),
  HOP_4_4(115, Family.HOP, 8),
  HOP_4_5(116, Family.HOP, 9),
  HOP_4_6(117, Family.HOP, 10),
  HOP_5_5(118, Family.HOP, 10),
  HOP_5_6(119, Family.HOP, 11),
  HOP_6_6(120, Family.HOP, 12),
  SMALL(130, Family.SMALL_TALL_ALL, 0),
  TALL(131, Family.SMALL_TALL_ALL, 0),
  ALL(132, Family.SMALL_TALL_ALL, 0),
  FIRE(133, Family.FIRE, 0),
  REPEATER_2(140, Family.REPEATER, 2),
  REPEATER_3(141, Family.REPEATER, 3),
  REPEATER_4(142, Family.REPEATER, 4),
  REPEATER_5(143, Family.REPEATER, 5),
  REPEATER_6(144, Family.REPEATER, 6),
  REPEATER_8(145, Family.REPEATER, 8),
  REPEATER_9(146, Family.REPEATER, 9),
  REPEATER_10(147, Family.REPEATER, 10),
  REPEATER_11(148, Family.REPEATER, 11),
  REPEATER_12(149, Family.REPEATER, 12);

  private static final BetType[] BY_CODE = byCode();

  private final int code;
  private final Family family;
  private final int number;

  BetType(int code, Family family, int number) {
    this.code = code;
    this.family = family;
    this.number = number;
  }

  /** The wire code, 1…255. */
  public int code() {
    return code;
  }

  /** What it is one of. */
  public Family family() {
    return family;
  }

  /**
   * The total it is about (of a hop: the sum of its faces; of a Horn High: the high number); 0 when
   * it is about none or several.
   */
  public int number() {
    return number;
  }

  /** The bet with that wire code, or nothing. */
  public static Optional<BetType> fromCode(int code) {
    return code < 0 || code >= BY_CODE.length
        ? Optional.empty()
        : Optional.ofNullable(BY_CODE[code]);
  }

  /** The bet with that exact name (case matters), or nothing. */
  public static Optional<BetType> fromName(String name) {
    for (BetType type : values()) {
      if (type.name().equals(name)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /** All bets of a family, in the order of their codes. */
  public static List<BetType> of(Family family) {
    List<BetType> types = new ArrayList<>();
    for (BetType type : values()) {
      if (type.family == family) {
        types.add(type);
      }
    }
    return List.copyOf(types);
  }

  /** The bet of a family on a number; nothing where that is not exactly one bet. */
  public static Optional<BetType> of(Family family, int number) {
    List<BetType> types = of(family).stream().filter(type -> type.number == number).toList();
    return types.size() == 1 ? Optional.of(types.get(0)) : Optional.empty();
  }

  private static BetType[] byCode() {
    BetType[] table = new BetType[256];
    for (BetType type : values()) {
      if (table[type.code] != null) {
        throw new IllegalStateException("two bets with code " + type.code);
      }
      table[type.code] = type;
    }
    return table;
  }
}
