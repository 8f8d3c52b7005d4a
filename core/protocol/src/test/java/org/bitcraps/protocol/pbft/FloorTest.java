package org.bitcraps.protocol.pbft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.membership.ReplicaId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** P2 as a truth table: what a new view starts from. */
class FloorTest {

  private static final long VIEW = 9;

  private final StoryChain chain = new StoryChain(new ReplicaId(3), 4, 128, 4, 512, false);

  @BeforeEach
  void blocks() {
    chain.define("b1", 1, "genesis", 0, List.of("A"));
    chain.define("b2", 2, "b1", 0, List.of("B"));
    chain.define("b3", 3, "b2", 0, List.of("C"));
    chain.define("b4", 4, "b3", 0, List.of("D"));
    chain.define("c2", 2, "b1", 1, List.of("C"));
    chain.define("c3", 3, "c2", 1, List.of("B"));
  }

  /** {@code of(0, "", "b1@0 b2@0")}: a view-change of 0, floor genesis, two prepared blocks. */
  private PbftMessage.ViewChange of(int sender, String floor, String prepared) {
    List<PreparedBlock> blocks = new ArrayList<>();
    for (String word : prepared.isEmpty() ? new String[0] : prepared.split(" ", -1)) {
      String[] at = word.split("@", -1);
      blocks.add(chain.prepared(at[0], Long.parseLong(at[1])));
    }
    return chain.viewChange(
        new ReplicaId(sender),
        VIEW,
        floor.isEmpty() ? Optional.empty() : Optional.of(chain.certified(floor, 0)),
        blocks);
  }

  private String floor(PbftMessage.ViewChange... viewChanges) {
    Floor floor = Floor.of(List.of(viewChanges));
    return names(floor.certain()) + " | " + names(floor.reproposed());
  }

  private String names(List<Block> blocks) {
    return String.join(
        " ", blocks.stream().map(b -> chain.name(b.digest()).orElseThrow()).toList());
  }

  @Test
  void nothingIsKnown() {
    assertThat(floor(of(0, "", ""), of(1, "", ""), of(2, "", ""))).isEqualTo(" | ");
    assertThat(Floor.of(List.of(of(0, "", ""))).sequence().value()).isZero();
  }

  @Test
  void onePreparedCertificateIsEnough() {
    assertThat(floor(of(0, "", ""), of(1, "", "b1@0"), of(2, "", ""))).isEqualTo(" | b1");
  }

  @Test
  void theHighestViewWinsOverTheMostFrequentBlock() {
    assertThat(floor(of(0, "b1", "b2@1"), of(1, "b1", "b2@1"), of(2, "b1", "c2@2")))
        .isEqualTo("b1 | c2");
    assertThat(floor(of(0, "b1", "b2@3"), of(1, "b1", "c2@2"), of(2, "b1", "c2@2")))
        .isEqualTo("b1 | b2");
  }

  @Test
  void theSameBlockInAHigherViewIsTheSameBlock() {
    assertThat(floor(of(0, "", "b1@0"), of(1, "", "b1@4"), of(2, "", "b1@2"))).isEqualTo(" | b1");
  }

  @Test
  void aGapDropsEverythingAbove() {
    assertThat(floor(of(0, "", "b1@0 b3@0 b4@0"), of(1, "", ""), of(2, "", "b1@0")))
        .isEqualTo(" | b1");
    assertThat(floor(of(0, "b1", "b3@0"), of(1, "", ""), of(2, "", ""))).isEqualTo("b1 | ");
  }

  @Test
  void aBrokenLinkDropsItAndEverythingAbove() {
    // b3 stands on b2, but c2 has the higher view.
    assertThat(floor(of(0, "b1", "b2@1 b3@1 b4@1"), of(1, "b1", "c2@2"), of(2, "b1", "")))
        .isEqualTo("b1 | c2");
    assertThat(floor(of(0, "b1", "b2@1 b3@1"), of(1, "b1", "c2@2 c3@2"), of(2, "b1", "")))
        .isEqualTo("b1 | c2 c3");
  }

  @Test
  void oneSenderFillsTheOthersGap() {
    assertThat(floor(of(0, "", "b2@0"), of(1, "", "b1@0"), of(2, "", "b3@0")))
        .isEqualTo(" | b1 b2 b3");
  }

  @Test
  void theHighestFloorIsTheFloor() {
    assertThat(floor(of(0, "b1", "b2@0"), of(1, "b2", "b3@0"), of(2, "", "b1@0 b2@0")))
        .isEqualTo("b1 b2 | b3");
    // What is prepared at or below it in whatever view does not come back.
    assertThat(floor(of(0, "b2", ""), of(1, "b1", "c2@8 c3@8"), of(2, "", "")))
        .isEqualTo("b1 b2 | ");
  }

  @Test
  void belowTheFloorOnlyWhatLeadsToItIsCertain() {
    assertThat(floor(of(0, "b3", ""), of(1, "", "b1@0 c2@0"), of(2, "", ""))).isEqualTo("b3 | ");
    assertThat(floor(of(0, "b3", ""), of(1, "", "b1@0 b2@0"), of(2, "", "")))
        .isEqualTo("b1 b2 b3 | ");
  }

  @Test
  void theOrderOfTheViewChangesDoesNotMatter() {
    List<PbftMessage.ViewChange> some =
        Arrays.asList(of(0, "b1", "b2@1 b3@1"), of(1, "b1", "c2@2"), of(2, "", "b1@0 b2@0"));
    Floor before = Floor.of(some);
    Collections.reverse(some);
    assertThat(Floor.of(some)).isEqualTo(before);
  }
}
