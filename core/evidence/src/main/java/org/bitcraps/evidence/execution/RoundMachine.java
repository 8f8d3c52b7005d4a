package org.bitcraps.evidence.execution;

import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import org.bitcraps.evidence.dice.DiceSecret;
import org.bitcraps.evidence.dice.DrawId;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.operation.Operation;

/**
 * The round of each table (SPEC §5, DESIGN R1, R3, B4). t = effective time, q and f of the current
 * validator set, K = the committers, frozen at the opening.
 *
 * <pre>
 *  from       when                                                 to         effect
 *  SETTLED    start of a block, ≥ q commitments to the next round  BETTING    round + 1, K frozen
 *  BETTING    start of a block, t ≥ closesAt                       REVEALING  bets are frozen
 *  REVEALING  a reveal completes K                                 SETTLED    dice, settlement
 *  REVEALING  start of a block, t ≥ closedAt + window + grace,     SETTLED    dice, settlement,
 *             ≥ |K| − f reveals                                               missing ones recorded
 * </pre>
 *
 * <p>A round with too few reveals waits for ever: it is never voided and never drawn again.
 *
 * <p>Rounds open, and fall back to fewer reveals, only at the start of a block. So K's commitments
 * stand in earlier blocks, and were certified before anybody could bet on them; and every reveal of
 * the block before counts, whatever its place in it.
 */
public final class RoundMachine {

  /** For so many rounds a late reveal can still clear a missing one; bounds the records. */
  public static final long MISSED_ROUNDS_KEPT = 1_024;

  private final LedgerDraft draft;

  RoundMachine(LedgerDraft draft) {
    this.draft = draft;
  }

  /**
   * From which effective time on an empty block moves the table; the ledger's own time if any block
   * does; empty if only an operation can.
   */
  static OptionalLong dueMs(TableLedger table, Ledger ledger) {
    Round round = table.round();
    return switch (round.phase()) {
      case SETTLED ->
          table.nextCommitments().size() >= ledger.validators().quorum().size()
              ? OptionalLong.of(ledger.effectiveTimeMs())
              : OptionalLong.empty();
      case BETTING -> OptionalLong.of(round.closesAtMs());
      case REVEALING ->
          round.reveals().size() >= enoughReveals(round, ledger)
              ? OptionalLong.of(fallbackAtMs(round, ledger))
              : OptionalLong.empty();
    };
  }

  private static int enoughReveals(Round round, Ledger ledger) {
    return round.committers().size() - ledger.validators().quorum().faulty();
  }

  private static long fallbackAtMs(Round round, Ledger ledger) {
    return later(
        round.closedAtMs(),
        ledger.parameters().get(Parameter.REVEAL_WINDOW_MS)
            + ledger.parameters().get(Parameter.REVEAL_GRACE_MS));
  }

  /** Saturates: a certified block is executed whatever its time (P7). */
  private static long later(long timeMs, long byMs) {
    return timeMs > Long.MAX_VALUE - byMs ? Long.MAX_VALUE : timeMs + byMs;
  }

  /** What is due at the start of the block, at every table, before its operations (B4). */
  void passDue() {
    Ledger ledger = draft.before();
    for (Map.Entry<TableId, TableLedger> entry : ledger.tables()) {
      OptionalLong due = dueMs(entry.getValue(), ledger);
      if (due.isPresent() && due.getAsLong() <= draft.effectiveTimeMs()) {
        pass(draft.table(entry.getKey()).orElseThrow());
      }
    }
  }

  private void pass(TableDraft table) {
    switch (table.round().phase()) {
      case BETTING -> close(table);
      case REVEALING -> {
        settle(table);
        openIfPossible(table);
      }
      case SETTLED -> openIfPossible(table);
    }
  }

  private void openIfPossible(TableDraft table) {
    SortedMap<ReplicaId, Digest> commitments = table.nextCommitments();
    if (commitments.size() < draft.before().validators().quorum().size()) {
      return;
    }
    long now = draft.effectiveTimeMs();
    long closesAt = later(now, draft.before().parameters().get(Parameter.BETTING_WINDOW_MS));
    Round round = table.round().next(now, closesAt, commitments);
    table.round(round);
    table.clearCommitments();
    draft.add(
        new RoundOpened(table.before().id(), round.number(), now, closesAt, round.committers()));
  }

  private void close(TableDraft table) {
    Round round = table.round().closed(draft.effectiveTimeMs());
    table.round(round);
    draft.add(
        new RoundClosed(
            table.before().id(),
            round.number(),
            round.closedAtMs(),
            fallbackAtMs(round, draft.before())));
  }

  private void settle(TableDraft table) {
    new TableSettlement(draft, table).settle();
  }

  /** Takes or refuses a commitment. */
  void commit(Operation.Commitment commitment) {
    DrawId draw = commitment.draw();
    CommitmentReceipt.Answer answer = judge(commitment);
    if (answer == CommitmentReceipt.Answer.ACCEPTED) {
      draft
          .table(draw.table())
          .orElseThrow()
          .commit(commitment.validator(), commitment.commitment());
    }
    draft.add(
        new CommitmentReceipt(
            draw.table(), draw.round(), commitment.validator(), commitment.commitment(), answer));
  }

  private CommitmentReceipt.Answer judge(Operation.Commitment commitment) {
    DrawId draw = commitment.draw();
    if (!draw.chain().equals(draft.before().chain())) {
      return CommitmentReceipt.Answer.WRONG_CHAIN;
    }
    TableDraft table = draft.table(draw.table()).orElse(null);
    if (table == null) {
      return CommitmentReceipt.Answer.TABLE_UNKNOWN;
    }
    if (!draft.before().validators().contains(commitment.validator())) {
      return CommitmentReceipt.Answer.STRANGER;
    }
    long current = table.round().number();
    if (draw.round() <= current) {
      return CommitmentReceipt.Answer.TOO_LATE;
    }
    if (draw.round() - current > 1) {
      return CommitmentReceipt.Answer.TOO_EARLY;
    }
    if (table.nextCommitments().containsKey(commitment.validator())) {
      return CommitmentReceipt.Answer.REPEATED;
    }
    if (table.nextCommitments().containsValue(commitment.commitment())) {
      return CommitmentReceipt.Answer.EQUAL;
    }
    return CommitmentReceipt.Answer.ACCEPTED;
  }

  /** Takes or refuses a reveal; settles the round right after the one that completes it. */
  void reveal(Operation.Reveal reveal) {
    DrawId draw = reveal.draw();
    RevealReceipt.Answer answer = judge(reveal);
    draft.add(
        new RevealReceipt(draw.table(), draw.round(), reveal.validator(), reveal.secret(), answer));
    if (answer == RevealReceipt.Answer.LATE) {
      draft
          .table(draw.table())
          .orElseThrow()
          .clearMissed(new MissedReveal(draw.round(), reveal.validator()));
    }
    if (answer == RevealReceipt.Answer.ACCEPTED) {
      TableDraft table = draft.table(draw.table()).orElseThrow();
      table.round(table.round().revealed(reveal.validator(), reveal.secret()));
      if (table.round().isComplete()) {
        settle(table);
      }
    }
  }

  private RevealReceipt.Answer judge(Operation.Reveal reveal) {
    DrawId draw = reveal.draw();
    if (!draw.chain().equals(draft.before().chain())) {
      return RevealReceipt.Answer.WRONG_CHAIN;
    }
    TableDraft table = draft.table(draw.table()).orElse(null);
    if (table == null) {
      return RevealReceipt.Answer.TABLE_UNKNOWN;
    }
    Round round = table.round();
    if (draw.round() > round.number()
        || (draw.round() == round.number() && round.phase() == RoundPhase.BETTING)) {
      return RevealReceipt.Answer.TOO_EARLY;
    }
    if (draw.round() < round.number() || round.phase() == RoundPhase.SETTLED) {
      return table
          .missed(new MissedReveal(draw.round(), reveal.validator()))
          .map(commitment ->
              matches(reveal, commitment)
                  ? RevealReceipt.Answer.LATE
                  : RevealReceipt.Answer.COMMITMENT_MISMATCH)
          .orElse(RevealReceipt.Answer.NOT_AWAITED);
    }
    Digest commitment = round.committers().get(reveal.validator());
    if (commitment == null) {
      return RevealReceipt.Answer.STRANGER;
    }
    if (round.reveals().containsKey(reveal.validator())) {
      return RevealReceipt.Answer.REPEATED;
    }
    return matches(reveal, commitment)
        ? RevealReceipt.Answer.ACCEPTED
        : RevealReceipt.Answer.COMMITMENT_MISMATCH;
  }

  private static boolean matches(Operation.Reveal reveal, Digest commitment) {
    DiceSecret secret = reveal.secret();
    return secret.commitment(reveal.draw(), reveal.validator()).equals(commitment);
  }
}
