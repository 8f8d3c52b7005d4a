package org.bitcraps.simulator.invariants;

import java.util.Map;
import java.util.TreeMap;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.execution.OrderKind;
import org.bitcraps.evidence.execution.Receipt;
import org.bitcraps.evidence.execution.ResultLeaf;
import org.bitcraps.evidence.execution.RollRecorded;
import org.bitcraps.evidence.execution.RoundClosed;
import org.bitcraps.evidence.execution.RoundOpened;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.protocol.consensus.CommittedBlock;
import org.bitcraps.simulator.Validator;

/**
 * B1, B4, by the order of the receipts: a bet takes effect in the round it names, while that is
 * open for betting; from close to roll nothing about a table's bets changes.
 */
public final class BetsBeforeClose implements Invariant {

  private final Map<TableId, Long> open = new TreeMap<>();
  private final Map<TableId, Long> closed = new TreeMap<>();
  private long next = 1;

  @Override
  public void committed(Validator validator, CommittedBlock committed) {
    ExecutedBlock block = Invariant.executed(committed);
    if (block.sequence().value() != next) {
      return; // Somebody else held it before: agreement is another invariant's.
    }
    next++;
    for (ResultLeaf leaf : block.leaves()) {
      switch (leaf) {
        case RoundOpened opened -> open.put(opened.table(), opened.round());
        case RoundClosed close -> {
          open.remove(close.table());
          closed.put(close.table(), close.round());
        }
        case RollRecorded roll -> closed.remove(roll.table());
        case Receipt receipt -> check(receipt, block);
        default -> {}
      }
    }
  }

  private void check(Receipt receipt, ExecutedBlock block) {
    if (!receipt.isDone() || receipt.table().isEmpty()) {
      return;
    }
    TableId table = receipt.table().get();
    boolean inTime =
        receipt.kind() == OrderKind.BET
            ? open.getOrDefault(table, -1L) == receipt.round()
            : !closed.containsKey(table);
    require(
        inTime,
        () ->
            "%s of round %d has its effect at %s, after the close"
                .formatted(receipt.kind(), receipt.round(), block));
  }
}
