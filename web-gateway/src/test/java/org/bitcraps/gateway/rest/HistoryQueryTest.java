package org.bitcraps.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Optional;
import org.bitcraps.evidence.chronicle.BlockLine;
import org.bitcraps.evidence.chronicle.Filter;
import org.bitcraps.evidence.chronicle.Paging;
import org.bitcraps.evidence.chronicle.Place;
import org.bitcraps.evidence.chronicle.Range;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.gateway.admission.ProblemCode;
import org.bitcraps.gateway.admission.RefusedException;
import org.bitcraps.gateway.chain.TestChain;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may be asked of the history's lists, and how mistakes are named. */
class HistoryQueryTest {

  private static final String[] KNOWN = {
    "fromSequence",
    "toSequence",
    "fromTimeMs",
    "toTimeMs",
    "table",
    "fromRound",
    "toRound",
    "player",
    "account",
    "kind",
    "type",
    "outcome"
  };

  private static HistoryQuery query(String... pairs) {
    MultivaluedMap<String, String> map = new MultivaluedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.add(pairs[i], pairs[i + 1]);
    }
    return new HistoryQuery(map, KNOWN);
  }

  @Test
  void nothingSaidIsTheNewestHundred() {
    HistoryQuery query = query();
    assertThat(query.filter()).isEqualTo(Filter.ALL);
    assertThat(query.paging()).isEqualTo(new Paging(Optional.empty(), true, 100));
    assertThat(query.csv()).isFalse();
  }

  @Test
  void everythingSaid() {
    String key = TestChain.player(1).publicKey().hex();
    HistoryQuery query =
        query(
            "fromSequence",
            "3",
            "toSequence",
            "9",
            "fromTimeMs",
            "5",
            "toTimeMs",
            "6",
            "table",
            "0",
            "fromRound",
            "1",
            "toRound",
            "2",
            "player",
            key,
            "kind",
            "SETTLEMENT",
            "type",
            "FIELD",
            "outcome",
            "WON",
            "order",
            "oldest",
            "limit",
            "10000",
            "format",
            "csv",
            "cursor",
            "17.3");
    assertThat(query.filter())
        .isEqualTo(
            new Filter(
                Range.of(3, 9),
                Range.of(5, 6),
                Optional.of(0),
                Range.of(1, 2),
                Optional.of(AccountId.of(TestChain.player(1).publicKey())),
                Optional.of("SETTLEMENT"),
                Optional.of("FIELD"),
                Optional.of("WON")));
    assertThat(query.paging()).isEqualTo(new Paging(Optional.of(new Place(17, 3)), false, 10_000));
    assertThat(HistoryQuery.cursor(new Place(17, 3))).isEqualTo("17.3");
  }

  @ParameterizedTest
  @CsvSource({
    "limit,0", "limit,1001", "limit,x", "cursor,17", "cursor,1.99999999999", "order,up",
    "format,xml", "table,65536", "table,-1", "fromRound,1e3", "toRound,x", "player,00",
    "account,zz", "kind,NOTHING", "type,field", "outcome,LUCK", "fromTimeMs,now", "fromSequence,-1"
  })
  void whatCannotBeIsRefusedByName(String field, String value) {
    assertThatThrownBy(
            () -> {
              HistoryQuery query = query(field, value);
              query.filter();
              query.paging();
            })
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> {
              assertThat(refused.problem().code()).isEqualTo(ProblemCode.FIELD_INVALID);
              assertThat(refused.problem().field()).contains(field);
            });
  }

  @Test
  void strangersTwinsAndBackwardRangesAreRefusedByName() {
    assertThatThrownBy(() -> query("tabel", "0"))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> {
              assertThat(refused.problem().code()).isEqualTo(ProblemCode.FIELD_UNKNOWN);
              assertThat(refused.problem().field()).contains("tabel");
            });
    assertThatThrownBy(() -> query("table", "0", "table", "1"))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.problem().code()).isEqualTo(ProblemCode.FIELD_REPEATED));
    assertThatThrownBy(() -> query("fromRound", "5", "toRound", "4").filter())
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.problem().field()).contains("fromRound"));
  }

  @Test
  void csvHasAHeadAndQuotesWhatASpreadsheetMightCompute() {
    BlockLine line = new BlockLine(1, "=1+1", "a\"b", 0, 5, 6, "ff", 2, 3);
    assertThat(Csv.of(BlockLine.class, List.of(line), l -> "/api"))
        .isEqualTo(
            """
            sequence,digest,parent,epoch,timeMs,effectiveTimeMs,resultRoot,bodies,leaves,proof\r
            1,"=1+1","a""b",0,5,6,ff,2,3,/api\r
            """);
  }
}
