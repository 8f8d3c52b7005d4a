package org.bitcraps.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.gateway.chain.TestChain;
import org.bitcraps.gateway.collection.Archive;
import org.bitcraps.gateway.collection.ChainView;
import org.bitcraps.gateway.collection.FollowedBlock;
import org.junit.jupiter.api.Test;

/** Players are sent to a gateway that shows them the present, and to no other. */
class ChainCheckTest {

  private static final long NOW_MS = 1_000_000;

  private final TestChain chain = new TestChain();
  private final ChainView view = chain.view(Archive.Bounds.DEFAULT, Optional.empty());
  private final long patienceMs =
      chain.genesis().parameters().get(Parameter.BETTING_WINDOW_MS) + 10_000;

  private Optional<String> problem(long laterMs) {
    return ChainCheck.problem(view, NOW_MS + laterMs);
  }

  private void certified(FollowedBlock last, long laterMs) {
    Block block = last.executed().block();
    view.certified(
        new Block(
            block.chain(),
            block.epoch(),
            new SequenceNumber(block.sequence().value() + 500),
            block.timeMs() + laterMs,
            Digest.ZERO,
            List.of()));
  }

  @Test
  void until_a_block_has_come_it_is_not_ready() {
    assertThat(problem(0)).hasValue("no certified block has come yet");
  }

  @Test
  void an_idle_table_is_silent_for_a_window_and_no_longer() {
    view.add(chain.append(1), NOW_MS);
    assertThat(problem(patienceMs)).isEmpty();
    assertThat(problem(patienceMs + 1))
        .hasValueSatisfying(said -> assertThat(said).startsWith("no block was certified for "));
  }

  /** Blocks come all the time, old ones: it shows a round that is long over. */
  @Test
  void who_is_far_behind_is_not_ready_whatever_comes() {
    FollowedBlock last = chain.append(1);
    view.add(last, NOW_MS);
    certified(last, patienceMs);
    assertThat(problem(0)).isEmpty();
    certified(last, patienceMs + 1);
    assertThat(problem(0))
        .hasValue("the chain is " + (patienceMs + 1) / 1000 + " s ahead of this gateway");
    assertThat(view.behindMs()).isEqualTo(patienceMs + 1);

    view.add(chain.append(patienceMs + 1), NOW_MS);
    assertThat(view.behindMs()).as("it has it now").isZero();
    assertThat(problem(0)).isEmpty();
  }

  @Test
  void a_view_that_has_stopped_says_why() {
    view.add(chain.append(1), NOW_MS);
    view.stop("block 7: another state");
    assertThat(problem(0)).hasValue("block 7: another state");
  }
}
