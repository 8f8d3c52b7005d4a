package org.bitcraps.protocol.pbft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Restates, in its own words, sentences of PBFT02 that this room implements; each ends with its §.
 * Here the normal case and checkpoints, in {@link PbftPaperViewsTest} the rest. Where we do
 * otherwise the test says DEVIATION; all of these stand on the page of the package.
 */
class PbftPaperTest {

  private static final Path CODE =
      Path.of(
          System.getProperty("bitcraps.root"),
          "core/protocol/src/main/java/org/bitcraps/protocol/pbft");

  private final Told told = new Told();

  private List<String> after(int self, String... lines) {
    return told.after(self, lines);
  }

  /** The primary of a view is replica p such that p = v mod |R|. §4.1 */
  @Test
  void thePrimaryIsTheViewModuloN() {
    assertThatThrownBy(() -> after(2, "1: pre-prepare 0 b1")).hasMessageContaining("refuses");
    assertThat(after(2, "0: pre-prepare 0 b1")).contains("send     to all: prepare in view 0: b1");
  }

  /** The primary assigns a sequence number n to the request and multicasts a pre-prepare. §4.3 */
  @Test
  void thePrimaryMulticastsAPrePrepare() {
    after(0);
    assertThat(told.said)
        .anyMatch(l -> l.startsWith("send     to all: pre-prepare in view 0: b1 = 1"));
  }

  /** A backup accepts the pre-prepare message provided: it is in view v. §4.3 */
  @Test
  void aBackupAcceptsProposalsOfItsViewOnly() {
    assertThat(after(2, "1: pre-prepare 1 b1")).containsExactly("(nothing)");
    assertThat(after(2, "0: pre-prepare 0 b1")).contains("send     to all: prepare in view 0: b1");
  }

  /**
   * It has not accepted a pre-prepare message for view v and sequence n with another digest. §4.3
   */
  @Test
  void aBackupAcceptsOneProposalPerPlace() {
    assertThat(after(2, "0: pre-prepare 0 b1", "0: pre-prepare 0 c1"))
        .containsExactly(
            "journal  evidence: TwoPrepares of 0",
            "note     incriminates TwoPrepares of 0",
            "note     refused EQUIVOCATION from 0");
  }

  /**
   * The sequence number in the pre-prepare is between a low water mark h and a high mark H. §4.3
   */
  @Test
  void aBackupAcceptsWithinTheWindow() {
    assertThat(after(2, "block far = 9 after genesis at +0 with A", "0: pre-prepare 0 far"))
        .contains("note     refused OUTSIDE_WINDOW from 0");
  }

  /** If backup i accepts the pre-prepare, it adds both messages to its log. §4.3 */
  @Test
  void proposalAndPrepareAreLoggedBeforeTheyLeave() {
    assertThat(after(2, "0: pre-prepare 0 b1"))
        .containsSubsequence(
            "journal  body A",
            "journal  accepted in view 0: b1 = 1 after genesis at +0 with [A]",
            "send     to all: prepare in view 0: b1");
  }

  /** Otherwise it does nothing: without the request itself there is no prepare. §4.3 */
  @Test
  void withoutTheBodyThereIsNoPrepare() {
    assertThat(after(2, "block d1 = 1 after genesis at +0 with D", "0: pre-prepare 0 d1"))
        .containsExactly("send     to 0: wants bodies [D]");
  }

  /**
   * Prepared iff i has inserted 2f prepares from different backups that match it. §4.3 DEVIATION: q
   * prepares, of which the primary's proposal is one.
   */
  @Test
  void preparedNeedsAQuorumOfDifferentReplicas() {
    assertThat(after(2, "0: pre-prepare 0 b1", "0: prepare 0 b1", "0: prepare 0 b1"))
        .containsExactly("(nothing)");
    assertThat(after(2, "0: pre-prepare 0 b1", "1: prepare 0 b1"))
        .contains("send     to all: commit in view 0: b1");
    assertThat(after(2, "0: pre-prepare 0 b1", "1: prepare 0 c1")).containsExactly("(nothing)");
  }

  /** The replicas verify that prepares match the pre-prepare, with the same view. §4.3 */
  @Test
  void preparesWithoutAProposalOrOfAnotherViewPrepareNothing() {
    assertThat(after(2, "0: prepare 0 b1", "1: prepare 0 b1", "3: prepare 0 b1"))
        .containsExactly("(nothing)");
    assertThat(after(2, "0: pre-prepare 0 b1", "1: prepare 1 b1", "3: prepare 1 b1"))
        .containsExactly("(nothing)");
  }

  /**
   * Replica i multicasts a commit when it is prepared. §4.3 DEVIATION (C5): and all below it are
   * prepared in this same view.
   */
  @Test
  void aCommitWaitsForWhatIsBelow() {
    String[] upper = {
      "0: pre-prepare 0 b1", "0: pre-prepare 0 b2", "1: prepare 0 b2", "3: prepare 0 b2"
    };
    assertThat(after(2, upper)).containsExactly("(nothing)");
    assertThat(told.said).noneMatch(l -> l.contains("commit in view"));
  }

  /** 2f + 1 commits (possibly including its own) from different replicas that match. §4.3 */
  @Test
  void committedNeedsAQuorumOfCommits() {
    assertThat(after(2, "0: pre-prepare 0 b1", "1: prepare 0 b1", "1: commit 0 b1"))
        .containsExactly("(nothing)");
    assertThat(
            after(2, "0: pre-prepare 0 b1", "1: prepare 0 b1", "1: commit 0 b1", "3: commit 0 b1"))
        .contains("commit   b1 by [1, 2, 3] in view 0");
  }

  /**
   * Committed-local iff prepared and 2f + 1 commits. §4.3 DEVIATION: the commits suffice; a quorum
   * of them is a certificate for anybody.
   */
  @Test
  void aQuorumOfCommitsIsCertainWithoutOurPrepared() {
    assertThat(
            after(2, "0: pre-prepare 0 b1", "0: commit 0 b1", "1: commit 0 b1", "3: commit 0 b1"))
        .contains("commit   b1 by [0, 1, 3] in view 0");
    assertThat(told.said).noneMatch(l -> l.contains("prepared by"));
  }

  /** Executes after all requests with lower sequence numbers have been executed. §4.3 */
  @Test
  void blocksCommitInOrder() {
    after(
        2,
        "0: pre-prepare 0 b1",
        "0: pre-prepare 0 b2",
        "0: commit 0 b2",
        "1: commit 0 b2",
        "3: commit 0 b2");
    assertThat(told.said).noneMatch(l -> l.startsWith("commit "));
  }

  /**
   * After executing, replicas send a reply to the client. §4.3 DEVIATION: they send the certificate
   * to the gateways: one is enough, where the paper's client waits for f + 1 equal replies.
   */
  @Test
  void theReplyIsTheCertificate() {
    assertThat(
            after(2, "0: pre-prepare 0 b1", "1: prepare 0 b1", "1: commit 0 b1", "3: commit 0 b1"))
        .contains("send     to gateways: certified b1 by [1, 2, 3] in view 0 with bodies [A]");
  }

  /** Requests are executed once: one that was executed before is not ordered again. §4.2 */
  @Test
  void whatIsOrderedIsNotOrderedAgain() {
    String[] again = {
      "2: certified b1", "block d2 = 2 after b1 at +0 with A", "0: pre-prepare 0 d2"
    };
    assertThat(after(1, again)).containsExactly("note     refused REPEATED from 0");
  }

  /** A checkpoint with a certificate of a quorum is stable. §4.3, garbage collection */
  @Test
  void aQuorumOfCheckpointsIsStable() {
    String[] lines = {"2: certified b1", "2: certified b2", "0: checkpoint b2", "3: checkpoint b2"};
    assertThat(told.afterWithCheckpoints(1, lines))
        .contains("journal  stable checkpoint 2: b2 by [0, 1, 3]");
    assertThat(told.said).contains("send     to all: checkpoint 2: b2");
  }

  /**
   * It discards all pre-prepares, prepares and commits up to the checkpoint, and the water marks
   * move with it. §4.3, garbage collection. DEVIATION: both move with the last certified block; no
   * checkpoint is needed for that.
   */
  @Test
  void theWindowFollowsTheLastCertifiedBlock() {
    assertThat(after(2, "block far = 9 after b1 at +0 with A", "0: pre-prepare 0 far"))
        .contains("note     refused OUTSIDE_WINDOW from 0");
    assertThat(
            after(
                2,
                "block far = 9 after b1 at +0 with A",
                "1: certified b1",
                "0: pre-prepare 0 far"))
        .noneMatch(l -> l.contains("OUTSIDE_WINDOW"));
    assertThat(after(2, "1: certified b1", "1: prepare 0 b1"))
        .contains("note     refused OUTSIDE_WINDOW from 1");
  }

  /** The page of the package names every file that marks a deviation, and no other. */
  @Test
  void everyDeviationStandsOnThePageOfThePackage() throws IOException {
    String page = Files.readString(CODE.resolve("package-info.java"));
    SortedSet<String> listed = new TreeSet<>();
    Pattern.compile("<li>\\{@link (\\w+)}")
        .matcher(page)
        .results()
        .forEach(m -> listed.add(m.group(1)));
    SortedSet<String> marked = new TreeSet<>();
    try (Stream<Path> files = Files.list(CODE)) {
      files
          .filter(f -> !f.endsWith("package-info.java") && text(f).contains("DEVIATION:"))
          .forEach(f -> marked.add(f.getFileName().toString().replace(".java", "")));
    }
    assertThat(marked).isNotEmpty().isEqualTo(listed);
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
