package org.bitcraps.gateway.collection;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bitcraps.evidence.exchange.NodeReport;
import org.bitcraps.evidence.execution.Ledger;
import org.bitcraps.evidence.execution.TableLedger;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.membership.Quorum;
import org.bitcraps.evidence.membership.ReplicaId;

/** Why nothing moves, for people: worked out from the certified view, the clock and the panel. */
public final class Standstill {

  /** Below this nobody asks why. */
  private static final long PATIENCE_MS = 2_500;

  private Standstill() {}

  /** Every reason, for programs; each is explained in {@code catalogue.json}. */
  public enum Code {
    VIEW_STOPPED,
    NO_BLOCK_YET,
    QUORUM_NOT_REACHED,
    CLOSE_OVERDUE,
    REVEALS_AWAITED,
    COMMITMENTS_AWAITED,
    OPENING_OVERDUE
  }

  /**
   * One reason.
   *
   * @param code for programs
   * @param table at which table; null if at all
   * @param validators for whom we wait
   * @param text one sentence
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Reason(Code code, Integer table, List<Integer> validators, String text) {}

  /** All reasons at this moment; none while the game goes on. */
  public static List<Reason> reasons(ChainView view, Optional<NodeReport> nodes, long nowMs) {
    List<Reason> reasons = new ArrayList<>();
    view.stopped()
        .ifPresent(why -> reasons.add(new Reason(Code.VIEW_STOPPED, null, List.of(), why)));
    nodes.ifPresent(report -> quorum(view.ledger(), report).ifPresent(reasons::add));
    if (view.lastAtMs() == 0) {
      reasons.add(
          new Reason(
              Code.NO_BLOCK_YET,
              null,
              List.of(),
              "No certified block has reached this gateway yet."));
    } else {
      // A table can wait while blocks go on: other tables play, players move money.
      boolean still = isOverdue(view.lastAtMs(), nowMs);
      for (Map.Entry<TableId, TableLedger> table : view.ledger().tables()) {
        tableWaits(view.ledger(), table.getValue(), still, nowMs).ifPresent(reasons::add);
      }
    }
    return reasons;
  }

  private static Optional<Reason> quorum(Ledger ledger, NodeReport report) {
    Quorum quorum = ledger.validators().quorum();
    List<ReplicaId> down =
        report.validators().stream()
            .filter(v -> v.condition() != NodeReport.Condition.UP)
            .map(NodeReport.ValidatorReport::id)
            .toList();
    // Validators of other servers are not in the report: only all of them together tell.
    boolean all = report.validators().size() == quorum.n();
    return all && quorum.n() - down.size() < quorum.size()
        ? Optional.of(
            new Reason(
                Code.QUORUM_NOT_REACHED,
                null,
                values(down),
                "%d of %d validators are up, %d must agree: waiting for %s."
                    .formatted(quorum.n() - down.size(), quorum.n(), quorum.size(), names(down))))
        : Optional.empty();
  }

  private static boolean isOverdue(long sinceMs, long nowMs) {
    return nowMs - sinceMs > PATIENCE_MS;
  }

  private static Optional<Reason> tableWaits(
      Ledger ledger, TableLedger table, boolean still, long nowMs) {
    Ledger.Awaited awaited = ledger.waitingFor(table.id()).orElseThrow();
    int quorum = ledger.validators().quorum().size();
    return switch (table.round().phase()) {
      case BETTING ->
          isOverdue(table.round().closesAtMs(), nowMs)
              ? reason(
                  Code.CLOSE_OVERDUE,
                  table,
                  List.of(),
                  "Betting of round %d should have closed; no block says so yet."
                      .formatted(table.round().number()))
              : Optional.empty();
      case REVEALING ->
          isOverdue(table.round().closedAtMs(), nowMs)
              ? reason(
                  Code.REVEALS_AWAITED,
                  table,
                  awaited.reveals(),
                  "The dice of round %d wait for the secret of %s; a round is never voided or redrawn."
                      .formatted(table.round().number(), names(awaited.reveals())))
              : Optional.empty();
      case SETTLED -> still ? opening(table, quorum, awaited.commitments()) : Optional.empty();
    };
  }

  private static Optional<Reason> opening(TableLedger table, int quorum, List<ReplicaId> missing) {
    long next = table.round().number() + 1;
    return table.nextCommitments().size() < quorum
        ? reason(
            Code.COMMITMENTS_AWAITED,
            table,
            missing,
            "Round %d opens when %d validators have committed to its dice; missing: %s."
                .formatted(next, quorum, names(missing)))
        : reason(
            Code.OPENING_OVERDUE,
            table,
            List.of(),
            "Round %d could open; no block says so yet.".formatted(next));
  }

  private static Optional<Reason> reason(
      Code code, TableLedger table, List<ReplicaId> validators, String text) {
    return Optional.of(new Reason(code, table.id().value(), values(validators), text));
  }

  private static List<Integer> values(List<ReplicaId> ids) {
    return ids.stream().map(ReplicaId::value).toList();
  }

  private static String names(List<ReplicaId> ids) {
    return ids.isEmpty()
        ? "nobody in particular"
        : ids.stream().map(id -> "validator " + id).collect(Collectors.joining(", "));
  }
}
