package org.bitcraps.protocol.pbft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * P5: a primary that stays under the timeout but takes more than four times as long as the others
 * did is replaced. Validator 1 of 4; a segment is judged from 16 blocks on.
 */
class SlowPrimaryTest {

  private final Story story = new Story(1, 4);
  private final List<String> told = new ArrayList<>();
  private String head = "genesis";
  private int blocks;
  private long atMs;
  private long view;

  private void tell(String line) {
    told.addAll(story.take(line));
  }

  private void pass(long ms) {
    atMs += ms;
    tell("wait " + ms);
  }

  /** A block that takes so long from its proposal to its certificate. */
  private void block(long latencyMs) {
    String name = "b" + ++blocks;
    tell("block %s = %d after %s at +%d".formatted(name, blocks, head, atMs));
    tell("%d: pre-prepare %d %s".formatted(view % 4, view, name));
    pass(latencyMs);
    int other = view % 4 == 2 ? 3 : 2;
    tell("%d: prepare %d %s".formatted(other, view, name));
    tell("%d: commit %d %s".formatted(view % 4, view, name));
    tell("%d: commit %d %s".formatted(other, view, name));
    head = name;
  }

  private void enter(long next) {
    for (int i : List.of(0, 2, 3)) {
      tell("%d thinks view-change %d floor %s".formatted(i, next, head));
    }
    tell("%d: new-view %d from 0 2 3".formatted(next % 4, next));
    assertThat(story.status().view().value()).isEqualTo(next);
    view = next;
  }

  private boolean leaves() {
    return told.stream().anyMatch(line -> line.contains("SLOW"));
  }

  @ParameterizedTest
  @CsvSource({"15, 241, false", "16, 240, false", "16, 241, true", "40, 240, false"})
  void isReplacedAfter16BlocksOverFourTimesTheOthersMedian(int count, long ms, boolean leaves) {
    tell("tick");
    block(60);
    enter(2);
    block(60);
    enter(3);
    for (int i = 0; i < count; i++) {
      block(ms);
    }
    assertThat(leaves()).isEqualTo(leaves);
    assertThat(told.contains("note     gives up view 3 for 4: SLOW")).isEqualTo(leaves);
  }

  /** With f + 1 others there is an honest one among them; one alone may have lied itself quick. */
  @Test
  void oneOtherPrimaryIsNoMeasure() {
    tell("tick");
    block(0);
    enter(3);
    for (int i = 0; i < 40; i++) {
      block(400);
    }
    assertThat(leaves()).isFalse();
  }

  /** The timeout of a view follows what the other primaries took. */
  @Test
  void aSlowNetworkIsWaitedFor() {
    tell("tick");
    block(300);
    told.clear();
    enter(3);
    tell("body A");
    assertThat(told).contains("timer    PROGRESS at +" + (atMs + 1_200));
  }
}
