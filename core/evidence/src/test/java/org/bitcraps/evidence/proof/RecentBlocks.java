package org.bitcraps.evidence.proof;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.execution.Outcome;
import org.bitcraps.evidence.execution.Receipt;
import org.bitcraps.evidence.execution.ResultLeaf;
import org.bitcraps.evidence.execution.RollRecorded;
import org.bitcraps.evidence.execution.RoundOpened;
import org.bitcraps.evidence.genesis.TableId;

/**
 * An archive as a gateway keeps one: the newest blocks in memory, as many as have so many leaves
 * together (bound: see the constructor). Blocks whose only leaf is their summary are not kept.
 * Mutable; one owner, who guards it if others read.
 */
final class RecentBlocks implements ProofSource {

  private record RoundKey(TableId table, long round) implements Comparable<RoundKey> {
    @Override
    public int compareTo(RoundKey other) {
      int order = table.compareTo(other.table);
      return order != 0 ? order : Long.compare(round, other.round);
    }
  }

  private final long leavesMax;
  private long leaves;
  private final Deque<BlockParts> blocks = new ArrayDeque<>();
  private final Map<BetId, BlockParts> placed = new TreeMap<>();
  private final Map<BetId, List<BlockParts>> changed = new TreeMap<>();
  private final Map<RoundKey, BlockParts> opened = new TreeMap<>();
  private final Map<RoundKey, BlockParts> rolled = new TreeMap<>();

  /**
   * An empty archive.
   *
   * @param leavesMax the most result leaves kept; one takes about 2 KB with its bet and tree
   */
  public RecentBlocks(long leavesMax) {
    this.leavesMax = leavesMax;
  }

  /** Takes the next block; forgets the oldest ones if it gets too much. */
  public void add(BlockParts block) {
    if (block.leaves().size() == 1) {
      return;
    }
    blocks.addLast(block);
    leaves += block.leaves().size();
    block.leaves().forEach(leaf -> index(leaf, block));
    while (leaves > leavesMax && blocks.size() > 1) {
      forget(blocks.removeFirst());
    }
  }

  private void index(ResultLeaf leaf, BlockParts block) {
    if (leaf instanceof Receipt receipt && receipt.outcome() != Outcome.DUPLICATE) {
      // The receipt that used the nonce is final; a refusal that used none can still be followed.
      placed.merge(receipt.order(), block, (first, next) -> isFinal(receipt) ? next : first);
      if (receipt.isDone() && receipt.subject().isPresent()) {
        List<BlockParts> known =
            changed.computeIfAbsent(receipt.subject().get(), bet -> new ArrayList<>());
        if (!known.contains(block)) {
          known.add(block);
        }
      }
    } else if (leaf instanceof RoundOpened opening) {
      opened.put(new RoundKey(opening.table(), opening.round()), block);
    } else if (leaf instanceof RollRecorded roll) {
      rolled.put(new RoundKey(roll.table(), roll.round()), block);
    }
  }

  private static boolean isFinal(Receipt receipt) {
    return receipt.outcome().usesNonce();
  }

  private void forget(BlockParts block) {
    leaves -= block.leaves().size();
    for (ResultLeaf leaf : block.leaves()) {
      if (leaf instanceof Receipt receipt) {
        placed.remove(receipt.order(), block);
        receipt
            .subject()
            .ifPresent(bet ->
                changed.computeIfPresent(
                    bet,
                    (id, known) -> {
                      known.remove(block);
                      return known.isEmpty() ? null : known;
                    }));
      } else if (leaf instanceof RoundOpened opening) {
        opened.remove(new RoundKey(opening.table(), opening.round()), block);
      } else if (leaf instanceof RollRecorded roll) {
        rolled.remove(new RoundKey(roll.table(), roll.round()), block);
      }
    }
  }

  @Override
  public Optional<BlockParts> placed(BetId bet) {
    return Optional.ofNullable(placed.get(bet));
  }

  @Override
  public List<BlockParts> changed(BetId bet) {
    return Collections.unmodifiableList(changed.getOrDefault(bet, List.of()));
  }

  @Override
  public Optional<BlockParts> opened(TableId table, long round) {
    return Optional.ofNullable(opened.get(new RoundKey(table, round)));
  }

  @Override
  public Optional<BlockParts> rolled(TableId table, long round) {
    return Optional.ofNullable(rolled.get(new RoundKey(table, round)));
  }
}
