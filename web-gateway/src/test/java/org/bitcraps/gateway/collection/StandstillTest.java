package org.bitcraps.gateway.collection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.bitcraps.evidence.exchange.NodeReport;
import org.bitcraps.evidence.exchange.NodeReport.Condition;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.operation.PlayerOrder;
import org.bitcraps.gateway.chain.TestChain;
import org.junit.jupiter.api.Test;

/** Why nothing moves, and for whom we wait (R3). */
class StandstillTest {

  private static final long LONG_MS = 60_000;

  private final TestChain chain = new TestChain();
  private final ChainView view = chain.view(Archive.Bounds.DEFAULT, Optional.empty());

  /** The reasons, so long after the last block. */
  private List<Standstill.Reason> reasons(long laterMs, Optional<NodeReport> nodes) {
    chain.blocks().stream()
        .filter(block -> block.sequence() > view.last().sequence().value())
        .toList()
        .forEach(block -> view.add(block, chain.nowMs()));
    return Standstill.reasons(view, nodes, chain.nowMs() + laterMs);
  }

  private void only(String code, List<Integer> validators, String part, long laterMs) {
    assertThat(reasons(laterMs, Optional.empty()))
        .singleElement()
        .satisfies(reason -> {
          assertThat(reason.code()).hasToString(code);
          assertThat(reason.validators()).isEqualTo(validators);
          assertThat(reason.text()).contains(part);
        });
  }

  private NodeReport nodes(Condition... conditions) {
    List<NodeReport.ValidatorReport> reports = new ArrayList<>();
    for (int id = 0; id < conditions.length; id++) {
      reports.add(
          new NodeReport.ValidatorReport(
              new ReplicaId(id),
              conditions[id],
              Optional.empty(),
              0,
              new TreeMap<>(),
              Optional.empty()));
    }
    return new NodeReport(chain.genesis().chainId(), true, "", reports);
  }

  @Test
  void before_the_first_block_it_says_that_there_is_none() {
    only("NO_BLOCK_YET", List.of(), "No certified block", 0);
  }

  @Test
  void a_table_in_play_waits_for_nobody() {
    chain.openRound();
    assertThat(reasons(0, Optional.empty())).isEmpty();
    chain.close();
    assertThat(reasons(0, Optional.empty())).isEmpty();
    chain.roll();
    assertThat(reasons(0, Optional.empty())).isEmpty();
  }

  @Test
  void a_round_with_too_few_reveals_names_who_has_not_revealed() {
    chain.openRound();
    chain.close();
    chain.reveal(1, 3);

    only("REVEALS_AWAITED", List.of(0, 2), "validator 0, validator 2; a round is never", LONG_MS);
  }

  @Test
  void a_round_with_too_few_reveals_says_so_though_blocks_go_on() {
    chain.openRound();
    chain.close();
    chain.reveal(1, 3);
    PlayerOrder transfer =
        new PlayerOrder.Transfer(
            chain.genesis().chainId(),
            TestChain.player(0).publicKey(),
            AccountId.of(TestChain.player(1).publicKey()),
            1_320,
            0,
            TestChain.NEVER_MS);
    chain.append(LONG_MS, chain.orders(transfer, TestChain.player(0)));

    only("REVEALS_AWAITED", List.of(0, 2), "round 1", 0);
  }

  @Test
  void a_round_that_cannot_open_names_who_has_not_committed() {
    chain.commit(0, 2);

    only("COMMITMENTS_AWAITED", List.of(1, 3), "missing: validator 1, validator 3", LONG_MS);
  }

  @Test
  void a_close_that_no_block_says_is_overdue() {
    chain.openRound();

    only("CLOSE_OVERDUE", List.of(), "round 1 should have closed", LONG_MS);
  }

  @Test
  void without_a_quorum_it_names_who_is_down() {
    chain.openRound();

    assertThat(
            reasons(
                0, Optional.of(nodes(Condition.UP, Condition.UP, Condition.UP, Condition.STOPPED))))
        .isEmpty();
    assertThat(
            reasons(
                0,
                Optional.of(nodes(Condition.UP, Condition.MUTE, Condition.UP, Condition.STOPPED))))
        .singleElement()
        .satisfies(reason -> {
          assertThat(reason.code()).isEqualTo(Standstill.Code.QUORUM_NOT_REACHED);
          assertThat(reason.validators()).isEqualTo(List.of(1, 3));
          assertThat(reason.text()).contains("2 of 4 validators are up, 3 must agree");
        });
  }
}
