package org.bitcraps.evidence.craps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The edges of the production settlement against published fractions and closed formulas. */
class EdgesTest {

  private static final Map<BetType, Edges.Edge> EDGES = edges();

  /** Ways out of 36 for a total. */
  private static final int[] WAYS = {0, 0, 1, 2, 3, 4, 5, 6, 5, 4, 3, 2, 1};

  @Test
  void lines() {
    assertEdge("7/495", BetType.PASS, BetType.COME);
    assertEdge("3/220", BetType.DONT_PASS, BetType.DONT_COME);
    assertThat(EDGES.get(BetType.PASS).perRoll()).hasToString("7/1671");
    assertThat(EDGES.get(BetType.PASS).meanRolls()).hasToString("557/165");
    assertThat(EDGES.get(BetType.DONT_PASS).perRoll()).hasToString("9/2228");
  }

  @Test
  void numbers() {
    for (Family odds :
        List.of(Family.PASS_ODDS, Family.DONT_PASS_ODDS, Family.COME_ODDS, Family.DONT_COME_ODDS)) {
      assertTriple(odds, "0", "0", "0");
    }
    assertTriple(Family.PLACE, "1/15", "1/25", "1/66");
    assertTriple(Family.PLACE_TO_LOSE, "1/33", "1/40", "1/55");
    assertTriple(Family.BUY, "1/60", "1/50", "1/44");
    assertTriple(Family.LAY, "1/60", "1/50", "1/44");
    assertTriple(Family.PUT, "1/3", "1/5", "1/11");
    assertEdge("1/11", BetType.BIG_6, BetType.BIG_8, BetType.HARD_6, BetType.HARD_8);
    assertEdge("1/9", BetType.HARD_4, BetType.HARD_10);
    assertThat(EDGES.get(BetType.PLACE_6).perRoll()).hasToString("1/216");
    assertThat(EDGES.get(BetType.HARD_4).perRoll()).hasToString("1/36");
  }

  @Test
  void singleRolls() {
    assertEdge("1/36", BetType.FIELD);
    assertEdge("1/6", BetType.ANY_SEVEN);
    assertEdge("5/36", BetType.ACES, BetType.BOXCARS);
    assertEdge(
        "1/9", BetType.ANY_CRAPS, BetType.ACE_DEUCE, BetType.YO, BetType.HI_LO, BetType.C_AND_E);
    assertEdge("1/8", BetType.HORN);
    assertEdge("23/180", BetType.HORN_HIGH_2, BetType.HORN_HIGH_12);
    assertEdge("11/90", BetType.HORN_HIGH_3, BetType.HORN_HIGH_11);
    assertEdge("2/15", BetType.WORLD);
    assertEdge("7/54", BetType.THREE_WAY);
    for (BetType hop : BetType.of(Family.HOP)) {
      boolean pair = hop.name().charAt(4) == hop.name().charAt(6);
      assertEdge(pair ? "5/36" : "1/9", hop);
    }
    for (Edges.Edge edge : EDGES.values()) {
      if (PaperTable.isOneRoll(edge.bet())) {
        assertThat(edge.meanRolls()).hasToString("1");
        assertThat(edge.perRoll()).isEqualTo(edge.edge());
      }
    }
  }

  /** Inclusion and exclusion over the totals that are still missing when the 7 comes. */
  @Test
  void smallTallAll() {
    List<Integer> small = List.of(2, 3, 4, 5, 6);
    List<Integer> tall = List.of(8, 9, 10, 11, 12);
    List<Integer> all = new ArrayList<>(small);
    all.addAll(tall);
    assertBefore7(BetType.SMALL, allBefore7(small), 34);
    assertBefore7(BetType.TALL, allBefore7(tall), 34);
    assertBefore7(BetType.ALL, allBefore7(all), 175);
    assertEdge("1687/21736", BetType.SMALL, BetType.TALL);
    assertEdge("10207263466/136745788725", BetType.ALL);
  }

  /** k independent races of a total against the 7. */
  @Test
  void repeaters() {
    int[][] rows = {
      {2, 2, 40}, {3, 3, 50}, {4, 4, 65}, {5, 5, 80}, {6, 6, 90},
      {8, 6, 90}, {9, 5, 80}, {10, 4, 65}, {11, 3, 50}, {12, 2, 40}
    };
    for (int[] row : rows) {
      Fraction won = Fraction.ONE;
      for (int i = 0; i < row[1]; i++) {
        won = won.times(Fraction.of(WAYS[row[0]], WAYS[row[0]] + 6));
      }
      assertBefore7(BetType.of(Family.REPEATER, row[0]).orElseThrow(), won, row[2]);
    }
    assertEdge("8/49", BetType.REPEATER_2);
  }

  /**
   * A hand is a row of cycles, each of which makes point p with probability m(p) or sevens out. All
   * points made lie in B with probability s/(1 − m(B)); the exact set follows by inclusion and
   * exclusion.
   */
  @Test
  void fire() {
    List<Integer> points = List.of(4, 5, 6, 8, 9, 10);
    Fraction[] within = new Fraction[64];
    Fraction sevenOut = Fraction.ONE;
    for (int point : points) {
      sevenOut = sevenOut.minus(makes(point));
    }
    for (int set = 0; set < 64; set++) {
      Fraction makes = Fraction.ZERO;
      for (int i = 0; i < 6; i++) {
        makes = (set >> i & 1) == 1 ? makes.plus(makes(points.get(i))) : makes;
      }
      within[set] = sevenOut.dividedBy(Fraction.ONE.minus(makes));
    }
    Fraction edge = Fraction.ONE;
    int[] paidPerUnit = {0, 0, 0, 0, 25, 250, 1000};
    for (int set = 0; set < 64; set++) {
      Fraction exactly = Fraction.ZERO;
      for (int sub = set; ; sub = sub - 1 & set) {
        boolean odd = (Integer.bitCount(set) - Integer.bitCount(sub)) % 2 == 1;
        exactly = odd ? exactly.minus(within[sub]) : exactly.plus(within[sub]);
        if (sub == 0) {
          break;
        }
      }
      edge = edge.minus(exactly.times(Fraction.of(paidPerUnit[Integer.bitCount(set)])));
    }
    assertThat(EDGES.get(BetType.FIRE).edge()).isEqualTo(edge);
    // 8.5255 rolls: the known mean length of a hand.
    assertThat(EDGES.get(BetType.FIRE).meanRolls()).hasToString("1671/196");
  }

  @Test
  void theHouseNeverPaysToPlay() {
    for (Edges.Edge edge : EDGES.values()) {
      assertThat(edge.edge().signum()).as("%s", edge).isGreaterThanOrEqualTo(0);
      assertThat(edge.edge()).isLessThan(Fraction.ONE);
      assertThat(edge.perRoll().times(edge.meanRolls())).isEqualTo(edge.edge());
      assertThat(edge.meanRolls()).isGreaterThanOrEqualTo(Fraction.ONE);
    }
  }

  /** The first trap of the rules page: 5/9 and 6/8 swapped give the player 8 percent. */
  @Test
  void swappedPlaceToLosePaysShow() {
    RulesTable swapped = RulesTable.standard();
    for (int[] pair : new int[][] {{5, 6}, {9, 8}}) {
      BetType one = BetType.of(Family.PLACE_TO_LOSE, pair[0]).orElseThrow();
      BetType other = BetType.of(Family.PLACE_TO_LOSE, pair[1]).orElseThrow();
      Ratio pays = pays(swapped, one);
      swapped = withPays(withPays(swapped, one, pays(swapped, other)), other, pays);
      assertThat(Edges.of(swapped, one).edge()).hasToString("-2/25");
      assertThat(Edges.of(swapped, other).edge()).isNotEqualTo(EDGES.get(other).edge());
    }
  }

  /** The solver does not invent an answer for a bet that never ends. */
  @Test
  void aBetThatNeverEndsIsNoticed() {
    Bet off = Bet.of(BetType.PLACE_6, 1320).switched(Switch.OFF);
    Chain chain = new Chain(RulesTable.standard());
    assertThatThrownBy(() -> chain.value(new Chain.Position(TableState.START, off)))
        .isInstanceOf(IllegalStateException.class);
  }

  /** Off on the come-out, a Place bet waits longer but costs the same once decided. */
  @Test
  void theHouseRuleOnlyDelays() {
    Chain chain = new Chain(RulesTable.standard());
    Bet bet = Bet.of(BetType.PLACE_6, 1320);
    Chain.Value byRule = chain.value(new Chain.Position(TableState.START, bet));
    assertThat(byRule.profit()).hasToString("-20");
    assertThat(byRule.rolls()).isGreaterThan(EDGES.get(BetType.PLACE_6).meanRolls());
  }

  private static Ratio pays(RulesTable rules, BetType type) {
    return ((Terms.Standing) rules.rule(type).terms()).pays();
  }

  static RulesTable withPays(RulesTable rules, BetType type, Ratio pays) {
    List<BetRule> rows = new ArrayList<>();
    for (BetRule rule : rules.bets()) {
      Terms.Standing old = rule.type() == type ? (Terms.Standing) rule.terms() : null;
      rows.add(
          old == null
              ? rule
              : new BetRule(
                  type,
                  new Terms.Standing(old.wins(), old.loses(), pays, old.vig(), old.comeOut()),
                  rule.opening(),
                  rule.changes(),
                  rule.limits()));
    }
    return new RulesTable(rows, rules.odds());
  }

  /** Wins with that probability; decided at the 7 or at the win, after which the 7 takes 6 more. */
  private static void assertBefore7(BetType type, Fraction won, int pays) {
    Edges.Edge edge = EDGES.get(type);
    assertThat(edge.edge())
        .as("%s", type)
        .isEqualTo(Fraction.ONE.minus(won.times(Fraction.of(pays + 1))));
    assertThat(edge.meanRolls())
        .as("%s", type)
        .isEqualTo(Fraction.of(6).times(Fraction.ONE.minus(won)));
  }

  private static Fraction allBefore7(List<Integer> totals) {
    Fraction sum = Fraction.ZERO;
    for (int missing = 0; missing < 1 << totals.size(); missing++) {
      int ways = 0;
      for (int i = 0; i < totals.size(); i++) {
        ways += (missing >> i & 1) == 1 ? WAYS[totals.get(i)] : 0;
      }
      Fraction first = Fraction.of(6, 6 + ways);
      sum = Integer.bitCount(missing) % 2 == 0 ? sum.plus(first) : sum.minus(first);
    }
    return sum;
  }

  private static Fraction makes(int point) {
    return Fraction.of(WAYS[point], 24).times(Fraction.of(WAYS[point], WAYS[point] + 6));
  }

  private static void assertEdge(String edge, BetType... types) {
    for (BetType type : types) {
      assertThat(EDGES.get(type).edge()).as("%s", type).hasToString(edge);
    }
  }

  private static void assertTriple(
      Family family, String fourTen, String fiveNine, String sixEight) {
    for (BetType type : BetType.of(family)) {
      assertEdge(
          switch (type.number()) {
            case 4, 10 -> fourTen;
            case 5, 9 -> fiveNine;
            default -> sixEight;
          },
          type);
    }
  }

  private static Map<BetType, Edges.Edge> edges() {
    Map<BetType, Edges.Edge> edges = new EnumMap<>(BetType.class);
    Edges.all().forEach(edge -> edges.put(edge.bet(), edge));
    assertThat(edges).hasSize(115);
    return edges;
  }
}
