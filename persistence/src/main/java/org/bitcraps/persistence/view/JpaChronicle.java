package org.bitcraps.persistence.view;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.bitcraps.evidence.chronicle.AccountLine;
import org.bitcraps.evidence.chronicle.AuditLine;
import org.bitcraps.evidence.chronicle.BlockLine;
import org.bitcraps.evidence.chronicle.Chronicle;
import org.bitcraps.evidence.chronicle.ChronicleException;
import org.bitcraps.evidence.chronicle.Coverage;
import org.bitcraps.evidence.chronicle.Deed;
import org.bitcraps.evidence.chronicle.Filter;
import org.bitcraps.evidence.chronicle.Page;
import org.bitcraps.evidence.chronicle.Paging;
import org.bitcraps.evidence.chronicle.Place;
import org.bitcraps.evidence.chronicle.ReceiptLine;
import org.bitcraps.evidence.chronicle.RevealLine;
import org.bitcraps.evidence.chronicle.RoundLine;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.genesis.AccountId;
import org.eclipse.persistence.jpa.PersistenceProvider;
import org.flywaydb.core.api.FlywayException;

/**
 * The history in a database, by EclipseLink on transactions of its own (never the container's): the
 * database is first asked for when somebody first calls, and may be away at any time.
 */
final class JpaChronicle implements Chronicle, AutoCloseable {

  private static final int AUDIT_ATTEMPTS = 3;

  /** FILE_CORRUPTED_1 of org.h2.api.ErrorCode: H2 is the server's, and not on our class path. */
  private static final int H2_FILE_CORRUPTED = 90_030;

  private final Supplier<DataSource> source;
  private EntityManagerFactory factory;

  JpaChronicle(Supplier<DataSource> source) {
    this.source = source;
  }

  /** Work inside a transaction. */
  private interface Work<T> {
    T in(EntityManager rows) throws ChronicleException;
  }

  private synchronized EntityManagerFactory factory() {
    if (factory == null) {
      ClassLoader here = JpaChronicle.class.getClassLoader();
      Thread thread = Thread.currentThread();
      ClassLoader before = thread.getContextClassLoader();
      // The caller's may not see the unit: a web application's thread, a timer's.
      thread.setContextClassLoader(here);
      try {
        factory =
            new PersistenceProvider()
                .createEntityManagerFactory(
                    "bitcraps-view",
                    Map.of(
                        "jakarta.persistence.nonJtaDataSource",
                        source.get(),
                        "eclipselink.classloader",
                        here));
      } finally {
        thread.setContextClassLoader(before);
      }
      if (factory == null) {
        throw new PersistenceException("there is no persistence unit bitcraps-view");
      }
    }
    return factory;
  }

  private <T> T transact(Work<T> work) throws ChronicleException {
    try (EntityManager rows = factory().createEntityManager()) {
      rows.getTransaction().begin();
      try {
        T result = work.in(rows);
        rows.getTransaction().commit();
        return result;
      } finally {
        if (rows.getTransaction().isActive()) {
          rows.getTransaction().rollback();
        }
      }
    } catch (PersistenceException e) {
      throw away(e);
    }
  }

  private <T> T read(Work<T> work) throws ChronicleException {
    try (EntityManager rows = factory().createEntityManager()) {
      return work.in(rows);
    } catch (PersistenceException e) {
      throw away(e);
    }
  }

  /** What the database said may name hosts and files: the cause has it, the message does not. */
  private static ChronicleException away(Exception e) {
    return new ChronicleException(
        isDamaged(e)
            ? "the file of the history's database is damaged: docs/operate.md says what to do"
            : "the database of the history does not answer",
        e);
  }

  /** What H2 says of its file; PostgreSQL and its like have no such number. */
  private static boolean isDamaged(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLException said && said.getErrorCode() == H2_FILE_CORRUPTED) {
        return true;
      }
    }
    return false;
  }

  @Override
  public Coverage open(ExecutedBlock start) throws ChronicleException {
    migrate();
    return transact(rows -> {
      MarkRow mark = locked(rows);
      if (mark == null) {
        new BlockWriter(rows).open(start);
        return new Coverage(start.sequence().value() + 1, start.sequence().value());
      }
      String chain = start.ledger().chain().toString();
      if (!mark.chain().equals(chain)) {
        throw new ChronicleException(
            "the database holds the history of chain %s, this is %s: give it another database, or"
                    .formatted(mark.chain(), chain)
                + " rebuild it");
      }
      if (mark.lastSequence() < start.sequence().value()) {
        throw new ChronicleException(
            "the history ends at block %d, and blocks before %d are not at hand: rebuild it"
                .formatted(mark.lastSequence(), start.sequence().value()));
      }
      return mark.coverage();
    });
  }

  private void migrate() throws ChronicleException {
    try {
      ViewTables.migrate(source.get());
    } catch (FlywayException | PersistenceException e) {
      throw away(e);
    }
  }

  private static MarkRow locked(EntityManager rows) {
    return rows.find(MarkRow.class, MarkRow.ID, LockModeType.PESSIMISTIC_WRITE);
  }

  @Override
  public Coverage write(BlockNotice notice, ExecutedBlock executed) throws ChronicleException {
    long sequence = executed.sequence().value();
    return transact(rows -> {
      MarkRow mark = locked(rows);
      if (mark == null) {
        throw new ChronicleException("the history was never opened");
      }
      if (sequence <= mark.lastSequence()) {
        return mark.coverage();
      }
      if (sequence != mark.lastSequence() + 1) {
        throw new ChronicleException(
            "block %d does not follow block %d of the history"
                .formatted(sequence, mark.lastSequence()));
      }
      if (!executed.block().parent().hex().equals(mark.lastDigest())) {
        throw new ChronicleException(
            "block %d of the history is not the one that the chain has: rebuild it"
                .formatted(mark.lastSequence()));
      }
      new BlockWriter(rows).write(mark, notice, executed);
      return mark.coverage();
    });
  }

  @Override
  public Coverage rebuild(ExecutedBlock start) throws ChronicleException {
    try {
      ViewTables.dropDerived(source.get());
    } catch (SQLException | PersistenceException e) {
      throw away(e);
    }
    return open(start);
  }

  @Override
  public Optional<Coverage> coverage() throws ChronicleException {
    return read(
        rows -> Optional.ofNullable(rows.find(MarkRow.class, MarkRow.ID)).map(MarkRow::coverage));
  }

  @Override
  public Page<BlockLine> blocks(Filter filter, Paging paging) throws ChronicleException {
    return read(rows ->
        Lists.blocks(filter)
            .page(rows, paging, BlockRow::line, line -> new Place(line.sequence(), 0)));
  }

  @Override
  public Page<RoundLine> rounds(Filter filter, Paging paging) throws ChronicleException {
    return read(rows ->
        Lists.rounds(filter)
            .page(rows, paging, RoundRow::line, line -> new Place(line.round(), line.table())));
  }

  @Override
  public List<RevealLine> reveals(int table, long round) throws ChronicleException {
    return read(rows ->
        rows.createQuery(
                "select r from RevealRow r where r.table = :table and r.round = :round"
                    + " order by r.validator",
                RevealRow.class)
            .setParameter("table", table)
            .setParameter("round", round)
            .getResultStream()
            .map(RevealRow::line)
            .toList());
  }

  @Override
  public Page<ReceiptLine> receipts(Filter filter, Paging paging) throws ChronicleException {
    return read(rows ->
        Lists.receipts(filter)
            .page(rows, paging, ReceiptRow::line, line -> new Place(line.sequence(), line.leaf())));
  }

  @Override
  public Optional<AccountLine> account(AccountId account) throws ChronicleException {
    return read(rows ->
        Optional.ofNullable(rows.find(AccountRow.class, account.toString())).map(AccountRow::line));
  }

  /** Two writers may take the same number: the second one's key is refused, and it tries again. */
  @Override
  public AuditLine note(Deed deed) throws ChronicleException {
    migrate();
    for (int attempt = 1; ; attempt++) {
      try {
        return transact(rows -> {
          Optional<AuditLine> last =
              rows.createQuery("select r from AuditRow r order by r.entry desc", AuditRow.class)
                  .setMaxResults(1)
                  .getResultStream()
                  .findFirst()
                  .map(AuditRow::line);
          AuditLine line = AuditChain.next(last, deed);
          rows.persist(new AuditRow(line));
          return line;
        });
      } catch (ChronicleException e) {
        if (attempt == AUDIT_ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  @Override
  public Page<AuditLine> audit(Paging paging) throws ChronicleException {
    return read(rows ->
        Lists.audit().page(rows, paging, AuditRow::line, line -> new Place(line.entry(), 0)));
  }

  @Override
  public synchronized void close() {
    if (factory != null) {
      factory.close();
      factory = null;
    }
  }
}
