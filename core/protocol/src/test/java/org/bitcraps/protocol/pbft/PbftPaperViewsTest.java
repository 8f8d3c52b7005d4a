package org.bitcraps.protocol.pbft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** PBFT02 on view changes, liveness and retransmission, like {@link PbftPaperTest}. */
class PbftPaperViewsTest {

  private final Told told = new Told();

  private List<String> after(int self, String... lines) {
    return told.after(self, lines);
  }

  /** A backup starts a timer when it receives a request and the timer is not running. §4.4 */
  @Test
  void theTimerStartsWithTheFirstThatWaits() {
    assertThat(after(2, "wait 100", "body C")).containsExactly("(nothing)");
    assertThat(told.said).containsOnlyOnce("timer    PROGRESS at +500");
  }

  /** It stops when it waits no more, and restarts if it then waits for some other request. §4.4 */
  @Test
  void theTimerRestartsWithProgressOnly() {
    assertThat(after(2, "wait 100", "1: certified b1")).contains("timer    PROGRESS at +600");
    assertThat(after(2, "wait 100", "1: certified b1", "1: certified b2"))
        .contains("timer    PROGRESS cancelled");
    assertThat(after(2, "wait 100", "0: pre-prepare 0 b1"))
        .noneMatch(l -> l.startsWith("timer    PROGRESS"));
  }

  /** If the timer of backup i expires in view v, it stops accepting messages. §4.4 */
  @Test
  void whoGivesUpOnAViewSignsNothingInIt() {
    after(2, "wait 500", "timer PROGRESS", "0: pre-prepare 0 b1");
    assertThat(told.said).contains("note     gives up view 0 for 1: NO_PROGRESS");
    assertThat(told.said).noneMatch(l -> l.startsWith("send     to all: prepare"));
  }

  /** The same. DEVIATION: commits that complete a certificate still count. §4.4 */
  @Test
  void whoGivesUpOnAViewStillSeesWhatIsCertain() {
    assertThat(
            after(
                2,
                "0: pre-prepare 0 b1",
                "wait 500",
                "timer PROGRESS",
                "0: commit 0 b1",
                "1: commit 0 b1",
                "3: commit 0 b1"))
        .contains("commit   b1 by [0, 1, 3] in view 0")
        .noneMatch(l -> l.contains("to all: commit"));
  }

  /**
   * A view-change has the last stable checkpoint and a proof of it. §4.4 DEVIATION: the last
   * certified block, the floor.
   */
  @Test
  void aViewChangeShowsTheFloor() {
    assertThat(after(2, "1: certified b1", "wait 500", "timer PROGRESS"))
        .contains("send     to all: view-change to 1, floor b1, prepared []");
  }

  /** P is a set containing a set P_m for each request that prepared at i with n higher. §4.4 */
  @Test
  void aViewChangeShowsWhatWasPreparedAboveTheFloor() {
    assertThat(after(2, "0: pre-prepare 0 b1", "1: prepare 0 b1", "wait 500", "timer PROGRESS"))
        .contains("send     to all: view-change to 1, floor genesis, prepared [b1@0]");
    assertThat(
            after(
                2,
                "1: certified b1",
                "0: pre-prepare 0 b2",
                "1: prepare 0 b2",
                "wait 500",
                "timer PROGRESS"))
        .contains("send     to all: view-change to 1, floor b1, prepared [b2@0]");
  }

  /** The same. DEVIATION: only that for which i signed a commit: nothing above a gap. §4.4 */
  @Test
  void whatPreparedAboveAGapIsNotShown() {
    assertThat(
            after(
                2,
                "0: pre-prepare 0 b1",
                "0: pre-prepare 0 b2",
                "1: prepare 0 b2",
                "wait 500",
                "timer PROGRESS"))
        .contains("send     to all: view-change to 1, floor genesis, prepared []");
  }

  /** P has the tuple with the highest view in which the request prepared. §4.4 */
  @Test
  void theLatestViewIsShown() {
    assertThat(
            after(
                3,
                "0: pre-prepare 0 b1",
                "1: prepare 0 b1",
                "0 thinks view-change 1",
                "1 thinks view-change 1",
                "2 thinks view-change 1",
                "1: new-view 1 from 0 1 2",
                "1: pre-prepare 1 c1",
                "2: prepare 1 c1",
                "wait 500",
                "timer PROGRESS"))
        .contains("send     to all: view-change to 2, floor genesis, prepared [c1@1]");
  }

  /** When the primary p of view v+1 receives 2f valid view-change messages multicasts. §4.4 */
  @Test
  void theNextPrimaryBeginsItsViewWithAQuorum() {
    assertThat(after(1, "2: view-change 1")).containsExactly("(nothing)");
    assertThat(after(1, "2: view-change 1", "3: view-change 1"))
        .contains("send     to all: new-view 1 by the view-changes of [1, 2, 3]");
  }

  /** The primary creates a new pre-prepare with the digest in the highest view number. §4.4 */
  @Test
  void aNewViewKeepsWhatWasPrepared() {
    assertThat(after(1, "2: view-change 1 prepared c1@0", "3: view-change 1"))
        .contains("journal  accepted in view 1: c1 = 1 after genesis at +1 with [B]");
    assertThat(after(2, "0: view-change 2 prepared b1@0", "3: view-change 2 prepared c1@1"))
        .contains("journal  accepted in view 2: c1 = 1 after genesis at +1 with [B]");
  }

  /** Numbers begin at the latest stable checkpoint in V. §4.4 DEVIATION: at the highest floor. */
  @Test
  void aNewViewBeginsAtTheHighestFloor() {
    assertThat(after(1, "2: view-change 1", "3: view-change 1 floor b1"))
        .noneMatch(l -> l.contains("note     proposed"));
    assertThat(
            after(1, "2: view-change 1 floor b1", "3: view-change 1 floor b1", "3: certified b1"))
        .anyMatch(l -> l.startsWith("send     to all: pre-prepare in view 1: b2 = 2 after b1"));
  }

  /**
   * A gap is filled by the digest of a null request. §4.4 DEVIATION: what lies above a gap is
   * dropped, and the place at the gap is free.
   */
  @Test
  void whatLiesAboveAGapIsDropped() {
    assertThat(after(1, "2: view-change 1 prepared c2@0", "3: view-change 1"))
        .anyMatch(l -> l.startsWith("send     to all: pre-prepare in view 1: own1 = 1 after gen"));
    assertThat(told.said).noneMatch(l -> l.contains("prepare in view 1: c2"));
  }

  /** A backup accepts a new-view if it verifies the correctness of O by a computation. §4.4 */
  @Test
  void aBackupComputesWhatANewViewNames() {
    assertThat(
            after(
                2,
                "0 thinks view-change 1 prepared c1@0",
                "1 thinks view-change 1",
                "3 thinks view-change 1",
                "1: new-view 1 from 0 1 3"))
        .contains("send     to all: prepare in view 1: c1");
  }

  /** It must contain valid view-changes of a quorum and be signed by the primary of it. §4.4 */
  @Test
  void aNewViewNeedsAQuorumAndItsPrimary() {
    String[] asked = {"0 thinks view-change 1", "1 thinks view-change 1", "3 thinks view-change 1"};
    assertThatThrownBy(() -> after(2, with(asked, "1: new-view 1 from 0 1")))
        .hasMessageContaining("refuses");
    assertThatThrownBy(() -> after(2, with(asked, "3: new-view 1 from 0 1 3")))
        .hasMessageContaining("refuses");
    assertThatThrownBy(() -> after(2, with(asked, "1: new-view 1 from 0 1 1")))
        .hasMessageContaining("refuses");
  }

  /** Requests of the new-view that the replica lacks are got from another replica. §4.4 */
  @Test
  void aReplicaFetchesWhatANewViewNames() {
    assertThat(
            after(
                2,
                "block d1 = 1 after genesis at +0 with D",
                "0 thinks view-change 1 prepared d1@0",
                "1 thinks view-change 1",
                "3 thinks view-change 1",
                "1: new-view 1 from 0 1 3"))
        .contains("send     to 1: wants bodies [D]");
  }

  /** With 2f + 1 view-changes for v + 1 it starts its timer to expire after some time T. §4.5.2 */
  @Test
  void theNextPrimaryIsTimedOnceAQuorumWantsIt() {
    assertThat(after(3, "wait 500", "timer PROGRESS", "2: view-change 1"))
        .containsExactly("(nothing)");
    assertThat(after(3, "wait 500", "timer PROGRESS", "2: view-change 1", "0: view-change 1"))
        .containsExactly("timer    NEW_VIEW at +1500");
  }

  /** If it expires, the next view change waits 2T before one for view v + 2. §4.5.2 */
  @Test
  void thePatienceDoubles() {
    assertThat(patience()).startsWith(500L, 1000L, 2000L);
  }

  /** The same. DEVIATION: no timeout exceeds 8 times the first. §4.5.2 */
  @Test
  void thePatienceHasABound() {
    assertThat(patience()).endsWith(4000L, 4000L, 4000L);
  }

  /** How long replica 6 of 7 waits: for progress, then for each of the next new-views. */
  private static List<Long> patience() {
    Story story = Story.told("6 of 7");
    List<Long> patience = new ArrayList<>(List.of(500L));
    story.take("tick");
    story.take("body A");
    story.take("wait 500");
    story.take("timer PROGRESS");
    long now = 500;
    for (int view = 1; view < 6; view++) {
      story.take("0: view-change " + view);
      story.take("1: view-change " + view);
      story.take("2: view-change " + view);
      String set = story.take("3: view-change " + view).get(0);
      long at = Long.parseLong(set.substring(set.indexOf('+') + 1));
      patience.add(at - now);
      story.take("wait " + (at - now));
      now = at;
      story.take("timer NEW_VIEW");
    }
    return patience;
  }

  /**
   * If a replica receives f + 1 valid view-change messages it sends one, even if no timer expired:
   * for the smallest view in the set. §4.5.2
   */
  @Test
  void whoSeesMoreThanFGoJoinsThem() {
    assertThat(after(2, "0: view-change 5")).containsExactly("(nothing)");
    assertThat(after(2, "0: view-change 5", "3: view-change 7"))
        .contains("note     gives up view 0 for 5: OTHERS_MOVED");
  }

  /** The same. DEVIATION: the (f + 1)-th highest of all, which may be above the smallest. §4.5.2 */
  @Test
  void whoSeesMoreGoFurtherFollows() {
    assertThat(after(2, "0: view-change 5", "3: view-change 7", "1: view-change 9"))
        .contains("note     gives up view 0 for 7: OTHERS_MOVED");
  }

  /** A faulty replica cannot cause a view change by sending view-changes alone. §4.5.2 */
  @Test
  void oneAloneMovesNobody() {
    after(2, "0: view-change 5", "0: view-change 6", "0: view-change 7");
    assertThat(told.said).noneMatch(l -> l.contains("gives up"));
  }

  /**
   * Messages that were lost are sent again. §4, retransmission. DEVIATION: by their sender, in the
   * stored bytes, while nothing is certain; the paper's receivers ask.
   */
  @Test
  void votesAreSentAgainUntilTheBlockIsCertain() {
    assertThat(after(2, "0: pre-prepare 0 b1", "1: prepare 0 b1", "wait 250", "timer RESEND"))
        .contains("send     to all: prepare in view 0: b1", "send     to all: commit in view 0: b1")
        .noneMatch(l -> l.startsWith("journal"));
    assertThat(after(2, "1: certified b1", "wait 250", "timer RESEND"))
        .noneMatch(l -> l.contains("b1"));
  }

  /** View-changes too, until the view begins. §4, retransmission */
  @Test
  void viewChangesAreSentAgain() {
    assertThat(after(2, "wait 500", "timer PROGRESS", "wait 500", "timer RESEND"))
        .contains("send     to all: view-change to 1, floor genesis, prepared []")
        .noneMatch(l -> l.startsWith("journal"));
  }

  /** A status says what its sender has; others send it what it lacks. §4, retransmission */
  @Test
  void aStatusBringsTheNewView() {
    assertThat(after(1, "2: view-change 1", "3: view-change 1", "wait 100", "0: status 0 0"))
        .contains("send     to 0: new-view 1 by the view-changes of [1, 2, 3]");
  }

  /** A request that the primary may lack is relayed to it by those who wait for it. §4.2 */
  @Test
  void whatWaitsIsRelayedToThePrimary() {
    assertThat(after(2, "wait 250", "timer RESEND")).contains("send     to 0: bodies [A, B]");
  }

  private static String[] with(String[] lines, String last) {
    List<String> all = new ArrayList<>(List.of(lines));
    all.add(last);
    return all.toArray(String[]::new);
  }
}
