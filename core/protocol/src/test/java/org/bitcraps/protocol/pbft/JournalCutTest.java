package org.bitcraps.protocol.pbft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A journal that was cut at a checkpoint binds like the one it came from. */
class JournalCutTest {

  private static final List<String> BLOCKS =
      List.of(
          "tick",
          "body A",
          "body B",
          "body C",
          "body D",
          "block b1 = 1 after genesis at +0 with A",
          "block b2 = 2 after b1 at +0 with B",
          "block b3 = 3 after b2 at +0 with C",
          "block b4 = 4 after b3 at +0 with D",
          "block c3 = 3 after b2 at +1 with D");

  private static Story told(String... lines) {
    Story story = new Story(1, 4, 2);
    BLOCKS.forEach(story::take);
    for (String line : lines) {
      story.take(line);
    }
    return story;
  }

  /** Two lives from one story, one of them with a cut journal: they answer alike ever after. */
  private static void alike(List<String> before, List<String> after) {
    Story plain = told(before.toArray(String[]::new));
    Story cut = told(before.toArray(String[]::new));
    int records = cut.journalRecords();
    plain.take("crash");
    cut.take("cut");
    assertThat(cut.journalRecords()).isLessThan(records);
    List<String> expected = new ArrayList<>();
    List<String> answers = new ArrayList<>();
    for (String line : after) {
      expected.addAll(plain.take(line));
      answers.addAll(cut.take(line));
      // The whole journal may still begin there; the other one does.
      expected.removeIf(told -> told.startsWith("shorten"));
      answers.removeIf(told -> told.startsWith("shorten"));
      assertThat(cut.status().view()).isEqualTo(plain.status().view());
      assertThat(cut.status().changingTo()).isEqualTo(plain.status().changingTo());
      assertThat(cut.status().last()).isEqualTo(plain.status().last());
      assertThat(cut.status().mute()).isEqualTo(plain.status().mute());
    }
    assertThat(answers).isEqualTo(expected);
  }

  private static final List<String> STABLE =
      List.of("2: certified b1", "2: certified b2", "3: shows b2");

  private static List<String> stableThen(String... more) {
    List<String> lines = new ArrayList<>(STABLE);
    lines.addAll(List.of(more));
    return lines;
  }

  @Test
  void theChainGoesOn() {
    alike(
        STABLE,
        List.of(
            "tick",
            "0: pre-prepare 0 b3",
            "2: certified b3",
            "2: certified b4",
            "0: checkpoint b4"));
    alike(
        stableThen("2: certified b3"),
        List.of("tick", "2: certified b4", "wait 250", "timer RESEND"));
  }

  /** P1: one digest per place and view, also for who begins at a checkpoint. */
  @Test
  void votesAboveTheCheckpointBind() {
    alike(
        stableThen("0: pre-prepare 0 b3"),
        List.of("tick", "0: pre-prepare 0 c3", "2: prepare 0 b3", "2: commit 0 b3"));
    alike(
        stableThen("0: pre-prepare 0 b3", "2: prepare 0 b3"),
        List.of("tick", "0: view-change 1 floor b2", "3: view-change 1 floor b2"));
  }

  /**
   * What was prepared on top of a block that never became certain is dead; in a cut journal it
   * stands behind the checkpoint that says so, and a disk that lost its end may say no more (the
   * simulator's seed 340014: it was executed, on the wrong state and without its bodies).
   */
  @Test
  void aDeadBranchAboveTheCheckpointStaysDead() {
    alike(
        List.of(
            "block x1 = 1 after genesis at +1 with A",
            "block x2 = 2 after x1 at +1",
            "block x3 = 3 after x2 at +1 with B",
            "0: pre-prepare 0 x1",
            "0: pre-prepare 0 x2",
            "0: pre-prepare 0 x3",
            "2: prepare 0 x1",
            "2: prepare 0 x2",
            "2: prepare 0 x3",
            "2: certified b1@1",
            "2: certified b2@1",
            "3: shows b2"),
        List.of("tick", "3: prepare 0 x3", "wait 250", "timer RESEND", "2: certified b3@1"));
  }

  /** Who gave up on a view signs nothing below it after the cut. */
  @Test
  void viewsThatWereLeftStayLeft() {
    alike(
        stableThen("0: pre-prepare 0 b3", "wait 500", "timer PROGRESS"),
        List.of("tick", "0: pre-prepare 0 b3", "wait 600", "timer RESEND"));
    alike(
        stableThen(
            "0: pre-prepare 0 b3",
            "2: prepare 0 b3",
            "2: view-change 1 floor b2",
            "3: view-change 1 floor b2 prepared b3@0"),
        List.of("tick", "2: prepare 1 b3", "0: pre-prepare 0 c3", "3: prepare 1 b3"));
  }

  /** P8: mute stays mute, and who signs again does so from the same view on. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void silenceIsKept(boolean ended) {
    List<String> before =
        new ArrayList<>(List.of("crash losing the journal", "crash losing the blocks", "tick"));
    if (ended) {
      // 0 certified + 4 = 4: the checkpoint at 4 ends it.
      before.addAll(List.of("0: stands 2 0", "2: stands 2 0", "3: stands 2 0"));
    }
    before.addAll(
        List.of(
            "0: certified b1",
            "0: certified b2",
            "0: certified b3",
            "0: certified b4",
            "0: shows b4"));
    if (ended) {
      // What is stable need not be signed any more: only the first words differ.
      Story plain = told(before.toArray(String[]::new));
      Story cut = told(before.toArray(String[]::new));
      plain.take("crash");
      cut.take("cut");
      for (Story story : List.of(plain, cut)) {
        story.take("tick");
        story.take("0: view-change 3 floor b4");
        assertThat(story.take("2: view-change 3 floor b4"))
            .contains("send     to all: view-change to 5, floor b4, prepared []");
      }
    } else {
      alike(before, List.of("tick", "wait 500", "timer RESEND"));
    }
  }

  /** Seed 9089388: a late copy of a body was ordered again by one who had forgotten it. */
  @Test
  void whatWasOrderedIsNotOrderedAgain() {
    alike(STABLE, List.of("tick", "body A", "body B", "wait 500", "body C"));
    Story story = told("2: certified b1", "2: certified b2", "3: shows b2", "cut");
    for (String line :
        List.of("tick", "2: certified b3", "2: certified b4", "3: shows b4", "cut")) {
      story.take(line);
    }
    story.take("tick");
    for (String late : List.of("body A", "body B", "body C", "body D")) {
      assertThat(story.take(late)).as(late).containsExactly("(nothing)");
    }
  }

  /** At 0, then the state of checkpoint 4, of which the blocks before it were never seen. */
  private static List<String> fetched(String... more) {
    List<String> lines = new ArrayList<>(List.of("0: pre-prepare 0 b1", "2: shows b4"));
    for (int turn = 0; turn < 3; turn++) {
      lines.addAll(List.of("wait 4000", "timer RESEND"));
    }
    lines.addAll(List.of("0: lists b4", "2: certified b4", "3: gives b4"));
    lines.addAll(List.of(more));
    return lines;
  }

  /**
   * C7: what was ordered in blocks that were never seen is waited for by nobody: neither a body
   * that an old vote named, nor a late copy of another, and neither after a restart from the whole
   * journal nor from the cut one.
   */
  @ParameterizedTest
  @ValueSource(strings = {"", "crash", "cut"})
  void nothingIsWaitedForThatWasOrderedUnseen(String restart) {
    Story story = told(fetched().toArray(String[]::new));
    assertThat(story.status().lastCertified().value()).isEqualTo(4);
    if (!restart.isEmpty()) {
      story.take(restart);
      story.take("tick");
    }
    assertThat(story.status().bodies()).as("A, which its vote for b1 named").isZero();
    for (String late : List.of("body A", "body B", "body C", "body D")) {
      assertThat(story.take(late)).as(late).containsExactly("(nothing)");
    }
    assertThat(story.status().waiting()).isFalse();
    // Who has just started, and heard of nobody, is patient.
    long atMs = restart.isEmpty() ? 12_500 : 12_000 + new Pacing(500, 10).longestMs();
    assertThat(story.take("body E")).as("a new one").contains("timer    PROGRESS at +" + atMs);
  }

  /** That blocks were skipped is not forgotten by cutting once more. */
  @Test
  void unseenBlocksAreRememberedByEveryCut() {
    Story story = told(fetched("cut", "tick").toArray(String[]::new));
    List.of(
            "block b5 = 5 after b4 at +0 with E",
            "block b6 = 6 after b5 at +0 with F",
            "2: certified b5",
            "2: certified b6",
            "3: shows b6",
            "cut",
            "tick")
        .forEach(story::take);
    assertThat(story.status().lastCertified().value()).isEqualTo(6);
    assertThat(story.take("body B")).containsExactly("(nothing)");
    assertThat(story.status().bodies()).isZero();
  }

  /** D1: a body that a vote above the fetched state names stays, though it came before it. */
  @Test
  void whatAVoteAboveTheFetchedStateNamesStays() {
    List<String> before =
        new ArrayList<>(
            List.of(
                "block e1 = 1 after genesis at +0 with E",
                "block b5 = 5 after b4 at +0 with E",
                "body E",
                "0: pre-prepare 0 e1",
                "0: pre-prepare 0 b5"));
    before.addAll(fetched());
    alike(before, List.of("tick", "0: wants bodies E", "2: certified b5"));
  }

  /** What is here of a later state outlives a cut at an earlier one. */
  @Test
  void aStateThatIsBeingFetchedIsFetchedOn() {
    List<String> before = stableThen("block b5 = 5 after b4 at +0 with A", "3: shows b4");
    for (int turn = 0; turn < 3; turn++) {
      before.addAll(List.of("wait 4000", "timer RESEND"));
    }
    before.addAll(List.of("0: lists b4", "3: gives b4"));
    alike(before, List.of("tick", "2: certified b4", "crash", "tick"));
  }

  /** The offer is for the records up to it; what is written later goes on behind them. */
  @Test
  void recordsAfterTheOfferAreKept() {
    alike(
        stableThen("0: pre-prepare 0 b3", "2: prepare 0 b3", "2: commit 0 b3", "0: commit 0 b3"),
        List.of("tick", "0: pre-prepare 0 b4", "2: prepare 0 b4"));
  }

  @Test
  void withoutAStableCheckpointNothingIsCut() {
    Story story = told("2: certified b1", "2: certified b2");
    assertThatThrownBy(() -> story.take("cut")).isInstanceOf(NoSuchElementException.class);
  }

  /** The archive is not pruned: without it such a journal is refused, with what to do. */
  @Test
  void aCutJournalNeedsItsArchive() {
    Story story = told("2: certified b1", "2: certified b2", "3: shows b2", "cut");
    assertThatThrownBy(() -> story.take("crash losing the blocks"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("set journal and blocks aside");
  }

  /**
   * However long the chain: cut at every checkpoint a journal has no more records than at first.
   */
  @Test
  void itDoesNotGrow() {
    Story story = told("2: certified b1", "2: certified b2", "3: shows b2", "cut", "tick");
    int most = 0;
    for (int i = 3; i <= 80; i++) {
      String parent = i == 3 ? "b2" : "n" + (i - 1);
      story.take("block n%d = %d after %s at +0 with body%d".formatted(i, i, parent, i));
      story.take("2: certified n" + i);
      if (i % 2 == 0) {
        story.take("3: shows n" + i);
        story.take("cut");
        story.take("tick");
        most = i == 4 ? story.journalRecords() : most;
        assertThat(story.journalRecords()).as("at block %d", i).isEqualTo(most);
      }
    }
    assertThat(story.status().lastCertified().value()).isEqualTo(80);
  }

  /** Cutting twice, at a later checkpoint. */
  @Test
  void itIsCutAgain() {
    Story story = told("2: certified b1", "2: certified b2", "3: shows b2", "cut");
    story.take("tick");
    story.take("2: certified b3");
    story.take("2: certified b4");
    story.take("3: shows b4");
    story.take("cut");
    assertThat(story.take("tick")).contains("note     recovered in view 0, certified 4");
  }
}
