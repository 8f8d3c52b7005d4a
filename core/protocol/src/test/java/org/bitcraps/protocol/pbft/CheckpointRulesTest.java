package org.bitcraps.protocol.pbft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.bitcraps.protocol.consensus.StateMismatchException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** C7 and P8 as a replica lives them: at the number, one under it and one over it. */
class CheckpointRulesTest {

  private static final String SENDS = "send     to all: checkpoint 2: b2";

  private final List<String> said = new ArrayList<>();

  /** Validator 1 of four, a checkpoint every two blocks; the answer to the last line. */
  private List<String> after(String... lines) {
    Story story = new Story(1, 4, 2);
    return tell(story, lines);
  }

  private List<String> tell(Story story, String... lines) {
    List<String> answer = List.of();
    for (String line : lines) {
      answer = story.take(line);
      said.addAll(answer);
    }
    return answer;
  }

  private static String[] with(String... more) {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "tick",
                "block b1 = 1 after genesis at +0",
                "block b2 = 2 after b1 at +0",
                "block b3 = 3 after b2 at +0",
                "block b4 = 4 after b3 at +0",
                "block b5 = 5 after b4 at +0",
                "block b6 = 6 after b5 at +0",
                "block b7 = 7 after b6 at +0",
                "block b8 = 8 after b7 at +0"));
    lines.addAll(List.of(more));
    return lines.toArray(String[]::new);
  }

  /** A replica produces a checkpoint when n is divisible by some constant. PBFT02 §4.3 */
  @Test
  void everySecondBlockIsACheckpoint() {
    assertThat(after(with("2: certified b1"))).noneMatch(l -> l.contains("checkpoint"));
    assertThat(after(with("2: certified b1", "2: certified b2")))
        .containsSubsequence(
            "journal  certified b2 by [0, 2, 3] in view 0", "journal  checkpoint 2: b2", SENDS);
    assertThat(after(with("2: certified b1", "2: certified b2", "2: certified b3")))
        .noneMatch(l -> l.contains("checkpoint"));
  }

  /** The checkpoint is stable with a certificate of a quorum, its own vote included. §4.3 */
  @Test
  void aQuorumOfEqualStatementsIsStable() {
    String[] two = with("2: certified b1", "2: certified b2", "0: checkpoint b2");
    assertThat(after(two)).noneMatch(l -> l.contains("stable"));
    String[] twice =
        with("2: certified b1", "2: certified b2", "0: checkpoint b2", "0: checkpoint b2");
    assertThat(after(twice)).containsExactly("(nothing)");
    String[] otherState =
        with(
            "2: certified b1",
            "2: certified b2",
            "0: checkpoint b2",
            "3: checkpoint b2 root other");
    assertThat(after(otherState)).noneMatch(l -> l.contains("stable"));
    String[] three =
        with("2: certified b1", "2: certified b2", "0: checkpoint b2", "3: checkpoint b2");
    assertThat(after(three))
        .contains(
            "journal  stable checkpoint 2: b2 by [0, 1, 3]", "note     checkpoint 2 is stable");
  }

  /** Votes that come before the block, and a certificate that comes instead of them. */
  @Test
  void whoIsBehindLearnsOfItToo() {
    assertThat(after(with("0: checkpoint b2", "2: checkpoint b2", "3: checkpoint b2")))
        .contains("note     checkpoint 2 is stable");
    assertThat(after(with("3: shows b2"))).contains("note     checkpoint 2 is stable");
    assertThat(after(with("3: shows b2", "0: shows b2"))).containsExactly("(nothing)");
  }

  @Test
  void twoStatementsOfOneAreEquivocation() {
    assertThat(after(with("0: checkpoint b2", "0: checkpoint b2 root other")))
        .contains("note     refused EQUIVOCATION from 0");
    assertThat(after(with("0: checkpoint b3"))).contains("note     refused OUTSIDE_WINDOW from 0");
  }

  /** X5: a quorum's state is the state; who has another one stops. */
  @Test
  void anotherStateThanTheQuorumsStopsTheReplica() {
    assertThatThrownBy(
            () -> after(with("2: certified b1", "2: certified b2", "3: shows b2 root other")))
        .isInstanceOf(StateMismatchException.class);
    assertThatThrownBy(
            () -> after(with("3: shows b2 root other", "2: certified b1", "2: certified b2")))
        .isInstanceOf(StateMismatchException.class);
  }

  /**
   * P1: what was signed is sent again as it was stored, also after a restart, until it is stable.
   */
  @Test
  void aCheckpointIsSentAgainUntilItIsStable() {
    String[] restart = with("2: certified b1", "2: certified b2", "crash", "tick");
    assertThat(after(restart)).contains(SENDS).noneMatch(l -> l.startsWith("journal"));
    String[] again = with("2: certified b1", "2: certified b2", "wait 250", "timer RESEND");
    assertThat(after(again)).contains(SENDS);
    String[] stable = with("2: certified b1", "2: certified b2", "3: shows b2", "crash", "tick");
    assertThat(after(stable)).doesNotContain(SENDS);
  }

  /** A death between certificate and signature: signed after the restart, once. */
  @Test
  void aCheckpointThatWasDueIsSignedAfterARestart() {
    String[] lost =
        with(
            "2: certified b1",
            "2: certified b2",
            "crash losing the last step",
            "tick",
            "2: certified b2");
    assertThat(after(lost)).contains("journal  checkpoint 2: b2", SENDS);
  }

  /** Who sends a vote again after it is stable lacks the certificate, and gets it. */
  @Test
  void aLateVoterIsShownTheCertificate() {
    String[] late =
        with(
            "2: certified b1",
            "2: certified b2",
            "0: checkpoint b2",
            "2: checkpoint b2",
            "3: checkpoint b2");
    assertThat(after(late)).containsExactly("(nothing)");
    Story story = new Story(1, 4, 2);
    tell(story, late);
    assertThat(tell(story, "3: checkpoint b2"))
        .contains("send     to 3: shows checkpoint 2: b2 by [0, 1, 2]");
  }

  // --- P8

  private static String[] wiped(String... more) {
    List<String> lines =
        new ArrayList<>(
            List.of(with("crash losing the journal", "crash losing the blocks", "tick")));
    lines.addAll(List.of(more));
    return lines.toArray(String[]::new);
  }

  /** Nothing is said with fewer than q answers; then the checkpoint that is needed is asked for. */
  @Test
  void whoForgotAsksAndNeedsAQuorumOfAnswers() {
    assertThat(after(wiped()))
        .contains("send     to all: wants standings and checkpoint 0", "note     mute");
    assertThat(after(wiped("0: stands 0 3", "2: stands 0 3"))).containsExactly("(nothing)");
    assertThat(after(wiped("0: stands 0 3", "2: stands 0 3", "2: stands 0 3")))
        .containsExactly("(nothing)");
    assertThat(after(wiped("0: stands 0 3", "2: stands 0 3", "3: stands 0 1")))
        .containsExactly("send     to all: wants standings and checkpoint 7");
  }

  /** Replays of an earlier start's answers, and answers to others, are none. */
  @Test
  void onlyAnswersToThisStartCount() {
    assertThat(after(wiped("0: stood 0 3"))).containsExactly("note     refused UNSOLICITED from 0");
    assertThat(after(wiped("0: stands 0 3 to 2")))
        .containsExactly("note     refused UNSOLICITED from 0");
    assertThat(after(with("0: stands 0 3"))).containsExactly("note     refused UNSOLICITED from 0");
    assertThat(after(wiped("0: stands 0 3", "2: stands 0 3", "crash", "tick", "3: stands 0 1")))
        .containsExactly("(nothing)");
  }

  /** Needed is 3 + pipeline_depth 4 = 7: checkpoint 6 is under it, 8 over it. */
  @Test
  void aCheckpointUnderTheBoundUnmutesNobody() {
    String[] under =
        wiped(
            "0: stands 0 3",
            "2: stands 0 3",
            "3: stands 0 3",
            "0: certified b1",
            "0: certified b2",
            "0: certified b3",
            "0: certified b4",
            "0: certified b5",
            "0: certified b6",
            "0: certified b7",
            "0: shows b6");
    Story story = new Story(1, 4, 2);
    tell(story, under);
    assertThat(said).noneMatch(l -> l.contains("signs again"));
    // Stable, but not executed here yet.
    assertThat(tell(story, "0: shows b8")).noneMatch(l -> l.contains("signs again"));
    assertThat(tell(story, "0: certified b8"))
        .contains(
            "journal  signs again from view 2", "note     signs again from view 2, checkpoint 8");
    assertThat(said).noneMatch(l -> l.startsWith("send     to all: checkpoint"));
  }

  /** Needed is 4 + 4 = 8: the checkpoint at 8 is enough. */
  @ParameterizedTest
  @ValueSource(longs = {3, 4, 5})
  void atTheBoundItSignsAgain(long certified) {
    String stands = ": stands 2 " + certified;
    List<String> lines = new ArrayList<>(List.of(wiped("0" + stands, "2" + stands, "3" + stands)));
    for (int i = 1; i <= 8; i++) {
      lines.add("0: certified b" + i);
    }
    lines.add("3: shows b8");
    after(lines.toArray(String[]::new));
    assertThat(said.contains("note     signs again from view 4, checkpoint 8"))
        .isEqualTo(certified <= 4);
  }

  /** Views: nothing under the bound, no view-change for it, votes from it on. */
  @Test
  void signsOnlyInViewsThatItCannotHaveVotedIn() {
    List<String> lines =
        new ArrayList<>(List.of(wiped("0: stands 0 1", "2: stands 0 1", "3: stands 0 1")));
    for (int i = 1; i <= 6; i++) {
      lines.add("0: certified b" + i);
    }
    lines.add("0: shows b6");
    Story story = new Story(1, 4, 2);
    tell(story, lines.toArray(String[]::new));
    assertThat(said).contains("note     signs again from view 2, checkpoint 6");
    assertThat(tell(story, "0: pre-prepare 0 b7")).noneMatch(l -> l.contains("prepare in view"));
    assertThat(tell(story, "0: view-change 1 floor b6", "2: view-change 1 floor b6"))
        .as("views 1 and 2 it may have voted in or asked for (P9): it asks for the one after")
        .contains("send     to all: view-change to 3, floor b6, prepared []");
    // Also after a restart.
    assertThat(tell(story, "crash", "tick"))
        .contains("send     to all: view-change to 3, floor b6, prepared []")
        .doesNotContain("note     mute");
  }

  /** A journal that is older than a signature of ours in what a peer shows. */
  @Test
  void aJournalOlderThanOurSignatureIsMissing() {
    assertThat(after(with("0: certified b1", "0: view-change 1 prepared b1@us")))
        .as("decided")
        .doesNotContain("note     mute");
    assertThat(after(with("0: view-change 1 prepared b1@us")))
        .as("our prepare for b1 stands in the certificate, and not in the journal")
        .contains("journal  mute", "send     to all: wants standings and checkpoint 0");
    assertThat(after(with("0: pre-prepare 0 b1", "0: view-change 1 prepared b1@us")))
        .doesNotContain("note     mute");
    assertThat(after(with("0: view-change 1 prepared b1@us", "0: pre-prepare 0 b1")))
        .noneMatch(l -> l.contains("prepare in view"));
  }

  /** P4: an idle table makes blocks for one who needs a checkpoint; up to it and no further. */
  @Test
  void anIdlePrimaryMakesBlocksForACheckpoint() {
    Story story = new Story(0, 4, 2);
    assertThat(tell(story, "tick", "3: asks 0"))
        .contains("send     to 3: stands in view 0, certified 0");
    assertThat(said).noneMatch(l -> l.contains("pre-prepare"));
    assertThat(tell(story, "wait 50", "3: asks 4"))
        .anyMatch(l -> l.startsWith("send     to all: pre-prepare in view 0: own1"));
    Story far = new Story(0, 4, 2);
    assertThat(tell(far, "tick", "3: asks 9"))
        .as("nobody honest needs more than 2 × depth")
        .noneMatch(l -> l.contains("pre-prepare"));
    assertThat(tell(far, "3: asks 8")).as("answered a moment ago").containsExactly("(nothing)");
    assertThat(tell(far, "wait 50", "3: asks 8")).anyMatch(l -> l.contains("pre-prepare"));
  }

  /** X4: a few at once, then one a minute: a liar keeps no idle table busy. */
  @Test
  void blocksAreMadeForFewWishesAMinute() {
    Story story = Story.told("0 of 4 checkpoints every 2 pipeline 1");
    tell(story, "tick");
    String parent = "genesis";
    for (int wish = 0; wish < Standings.WISHES_AT_ONCE; wish++) {
      int first = 2 * wish + 1;
      assertThat(tell(story, "wait 50", "3: asks " + first))
          .anyMatch(l -> l.contains("pre-prepare"));
      for (int b = first; b <= first + 1; b++) {
        tell(story, "block b%d = %d after %s at +0".formatted(b, b, parent), "1: certified b" + b);
        parent = "b" + b;
      }
    }
    assertThat(tell(story, "wait 50", "3: asks 9")).noneMatch(l -> l.contains("pre-prepare"));
    assertThat(tell(story, "wait 59000", "3: asks 9")).noneMatch(l -> l.contains("pre-prepare"));
    assertThat(tell(story, "wait 1000", "3: asks 9")).anyMatch(l -> l.contains("pre-prepare"));
  }

  /** A backup waits for these blocks too, so that a dead primary is replaced. */
  @Test
  void aBackupWaitsForTheCheckpointOfAnother() {
    assertThat(after("tick", "3: asks 4"))
        .contains("timer    PROGRESS at +500", "timer    RESEND at +250");
  }
}
