package org.bitcraps.evidence.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bitcraps.evidence.proof.ProofChain.CHIP;

import java.util.List;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.Vote;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.craps.Roll;
import org.bitcraps.evidence.exchange.CertifiedBlock;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.operation.PlayerOrder.Change;
import org.bitcraps.evidence.proof.Verdict.Ending;
import org.junit.jupiter.api.Test;

/** Bets of every ending, each proven from what the production ledger and real signatures made. */
class OutcomeVerifierTest {

  private final ProofChain chain = new ProofChain();

  private Ending verified(BetId bet) {
    Verdict verdict = chain.verify(chain.proof(bet));
    assertThat(verdict.result()).isInstanceOf(Verdict.Verified.class);
    assertThat(verdict.steps()).allMatch(Verdict.Step::ok).hasSizeGreaterThan(10);
    // What players see is what they can save and check again.
    Object tree = ProofDocument.toTree(chain.proof(bet));
    assertThat(OutcomeVerifier.verify(tree, chain.id, ProofChain.VERIFIER)).isEqualTo(verdict);
    return ((Verdict.Verified) verdict.result()).outcome();
  }

  @Test
  void aFieldBetIsWonOnFour() {
    chain.open(3, 1);
    BetId bet = chain.place(BetType.FIELD, 2);
    chain.roll();
    assertThat(verified(bet))
        .isEqualTo(
            new Ending(Ending.Kind.WON, 2 * CHIP, 2 * CHIP, 2 * CHIP, List.of(new Roll(3, 1)), ""));
  }

  @Test
  void aPassBetIsFollowedFromComeOutToItsPoint() {
    chain.open(3, 1);
    BetId bet = chain.place(BetType.PASS, 5);
    chain.roll();
    chain.open(5, 4);
    chain.roll();
    chain.open(2, 2);
    chain.roll();
    chain.open(6, 1); // later rounds are not part of the proof
    chain.roll();
    assertThat(verified(bet).kind()).isEqualTo(Ending.Kind.WON);
    assertThat(chain.proof(bet).rounds()).hasSize(3);
  }

  @Test
  void aComeBetTravelsAndLoses() {
    chain.open(4, 4);
    chain.roll();
    chain.open(4, 5);
    BetId bet = chain.place(BetType.COME, 1);
    chain.roll();
    chain.open(3, 4);
    chain.roll();
    assertThat(verified(bet).kind()).isEqualTo(Ending.Kind.LOST);
    assertThat(chain.proof(bet).rounds().get(0).roll().orElseThrow().settlement()).isPresent();
  }

  @Test
  void aBetIsPressedSwitchedReducedAndPaidOnWhatIsLeft() {
    chain.open(4, 4);
    BetId bet = chain.place(BetType.PLACE_6, 3);
    chain.change(bet, Change.SWITCH_ON, 0);
    chain.change(bet, Change.PRESS, 4 * CHIP);
    chain.roll();
    chain.change(bet, Change.REDUCE, CHIP); // between two rounds
    chain.open(3, 3);
    chain.roll();
    Ending ending = verified(bet);
    assertThat(ending.stake()).isEqualTo(6 * CHIP);
    assertThat(ending.profit()).isEqualTo(7 * CHIP);
    assertThat(chain.proof(bet).changes()).hasSize(3);
  }

  @Test
  void aBetIsTakenDownInItsRoundOrBetweenTwo() {
    chain.open(4, 4);
    BetId now = chain.place(BetType.PLACE_6, 3);
    BetId later = chain.place(BetType.PLACE_5, 3);
    chain.change(now, Change.TAKE_DOWN, 0);
    chain.roll();
    chain.change(later, Change.TAKE_DOWN, 0);
    chain.open(3, 3);
    chain.roll();
    assertThat(verified(now).kind()).isEqualTo(Ending.Kind.TAKEN_DOWN);
    assertThat(verified(later).kind()).isEqualTo(Ending.Kind.TAKEN_DOWN);
    assertThat(chain.proof(now).rounds()).hasSize(1);
    assertThat(chain.proof(later).rounds()).hasSize(1);
  }

  @Test
  void aRefusalIsProvenToo() {
    chain.open(4, 4);
    BetId bet = chain.place(BetType.FIELD, 101);
    chain.roll();
    Ending ending = verified(bet);
    assertThat(ending.kind()).isEqualTo(Ending.Kind.REFUSED);
    assertThat(ending.note()).isEqualTo("TABLE_MAXIMUM");
  }

  @Test
  void aRepetitionDoesNotHideTheFirstReceipt() {
    chain.open(3, 1);
    SignedBet bet = chain.sign(BetType.FIELD, 1);
    chain.now(chain.batch(bet));
    chain.now(chain.batch(bet));
    chain.roll();
    assertThat(verified(bet.id()).kind()).isEqualTo(Ending.Kind.WON);
  }

  @Test
  void anUndecidedBetIsNotYetProven() {
    chain.open(3, 1);
    BetId bet = chain.place(BetType.PASS, 1);
    assertThat(chain.verify(chain.proof(bet)).result())
        .isEqualTo(new Verdict.NotYet("the dice of round 1"));
    chain.roll();
    assertThat(chain.verify(chain.proof(bet)).result())
        .isEqualTo(new Verdict.NotYet("the dice of round 2"));
    chain.open(5, 4);
    assertThat(chain.verify(chain.proof(bet)).result())
        .isEqualTo(new Verdict.NotYet("the dice of round 2"));
    assertThat(chain.builder.outcome(new BetId(chain.id.digest()))).isEmpty();
  }

  @Test
  void aRoundIsProvenWithoutABet() {
    chain.open(6, 6);
    RoundProof open = chain.builder.round(ProofChain.TABLE, 1).orElseThrow();
    assertThat(OutcomeVerifier.verify(open, chain.id, ProofChain.VERIFIER).result())
        .isEqualTo(new Verdict.NotYet("the dice of round 1"));
    chain.roll();
    RoundProof proof = chain.builder.round(ProofChain.TABLE, 1).orElseThrow();
    Verdict verdict = OutcomeVerifier.verify(proof, chain.id, ProofChain.VERIFIER);
    assertThat(((Verdict.Verified) verdict.result()).outcome().rolls())
        .containsExactly(new Roll(6, 6));
    assertThat(chain.builder.round(ProofChain.TABLE, 2)).isEmpty();
  }

  @Test
  void theArchiveForgetsTheOldestBlocks() {
    RecentBlocks small = new RecentBlocks(20);
    ProofBuilder builder = new ProofBuilder(chain.genesis, small);
    chain.open(3, 1);
    BetId bet = chain.place(BetType.FIELD, 1);
    chain.archive.placed(bet).ifPresent(small::add);
    assertThat(builder.outcome(bet)).isPresent();
    for (int i = 0; i < 5; i++) {
      chain.archive.placed(chain.place(BetType.FIELD, 1)).ifPresent(small::add);
    }
    assertThat(builder.outcome(bet)).isEmpty();
  }

  @Test
  void aLightClientFollowsEveryBlockAndNoOther() {
    chain.open(3, 1);
    chain.roll();
    LightClient client = LightClient.from(chain.genesis, chain.id, ProofChain.VERIFIER);
    assertThat(client.follow(chain.certified.get(1)).orElseThrow().reason())
        .isEqualTo(Reason.OUT_OF_ORDER);
    chain.certified.forEach(block -> assertThat(client.follow(block)).isEmpty());
    assertThat(client.last()).isEqualTo(chain.head.sequence());
    CertifiedBlock good = chain.certified.get(2);
    List<Vote> votes = good.certificate().votes().subList(0, 2);
    CertifiedBlock weak =
        new CertifiedBlock(
            good.block(), new QuorumCertificate<>(good.certificate().statement(), votes));
    assertThat(client.check(good)).isEmpty();
    assertThat(client.check(weak).orElseThrow().reason())
        .isEqualTo(Reason.CERTIFICATE_TOO_FEW_SIGNERS);
    assertThatThrownBy(
            () -> LightClient.from(chain.genesis, new ChainId(Digest.ZERO), ProofChain.VERIFIER))
        .hasMessageContaining("genesis");
  }
}
