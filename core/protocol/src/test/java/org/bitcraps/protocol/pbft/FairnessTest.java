package org.bitcraps.protocol.pbft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.genesis.Parameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * P5: the head of a lane that was offered and passed over by 4 × pipeline_depth non-empty blocks
 * replaces the primary. Validator 1 of 4, pipeline depth 4: 16 blocks.
 */
class FairnessTest {

  private static final String LEAVES = "note     gives up view 0 for 1: PASSED_OVER";

  private final Story story = new Story(1, 4);
  private final List<String> told = new ArrayList<>();
  private String head = "genesis";
  private int blocks;
  private long atMs;

  private void tell(String line) {
    told.addAll(story.take(line));
  }

  private void pass(long ms) {
    atMs += ms;
    tell("wait " + ms);
  }

  /** Half of the timeout is over: the replica offers what it holds. */
  private void offer() {
    pass(250);
    tell("timer RESEND");
  }

  /** The primary proposes a block with these bodies, and it is certified. */
  private void block(String... bodies) {
    String name = "b" + ++blocks;
    String with = bodies.length == 0 ? "" : " with " + String.join(" ", bodies);
    tell("block %s = %d after %s at +%d%s".formatted(name, blocks, head, atMs, with));
    for (String body : bodies) {
      tell("body " + body);
    }
    tell("0: pre-prepare 0 " + name);
    tell("2: prepare 0 " + name);
    tell("0: commit 0 " + name);
    tell("2: commit 0 " + name);
    head = name;
  }

  /** So many blocks of others, one each 50 ms. */
  private void others(int count) {
    for (int i = 0; i < count; i++) {
      pass(50);
      block("other" + blocks);
    }
  }

  private boolean leaves() {
    return told.contains(LEAVES);
  }

  private void certified(int count) {
    assertThat(story.status().lastCertified().value()).isEqualTo(count);
  }

  @ParameterizedTest
  @CsvSource({"15, false", "16, true", "17, true"})
  void anOfferedHeadPassedOverBy16BlocksReplacesThePrimary(int count, boolean leaves) {
    tell("tick");
    tell("body A");
    offer();
    others(count);
    assertThat(leaves()).isEqualTo(leaves);
    certified(Math.min(count, 16));
  }

  @Test
  void whatWasNotOfferedBlamesNobody() {
    tell("tick");
    tell("body A");
    others(40);
    assertThat(leaves()).isFalse();
    certified(40);
  }

  @Test
  void aBodyWithoutItsSignaturesIsNoHead() {
    tell("tick");
    tell("body A unauthorised");
    offer();
    others(40);
    assertThat(leaves()).isFalse();
    certified(40);
  }

  @Test
  void emptyBlocksPassNobodyOver() {
    tell("tick");
    tell("body A");
    offer();
    others(15);
    for (int i = 0; i < 10; i++) {
      pass(10);
      block();
    }
    assertThat(leaves()).isFalse();
    others(1);
    assertThat(leaves()).isTrue();
  }

  @Test
  void aBlockProposedBeforeTheOfferPassesNobodyOver() {
    tell("tick");
    tell("body A");
    tell("body early");
    tell("block early = 1 after genesis at +0 with early");
    tell("0: pre-prepare 0 early");
    offer();
    tell("2: prepare 0 early");
    tell("0: commit 0 early");
    tell("2: commit 0 early");
    head = "early";
    blocks = 1;
    others(15);
    assertThat(leaves()).isFalse();
    others(1);
    assertThat(leaves()).isTrue();
  }

  /** A gateway that sends the primary other bodies than the backups has them served: no blame. */
  @Test
  void aBlockWithWhatStandsBeforeTheHeadServesItsLane() {
    tell("tick");
    // The author counts these before A.
    for (int i = 0; i < 30; i++) {
      tell("block x%d = %d after genesis at +0 with before%d".formatted(i, 1, i));
    }
    tell("body A");
    offer();
    for (int i = 0; i < 30; i++) {
      pass(50);
      block("before" + i);
    }
    assertThat(leaves()).isFalse();
    certified(30);
    others(16);
    assertThat(leaves()).isTrue();
  }

  @Test
  void whatIsFetchedPassesNobodyOver() {
    tell("tick");
    tell("body A");
    offer();
    for (int i = 1; i <= 20; i++) {
      pass(50);
      String before = i == 1 ? "genesis" : "b" + (i - 1);
      tell("block b%d = %d after %s at +%d with other%d".formatted(i, i, before, atMs, i));
      tell("2: certified b" + i);
    }
    certified(20);
    assertThat(leaves()).isFalse();
  }

  @Test
  void tooManyBlocksInLessThanTheTimeoutAreHaste() {
    tell("tick");
    tell("body A");
    offer();
    for (int i = 0; i < 20; i++) {
      block("quick" + i);
    }
    assertThat(leaves()).isFalse();
    pass(499);
    block("late");
    assertThat(leaves()).isFalse();
    pass(1);
    tell("tick");
    assertThat(leaves()).isTrue();
  }

  @Test
  void theNextPrimaryIsOfferedAnewBeforeItIsBlamed() {
    tell("tick");
    tell("body A");
    offer();
    others(15);
    tell("2 thinks view-change 4 b15");
    tell("3 thinks view-change 4 b15");
    tell("0 thinks view-change 4 b15");
    tell("0: new-view 4 from 0 2 3");
    assertThat(story.status().view().value()).isEqualTo(4);
    for (int i = 0; i < 20; i++) {
      pass(50);
      String name = "n" + i;
      tell("body of" + name);
      tell("block %s = %d after %s at +%d with of%s".formatted(name, ++blocks, head, atMs, name));
      tell("0: pre-prepare 4 " + name);
      tell("2: prepare 4 " + name);
      tell("0: commit 4 " + name);
      tell("2: commit 4 " + name);
      head = name;
    }
    certified(35);
    assertThat(leaves()).isFalse();
  }

  /**
   * bodies in a block, lanes, limit: pipeline depth 16, bodies and blocks as large as by default.
   */
  @ParameterizedTest
  @CsvSource({
    "64, 5, 64",
    "64, 48, 64",
    "64, 49, 66",
    "64, 104, 102",
    "2, 16, 64",
    "1, 8, 64",
    "1, 9, 68"
  })
  void theLimitIsNeverLessThanTwiceWhatTakingTurnsTakes(int bodies, int lanes, int limit) {
    Parameters parameters = Parameters.defaults().with(Parameter.BLOCK_BODIES_MAX, bodies);
    assertThat(Fairness.limit(parameters, lanes)).isEqualTo(limit);
  }
}
