package org.bitcraps.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitcraps.gateway.admission.AdmissionFixture.form;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.bet.Wager;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.Signer;
import org.bitcraps.gateway.chain.TestChain;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every bad bet is a problem that names its field, and nothing else happens. */
class BadBetsTest {

  private final TestChain chain = new TestChain();
  private AdmissionFixture fixture;

  @BeforeEach
  void betting_is_open() {
    chain.openRound();
    fixture = new AdmissionFixture(chain);
  }

  @AfterEach
  void nothing_else_has_happened() {
    assertThat(fixture.bets).isEmpty();
    assertThat(fixture.pending.size()).isZero();
    fixture.close();
  }

  private void refused(Object json, ProblemCode code, String field) {
    Problem problem = fixture.problem(json);
    assertThat(problem.code()).as(problem.detail()).isEqualTo(code);
    assertThat(problem.field()).isEqualTo(Optional.ofNullable(field));
    assertThat(problem.status()).isBetween(400, 499);
  }

  private SignedBet good() {
    return chain.bet(0, BetType.FIELD, 1_320, 0);
  }

  private Map<String, Object> with(String field, Object value) {
    Map<String, Object> form = form(good());
    form.put(field, value);
    return form;
  }

  /** Properly signed, whatever it says. */
  private Map<String, Object> signed(
      ChainId id, Signer signer, TableId table, long round, long amount, long nonce, long expires) {
    return form(
        SignedBet.sign(
            new Wager(id, signer.publicKey(), table, round, BetType.FIELD, amount, nonce, expires),
            signer));
  }

  private Map<String, Object> staking(long amount) {
    return signed(
        chain.genesis().chainId(),
        TestChain.player(0),
        TestChain.TABLE,
        1,
        amount,
        0,
        TestChain.NEVER_MS);
  }

  static Stream<Arguments> shapes() {
    return Stream.of(
        Arguments.of("type", "PAS", ProblemCode.BET_TYPE_UNKNOWN),
        Arguments.of("type", "field", ProblemCode.BET_TYPE_UNKNOWN),
        Arguments.of("type", 80, ProblemCode.FIELD_INVALID),
        Arguments.of("type", "X".repeat(300), ProblemCode.FIELD_INVALID),
        Arguments.of("type", "X".repeat(1_000_000), ProblemCode.FIELD_INVALID),
        Arguments.of("chain", "ab", ProblemCode.FIELD_INVALID),
        Arguments.of("chain", "AB".repeat(32), ProblemCode.FIELD_INVALID),
        Arguments.of("key", "zz".repeat(32), ProblemCode.FIELD_INVALID),
        Arguments.of("table", -1, ProblemCode.FIELD_INVALID),
        Arguments.of("table", 65_536, ProblemCode.FIELD_INVALID),
        Arguments.of("table", "0", ProblemCode.FIELD_INVALID),
        Arguments.of("round", -1, ProblemCode.FIELD_INVALID),
        Arguments.of("round", 1.0, ProblemCode.FIELD_INVALID),
        Arguments.of("amount", 1_320.5, ProblemCode.FIELD_INVALID),
        Arguments.of("amount", "1320", ProblemCode.FIELD_INVALID),
        Arguments.of("amount", true, ProblemCode.FIELD_INVALID),
        Arguments.of("amount", null, ProblemCode.FIELD_INVALID),
        Arguments.of("amount", List.of(1_320), ProblemCode.FIELD_INVALID),
        Arguments.of("amount", Map.of("units", 1_320), ProblemCode.FIELD_INVALID),
        Arguments.of("nonce", -1, ProblemCode.FIELD_INVALID),
        Arguments.of("expiresAtMs", -1, ProblemCode.FIELD_INVALID),
        Arguments.of("signature", "00", ProblemCode.FIELD_INVALID),
        Arguments.of("tip", 1, ProblemCode.FIELD_UNKNOWN));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void a_field_of_the_wrong_kind_is_named(String field, Object value, ProblemCode code) {
    refused(with(field, value), code, field);
  }

  @Test
  void every_missing_field_is_named() {
    for (String field : form(good()).keySet()) {
      Map<String, Object> form = form(good());
      form.remove(field);
      refused(form, ProblemCode.FIELD_MISSING, field);
    }
  }

  @Test
  void numbers_beyond_63_bits_are_refused_by_name() {
    String json = new String(AdmissionFixture.bytes(form(good())), StandardCharsets.UTF_8);
    refused(
        json.replace("\"amount\":1320", "\"amount\":9223372036854775808"),
        ProblemCode.FIELD_INVALID,
        "amount");
    refused(
        json.replace("\"amount\":1320", "\"amount\":" + "9".repeat(1_000)),
        ProblemCode.FIELD_INVALID,
        "amount");
  }

  @Test
  void what_is_no_json_object_is_refused() {
    for (String body :
        List.of(
            "",
            "x",
            "{",
            "1",
            "null",
            "\"bet\"",
            "[]",
            "{} {}",
            "{\"a\":1,}",
            "{\"" + "a".repeat(10_000) + "\":1}")) {
      refused(body, ProblemCode.MALFORMED_JSON, null);
    }
    refused("[1]", ProblemCode.MALFORMED_JSON, "[0]");
    refused("[[]]", ProblemCode.MALFORMED_JSON, "[0]");
  }

  @Test
  void a_field_that_stands_twice_is_named() {
    refused("{\"amount\":1320,\"amount\":1320}", ProblemCode.FIELD_REPEATED, "amount");
    refused(
        "[{\"table\":0},{\"round\":1,\"table\":0,\"round\":1}]",
        ProblemCode.FIELD_REPEATED,
        "[1].round");
  }

  @Test
  void json_nested_ten_thousand_deep_is_refused_not_overflowed() {
    refused("[".repeat(10_000), ProblemCode.MALFORMED_JSON, "[0]");
    refused("{\"chain\":".repeat(10_000), ProblemCode.FIELD_INVALID, "chain");
  }

  @Test
  void too_many_bets_in_one_request_are_refused() {
    List<Map<String, Object>> many = new ArrayList<>();
    for (int i = 0; i < 65; i++) {
      many.add(form(good()));
    }
    refused(many, ProblemCode.MALFORMED_JSON, null);
  }

  @Test
  void a_stake_that_is_no_multiple_of_1320_names_the_two_nearest() {
    Problem problem = fixture.problem(staking(2_000));

    assertThat(problem.code()).isEqualTo(ProblemCode.STAKE_INVALID);
    assertThat(problem.field()).hasValue("amount");
    assertThat(problem.detail()).contains("1320").contains("2640");
    refused(staking(0), ProblemCode.STAKE_INVALID, "amount");
    refused(staking(Long.MAX_VALUE), ProblemCode.STAKE_INVALID, "amount");
  }

  @Test
  void limits_and_funds_are_named() {
    refused(staking(2_640_000), ProblemCode.STAKE_LIMIT, "amount");
    chain.append(10, chain.batch(chain.bet(0, BetType.ANY_SEVEN, 1_300_200, 0)));
    refused(form(chain.bet(0, BetType.FIELD, 132_000, 1)), ProblemCode.FUNDS, "amount");
  }

  @Test
  void an_account_that_has_not_begun_is_named_by_its_key() {
    refused(
        signed(
            chain.genesis().chainId(),
            TestChain.signer("nobody"),
            TestChain.TABLE,
            1,
            1_320,
            0,
            TestChain.NEVER_MS),
        ProblemCode.ACCOUNT_UNKNOWN,
        "key");
  }

  @Test
  void another_chain_or_table_is_named() {
    refused(
        signed(
            new ChainId(Digest.ZERO),
            TestChain.player(0),
            TestChain.TABLE,
            1,
            1_320,
            0,
            TestChain.NEVER_MS),
        ProblemCode.WRONG_CHAIN,
        "chain");
    refused(
        signed(
            chain.genesis().chainId(),
            TestChain.player(0),
            new TableId(1),
            1,
            1_320,
            0,
            TestChain.NEVER_MS),
        ProblemCode.TABLE_MISMATCH,
        "table");
  }

  @Test
  void an_address_without_a_table_is_refused() {
    RefusedException refused =
        assertThrows(
            RefusedException.class,
            () -> fixture.admission.bets(new TableId(9), AdmissionFixture.bytes(form(good()))));
    assertThat(refused.problem().code()).isEqualTo(ProblemCode.TABLE_UNKNOWN);
    assertThat(refused.problem().status()).isEqualTo(404);
  }

  @Test
  void a_round_that_is_not_open_is_a_conflict() {
    SignedBet early =
        SignedBet.sign(
            new Wager(
                chain.genesis().chainId(),
                TestChain.player(0).publicKey(),
                TestChain.TABLE,
                2,
                BetType.FIELD,
                1_320,
                0,
                TestChain.NEVER_MS),
            TestChain.player(0));
    refused(form(early), ProblemCode.ROUND_UNKNOWN, "round");
    SignedBet late = good();
    chain.close();
    refused(form(late), ProblemCode.ROUND_CLOSED, "round");
    assertThat(fixture.problem(form(late)).status()).isEqualTo(409);
    chain.roll();
    chain.openRound();
    refused(form(late), ProblemCode.ROUND_CLOSED, "round");
  }

  @Test
  void what_has_expired_is_refused() {
    refused(
        signed(
            chain.genesis().chainId(),
            TestChain.player(0),
            TestChain.TABLE,
            1,
            1_320,
            0,
            chain.nowMs() - 1),
        ProblemCode.EXPIRED,
        "expiresAtMs");
  }

  @Test
  void a_used_nonce_under_other_bytes_is_a_conflict() {
    chain.append(10, chain.batch(good()));
    SignedBet other = chain.bet(0, BetType.FIELD, 2_640, 0);
    refused(form(other), ProblemCode.NONCE_REUSED, "nonce");
    assertThat(fixture.problem(form(other)).status()).isEqualTo(409);
    refused(form(chain.bet(0, BetType.FIELD, 1_320, 10_000)), ProblemCode.NONCE_TOO_FAR, "nonce");
  }

  @Test
  void a_bet_against_the_rules_of_the_game_is_refused_by_its_type() {
    refused(form(chain.bet(0, BetType.COME, 1_320, 0)), ProblemCode.BET_NOT_ALLOWED, "type");
  }

  @Test
  void every_signed_field_breaks_the_signature() {
    refused(with("signature", "11".repeat(64)), ProblemCode.SIGNATURE_INVALID, "signature");
    refused(with("amount", 2_640), ProblemCode.SIGNATURE_INVALID, "signature");
    refused(with("nonce", 1), ProblemCode.SIGNATURE_INVALID, "signature");
    refused(with("type", "YO"), ProblemCode.SIGNATURE_INVALID, "signature");
    refused(with("expiresAtMs", 1L << 39), ProblemCode.SIGNATURE_INVALID, "signature");
    refused(
        with("key", TestChain.player(1).publicKey().hex()),
        ProblemCode.SIGNATURE_INVALID,
        "signature");
  }

  @Test
  void one_bad_bet_of_an_array_refuses_all_and_is_numbered() {
    Map<String, Object> bad = form(chain.bet(1, BetType.FIELD, 1_320, 0));
    bad.put("amount", 2_640);
    refused(List.of(form(good()), bad), ProblemCode.SIGNATURE_INVALID, "[1].signature");
    bad.remove("nonce");
    refused(List.of(form(good()), bad), ProblemCode.FIELD_MISSING, "[1].nonce");
  }

  @Test
  void the_bank_covers_the_largest_win_or_refuses() {
    TestChain poor = new TestChain(1_320_000);
    poor.openRound();
    try (AdmissionFixture other = new AdmissionFixture(poor)) {
      Problem problem = other.problem(form(poor.bet(0, BetType.BOXCARS, 132_000, 0)));
      assertThat(problem.code()).isEqualTo(ProblemCode.HOUSE_LIMIT);
      assertThat(problem.field()).hasValue("amount");
      assertThat(other.bets).isEmpty();
    }
  }
}
