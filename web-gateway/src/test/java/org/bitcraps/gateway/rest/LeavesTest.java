package org.bitcraps.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.Optional;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.merkle.MerkleTree;
import org.bitcraps.gateway.admission.ProblemCode;
import org.bitcraps.gateway.admission.RefusedException;
import org.bitcraps.gateway.chain.TestChain;
import org.bitcraps.gateway.collection.Archive;
import org.bitcraps.gateway.collection.ChainView;
import org.bitcraps.gateway.collection.FollowedBlock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The leaves of a block that are served are those under the root that the quorum signed. */
class LeavesTest {

  private final TestChain chain = new TestChain();
  private ChainView view;

  @BeforeEach
  void play() {
    chain.openRound();
    chain.close();
    chain.roll();
    serve(Archive.Bounds.DEFAULT);
  }

  private void serve(Archive.Bounds bounds) {
    view = chain.view(bounds, Optional.empty());
    for (FollowedBlock block : chain.blocks()) {
      view.add(block, 1);
    }
  }

  @Test
  void their_root_is_the_certified_one() {
    for (FollowedBlock block : chain.blocks()) {
      ConsensusResource.LeavesView served = ConsensusResource.leaves(view, block.sequence());
      Digest certified = block.notice().certified().certificate().statement().resultRoot();

      assertThat(
              MerkleTree.of(served.leaves().stream().map(HexFormat.of()::parseHex).toList()).root())
          .isEqualTo(certified);
      assertThat(served.resultRoot()).isEqualTo(certified.hex());
    }
  }

  @Test
  void those_of_an_old_block_are_gone() {
    serve(new Archive.Bounds(1, 1, 1, 1, 1));

    assertThatThrownBy(() -> ConsensusResource.leaves(view, 1))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.problem().code()).isEqualTo(ProblemCode.PRUNED));
  }

  @Test
  void a_block_that_is_not_there_has_none() {
    assertThatThrownBy(() -> ConsensusResource.leaves(view, chain.blocks().size() + 1L))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.problem().code()).isEqualTo(ProblemCode.BLOCK_NOT_FOUND));
  }
}
