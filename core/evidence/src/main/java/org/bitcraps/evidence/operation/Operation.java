package org.bitcraps.evidence.operation;

import java.util.ArrayList;
import java.util.List;
import org.bitcraps.evidence.bet.BetBatch;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.dice.DiceSecret;
import org.bitcraps.evidence.dice.DrawId;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.ReplicaSet;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.Signed;

/** One thing that consensus can order. Sealed: execution handles every one of them. */
public sealed interface Operation {

  /** The chain it is for. */
  ChainId chain();

  /**
   * The signatures to check before a validator prepares a fresh proposal with it (DESIGN P7);
   * execution never does.
   *
   * @param set the current validators; a validator operation of a stranger claims nothing, and
   *     {@link #isBy} is false
   */
  List<Signed> claims(ReplicaSet set);

  /** Whether its author may author it: for a validator's operations, is it one of the set. */
  boolean isBy(ReplicaSet set);

  /** Bets of many players, aggregated by a gateway. */
  record PlaceBets(BetBatch batch) implements Operation {

    @Override
    public ChainId chain() {
      return batch.header().chain();
    }

    @Override
    public List<Signed> claims(ReplicaSet set) {
      List<Signed> claims = new ArrayList<>(batch.bets().size());
      for (SignedBet bet : batch.bets()) {
        claims.addAll(bet.claims());
      }
      return claims;
    }

    @Override
    public boolean isBy(ReplicaSet set) {
      return true;
    }
  }

  /** Orders of players that are not bets: changes of bets, grants, transfers. */
  record PlayerOrders(ChainId chain, List<SignedOrder> orders) implements Operation {

    /**
     * @throws IllegalArgumentException if empty or one order is of another chain
     */
    public PlayerOrders {
      orders = List.copyOf(orders);
      if (orders.isEmpty()) {
        throw new IllegalArgumentException("orders: at least one");
      }
      for (SignedOrder signed : orders) {
        if (!signed.order().chain().equals(chain)) {
          throw new IllegalArgumentException("orders: one is of another chain");
        }
      }
    }

    @Override
    public List<Signed> claims(ReplicaSet set) {
      List<Signed> claims = new ArrayList<>(orders.size());
      for (SignedOrder signed : orders) {
        claims.add(signed.claim());
      }
      return claims;
    }

    @Override
    public boolean isBy(ReplicaSet set) {
      return true;
    }
  }

  /** A validator commits to its secret of a draw, before betting on it opens (R1). */
  record Commitment(DrawId draw, ReplicaId validator, Digest commitment, Signature signature)
      implements Operation {

    /** What the validator signs. */
    public static byte[] signedBytes(DrawId draw, ReplicaId validator, Digest commitment) {
      return new Encoder(128)
          .tag(DomainTag.DICE_COMMITMENT_SIGNATURE)
          .value(draw)
          .value(validator)
          .digest(commitment)
          .toBytes();
    }

    @Override
    public ChainId chain() {
      return draw.chain();
    }

    @Override
    public List<Signed> claims(ReplicaSet set) {
      return set.voteKey(validator)
          .map(key -> List.of(new Signed(key, signedBytes(draw, validator, commitment), signature)))
          .orElse(List.of());
    }

    @Override
    public boolean isBy(ReplicaSet set) {
      return set.contains(validator);
    }
  }

  /** A validator reveals its secret, after the close of betting is certified (R2). */
  record Reveal(DrawId draw, ReplicaId validator, DiceSecret secret, Signature signature)
      implements Operation {

    /** What the validator signs. */
    public static byte[] signedBytes(DrawId draw, ReplicaId validator, DiceSecret secret) {
      return new Encoder(128)
          .tag(DomainTag.DICE_REVEAL_SIGNATURE)
          .value(draw)
          .value(validator)
          .digest(secret.value())
          .toBytes();
    }

    @Override
    public ChainId chain() {
      return draw.chain();
    }

    @Override
    public List<Signed> claims(ReplicaSet set) {
      return set.voteKey(validator)
          .map(key -> List.of(new Signed(key, signedBytes(draw, validator, secret), signature)))
          .orElse(List.of());
    }

    @Override
    public boolean isBy(ReplicaSet set) {
      return set.contains(validator);
    }
  }
}
