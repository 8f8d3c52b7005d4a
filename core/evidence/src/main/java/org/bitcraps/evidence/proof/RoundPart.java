package org.bitcraps.evidence.proof;

import java.util.Optional;

/**
 * One round: how it opened, and, once they are thrown, its dice.
 *
 * @param opening the commitments, frozen before anybody could bet on the round
 * @param roll empty while the dice are not known
 */
public record RoundPart(Opening opening, Optional<RollPart> roll) {

  /** The opening with its block; the leaf is a {@code RoundOpened}. */
  public record Opening(BlockProof block, ProvenLeaf leaf) {}

  /**
   * The dice with their block.
   *
   * @param leaf a {@code RollRecorded}
   * @param settlement a {@code BetSettled} of the same block: what the roll did to the bet; empty
   *     if it left the bet alone, and in a proof without a bet
   */
  public record RollPart(BlockProof block, ProvenLeaf leaf, Optional<ProvenLeaf> settlement) {}
}
