package org.bitcraps.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bitcraps.client.sdk.BetStatus;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.keys.Digest;

/** Every way that we know to send a gateway a bad bet, and what it has to say. */
final class BadBets {

  private static final String BETS = "/api/v1/games/0/bets";
  private static final int DEEP = 10_000;
  private static final int BETS_MAX = 2_000;

  private static final List<String> FIELDS =
      List.of(
          "chain", "key", "table", "round", "type", "amount", "nonce", "expiresAtMs", "signature");

  private BadBets() {}

  /**
   * Who sends them.
   *
   * @param rich has a thousand chips
   * @param poor has one
   * @param unknown has never been heard of
   * @param nonce the next one of the rich
   */
  record Guests(Guest rich, Guest poor, Guest unknown, long nonce) {

    static Guests at(LiveTable table) {
      Guest rich = Guest.funded(table);
      Guest poor = Guest.unknown(table);
      assertThat(rich.answer(rich.pay(poor.key().account(), Guest.CHIP)).state())
          .isEqualTo(BetStatus.State.DONE);
      return new Guests(rich, poor, Guest.unknown(table), rich.account().nextNonce());
    }
  }

  /** Made when it is sent, because rounds pass. */
  interface Body {
    String of(LiveTable table, Guests guests);
  }

  /**
   * One bad input.
   *
   * @param field what the problem names; empty if it is about the body as a whole
   */
  record Row(String name, String path, Body body, int status, String code, String field) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Row> rows() {
    return Stream.of(bodies(), missing(), shapes(), meanings(), arrays(), addresses())
        .flatMap(List::stream);
  }

  /** What is no JSON that belongs here. */
  private static List<Row> bodies() {
    return List.of(
        raw("no body", "", 400, "MALFORMED_JSON", ""),
        raw("a text", "\"bet\"", 400, "MALFORMED_JSON", ""),
        raw("half an object", "{\"chain\":", 400, "MALFORMED_JSON", ""),
        raw("two objects", "{} {}", 400, "MALFORMED_JSON", ""),
        raw("an empty array", "[]", 400, "MALFORMED_JSON", ""),
        raw("10 MB", " ".repeat(10 << 20), 413, "BODY_TOO_LARGE", ""),
        raw("arrays 10 000 deep", "[".repeat(DEEP), 400, "MALFORMED_JSON", "[0]"),
        raw("objects 10 000 deep", "{\"chain\":".repeat(DEEP), 400, "FIELD_INVALID", "chain"),
        raw(
            "an amount 10 000 deep",
            "{\"amount\":" + "[".repeat(DEEP) + "]".repeat(DEEP) + "}",
            400,
            "FIELD_INVALID",
            "amount"),
        text(
            "a key twice",
            json -> json.replace("\"table\":0", "\"table\":0,\"table\":0"),
            "FIELD_REPEATED",
            "table"),
        text(
            "an integer with an exponent",
            json -> json.replace("\"amount\":1320", "\"amount\":1.32e3"),
            "FIELD_INVALID",
            "amount"),
        text(
            "a number of a thousand digits",
            json -> json.replace("\"table\":0", "\"table\":" + "9".repeat(1_000)),
            "FIELD_INVALID",
            "table"));
  }

  private static List<Row> missing() {
    return FIELDS.stream()
        .map(field ->
            bet(field + " is missing", slip -> slip.without(field), 400, "FIELD_MISSING", field))
        .toList();
  }

  /** A field of the wrong kind. */
  private static List<Row> shapes() {
    List<Row> rows = new ArrayList<>();
    rows.addAll(invalid("amount", 1_320.0, 1_320.5, "1320", true, List.of(1_320), -1_320));
    rows.addAll(invalid("amount", Map.of("units", 1_320), Collections.emptyList()));
    rows.add(bet("amount null", slip -> slip.with("amount", null), 400, "FIELD_INVALID", "amount"));
    for (String number : List.of("table", "round", "nonce", "expiresAtMs")) {
      rows.addAll(invalid(number, -1, 0.5, "0", new BigInteger("9223372036854775808")));
    }
    rows.addAll(invalid("table", 65_536));
    for (String hex : List.of("chain", "key")) {
      rows.addAll(invalid(hex, "", "0".repeat(63), "0".repeat(66), "AB".repeat(32), 0));
    }
    rows.addAll(invalid("chain", "xy".repeat(32)));
    rows.addAll(invalid("signature", "", "0".repeat(126), "0".repeat(130), "AB".repeat(64)));
    rows.addAll(invalid("type", 80, "X".repeat(300), "X".repeat(1 << 20)));
    rows.add(bet("a tip", slip -> slip.with("tip", 1), 400, "FIELD_UNKNOWN", "tip"));
    rows.add(
        bet("a name in capitals", slip -> slip.with("Amount", 1), 400, "FIELD_UNKNOWN", "Amount"));
    return rows;
  }

  /** Well-formed, properly signed unless it says otherwise, and wrong. */
  private static List<Row> meanings() {
    Function<Slip, Object> form = Slip::form;
    return List.of(
        bet("no such bet", s -> s.with("type", "PAS"), 422, "BET_TYPE_UNKNOWN", "type"),
        bet(
            "a bet in small letters",
            s -> s.with("type", "field"),
            422,
            "BET_TYPE_UNKNOWN",
            "type"),
        bet("1 321", s -> s.amount(1_321).form(), 422, "STAKE_INVALID", "amount"),
        bet("nothing", s -> s.amount(0).form(), 422, "STAKE_INVALID", "amount"),
        bet("2^63 − 1", s -> s.amount(Long.MAX_VALUE).form(), 422, "STAKE_INVALID", "amount"),
        bet(
            "over the table's limit",
            s -> s.amount(1_001 * Guest.CHIP).form(),
            422,
            "STAKE_LIMIT",
            "amount"),
        bet(
            "another chain",
            s -> s.chain(new ChainId(Digest.ZERO)).form(),
            422,
            "WRONG_CHAIN",
            "chain"),
        bet("another table", s -> s.table(1).form(), 422, "TABLE_MISMATCH", "table"),
        bet("expired", s -> s.expired().form(), 422, "EXPIRED", "expiresAtMs"),
        bet("a closed round", s -> s.roundsLater(-1).form(), 409, "ROUND_CLOSED", "round"),
        bet("round 0", s -> s.round(0).form(), 409, "ROUND_CLOSED", "round"),
        bet("a round to come", s -> s.roundsLater(1).form(), 409, "ROUND_UNKNOWN", "round"),
        bet("no round ever", s -> s.round(Long.MAX_VALUE).form(), 409, "ROUND_UNKNOWN", "round"),
        bet("a nonce far ahead", s -> s.nonceLater(256).form(), 422, "NONCE_TOO_FAR", "nonce"),
        bet("a used nonce", s -> s.nonceLater(-1).form(), 409, "NONCE_REUSED", "nonce"),
        bet(
            "odds on no bet",
            s -> s.type(BetType.PASS_ODDS_6).form(),
            422,
            "BET_NOT_ALLOWED",
            "type"),
        bet(
            "no signature of anybody",
            s -> s.with("signature", "11".repeat(64)),
            422,
            "SIGNATURE_INVALID",
            "signature"),
        bet(
            "another amount than signed",
            s -> s.with("amount", 2 * Guest.CHIP),
            422,
            "SIGNATURE_INVALID",
            "signature"),
        bet(
            "another bet than signed",
            s -> s.with("type", "YO"),
            422,
            "SIGNATURE_INVALID",
            "signature"),
        by("an unknown account", Guests::unknown, form, "ACCOUNT_UNKNOWN", "key"),
        by(
            "more than one has",
            Guests::poor,
            s -> s.amount(2 * Guest.CHIP).form(),
            "FUNDS",
            "amount"));
  }

  /** Three good ones are not taken for the sake of the fourth. */
  private static List<Row> arrays() {
    return List.of(
        fourth(
            "the fourth costs 1 321", s -> s.amount(1_321).form(), 422, "STAKE_INVALID", "amount"),
        fourth(
            "the fourth is no integer", s -> s.with("amount", 1.5), 400, "FIELD_INVALID", "amount"),
        fourth(
            "the fourth lacks its round", s -> s.without("round"), 400, "FIELD_MISSING", "round"),
        fourth(
            "the fourth is not signed",
            s -> s.with("nonce", s.signed().bet().nonce() + 1),
            422,
            "SIGNATURE_INVALID",
            "signature"),
        fourth(
            "the fourth uses the third's nonce",
            s -> s.nonceLater(-1).amount(2 * Guest.CHIP).form(),
            409,
            "NONCE_REUSED",
            "nonce"),
        new Row(
            "the fourth is a number",
            BETS,
            (table, guests) -> Slip.json(Slip.fourth(table, guests.rich(), 4)),
            400,
            "MALFORMED_JSON",
            "[3]"),
        raw(
            "too many",
            "[" + String.join(",", Collections.nCopies(BETS_MAX + 1, "{}")) + "]",
            400,
            "MALFORMED_JSON",
            ""));
  }

  private static List<Row> addresses() {
    Body good = (table, guests) -> Slip.json(Slip.good(table, guests.rich()).form());
    return Stream.of("9", "65536", "-1", "x")
        .map(table ->
            new Row(
                "table " + table,
                "/api/v1/games/" + table + "/bets",
                good,
                404,
                "TABLE_UNKNOWN",
                "table"))
        .toList();
  }

  private static Row raw(String name, String body, int status, String code, String field) {
    return new Row(name, BETS, (table, guests) -> body, status, code, field);
  }

  private static Row text(String name, Function<String, String> change, String code, String field) {
    return new Row(
        name,
        BETS,
        (table, guests) -> change.apply(Slip.json(Slip.good(table, guests.rich()).form())),
        400,
        code,
        field);
  }

  private static Row bet(
      String name, Function<Slip, Object> change, int status, String code, String field) {
    return new Row(
        name,
        BETS,
        (table, guests) -> Slip.json(change.apply(Slip.good(table, guests.rich()))),
        status,
        code,
        field);
  }

  private static Row by(
      String name,
      Function<Guests, Guest> who,
      Function<Slip, Object> change,
      String code,
      String field) {
    return new Row(
        name,
        BETS,
        (table, guests) -> Slip.json(change.apply(Slip.good(table, who.apply(guests)))),
        422,
        code,
        field);
  }

  private static Row fourth(
      String name, Function<Slip, Object> change, int status, String code, String field) {
    return new Row(
        name,
        BETS,
        (table, guests) ->
            Slip.json(
                Slip.fourth(
                    table,
                    guests.rich(),
                    change.apply(Slip.good(table, guests.rich()).nonceLater(3)))),
        status,
        code,
        "[3]." + field);
  }

  private static List<Row> invalid(String field, Object... values) {
    return Arrays.stream(values)
        .map(value -> {
          String shown = String.valueOf(value);
          return bet(
              field + " " + (shown.length() > 20 ? shown.length() + " characters" : shown),
              slip -> slip.with(field, value),
              400,
              "FIELD_INVALID",
              field);
        })
        .toList();
  }
}
