package org.bitcraps.persistence.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.Column;
import java.lang.reflect.Field;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.bitcraps.evidence.chronicle.AccountLine;
import org.bitcraps.evidence.chronicle.AuditLine;
import org.bitcraps.evidence.chronicle.BlockLine;
import org.bitcraps.evidence.chronicle.ChronicleException;
import org.bitcraps.evidence.chronicle.Coverage;
import org.bitcraps.evidence.chronicle.Deed;
import org.bitcraps.evidence.chronicle.Filter;
import org.bitcraps.evidence.chronicle.Page;
import org.bitcraps.evidence.chronicle.Paging;
import org.bitcraps.evidence.chronicle.Range;
import org.bitcraps.evidence.chronicle.ReceiptLine;
import org.bitcraps.evidence.chronicle.RevealLine;
import org.bitcraps.evidence.chronicle.RoundLine;
import org.bitcraps.evidence.execution.Account;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.execution.RollRecorded;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.sample.PlayedChain;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the history promises, whatever the database. */
abstract class ChronicleContract {

  private static final PlayedChain CHAIN = new PlayedChain("history").play(9);

  private JpaChronicle chronicle;

  /** An empty database for one test. */
  abstract DataSource database() throws Exception;

  private DataSource database;

  @BeforeEach
  void begin() throws Exception {
    database = database();
    chronicle = new JpaChronicle(() -> database);
  }

  @AfterEach
  void end() {
    chronicle.close();
  }

  private void writeAll() throws ChronicleException {
    chronicle.open(CHAIN.start());
    for (PlayedChain.Played block : CHAIN.played()) {
      chronicle.write(block.notice(), block.executed());
    }
  }

  private SortedMap<String, String> hashes() throws Exception {
    return TableHashes.of(database, ViewTables.DERIVED);
  }

  @Test
  void droppedAndRebuiltFromBlocksEveryTableIsTheSame() throws Exception {
    writeAll();
    AuditLine kept = chronicle.note(new Deed(1, "operator", "VIEW_REBUILD", "view", true, ""));
    SortedMap<String, String> before = hashes();

    assertThat(chronicle.rebuild(CHAIN.start())).isEqualTo(new Coverage(1, 0));
    assertThat(hashes()).isNotEqualTo(before);
    for (PlayedChain.Played block : CHAIN.played()) {
      chronicle.write(block.notice(), block.executed());
    }

    assertThat(hashes()).isEqualTo(before);
    assertThat(before.values()).noneMatch(hash -> hash.startsWith("0 rows"));
    assertThat(chronicle.audit(Paging.first(10)).lines()).containsExactly(kept);
  }

  @Test
  void aBlockSeenTwiceChangesNothingAndAnotherWriterGoesOn() throws Exception {
    chronicle.open(CHAIN.start());
    PlayedChain.Played first = CHAIN.played().get(0);
    PlayedChain.Played second = CHAIN.played().get(1);
    chronicle.write(first.notice(), first.executed());
    SortedMap<String, String> before = hashes();
    assertThat(chronicle.write(first.notice(), first.executed())).isEqualTo(new Coverage(1, 1));
    assertThat(hashes()).isEqualTo(before);

    try (JpaChronicle another = new JpaChronicle(() -> database)) {
      assertThat(another.open(CHAIN.start())).isEqualTo(new Coverage(1, 1));
      assertThat(another.write(second.notice(), second.executed())).isEqualTo(new Coverage(1, 2));
    }
    assertThat(chronicle.write(second.notice(), second.executed())).isEqualTo(new Coverage(1, 2));
  }

  @Test
  void whatDoesNotFollowIsRefusedAndNothingIsWritten() throws Exception {
    chronicle.open(CHAIN.start());
    SortedMap<String, String> before = hashes();
    PlayedChain.Played third = CHAIN.played().get(2);
    assertThatThrownBy(() -> chronicle.write(third.notice(), third.executed()))
        .isInstanceOf(ChronicleException.class)
        .hasMessage("block 3 does not follow block 0 of the history");
    PlayedChain other = new PlayedChain("another").play(1);
    assertThatThrownBy(() -> chronicle.open(other.start()))
        .isInstanceOf(ChronicleException.class)
        .hasMessageContaining("holds the history of chain");
    assertThat(hashes()).isEqualTo(before);
  }

  @Test
  void everyBalanceIsTheLedgersAndEverySumAddsUp() throws Exception {
    writeAll();
    for (Map.Entry<AccountId, Account> entry : CHAIN.last().ledger().accounts()) {
      AccountLine line = chronicle.account(entry.getKey()).orElseThrow();
      assertThat(line.balance()).isEqualTo(entry.getValue().balance());
      long sum = 0;
      List<ReceiptLine> statement =
          chronicle.receipts(Filter.of(entry.getKey()), Paging.first(10_000)).lines();
      for (ReceiptLine each : statement) {
        sum += each.change();
        assertThat(each.balance()).isEqualTo(sum);
      }
      assertThat(sum).isEqualTo(line.balance());
      assertThat(statement).hasSize((int) line.lines());
    }
  }

  @Test
  void everyKindOfLineIsThereAndLeadsToItsLeaf() throws Exception {
    writeAll();
    List<ReceiptLine> all = chronicle.receipts(Filter.ALL, Paging.first(10_000)).lines();
    assertThat(all.stream().map(ReceiptLine::kind).distinct())
        .contains(
            "OPENING", "BET", "SETTLEMENT", "FAUCET_GRANT", "TRANSFER", "CREDIT", "TAKE_DOWN");
    assertThat(all.stream().map(ReceiptLine::outcome).distinct())
        .contains("DONE", "WON", "LOST", "NONCE_REUSED");
    assertThat(all.stream().filter(line -> line.kind().equals("BET")))
        .allMatch(line -> line.betType() != null && line.table() == 0 && line.round() > 0);
    int leaves = 0;
    for (ReceiptLine line : all) {
      if (!line.kind().equals("OPENING")) {
        ExecutedBlock executed = CHAIN.played().get((int) line.sequence() - 1).executed();
        assertThat(executed.leaves().get(line.leaf()).toString()).contains(line.order());
        leaves++;
      }
    }
    assertThat(leaves).isGreaterThan(100);
  }

  @Test
  void roundsHaveTheirDiceAndWhoWasMissing() throws Exception {
    writeAll();
    Page<RoundLine> rounds = chronicle.rounds(Filter.ALL, Paging.first(100));
    assertThat(rounds.lines()).hasSize(9);
    for (RoundLine round : rounds.lines()) {
      RollRecorded roll =
          (RollRecorded)
              CHAIN
                  .played()
                  .get((int) (round.sequence() - 1))
                  .executed()
                  .leaves()
                  .get(round.leaf());
      assertThat(round.die1()).isEqualTo(roll.roll().die1());
      assertThat(round.die2()).isEqualTo(roll.roll().die2());
      assertThat(round.beacon()).isEqualTo(roll.beacon().value().hex());
      assertThat(round.missing()).isEqualTo(round.round() % 3 == 0 ? 1 : 0);
      List<RevealLine> reveals = chronicle.reveals(0, round.round());
      assertThat(reveals).hasSize(4).allMatch(line -> line.secret() != null);
      assertThat(reveals.getLast().missing()).isEqualTo(round.round() % 3 == 0);
      assertThat(reveals.getLast().clearedIn() != null).isEqualTo(round.round() % 3 == 0);
    }
  }

  @Test
  void pagesAreStableWhileBlocksCome() throws Exception {
    chronicle.open(CHAIN.start());
    List<ReceiptLine> paged = new ArrayList<>();
    Paging paging = new Paging(Optional.empty(), false, 7);
    for (PlayedChain.Played block : CHAIN.played()) {
      chronicle.write(block.notice(), block.executed());
      Page<ReceiptLine> page = chronicle.receipts(Filter.ALL, paging);
      if (page.next().isPresent()) {
        paged.addAll(page.lines());
        paging = new Paging(page.next(), false, 7);
      }
    }
    Page<ReceiptLine> page;
    do {
      page = chronicle.receipts(Filter.ALL, paging);
      paged.addAll(page.lines());
      paging = new Paging(page.next(), false, 7);
    } while (page.next().isPresent());
    List<ReceiptLine> all = chronicle.receipts(Filter.ALL, Paging.first(10_000)).lines();
    assertThat(paged).isEqualTo(all);
    List<ReceiptLine> backwards =
        chronicle.receipts(Filter.ALL, new Paging(Optional.empty(), true, 10_000)).lines();
    assertThat(backwards.reversed()).isEqualTo(all);
  }

  @Test
  void filtersAreTheSameAsLookingForOneself() throws Exception {
    writeAll();
    List<ReceiptLine> all = chronicle.receipts(Filter.ALL, Paging.first(10_000)).lines();
    String betType =
        all.stream().filter(l -> l.betType() != null).findAny().orElseThrow().betType();
    Filter filter =
        new Filter(
            Range.of(1, 40),
            Range.of(1_000_000, 1_030_000),
            Optional.of(0),
            Range.of(1, 5),
            Optional.empty(),
            Optional.of("BET"),
            Optional.of(betType),
            Optional.empty());
    assertThat(chronicle.receipts(filter, Paging.first(1_000)).lines())
        .isNotEmpty()
        .isEqualTo(
            all.stream()
                .filter(l -> l.sequence() >= 1 && l.sequence() <= 40 && l.kind().equals("BET"))
                .filter(l -> l.timeMs() <= 1_030_000 && l.round() <= 5)
                .filter(l -> l.betType().equals(betType))
                .toList());
    Filter blocks =
        new Filter(
            Range.of(3, 5),
            Range.ALL,
            Optional.empty(),
            Range.ALL,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    assertThat(chronicle.blocks(blocks, Paging.first(10)).lines().stream().map(BlockLine::sequence))
        .containsExactly(3L, 4L, 5L);
  }

  @Test
  void aHistoryThatBeginsLaterSaysSoAndItsSumsAddUpToo() throws Exception {
    ExecutedBlock middle = CHAIN.played().get(9).executed();
    Coverage coverage = chronicle.open(middle);
    assertThat(coverage).isEqualTo(new Coverage(11, 10));
    assertThat(coverage.hasGap()).isTrue();
    for (PlayedChain.Played block : CHAIN.played().subList(10, CHAIN.played().size())) {
      coverage = chronicle.write(block.notice(), block.executed());
    }
    assertThat(coverage).isEqualTo(new Coverage(11, CHAIN.played().size()));
    for (Map.Entry<AccountId, Account> entry : CHAIN.last().ledger().accounts()) {
      assertThat(chronicle.account(entry.getKey()).orElseThrow().balance())
          .isEqualTo(entry.getValue().balance());
    }
    assertThat(chronicle.open(CHAIN.start())).isEqualTo(coverage);
  }

  @Test
  void theAuditChainShowsEveryEditAndLoss() throws Exception {
    chronicle.open(CHAIN.start());
    for (int i = 0; i < 5; i++) {
      chronicle.note(new Deed(i, "operator", "PAUSE", "validator " + i, i != 3, "trace"));
    }
    List<AuditLine> lines = chronicle.audit(Paging.first(10)).lines();
    assertThat(AuditChain.fault(lines)).isEmpty();
    List<AuditLine> lost = new ArrayList<>(lines);
    lost.remove(2);
    assertThat(AuditChain.fault(lost)).contains("entry 3 is missing");
    List<AuditLine> edited = new ArrayList<>(lines);
    AuditLine third = lines.get(3);
    edited.set(
        3,
        new AuditLine(
            third.entry(),
            third.timeMs(),
            third.actor(),
            third.action(),
            third.target(),
            true,
            third.trace(),
            third.previous(),
            third.hash()));
    assertThat(AuditChain.fault(edited)).contains("entry 4 was changed");
  }

  @Test
  void theTablesHaveExactlyTheColumnsOfTheRows() throws Exception {
    chronicle.open(CHAIN.start());
    for (Class<?> row :
        List.of(
            AccountRow.class,
            AuditRow.class,
            BlockRow.class,
            MarkRow.class,
            ReceiptRow.class,
            RevealRow.class,
            RoundRow.class)) {
      Map<String, String> mapped = new TreeMap<>();
      for (Field field : row.getDeclaredFields()) {
        Column column = field.getAnnotation(Column.class);
        if (column != null) {
          mapped.put(column.name(), typeOf(field.getType()));
        }
      }
      String table = row.getAnnotation(jakarta.persistence.Table.class).name();
      assertThat(columns(table)).as(table).isEqualTo(mapped);
    }
  }

  private static String typeOf(Class<?> type) {
    return switch (type.getSimpleName()) {
      case "long" -> "bigint!";
      case "Long" -> "bigint";
      case "int" -> "integer!";
      case "Integer" -> "integer";
      case "boolean" -> "boolean!";
      case "Boolean" -> "boolean";
      case "String" -> "varchar";
      default -> throw new IllegalArgumentException(type.getName());
    };
  }

  /** Primitive fields need columns that are never null; of text either will do. */
  private Map<String, String> columns(String table) throws Exception {
    Map<String, String> columns = new TreeMap<>();
    try (Connection connection = database.getConnection();
        ResultSet found = connection.getMetaData().getColumns(null, null, null, null)) {
      while (found.next()) {
        if (found.getString("TABLE_NAME").equalsIgnoreCase(table)) {
          String type =
              switch (found.getInt("DATA_TYPE")) {
                case java.sql.Types.BIGINT -> "bigint";
                case java.sql.Types.INTEGER -> "integer";
                case java.sql.Types.BOOLEAN, java.sql.Types.BIT -> "boolean";
                case java.sql.Types.VARCHAR -> "varchar";
                default -> found.getString("TYPE_NAME");
              };
          boolean never = found.getString("IS_NULLABLE").equals("NO") && !type.equals("varchar");
          columns.put(
              found.getString("COLUMN_NAME").toLowerCase(Locale.ROOT), type + (never ? "!" : ""));
        }
      }
    }
    return columns;
  }
}
