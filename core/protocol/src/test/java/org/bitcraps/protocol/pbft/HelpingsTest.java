package org.bitcraps.protocol.pbft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** X4: whoever asks for what we keep gets it, and nobody gets all of our time. */
class HelpingsTest {

  private long nowMs = 1_000;
  private final Helpings<String> helpings = new Helpings<>(() -> nowMs);

  private long givenNow(String asker, long each) {
    long given = 0;
    while (helpings.has(asker)) {
      helpings.give(asker, each);
      given += each + Helpings.EACH;
    }
    return given;
  }

  @Test
  void each_is_given_so_much_at_once_and_so_much_a_millisecond() {
    assertThat(givenNow("a", 0)).isEqualTo(Helpings.AT_ONCE);
    assertThat(helpings.has("b")).as("another one").isTrue();
    nowMs += 1;
    assertThat(givenNow("a", 0)).isEqualTo(Helpings.PER_MS);
    nowMs += 10;
    assertThat(givenNow("a", 0)).isEqualTo(10 * Helpings.PER_MS);
  }

  @Test
  void what_is_not_asked_for_is_not_saved_up() {
    assertThat(givenNow("a", 0)).isEqualTo(Helpings.AT_ONCE);
    for (long longMs : List.of(1_000L, 1L << 40, Long.MAX_VALUE >> 1)) {
      nowMs += longMs;
      assertThat(givenNow("a", 0)).as("after " + longMs).isEqualTo(Helpings.AT_ONCE);
    }
  }

  @Test
  void what_was_given_too_much_is_missing_later() {
    long large = 3 * Helpings.AT_ONCE;
    helpings.give("a", large);
    long owed = large + Helpings.EACH - Helpings.AT_ONCE;
    nowMs += owed / Helpings.PER_MS;
    assertThat(helpings.has("a")).isFalse();
    nowMs += 1;
    assertThat(helpings.has("a")).isTrue();
  }

  @Test
  void a_clock_that_went_back_keeps_nobody_waiting() {
    givenNow("a", 0);
    nowMs = 3;
    assertThat(givenNow("a", 0)).isEqualTo(Helpings.AT_ONCE);
    assertThat(helpings.has("a")).isFalse();
  }

  private static final int ASKED_MS = 13;
  private static final int TIMES_EACH = 100;

  /** What is given at once and what each millisecond adds; a question costs one item at least. */
  private static final long MOST =
      (Helpings.AT_ONCE + ASKED_MS * Helpings.PER_MS) / Helpings.EACH + 1;

  /** Validator 3 has two blocks and a stable checkpoint, and holds a body. */
  private static Story story() {
    Story story = new Story(3, 4, 2);
    List.of(
            "tick",
            "block b1 = 1 after genesis at +0 with A",
            "block b2 = 2 after b1 at +0 with B",
            "block b3 = 3 after b2 at +0 with C",
            "2: certified b1",
            "2: certified b2",
            "1: shows b2",
            "body C")
        .forEach(story::take);
    return story;
  }

  /** Somebody asks a hundred times a millisecond: how often it is answered. */
  private static long answered(String question, String to) {
    Story story = story();
    long answered = 0;
    for (int ms = 0; ms < ASKED_MS; ms++) {
      story.take("wait 1");
      for (int i = 0; i < TIMES_EACH; i++) {
        answered += story.take(question).stream().anyMatch(line -> line.contains(to)) ? 1 : 0;
      }
    }
    return answered;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1: wants blocks 1",
        "1: wants bodies C",
        "1: wants list b2",
        "1: wants chunk b2",
        "1: wants list b3"
      })
  void a_validator_that_asks_without_end_is_answered_within_bounds(String question) {
    assertThat(answered(question, "to 1:")).isPositive().isLessThanOrEqualTo(MOST);
  }

  @Test
  void so_is_a_gateway() {
    assertThat(answered("gateway 0 1 64", "to gateway 0:")).isPositive().isLessThanOrEqualTo(MOST);
  }

  private static long blocksFor1(List<String> output) {
    return output.stream().filter(line -> line.contains("to 1: certified")).count();
  }

  /** It asked for all of it at once, and waits for what does not come. */
  @Test
  void an_answer_is_not_cut_short() {
    Story story = story();
    for (long i = 0; i < Helpings.AT_ONCE / Helpings.EACH - 1; i++) {
      story.take("1: wants list b3"); // There is none, and that costs one item.
    }
    assertThat(blocksFor1(story.take("1: wants blocks 1"))).isEqualTo(2);
    assertThat(blocksFor1(story.take("1: wants blocks 1"))).isZero();
  }

  /** One whom it asked sends on to us what it was asked, again and again. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1: wants blocks 1 to 2",
        "1: wants bodies C to 2",
        "1: wants list b2 to 2",
        "1: checkpoint b2"
      })
  void what_others_send_in_its_name_uses_up_nothing(String sentOn) {
    Story story = story();
    long answers = 0;
    for (int i = 0; i < 1_000; i++) {
      answers += story.take(sentOn).stream().anyMatch(line -> line.contains("to 1:")) ? 1 : 0;
    }
    assertThat(answers).isLessThanOrEqualTo(1);
    assertThat(blocksFor1(story.take("1: wants blocks 1"))).isEqualTo(2);
  }
}
