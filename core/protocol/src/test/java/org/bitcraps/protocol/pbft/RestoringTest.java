package org.bitcraps.protocol.pbft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** C7 as a replica lives it that is too far behind for blocks, and as one that helps it. */
class RestoringTest {

  private static final List<String> CHAIN =
      List.of(
          "tick",
          "block b1 = 1 after genesis at +0 with A",
          "block b2 = 2 after b1 at +0 with B",
          "block b3 = 3 after b2 at +0 with C",
          "block b4 = 4 after b3 at +0 with D",
          "block b5 = 5 after b4 at +0 with E",
          "block b6 = 6 after b5 at +0 with F");

  /** Validator 1 of four at genesis, a checkpoint every two blocks. */
  private final Story story = new Story(1, 4, 2);

  RestoringTest() {
    tell(CHAIN);
  }

  private List<String> tell(List<String> lines) {
    List<String> said = new ArrayList<>();
    lines.forEach(line -> said.addAll(story.take(line)));
    return said;
  }

  private List<String> tell(String... lines) {
    return tell(List.of(lines));
  }

  private List<String> turn() {
    return tell("wait 4000", "timer RESEND");
  }

  /** Checkpoint 4 is shown, and nobody gives block 1: after three turns the state is wanted. */
  private List<String> begun() {
    assertThat(tell("3: shows b4")).contains("send     to 3: wants blocks from 1, at most 64");
    assertThat(turn()).noneMatch(l -> l.contains("fetches"));
    assertThat(turn()).noneMatch(l -> l.contains("fetches"));
    return turn();
  }

  @Test
  void whoGetsNoBlocksFetchesTheState() {
    assertThat(begun())
        .contains(
            "note     fetches the state of checkpoint 4, from 0 on",
            "send     to 0: wants the list of chunks")
        .noneMatch(l -> l.contains("wants blocks from 1"));
    assertThat(tell("0: lists b4")).anyMatch(l -> l.matches("send +to .: wants 1 chunks"));
    assertThat(tell("2: certified b4")).as("held until all is here").hasSize(1);
    assertThat(tell("3: gives b4"))
        .contains("note     goes on from checkpoint 4, fetched in 1 chunks");
    assertThat(story.status().lastCertified().value()).isEqualTo(4);
    assertThat(tell("0: certified b5")).contains("note     certified b5 after -1 ms");
  }

  /** Nothing is taken from a chunk that is not the one that was certified. */
  @Test
  void aWrongChunkIsRefused() {
    begun();
    tell("0: lists b4", "2: certified b4");
    assertThat(tell("3: gives b4 wrong")).contains("note     refused WRONG_CHUNK from 3");
    assertThat(story.status().lastCertified().value()).isZero();
    for (int i = 0; i < 4; i++) {
      assertThat(turn()).noneMatch(l -> l.matches("send +to 3: wants . chunks"));
    }
    assertThat(tell("0: gives b4"))
        .contains("note     goes on from checkpoint 4, fetched in 1 chunks");
  }

  /** P1: what was proven before a restart is not fetched again, and what was restored stays. */
  @Test
  void aRestartKeepsWhatIsHere() {
    begun();
    tell("0: lists b4", "0: gives b4");
    tell("crash", "tick");
    assertThat(tell("2: certified b4"))
        .contains("note     goes on from checkpoint 4, fetched in 1 chunks");
    tell("0: certified b5", "crash", "tick");
    assertThat(story.status().lastCertified().value()).isEqualTo(5);
    tell("crash losing the blocks");
    assertThat(tell("tick")).as("the block store gets again what it lost").isNotEmpty();
    assertThat(story.last().value()).isEqualTo(5);
    assertThat(story.block(story.last())).isPresent();
  }

  /** The journal of one that restored can be cut like any other, and binds afterwards. */
  @Test
  void aJournalWithARestoredStateIsCut() {
    begun();
    tell("0: lists b4", "2: certified b4", "0: gives b4");
    tell("0: certified b5", "0: certified b6", "2: shows b6");
    int records = story.journalRecords();
    tell("cut", "tick");
    assertThat(story.journalRecords()).isLessThan(records);
    assertThat(story.status().lastCertified().value()).isEqualTo(6);
    tell("body D");
    assertThat(story.status().bodies()).as("D was ordered in block 4").isZero();
  }

  /** P8: one that forgot everything comes back by the state, and signs only beyond its bound. */
  @Test
  void theStateUnmutesNobodyByItself() {
    tell("crash losing the journal", "crash losing the blocks", "tick");
    tell("0: stands 0 1", "2: stands 0 1", "3: stands 0 1"); // 1 + 4: a checkpoint from 5 on.
    begun();
    List<String> said = tell("0: lists b4", "2: certified b4", "0: gives b4");
    assertThat(said).contains("note     goes on from checkpoint 4, fetched in 1 chunks");
    assertThat(story.status().mute()).isTrue();
    assertThat(tell("0: pre-prepare 0 b5")).noneMatch(l -> l.contains("prepare in view"));
    said = tell("0: certified b5", "0: certified b6", "0: shows b6");
    assertThat(said).contains("note     signs again from view 2, checkpoint 6");
  }

  /** Who has pruned shows what covers it; who has the state lists and gives it. */
  @Test
  void aPeerServesWhatItHas() {
    tell("2: certified b1", "2: certified b2", "2: certified b3", "2: certified b4");
    tell("2: shows b4", "crash pruning the blocks", "tick");
    assertThat(tell("3: wants blocks 1"))
        .containsExactly("send     to 3: shows checkpoint 4: b4 by [0, 2, 3]");
    assertThat(tell("3: wants list b4")).containsExactly("send     to 3: lists 1 chunks");
    assertThat(tell("3: wants chunk b4")).containsExactly("send     to 3: gives a chunk");
    assertThat(tell("3: wants list b6")).containsExactly("send     to 3: lists 0 chunks");
    tell("wait 50"); // Nobody is shown it more often.
    assertThat(tell("3: wants list b6"))
        .containsExactly(
            "send     to 3: lists 0 chunks", "send     to 3: shows checkpoint 4: b4 by [0, 2, 3]");
  }

  /** A state is of no use without its block: who has pruned that says that it has neither. */
  @Test
  void aPeerClaimsNoStateWhoseBlockItHasPruned() {
    tell("2: certified b1", "2: certified b2", "2: certified b3", "2: certified b4");
    assertThat(tell("3: wants list b2")).containsExactly("send     to 3: lists 1 chunks");
    tell("2: shows b4", "crash pruning the blocks", "tick");
    assertThat(tell("3: wants list b2"))
        .containsExactly(
            "send     to 3: lists 0 chunks", "send     to 3: shows checkpoint 4: b4 by [0, 2, 3]");
  }

  /** R4: what the state has not seen still waits, for its author may be who fetched it. */
  @Test
  void whatTheStateHasNotSeenStays() {
    tell("body A", "body F", "0: pre-prepare 0 b1");
    begun();
    tell("0: lists b4", "2: certified b4", "0: gives b4");
    assertThat(story.status().bodies()).as("A is in block 1, F in none of them").isEqualTo(1);
    assertThat(tell("0: certified b5", "0: certified b6")).isNotEmpty();
    assertThat(story.status().bodies()).isZero();
  }
}
