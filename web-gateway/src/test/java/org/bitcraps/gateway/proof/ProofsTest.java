package org.bitcraps.gateway.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.exchange.History;
import org.bitcraps.evidence.proof.OutcomeVerifier;
import org.bitcraps.evidence.proof.Verdict;
import org.bitcraps.gateway.chain.TestChain;
import org.bitcraps.gateway.collection.Archive;
import org.bitcraps.gateway.collection.ChainView;
import org.junit.jupiter.api.Test;

class ProofsTest {

  private final TestChain chain = new TestChain();

  private ChainView view(Archive.Bounds bounds, Optional<History> history) {
    ChainView view = chain.view(bounds, history);
    chain.blocks().forEach(block -> view.add(block, 1));
    return view;
  }

  private Verdict verdict(Map<String, Object> tree) {
    return OutcomeVerifier.verify(tree, chain.genesis().chainId(), TestChain.VERIFIER);
  }

  private SignedBet playFire(int rounds) {
    chain.openRound();
    SignedBet bet = chain.bet(0, BetType.FIRE, 1_320, 0);
    chain.append(10, chain.batch(bet));
    for (int i = 0; i < rounds; i++) {
      if (i > 0) {
        chain.openRound();
      }
      chain.close();
      chain.roll();
    }
    return bet;
  }

  @Test
  void a_decided_bet_is_proven_to_who_trusts_the_chain_id_alone() throws Exception {
    chain.openRound();
    SignedBet bet = chain.bet(0, BetType.FIELD, 1_320, 0);
    chain.append(10, chain.batch(bet));
    chain.close();
    chain.roll();
    Proofs proofs = new Proofs(view(Archive.Bounds.DEFAULT, Optional.empty()));

    assertThat(verdict(proofs.bet(bet.id()).orElseThrow()).result())
        .isInstanceOf(Verdict.Verified.class);
    assertThat(verdict(proofs.round(TestChain.TABLE, 1).orElseThrow()).result())
        .isInstanceOf(Verdict.Verified.class);
  }

  @Test
  void an_undecided_bet_has_a_proof_that_says_what_is_missing() throws Exception {
    chain.openRound();
    SignedBet bet = chain.bet(0, BetType.FIELD, 1_320, 0);
    chain.append(10, chain.batch(bet));
    Proofs proofs = new Proofs(view(Archive.Bounds.DEFAULT, Optional.empty()));

    assertThat(verdict(proofs.bet(bet.id()).orElseThrow()).result())
        .isInstanceOf(Verdict.NotYet.class);
  }

  @Test
  void what_is_not_known_has_no_proof() throws Exception {
    chain.openRound();
    Proofs proofs = new Proofs(view(Archive.Bounds.DEFAULT, Optional.empty()));

    assertThat(proofs.bet(chain.bet(0, BetType.FIELD, 1_320, 0).id())).isEmpty();
    assertThat(proofs.round(TestChain.TABLE, 2)).isEmpty();
  }

  @Test
  void what_is_pruned_is_said_and_not_half_answered() {
    SignedBet bet = playFire(3);
    Proofs proofs =
        new Proofs(view(new Archive.Bounds(4, 1_000, 1 << 20, 8, 1_000), Optional.empty()));

    assertThatThrownBy(() -> proofs.bet(bet.id()))
        .isInstanceOf(Archive.PrunedException.class)
        .hasMessageContaining("no longer kept");
  }

  @Test
  void with_a_history_the_past_is_executed_again_and_gives_the_same_proof() throws Exception {
    SignedBet bet = playFire(3);
    Proofs all = new Proofs(view(Archive.Bounds.DEFAULT, Optional.empty()));
    Proofs few =
        new Proofs(view(new Archive.Bounds(2, 1_000, 1 << 20, 8, 1_000), Optional.of(chain)));

    assertThat(few.bet(bet.id())).isEqualTo(all.bet(bet.id()));
    assertThat(few.round(TestChain.TABLE, 1)).isEqualTo(all.round(TestChain.TABLE, 1));
  }
}
