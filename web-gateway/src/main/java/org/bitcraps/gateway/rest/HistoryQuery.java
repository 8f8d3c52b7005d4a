package org.bitcraps.gateway.rest;

import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bitcraps.evidence.chronicle.Filter;
import org.bitcraps.evidence.chronicle.Paging;
import org.bitcraps.evidence.chronicle.Place;
import org.bitcraps.evidence.chronicle.Range;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.execution.BetSettled;
import org.bitcraps.evidence.execution.OrderKind;
import org.bitcraps.evidence.execution.Outcome;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.gateway.admission.ProblemCode;
import org.bitcraps.gateway.admission.RefusedException;

/**
 * The query string of a list of the history, read strictly: what a list does not know is refused by
 * name, as is what cannot be.
 */
final class HistoryQuery {

  static final int JSON_LINES_MAX = 1_000;
  static final int CSV_LINES_MAX = 10_000;
  private static final int LINES = 100;

  private static final List<String> PAGING = List.of("limit", "cursor", "order", "format");

  static final Set<String> KINDS = kinds();
  static final Set<String> OUTCOMES = outcomes();

  private final MultivaluedMap<String, String> query;

  /**
   * @param known filters of this list
   */
  HistoryQuery(MultivaluedMap<String, String> query, String... known) {
    this.query = query;
    List<String> all = Stream.concat(PAGING.stream(), Stream.of(known)).toList();
    for (String name : query.keySet()) {
      if (!all.contains(name)) {
        throw Answers.refused(
            ProblemCode.FIELD_UNKNOWN, brief(name), "this list knows " + String.join(", ", all));
      }
      if (query.get(name).size() > 1) {
        throw Answers.refused(ProblemCode.FIELD_REPEATED, name, name + " stands twice");
      }
    }
  }

  private static Set<String> kinds() {
    Set<String> kinds = new TreeSet<>(Set.of("OPENING", "CREDIT", "SETTLEMENT"));
    Arrays.stream(OrderKind.values()).map(Enum::name).forEach(kinds::add);
    return kinds;
  }

  private static Set<String> outcomes() {
    Set<String> outcomes = new TreeSet<>();
    Arrays.stream(Outcome.values()).map(Enum::name).forEach(outcomes::add);
    Arrays.stream(BetSettled.Result.values()).map(Enum::name).forEach(outcomes::add);
    return outcomes;
  }

  private Optional<String> value(String name) {
    return Optional.ofNullable(query.getFirst(name));
  }

  boolean csv() {
    return switch (value("format").orElse("json")) {
      case "json" -> false;
      case "csv" -> true;
      default -> throw invalid("format", "format is json or csv");
    };
  }

  Paging paging() {
    boolean newestFirst =
        switch (value("order").orElse("newest")) {
          case "newest" -> true;
          case "oldest" -> false;
          default -> throw invalid("order", "order is newest or oldest");
        };
    int most = csv() ? CSV_LINES_MAX : JSON_LINES_MAX;
    long limit = number("limit").orElse((long) LINES);
    if (limit < 1 || limit > most) {
      throw invalid("limit", "limit is 1 to " + most);
    }
    return new Paging(value("cursor").map(HistoryQuery::place), newestFirst, (int) limit);
  }

  private static Place place(String cursor) {
    if (!cursor.matches("[0-9]{1,18}\\.[0-9]{1,9}")) {
      throw invalid("cursor", "cursor is the next of an answer before");
    }
    int dot = cursor.indexOf('.');
    return new Place(
        Long.parseLong(cursor.substring(0, dot)), Long.parseLong(cursor.substring(dot + 1)));
  }

  static String cursor(Place place) {
    return place.major() + "." + place.minor();
  }

  Filter filter() {
    return new Filter(
        range("fromSequence", "toSequence"),
        range("fromTimeMs", "toTimeMs"),
        number("table").map(HistoryQuery::table),
        range("fromRound", "toRound"),
        account(),
        oneOf("kind", KINDS),
        value("type").map(HistoryQuery::betType),
        oneOf("outcome", OUTCOMES));
  }

  private static int table(long number) {
    if (number > 0xffff) {
      throw invalid("table", "table is 0 to 65535");
    }
    return (int) number;
  }

  private Optional<AccountId> account() {
    Function<String, byte[]> player = text -> Answers.bytes(text, PublicKey.BYTES, "player");
    Optional<AccountId> byKey =
        value("player").map(player).map(PublicKey::fromBytes).map(AccountId::of);
    Optional<AccountId> byId =
        value("account")
            .map(text -> Answers.bytes(text, Digest.BYTES, "account"))
            .map(bytes -> new AccountId(Digest.fromBytes(bytes)));
    if (byKey.isPresent() && byId.isPresent() && !byKey.equals(byId)) {
      throw invalid("account", "account is not that of player; one of the two is enough");
    }
    return byKey.or(() -> byId);
  }

  private static String betType(String name) {
    return BetType.fromName(name)
        .orElseThrow(() -> invalid("type", "there is no bet " + brief(name)))
        .name();
  }

  private Optional<String> oneOf(String name, Set<String> all) {
    Optional<String> value = value(name);
    if (value.isPresent() && !all.contains(value.get())) {
      throw invalid(name, name + " is one of " + String.join(", ", all));
    }
    return value;
  }

  private Optional<Long> number(String name) {
    return value(name).map(text -> Answers.number(text, name));
  }

  private Range range(String from, String to) {
    Range range = new Range(number(from), number(to));
    if (range.from().isPresent()
        && range.to().isPresent()
        && range.from().get() > range.to().get()) {
      throw invalid(from, from + " is beyond " + to);
    }
    return range;
  }

  private static RefusedException invalid(String field, String detail) {
    return Answers.refused(ProblemCode.FIELD_INVALID, field, detail);
  }

  private static String brief(String text) {
    return text.length() > 32 ? text.substring(0, 32) + "…" : text;
  }
}
