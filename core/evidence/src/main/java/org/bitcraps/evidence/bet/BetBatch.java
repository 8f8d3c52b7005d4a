package org.bitcraps.evidence.bet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.merkle.MerkleTree;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.MalformedException;

/**
 * Bets of one table and round in the gateway's order, under a Merkle root (SPEC §6).
 *
 * <p>On the wire: the header, then 122 bytes a bet (key, type, amount, nonce, expiry, signature);
 * chain, table and round stand once, in the header. Decoding recomputes count, length and root: a
 * batch whose header lies cannot exist as a value.
 */
public final class BetBatch {

  private static final int ENTRY_BYTES = PublicKey.BYTES + 2 + 8 + 8 + 8 + Signature.BYTES;

  private final BatchHeader header;
  private final List<SignedBet> bets;
  private final MerkleTree tree;

  private BetBatch(BatchHeader header, List<SignedBet> bets, MerkleTree tree) {
    this.header = header;
    this.bets = bets;
    this.tree = tree;
  }

  /**
   * A batch of at least one bet.
   *
   * @throws IllegalArgumentException if empty, or a bet is of another chain, table or round
   */
  public static BetBatch of(
      ChainId chain,
      GatewayId gateway,
      long gatewaySequence,
      TableId table,
      long round,
      List<SignedBet> bets) {
    if (bets.isEmpty()) {
      throw new IllegalArgumentException("bets: a batch has at least one");
    }
    for (SignedBet signed : bets) {
      Wager bet = signed.bet();
      if (!bet.chain().equals(chain) || !bet.table().equals(table) || bet.round() != round) {
        throw new IllegalArgumentException("bets: one is of another chain, table or round");
      }
    }
    MerkleTree tree = treeOf(bets);
    BatchHeader header =
        new BatchHeader(
            chain,
            gateway,
            gatewaySequence,
            table,
            round,
            bets.size(),
            Math.multiplyExact(bets.size(), ENTRY_BYTES),
            tree.root());
    return new BetBatch(header, List.copyOf(bets), tree);
  }

  private static MerkleTree treeOf(List<SignedBet> bets) {
    MerkleTree.Leaves leaves = new MerkleTree.Leaves(bets.size());
    for (SignedBet signed : bets) {
      signed.bet().encodeSignedTo(leaves.begin());
      leaves.end();
    }
    return leaves.tree();
  }

  /** What the batch says of itself. */
  public BatchHeader header() {
    return header;
  }

  /** The bets in order. */
  public List<SignedBet> bets() {
    return bets;
  }

  /** The tree over the bets' signed bytes. */
  public MerkleTree tree() {
    return tree;
  }

  /** Alike bets summed, in the order of the types. */
  public List<BetLine> lines() {
    Map<BetType, BetLine> lines = new TreeMap<>();
    for (SignedBet signed : bets) {
      BetLine line = new BetLine(signed.bet().type(), signed.bet().amount(), 1);
      lines.merge(
          line.type(),
          line,
          (a, b) -> new BetLine(a.type(), saturated(a.total(), b.total()), a.count() + 1));
    }
    return List.copyOf(lines.values());
  }

  /** Stakes are whatever players sign: a sum of them must not be able to throw. */
  private static long saturated(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }

  /** What follows the header: the bets' own fields and signatures. */
  public void encodePayloadTo(Encoder out) {
    for (SignedBet signed : bets) {
      Wager bet = signed.bet();
      out.publicKey(bet.key())
          .u16(bet.type().code())
          .u63(bet.amount())
          .u63(bet.nonce())
          .u63(bet.expiresAtMs())
          .signature(signed.signature());
    }
  }

  /** Reads header and payload; recomputes what the header says. */
  public static BetBatch decode(Decoder in, int countMax) {
    BatchHeader header = BatchHeader.decode(in);
    MalformedException.require(
        header.count() >= 1 && header.count() <= countMax,
        "count",
        header.count() + " bets, 1 to " + countMax);
    MalformedException.require(
        (long) header.count() * ENTRY_BYTES == header.payloadBytes(),
        "payloadBytes",
        header.payloadBytes() + " bytes for " + header.count() + " bets");
    MalformedException.require(
        header.payloadBytes() == in.remaining(),
        "payloadBytes",
        header.payloadBytes() + " bytes, " + in.remaining() + " left");
    List<SignedBet> bets = new ArrayList<>(header.count());
    for (int i = 0; i < header.count(); i++) {
      Wager bet =
          new Wager(
              header.chain(),
              in.publicKey("key"),
              header.table(),
              header.round(),
              SignedBet.betType(in),
              in.u63("amount"),
              in.u63("nonce"),
              in.u63("expiresAtMs"));
      bets.add(new SignedBet(bet, in.signature("signature")));
    }
    MerkleTree tree = treeOf(bets);
    MalformedException.require(tree.root().equals(header.root()), "root", "not the bets' root");
    return new BetBatch(header, List.copyOf(bets), tree);
  }
}
