package org.bitcraps.evidence.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.craps.RulesTable;
import org.bitcraps.evidence.execution.BlockSummary.TablePhase;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.KeyCheck;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.merkle.MerkleTree;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.evidence.operation.SignedOrder;

/**
 * A block with its outcome: a function of the state before and the block, and of nothing else
 * (DESIGN C6). Immutable; branches from one block share what they did not change and do not
 * influence each other.
 *
 * <p>Order within a block (B4): phase transitions due at the effective time, then the operations; a
 * round is settled right after what ends its REVEALING.
 */
public final class ExecutedBlock {

  private final Optional<Block> block;
  private final Ledger ledger;
  private final Digest resultRoot;

  /** Empty in a restored block: the effects of the past are in the archive, not in the state. */
  private final Optional<Effects> effects;

  private record Effects(List<ResultLeaf> leaves, MerkleTree tree) {}

  private ExecutedBlock(Optional<Block> block, Ledger ledger, List<ResultLeaf> leaves) {
    this.block = block;
    this.ledger = ledger;
    MerkleTree tree = ResultRoot.treeOf(leaves);
    this.resultRoot = tree.root();
    this.effects = Optional.of(new Effects(leaves, tree));
  }

  private ExecutedBlock(Block block, Digest resultRoot, Ledger ledger) {
    this.block = Optional.of(block);
    this.ledger = ledger;
    this.resultRoot = resultRoot;
    this.effects = Optional.empty();
  }

  /**
   * The state that a genesis describes, playing by the house's rules: sequence 0, no block.
   *
   * @throws IllegalArgumentException if genesis names other rules or another protocol version
   */
  public static ExecutedBlock genesis(Genesis genesis) {
    return genesis(Ledger.genesis(genesis));
  }

  /** The same with the rules and the key check that the host gives: see {@link Ledger#genesis}. */
  public static ExecutedBlock genesis(Genesis genesis, RulesTable rules, KeyCheck keyCheck) {
    return genesis(Ledger.genesis(genesis, rules, keyCheck));
  }

  /**
   * The state after a block as a checkpoint gives it back (DESIGN C7): blocks are executed on it as
   * on the original; the block's own leaves are not known here.
   *
   * @param block the checkpoint's block
   * @param resultRoot what its certificate signs
   * @param state the state under the checkpoint's state root
   * @throws IllegalArgumentException if the block is of another chain
   */
  public static ExecutedBlock restored(Block block, Digest resultRoot, StateTree state) {
    require(block.chain().equals(state.ledger().chain()), "chain: of another chain");
    return new ExecutedBlock(block, resultRoot, state.ledger());
  }

  /** The state before the first block, whatever it is. */
  static ExecutedBlock genesis(Ledger ledger) {
    return new ExecutedBlock(
        Optional.empty(),
        ledger,
        List.of(summary(Digest.ZERO, ledger, StateDelta.ofGenesis(ledger))));
  }

  /**
   * The block after this one.
   *
   * @param bodies exactly the bodies that the block names, in its order
   * @throws IllegalArgumentException if the block does not follow this one, or the bodies are not
   *     its own: the caller's mistake
   * @throws IllegalStateException if an invariant broke: the replica must stop (X5)
   */
  public ExecutedBlock next(Block block, List<Body> bodies) {
    requireNext(block, bodies);
    long effectiveTimeMs = Math.max(ledger.effectiveTimeMs(), block.timeMs());
    LedgerDraft draft = new LedgerDraft(ledger, block.sequence(), effectiveTimeMs);
    RoundMachine rounds = new RoundMachine(draft);
    PlayerDesk players = new PlayerDesk(draft);
    rounds.passDue();
    for (Body body : bodies) {
      switch (body.operation()) {
        case Operation.PlaceBets bets -> {
          for (SignedBet signed : bets.batch().bets()) {
            players.place(signed.bet());
          }
        }
        case Operation.PlayerOrders orders -> {
          for (SignedOrder signed : orders.orders()) {
            players.order(signed.order());
          }
        }
        case Operation.Commitment commitment -> rounds.commit(commitment);
        case Operation.Reveal reveal -> rounds.reveal(reveal);
      }
    }
    LedgerDraft.Applied applied = draft.apply();
    List<ResultLeaf> leaves = new ArrayList<>(draft.leaves().size() + 1);
    leaves.add(summary(resultRoot(), applied.after(), applied.delta()));
    leaves.addAll(draft.leaves());
    return new ExecutedBlock(Optional.of(block), applied.after(), List.copyOf(leaves));
  }

  private void requireNext(Block next, List<Body> bodies) {
    require(next.chain().equals(ledger.chain()), "chain: of another chain");
    require(next.epoch().equals(ledger.validators().epoch()), "epoch: not the current one");
    require(next.sequence().equals(sequence().next()), "sequence: not the next one");
    require(next.parent().equals(digest()), "parent: another block");
    require(
        next.bodies().equals(bodies.stream().map(Body::digest).toList()), "bodies: not its own");
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  private static BlockSummary summary(Digest previousRoot, Ledger after, Digest delta) {
    List<TablePhase> tables = new ArrayList<>();
    for (Map.Entry<TableId, TableLedger> table : after.tables()) {
      Round round = table.getValue().round();
      tables.add(new TablePhase(table.getKey(), round.number(), round.phase()));
    }
    return new BlockSummary(
        previousRoot,
        after.effectiveTimeMs(),
        tables,
        delta,
        false,
        after.facts().validatorsHash(),
        after.rulesHash());
  }

  /**
   * The block.
   *
   * @throws IllegalStateException of genesis, which is none
   */
  public Block block() {
    return block.orElseThrow(() -> new IllegalStateException("genesis is not a block"));
  }

  /** Its place in the order; 0 for genesis. */
  public SequenceNumber sequence() {
    return block.map(Block::sequence).orElse(SequenceNumber.ZERO);
  }

  /** What the next block names as its parent; {@link Digest#ZERO} for genesis. */
  public Digest digest() {
    return block.map(Block::digest).orElse(Digest.ZERO);
  }

  /** The state after the block. */
  public Ledger ledger() {
    return ledger;
  }

  /** The block's time for all rules: never before that of the block before (P6). */
  public long effectiveTimeMs() {
    return ledger.effectiveTimeMs();
  }

  /** What the certificate signs beside the order. */
  public Digest resultRoot() {
    return resultRoot;
  }

  /**
   * The tree over the leaves: gives inclusion proofs.
   *
   * @throws IllegalStateException of a restored block
   */
  public MerkleTree resultTree() {
    return effects().tree();
  }

  private Effects effects() {
    return effects.orElseThrow(
        () -> new IllegalStateException("block " + sequence() + " was restored, not executed"));
  }

  /** Leaf 0. */
  public BlockSummary summary() {
    return (BlockSummary) leaves().get(0);
  }

  /**
   * Every effect in order of execution, the summary first.
   *
   * @throws IllegalStateException of a restored block
   */
  public List<ResultLeaf> leaves() {
    return effects().leaves();
  }

  @Override
  public String toString() {
    return "ExecutedBlock[" + sequence() + " " + resultRoot().brief() + "]";
  }
}
