package org.bitcraps.evidence.chronicle;

import java.util.List;
import java.util.Optional;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.genesis.AccountId;

/**
 * Port to the readable history: certified blocks as lines that can be searched. Derived from blocks
 * alone, one transaction a block, so it can be dropped and written again at any time; the audit
 * lines, which no block holds, are kept apart and survive that.
 *
 * <p>One thread writes, any reads. Every call may take as long as a database takes: none belongs on
 * a thread that the game needs.
 */
public interface Chronicle {

  /**
   * Makes tables where there are none; an empty history begins with the balances of {@code start}.
   *
   * @param start a state from which the writer's blocks follow: that of genesis, or a fetched one
   * @throws ChronicleException if the database is away, holds another chain, or ends before {@code
   *     start}
   */
  Coverage open(ExecutedBlock start) throws ChronicleException;

  /**
   * Writes the next block; one that is there already changes nothing.
   *
   * @param executed the block of the notice, executed, not restored
   * @throws ChronicleException if the database is away, or the block does not follow its last one:
   *     then nothing was written
   */
  Coverage write(BlockNotice notice, ExecutedBlock executed) throws ChronicleException;

  /** Drops every line that blocks give, whatever it is, and begins again as {@link #open}. */
  Coverage rebuild(ExecutedBlock start) throws ChronicleException;

  /** What is there; empty before {@link #open} has been through once. */
  Optional<Coverage> coverage() throws ChronicleException;

  /** Blocks by sequence: place (sequence, 0). */
  Page<BlockLine> blocks(Filter filter, Paging paging) throws ChronicleException;

  /** Rounds by number, then table: place (round, table). */
  Page<RoundLine> rounds(Filter filter, Paging paging) throws ChronicleException;

  /** The contributions to a round's dice, ascending by validator. */
  List<RevealLine> reveals(int table, long round) throws ChronicleException;

  /** Effects by place in the chain: place (sequence, leaf). */
  Page<ReceiptLine> receipts(Filter filter, Paging paging) throws ChronicleException;

  /** One account. */
  Optional<AccountLine> account(AccountId account) throws ChronicleException;

  /** Appends to the audit lines. */
  AuditLine note(Deed deed) throws ChronicleException;

  /** The audit lines by number: place (entry, 0). */
  Page<AuditLine> audit(Paging paging) throws ChronicleException;
}
