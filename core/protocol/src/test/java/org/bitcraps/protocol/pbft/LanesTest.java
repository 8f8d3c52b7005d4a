package org.bitcraps.protocol.pbft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.protocol.pbft.BodyPool.Offer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** D3: each author's bodies in a lane of its own, with a quota and a time to live. */
class LanesTest {

  private final LaneFixture chain = new LaneFixture(4, 2, 1 << 20);
  private final BodyPool pool = new BodyPool(chain.genesis);
  private final NavigableSet<Digest> named = new TreeSet<>();
  private long nowMs = 1_000;

  private Offer offer(BatchBody body) {
    return pool.offer(body, true, named.contains(body.body().digest()), named::contains, nowMs);
  }

  private boolean holds(BatchBody body) {
    return pool.get(body.body().digest()).isPresent();
  }

  private void name(BatchBody body) {
    named.add(body.body().digest());
  }

  private List<String> lane(Author.Kind kind, int id) {
    List<BodyPool.Held> bodies = new ArrayList<>();
    pool.lanes().stream()
        .filter(lane -> lane.author().equals(new Author(kind, id)))
        .forEach(lane -> bodies.addAll(lane.bodies()));
    return chain.names(bodies);
  }

  @ParameterizedTest
  @CsvSource({"1, TAKEN", "2, TAKEN", "3, FULL"})
  void aLaneTakesUpToItsBytesAndRefusesWhatIsOver(int count, Offer expected) {
    Offer last = Offer.TAKEN;
    for (int i = 1; i <= count; i++) {
      last = offer(chain.bets(0, i, "b" + i));
    }
    assertThat(last).isEqualTo(expected);
    assertThat(pool.bytes()).isEqualTo(Math.min(2L, count) * LaneFixture.SIZE);
  }

  @Test
  void aFullLaneCostsNoOtherAuthorAnything() {
    for (int i = 1; i <= 10; i++) {
      offer(chain.bets(0, i, "flood" + i));
    }
    assertThat(offer(chain.bets(1, 1, "other"))).isEqualTo(Offer.TAKEN);
    assertThat(offer(chain.operation(2, 1, 1))).isEqualTo(Offer.TAKEN);
    assertThat(lane(Author.Kind.GATEWAY, 0)).containsExactly("flood1", "flood2");
    assertThat(lane(Author.Kind.GATEWAY, 1)).containsExactly("other");
    assertThat(lane(Author.Kind.VALIDATOR, 2)).containsExactly("v2.1.1");
  }

  @Test
  void theAuthorsCountOrdersALaneNotTheArrival() {
    offer(chain.bets(1, 9, "nine"));
    offer(chain.bets(1, 3, "three"));
    offer(chain.bets(1, 5, "five"));
    assertThat(lane(Author.Kind.GATEWAY, 1)).containsExactly("three", "five", "nine");
    offer(chain.operation(1, 1, 8));
    offer(chain.operation(1, 2, 7));
    assertThat(lane(Author.Kind.VALIDATOR, 1)).containsExactly("v1.2.7", "v1.1.8");
  }

  /** A gateway that fills the primary's lane cannot keep out what the backups offer as its head. */
  @Test
  void aFullLaneGivesUpWhatStandsBehindTheNewcomer() {
    offer(chain.bets(0, 5, "five"));
    offer(chain.bets(0, 6, "six"));
    assertThat(offer(chain.bets(0, 7, "seven"))).isEqualTo(Offer.FULL);
    assertThat(offer(chain.bets(0, 4, "four"))).isEqualTo(Offer.TAKEN);
    assertThat(lane(Author.Kind.GATEWAY, 0)).containsExactly("four", "five");
    assertThat(pool.bytes()).isEqualTo(2L * LaneFixture.SIZE);
  }

  @Test
  void whatAProposalNamesOrAVoteRefersToIsNotGivenUp() {
    BatchBody five = chain.bets(0, 5, "five");
    BatchBody six = chain.bets(0, 6, "six");
    offer(five);
    offer(six);
    name(six);
    pool.get(five.body().digest()).orElseThrow().journalled = true;
    assertThat(offer(chain.bets(0, 4, "four"))).isEqualTo(Offer.FULL);
    assertThat(lane(Author.Kind.GATEWAY, 0)).containsExactly("five", "six");
  }

  @Test
  void whatIsWantedIsTakenOverTheQuotaUntilNothingNamesItAnyMore() {
    BatchBody one = chain.bets(0, 1, "one");
    BatchBody two = chain.bets(0, 2, "two");
    BatchBody three = chain.bets(0, 3, "three");
    List.of(one, two, three).forEach(this::name);
    List.of(one, two, three).forEach(body -> assertThat(offer(body)).isEqualTo(Offer.TAKEN));
    pool.settle(named::contains);
    assertThat(pool.bytes()).isEqualTo(3L * LaneFixture.SIZE);
    named.remove(two.body().digest());
    named.remove(three.body().digest());
    pool.settle(named::contains);
    assertThat(lane(Author.Kind.GATEWAY, 0)).containsExactly("one", "two");
    assertThat(holds(three)).isFalse();
    assertThat(pool.bytes()).isEqualTo(2L * LaneFixture.SIZE);
  }

  @ParameterizedTest
  @CsvSource({"59999, true", "60000, true", "60001, false"})
  void whatNobodyBringsAgainLivesForAMinute(long laterMs, boolean lives) {
    BatchBody body = chain.bets(1, 1, "one");
    offer(body);
    pool.forgetOld(named::contains, nowMs + laterMs);
    assertThat(holds(body)).isEqualTo(lives);
    assertThat(pool.bytes()).isEqualTo(lives ? LaneFixture.SIZE : 0);
  }

  @Test
  void aCopyAnotherNameOrAClockSetBackBeginsTheMinuteAnew() {
    BatchBody copied = chain.bets(1, 1, "copied");
    BatchBody under = chain.bets(1, 2, "under way");
    BatchBody future = chain.bets(1, 3, "future");
    nowMs = 1_000_000;
    offer(future);
    nowMs = 1_000;
    pool.forgetOld(named::contains, nowMs);
    offer(copied);
    offer(under);
    name(under);
    nowMs += 40_000;
    assertThat(offer(copied)).isEqualTo(Offer.KNOWN);
    pool.forgetOld(named::contains, nowMs);
    named.clear();
    nowMs += 40_000;
    pool.forgetOld(named::contains, nowMs);
    assertThat(holds(copied)).isTrue();
    assertThat(holds(under)).isTrue();
    assertThat(holds(future)).isFalse();
  }

  @Test
  void oneBodyOfTwoGatewaysIsInBothLanesAndLeavesBoth() {
    BatchBody first = chain.bets(0, 1, "both");
    BatchBody second = chain.bets(1, 7, "both");
    assertThat(offer(first)).isEqualTo(Offer.TAKEN);
    assertThat(offer(second)).isEqualTo(Offer.KNOWN);
    assertThat(lane(Author.Kind.GATEWAY, 1)).containsExactly("both");
    // Its first gateway floods it out of its own lane: in the other it stays.
    offer(chain.bets(0, 0, "zero"));
    offer(chain.bets(0, 0, "null"));
    assertThat(lane(Author.Kind.GATEWAY, 0)).containsExactlyInAnyOrder("zero", "null");
    assertThat(lane(Author.Kind.GATEWAY, 1)).containsExactly("both");
    assertThat(pool.bytes()).isEqualTo(3L * LaneFixture.SIZE);
    pool.ordered(List.of(first.body().digest()));
    assertThat(lane(Author.Kind.GATEWAY, 1)).isEmpty();
    assertThat(pool.bytes()).isEqualTo(2L * LaneFixture.SIZE);
    assertThat(offer(second)).isEqualTo(Offer.KNOWN);
    assertThat(holds(second)).isFalse();
  }

  /** A gateway that signs two counts for one body stands in its lane with the lower one. */
  @Test
  void ofTwoCountsForOneBodyTheLowerStands() {
    offer(chain.bets(0, 2, "two"));
    offer(chain.bets(0, 9, "moved"));
    offer(chain.bets(0, 1, "moved"));
    offer(chain.bets(0, 8, "moved"));
    assertThat(lane(Author.Kind.GATEWAY, 0)).containsExactly("moved", "two");
    assertThat(pool.bytes()).isEqualTo(2L * LaneFixture.SIZE);
  }

  @Test
  void whatNobodyAnswersForOrNoBlockCouldNameIsRefused() {
    LaneFixture small = new LaneFixture(4, 2, 1_024);
    BodyPool narrow = new BodyPool(small.genesis);
    assertThat(pool.offer(chain.bets(0, 1, "unsigned"), false, false, d -> false, nowMs))
        .isEqualTo(Offer.REFUSED);
    assertThat(pool.offer(BatchBody.own(chain.bets(0, 1, "x").body()), true, false, d -> false, 1))
        .isEqualTo(Offer.REFUSED);
    assertThat(narrow.offer(small.bets(0, 1, "fits"), true, false, d -> false, nowMs))
        .isEqualTo(Offer.TAKEN);
    assertThat(narrow.offer(small.many(0, 2, 9), true, false, d -> false, nowMs))
        .isEqualTo(Offer.REFUSED);
  }
}
