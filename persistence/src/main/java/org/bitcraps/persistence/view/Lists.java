package org.bitcraps.persistence.view;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bitcraps.evidence.chronicle.Filter;
import org.bitcraps.evidence.chronicle.Page;
import org.bitcraps.evidence.chronicle.Paging;
import org.bitcraps.evidence.chronicle.Place;
import org.bitcraps.evidence.chronicle.Range;

/**
 * One question to one list: conditions are fixed pieces of JPQL, values always parameters. Paged by
 * place, not by count: what comes meanwhile moves nothing.
 */
final class Lists<R> {

  private final Class<R> rows;
  private final String major;
  private final Optional<String> minor;
  private final List<String> conditions = new ArrayList<>();
  private final Map<String, Object> values = new LinkedHashMap<>();

  private Lists(Class<R> rows, String major, Optional<String> minor) {
    this.rows = rows;
    this.major = major;
    this.minor = minor;
  }

  static Lists<BlockRow> blocks(Filter filter) {
    return new Lists<>(BlockRow.class, "sequence", Optional.empty())
        .within("sequence", filter.sequences())
        .within("effectiveTimeMs", filter.timesMs());
  }

  static Lists<RoundRow> rounds(Filter filter) {
    return new Lists<>(RoundRow.class, "round", Optional.of("table"))
        .is("table", filter.table())
        .within("round", filter.rounds())
        .within("opensAtMs", filter.timesMs());
  }

  static Lists<ReceiptRow> receipts(Filter filter) {
    return new Lists<>(ReceiptRow.class, "sequence", Optional.of("leaf"))
        .within("sequence", filter.sequences())
        .within("timeMs", filter.timesMs())
        .is("table", filter.table())
        .within("round", filter.rounds())
        .is("account", filter.account().map(Object::toString))
        .is("kind", filter.kind())
        .is("betType", filter.betType())
        .is("outcome", filter.outcome());
  }

  static Lists<AuditRow> audit() {
    return new Lists<>(AuditRow.class, "entry", Optional.empty());
  }

  private Lists<R> is(String field, Optional<?> value) {
    value.ifPresent(v -> conditions.add("r." + field + " = " + parameter(v)));
    return this;
  }

  private Lists<R> within(String field, Range range) {
    range.from().ifPresent(v -> conditions.add("r." + field + " >= " + parameter(v)));
    range.to().ifPresent(v -> conditions.add("r." + field + " <= " + parameter(v)));
    return this;
  }

  private String parameter(Object value) {
    String name = "p" + values.size();
    values.put(name, value);
    return ":" + name;
  }

  private void after(Place place, boolean newestFirst) {
    String beyond = newestFirst ? "<" : ">";
    String from = parameter(place.major());
    if (minor.isEmpty()) {
      conditions.add("r.%s %s %s".formatted(major, beyond, from));
      return;
    }
    conditions.add("r.%s %s= %s".formatted(major, beyond, from));
    conditions.add(
        "(r.%1$s %3$s %4$s or r.%2$s %3$s %5$s)"
            .formatted(
                major, minor.get(), beyond, from, parameter(Math.toIntExact(place.minor()))));
  }

  /** A page, with one more row read than shown, to know whether there is another. */
  <L> Page<L> page(
      EntityManager from, Paging paging, Function<R, L> line, Function<L, Place> placeOf) {
    paging.after().ifPresent(place -> after(place, paging.newestFirst()));
    String direction = paging.newestFirst() ? " desc" : "";
    String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    String order =
        " order by r." + major + direction + minor.map(m -> ", r." + m + direction).orElse("");
    TypedQuery<R> query =
        from.createQuery("select r from " + rows.getSimpleName() + " r" + where + order, rows);
    values.forEach(query::setParameter);
    List<L> lines =
        query.setMaxResults(paging.limit() + 1).getResultList().stream().map(line).toList();
    if (lines.size() <= paging.limit()) {
      return new Page<>(lines, Optional.empty());
    }
    List<L> shown = lines.subList(0, paging.limit());
    return new Page<>(shown, Optional.of(placeOf.apply(shown.getLast())));
  }
}
