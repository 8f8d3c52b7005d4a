package org.bitcraps.protocol.pbft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Restates, in its own words, sentences of PBFT02 that this room implements; each ends with its §.
 */
class PbftPaperTest {

  private final List<String> said = new ArrayList<>();

  /** What replica {@code self} of four does about the last line. */
  private List<String> after(int self, String... lines) {
    Story story = new Story(self, 4);
    List<String> answer = List.of();
    for (String line : lines) {
      answer = story.take(line);
      said.addAll(answer);
    }
    return answer;
  }

  private static String[] then(String first, String... more) {
    List<String> lines = new ArrayList<>(List.of("tick", "body A", "body B"));
    lines.add("block b1 = 1 after genesis at +0 with A");
    lines.add("block b2 = 2 after b1 at +0 with B");
    lines.add("block c1 = 1 after genesis at +1 with B");
    lines.add(first);
    lines.addAll(List.of(more));
    return lines.toArray(String[]::new);
  }

  /** The primary assigns a sequence number n to the request and multicasts a pre-prepare. §4.3 */
  @Test
  void thePrimaryMulticastsAPrePrepare() {
    assertThat(after(0, then("tick"))).doesNotContain("send     to all: prepare in view 0: own1");
    assertThat(said)
        .anyMatch(l -> l.startsWith("send     to all: pre-prepare in view 0: own1 = 1"));
  }

  /** A backup accepts the pre-prepare message provided: it is in view v. §4.3 */
  @Test
  void aBackupAcceptsProposalsOfItsViewOnly() {
    assertThat(after(2, then("1: pre-prepare 1 b1"))).containsExactly("(nothing)");
    assertThat(after(2, then("0: pre-prepare 0 b1")))
        .contains("send     to all: prepare in view 0: b1");
  }

  /**
   * It has not accepted a pre-prepare message for view v and sequence n with another digest. §4.3
   */
  @Test
  void aBackupAcceptsOneProposalPerPlace() {
    assertThat(after(2, then("0: pre-prepare 0 b1", "0: pre-prepare 0 c1")))
        .containsExactly("note     refused EQUIVOCATION from 0");
  }

  /**
   * The sequence number in the pre-prepare is between a low water mark h and a high mark H. §4.3
   */
  @Test
  void aBackupAcceptsWithinTheWindow() {
    String[] lines = {
      "tick", "body A", "block far = 9 after genesis at +0 with A", "0: pre-prepare 0 far"
    };
    assertThat(after(2, lines)).contains("note     refused OUTSIDE_WINDOW from 0");
  }

  /** If backup i accepts the pre-prepare, it adds both messages to its log. §4.3 */
  @Test
  void proposalAndPrepareAreLoggedBeforeTheyLeave() {
    assertThat(after(2, then("0: pre-prepare 0 b1")))
        .containsSubsequence(
            "journal  body A",
            "journal  accepted in view 0: b1 = 1 after genesis at +0 with [A]",
            "send     to all: prepare in view 0: b1");
  }

  /** Prepared iff i has inserted 2f prepares from different backups that match it. §4.3 */
  @Test
  void preparedNeedsAQuorumOfDifferentReplicas() {
    String[] twice = then("0: pre-prepare 0 b1", "0: prepare 0 b1", "0: prepare 0 b1");
    assertThat(after(2, twice)).containsExactly("(nothing)");
    String[] enough = then("0: pre-prepare 0 b1", "1: prepare 0 b1");
    assertThat(after(2, enough)).contains("send     to all: commit in view 0: b1");
    String[] other = then("0: pre-prepare 0 b1", "1: prepare 0 c1");
    assertThat(after(2, other)).containsExactly("(nothing)");
  }

  /** 2f + 1 commits (possibly including its own) from different replicas that match. §4.3 */
  @Test
  void committedNeedsAQuorumOfCommits() {
    String[] almost = then("0: pre-prepare 0 b1", "1: prepare 0 b1", "1: commit 0 b1");
    assertThat(after(2, almost)).containsExactly("(nothing)");
    String[] enough =
        then("0: pre-prepare 0 b1", "1: prepare 0 b1", "1: commit 0 b1", "3: commit 0 b1");
    assertThat(after(2, enough)).contains("commit   b1 by [1, 2, 3] in view 0");
  }

  /** Executes after all requests with lower sequence numbers have been executed. §4.3 */
  @Test
  void blocksCommitInOrder() {
    String[] upper =
        then(
            "0: pre-prepare 0 b1",
            "0: pre-prepare 0 b2",
            "0: commit 0 b2",
            "1: commit 0 b2",
            "3: commit 0 b2");
    after(2, upper);
    assertThat(said).noneMatch(l -> l.startsWith("commit "));
  }

  /** If the timer of backup i expires in view v, it stops accepting messages. §4.4 */
  @Test
  void whoGivesUpOnAViewSignsNothingInIt() {
    String[] lines = then("wait 500", "timer PROGRESS", "0: pre-prepare 0 b1");
    after(2, lines);
    assertThat(said).contains("note     gives up view 0 for 1: NO_PROGRESS");
    assertThat(said).noneMatch(l -> l.startsWith("send     to all: prepare"));
  }

  /** P is a set containing a set P_m for each request that prepared at i with n higher. §4.4 */
  @Test
  void aViewChangeShowsWhatWasPrepared() {
    String[] lines = then("0: pre-prepare 0 b1", "1: prepare 0 b1", "wait 500", "timer PROGRESS");
    assertThat(after(2, lines))
        .contains("send     to all: view-change to 1, floor genesis, prepared [b1@0]");
  }

  /** When the primary p of view v+1 receives 2f valid view-change messages multicasts. §4.4 */
  @Test
  void theNextPrimaryBeginsItsViewWithAQuorum() {
    String[] one = then("2: view-change 1");
    assertThat(after(1, one)).containsExactly("(nothing)");
    String[] two = then("2: view-change 1", "3: view-change 1");
    assertThat(after(1, two))
        .contains("send     to all: new-view 1 by the view-changes of [1, 2, 3]");
  }

  /** The primary creates a new pre-prepare with the digest in the highest view number. §4.4 */
  @Test
  void aNewViewKeepsWhatWasPrepared() {
    String[] lines = then("2: view-change 1 prepared c1@0", "3: view-change 1");
    assertThat(after(1, lines))
        .contains("journal  accepted in view 1: c1 = 1 after genesis at +1 with [B]");
  }

  /** A backup accepts a new-view if it verifies the correctness of O by a computation. §4.4 */
  @Test
  void aBackupComputesWhatANewViewNames() {
    String[] lines =
        then(
            "0 thinks view-change 1 prepared c1@0",
            "1 thinks view-change 1",
            "3 thinks view-change 1",
            "1: new-view 1 from 0 1 3");
    assertThat(after(2, lines)).contains("send     to all: prepare in view 1: c1");
  }

  /** If a replica receives f + 1 valid view-change messages it sends a view-change. §4.5.2 */
  @Test
  void whoSeesMoreThanFGoJoinsThem() {
    assertThat(after(2, then("0: view-change 5"))).containsExactly("(nothing)");
    assertThat(after(2, then("0: view-change 5", "3: view-change 7")))
        .contains("note     gives up view 0 for 5: OTHERS_MOVED");
  }
}
