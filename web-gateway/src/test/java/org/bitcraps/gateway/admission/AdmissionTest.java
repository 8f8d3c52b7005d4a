package org.bitcraps.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitcraps.gateway.admission.AdmissionFixture.form;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.execution.Receipt;
import org.bitcraps.evidence.operation.PlayerOrder;
import org.bitcraps.evidence.operation.SignedOrder;
import org.bitcraps.gateway.chain.TestChain;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdmissionTest {

  private final TestChain chain = new TestChain();
  private AdmissionFixture fixture;

  @BeforeEach
  void betting_is_open() {
    chain.openRound();
    fixture = new AdmissionFixture(chain);
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void a_good_bet_goes_on_under_the_id_that_its_player_knows() {
    SignedBet bet = chain.bet(0, BetType.FIELD, 1_320, 0);

    assertThat(fixture.submit(form(bet)))
        .containsExactly(new Receipted(bet.id(), Receipted.Status.ACCEPTED));
    assertThat(fixture.bets).containsExactly(bet);
    assertThat(fixture.pending.contains(bet.id())).isTrue();
  }

  @Test
  void the_same_bytes_again_are_answered_by_the_first_receipt() {
    SignedBet bet = chain.bet(0, BetType.FIELD, 1_320, 0);
    List<Receipted> again = List.of(new Receipted(bet.id(), Receipted.Status.DUPLICATE));
    fixture.submit(form(bet));

    assertThat(fixture.submit(form(bet))).isEqualTo(again);
    fixture.pending.certified(chain.append(10, chain.batch(bet)).executed());
    assertThat(fixture.pending.size()).isZero();
    assertThat(fixture.submit(form(bet))).isEqualTo(again);
    chain.close();
    chain.roll();
    assertThat(fixture.submit(form(bet))).as("also after the round").isEqualTo(again);
    assertThat(fixture.bets).hasSize(1);
  }

  @Test
  void what_became_of_requests_is_counted() {
    SignedBet bet = chain.bet(0, BetType.FIELD, 1_320, 0);
    fixture.submit(List.of(form(bet), form(chain.bet(0, BetType.FIELD, 1_320, 1))));
    fixture.submit(form(bet));
    fixture.problem(
        List.of(
            form(chain.bet(0, BetType.FIELD, 1_320, 2)),
            form(chain.bet(1, BetType.FIELD, 1, 0)),
            form(chain.bet(2, BetType.FIELD, 1, 0))));
    fixture.problem("{");

    Tally tally = fixture.admission.tally();
    assertThat(tally.orders(Receipted.Status.ACCEPTED)).isEqualTo(2);
    assertThat(tally.orders(Receipted.Status.DUPLICATE)).isEqualTo(1);
    assertThat(tally.refusals(ProblemCode.STAKE_INVALID)).as("for its first fault").isEqualTo(1);
    assertThat(tally.refusals(ProblemCode.MALFORMED_JSON)).isEqualTo(1);
    assertThat(tally.refusals(ProblemCode.BUSY)).isZero();
  }

  @Test
  void a_nonce_and_chips_under_way_are_not_promised_twice() {
    fixture.submit(form(chain.bet(0, BetType.FIELD, 1_300_200, 0)));

    assertThat(fixture.problem(form(chain.bet(0, BetType.YO, 1_320, 0))).code())
        .isEqualTo(ProblemCode.NONCE_REUSED);
    assertThat(fixture.problem(form(chain.bet(0, BetType.YO, 132_000, 1))).code())
        .isEqualTo(ProblemCode.FUNDS);
  }

  @Test
  void an_array_is_judged_as_one_after_the_other() {
    List<Map<String, Object>> array = new ArrayList<>();
    for (int nonce = 0; nonce < 10; nonce++) {
      array.add(form(chain.bet(0, BetType.FIELD, 132_000, nonce)));
    }
    assertThat(fixture.submit(array)).hasSize(10);
    array.clear();
    array.add(form(chain.bet(1, BetType.FIELD, 660_000, 0)));
    array.add(form(chain.bet(1, BetType.FIELD, 661_320, 1)));
    assertThat(fixture.problem(array).field()).hasValue("[1].amount");
  }

  @Test
  void no_room_is_said_and_leaves_nothing_behind() {
    fixture.full = true;
    Problem problem = fixture.problem(form(chain.bet(0, BetType.FIELD, 1_320, 0)));

    assertThat(problem.status()).isEqualTo(503);
    assertThat(problem.retryAfterSeconds()).isPositive();
    assertThat(fixture.pending.size()).isZero();
  }

  @Test
  void grants_transfers_and_changes_are_orders() {
    PlayerOrder.FaucetGrant grant =
        new PlayerOrder.FaucetGrant(
            chain.genesis().chainId(),
            TestChain.signer("new").publicKey(),
            1_320,
            0,
            TestChain.NEVER_MS);
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("kind", "FAUCET_GRANT");
    form.put("chain", grant.chain().toString());
    form.put("key", grant.key().hex());
    form.put("amount", grant.amount());
    form.put("nonce", grant.nonce());
    form.put("expiresAtMs", grant.expiresAtMs());
    form.put("signature", SignedOrder.sign(grant, TestChain.signer("new")).signature().hex());

    assertThat(fixture.admission.orders(AdmissionFixture.bytes(form)))
        .containsExactly(new Receipted(grant.id(), Receipted.Status.ACCEPTED));
    assertThat(fixture.orders).hasSize(1);
    form.put("kind", "LOAN");
    assertThat(orderProblem(form).field()).hasValue("kind");
    form.put("kind", "TRANSFER");
    assertThat(orderProblem(form).field()).hasValue("to");
    form.put("kind", "FAUCET_GRANT");
    form.put("amount", 1L << 51);
    form.put("nonce", 1);
    assertThat(orderProblem(form).code()).isEqualTo(ProblemCode.AMOUNT_INVALID);
  }

  private Problem orderProblem(Object form) {
    try {
      fixture.admission.orders(AdmissionFixture.bytes(form));
    } catch (RefusedException e) {
      return e.problem();
    }
    throw new AssertionError("it was taken");
  }

  /** Admission repeats what execution will say: here the two are compared bet by bet. */
  @Test
  void admission_and_execution_agree_on_random_bets() {
    long seed = 20_261_121;
    Random random = new Random(seed);
    long[] nonces = new long[4];
    List<BetType> types = List.of(BetType.values());
    int taken = 0;
    for (int i = 0; i < 400; i++) {
      if (i % 40 == 39) {
        chain.close();
        chain.roll();
        chain.openRound();
      }
      int player = random.nextInt(4);
      BetType type = types.get(random.nextInt(types.size()));
      long amount = 1_320L * (1 + random.nextInt(random.nextInt(10) == 0 ? 1_100 : 20));
      SignedBet bet = chain.bet(player, type, amount, nonces[player]);
      Optional<Problem> problem = Optional.empty();
      try {
        fixture.submit(form(bet));
        taken++;
      } catch (RefusedException e) {
        problem = Optional.of(e.problem());
      }
      Receipt receipt =
          (Receipt)
              chain.append(1, chain.batch(bet)).executed().leaves().stream()
                  .filter(leaf -> leaf instanceof Receipt)
                  .findFirst()
                  .orElseThrow();
      fixture.pending.certified(chain.lastBlock());
      assertThat(receipt.isDone())
          .as("seed %d, bet %d: %s, execution %s", seed, i, problem, receipt)
          .isEqualTo(problem.isEmpty());
      nonces[player]++;
    }
    assertThat(taken).isBetween(50, 350);
  }
}
