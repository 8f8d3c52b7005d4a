package org.bitcraps.evidence.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bitcraps.evidence.bet.BetBatch;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.exchange.CertifiedBlock;
import org.bitcraps.evidence.execution.BetSettled;
import org.bitcraps.evidence.execution.OrderKind;
import org.bitcraps.evidence.execution.Outcome;
import org.bitcraps.evidence.execution.Receipt;
import org.bitcraps.evidence.execution.ResultLeaf;
import org.bitcraps.evidence.execution.ResultRoot;
import org.bitcraps.evidence.execution.RollRecorded;
import org.bitcraps.evidence.execution.RoundOpened;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.merkle.MerkleTree;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.evidence.operation.SignedOrder;

/**
 * What one certified block contributes to proofs. Made of the block, its bodies and its result
 * leaves, all of which an archive can keep as bytes: no ledger is needed. Immutable.
 */
public final class BlockParts {

  private record BetPlace(Body body, BetBatch batch, int index) {}

  private final CertifiedBlock certified;
  private final List<ResultLeaf> leaves;
  private final MerkleTree tree;
  private final Map<BetId, BetPlace> bets = new TreeMap<>();
  private final Map<BetId, SignedOrder> orders = new TreeMap<>();
  private final Map<BetId, Integer> receipts = new TreeMap<>();
  private final Map<BetId, List<Integer>> changes = new TreeMap<>();
  private final Map<BetId, Integer> settlements = new TreeMap<>();
  private final Map<TableId, Integer> openings = new TreeMap<>();
  private final Map<TableId, Integer> rolls = new TreeMap<>();

  private BlockParts(CertifiedBlock certified, List<ResultLeaf> leaves, MerkleTree tree) {
    this.certified = certified;
    this.leaves = leaves;
    this.tree = tree;
  }

  /**
   * Takes a block apart.
   *
   * @param leaves every result leaf of the block, in order
   * @param bodies every body of the block, in order
   * @throws IllegalArgumentException if bodies or leaves are not those that were certified
   */
  public static BlockParts of(
      CertifiedBlock certified, List<ResultLeaf> leaves, List<Body> bodies) {
    MerkleTree tree = ResultRoot.treeOf(leaves);
    List<Digest> digests = bodies.stream().map(Body::digest).toList();
    if (!tree.root().equals(certified.certificate().statement().resultRoot())) {
      throw new IllegalArgumentException("leaves: not those of block " + certified.sequence());
    }
    if (!digests.equals(certified.block().bodies())) {
      throw new IllegalArgumentException("bodies: not those of block " + certified.sequence());
    }
    BlockParts parts = new BlockParts(certified, List.copyOf(leaves), tree);
    bodies.forEach(parts::index);
    for (int i = 0; i < leaves.size(); i++) {
      parts.index(leaves.get(i), i);
    }
    return parts;
  }

  private void index(Body body) {
    switch (body.operation()) {
      case Operation.PlaceBets placed -> {
        BetBatch batch = placed.batch();
        for (int i = 0; i < batch.bets().size(); i++) {
          bets.putIfAbsent(batch.bets().get(i).id(), new BetPlace(body, batch, i));
        }
      }
      case Operation.PlayerOrders placed ->
          placed.orders().forEach(order -> orders.putIfAbsent(order.order().id(), order));
      case Operation.Commitment commitment -> {}
      case Operation.Reveal reveal -> {}
    }
  }

  private void index(ResultLeaf leaf, int index) {
    if (leaf instanceof Receipt receipt && receipt.outcome() != Outcome.DUPLICATE) {
      // A refusal that used no nonce can be followed by a receipt that counts.
      receipts.merge(receipt.order(), index, (a, b) -> receipt.outcome().usesNonce() ? b : a);
      if (receipt.isDone() && receipt.subject().isPresent()) {
        changes.computeIfAbsent(receipt.subject().get(), bet -> new ArrayList<>()).add(index);
      }
    } else if (leaf instanceof BetSettled settled) {
      settlements.put(settled.order(), index);
    } else if (leaf instanceof RoundOpened opened) {
      openings.put(opened.table(), index);
    } else if (leaf instanceof RollRecorded roll) {
      rolls.put(roll.table(), index);
    }
  }

  /** The block. */
  public CertifiedBlock certified() {
    return certified;
  }

  /** Its result leaves, in order. */
  public List<ResultLeaf> leaves() {
    return leaves;
  }

  /** The bet as it was ordered here, with its player's signature. */
  public Optional<SignedBet> bet(BetId bet) {
    return Optional.ofNullable(bets.get(bet)).map(place -> place.batch().bets().get(place.index()));
  }

  /** That the bet was ordered here; empty if it was not, or only repeated. */
  public Optional<Placement> placement(BetId bet) {
    BetPlace place = bets.get(bet);
    Integer receipt = receipts.get(bet);
    if (place == null || receipt == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Placement(
            BlockProof.of(certified),
            place.batch().header(),
            place.body().payloadHash(),
            place.batch().tree().proof(place.index()),
            proven(receipt)));
  }

  /** What the bet's player changed of it here, in order. */
  public List<ChangePart> changes(BetId bet) {
    List<ChangePart> parts = new ArrayList<>();
    for (int index : changes.getOrDefault(bet, List.of())) {
      Receipt receipt = (Receipt) leaves.get(index);
      parts.add(
          new ChangePart(BlockProof.of(certified), orders.get(receipt.order()), proven(index)));
    }
    return parts;
  }

  /** That a round of the table opened here. */
  public Optional<RoundPart.Opening> opening(TableId table, long round) {
    return Optional.ofNullable(openings.get(table))
        .filter(index -> ((RoundOpened) leaves.get(index)).round() == round)
        .map(index -> new RoundPart.Opening(BlockProof.of(certified), proven(index)));
  }

  /**
   * The dice of a round of the table, thrown here.
   *
   * @param bet whose settlement to add, if the dice did something to it
   */
  public Optional<RoundPart.RollPart> roll(TableId table, long round, Optional<BetId> bet) {
    return Optional.ofNullable(rolls.get(table))
        .filter(index -> ((RollRecorded) leaves.get(index)).round() == round)
        .map(index ->
            new RoundPart.RollPart(
                BlockProof.of(certified),
                proven(index),
                bet.flatMap(id -> Optional.ofNullable(settlements.get(id))).map(this::proven)));
  }

  /** Whether the bet was decided here: won, lost, pushed, returned or taken down. */
  public boolean ends(BetId bet) {
    Integer settlement = settlements.get(bet);
    if (settlement != null && ((BetSettled) leaves.get(settlement)).after().isEmpty()) {
      return true;
    }
    return changes.getOrDefault(bet, List.of()).stream()
        .map(index -> (Receipt) leaves.get(index))
        .anyMatch(receipt -> receipt.kind() == OrderKind.TAKE_DOWN);
  }

  private ProvenLeaf proven(int index) {
    return ProvenLeaf.of(leaves.get(index), tree, index);
  }
}
