package org.bitcraps.evidence.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.execution.Receipt;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.TableId;

/**
 * Puts proofs together for players, as gateways do. Nobody need trust it: {@link OutcomeVerifier}
 * judges what it makes.
 */
public final class ProofBuilder {

  private final Genesis genesis;
  private final ProofSource source;

  /** A builder over an archive of that chain. */
  public ProofBuilder(Genesis genesis, ProofSource source) {
    this.genesis = genesis;
    this.source = source;
  }

  /**
   * What is known about a bet so far; empty while it has no receipt. If a round is not in the
   * archive the proof ends before it.
   */
  public Optional<OutcomeProof> outcome(BetId bet) {
    Optional<BlockParts> placed = source.placed(bet);
    return placed.flatMap(block ->
        block.placement(bet).map(placement -> outcome(block.bet(bet).orElseThrow(), placement)));
  }

  private OutcomeProof outcome(SignedBet bet, Placement placement) {
    boolean done = placement.receipt().leaf() instanceof Receipt receipt && receipt.isDone();
    if (!done) {
      return new OutcomeProof(genesis, bet, placement, List.of(), List.of());
    }
    List<ChangePart> changes = new ArrayList<>();
    boolean over = false;
    for (BlockParts block : source.changed(bet.id())) {
      changes.addAll(block.changes(bet.id()));
      over |= block.ends(bet.id());
    }
    Optional<Position> end =
        over
            ? Optional.of(
                Position.of(
                    changes.get(changes.size() - 1).block(),
                    changes.get(changes.size() - 1).receipt()))
            : Optional.empty();
    return new OutcomeProof(genesis, bet, placement, rounds(bet, end), changes);
  }

  /**
   * @param takenDown where the bet was taken down, if it was
   */
  private List<RoundPart> rounds(SignedBet bet, Optional<Position> takenDown) {
    List<RoundPart> rounds = new ArrayList<>();
    TableId table = bet.bet().table();
    for (long number = bet.bet().round(); ; number++) {
      long round = number;
      Optional<RoundPart.Opening> opening =
          source.opened(table, round).flatMap(block -> block.opening(table, round));
      if (opening.isEmpty() || isAfter(takenDown, opening.get().block(), opening.get().leaf())) {
        return rounds;
      }
      Optional<BlockParts> block = source.rolled(table, round);
      Optional<RoundPart.RollPart> roll =
          block
              .flatMap(b -> b.roll(table, round, Optional.of(bet.id())))
              .filter(part -> !isAfter(takenDown, part.block(), part.leaf()));
      rounds.add(new RoundPart(opening.get(), roll));
      if (roll.isEmpty() || block.get().ends(bet.id())) {
        return rounds;
      }
    }
  }

  private static boolean isAfter(Optional<Position> end, BlockProof block, ProvenLeaf leaf) {
    return end.filter(position -> position.isBefore(Position.of(block, leaf))).isPresent();
  }

  /** What is known about a round so far; empty if it has not opened, or is not in the archive. */
  public Optional<RoundProof> round(TableId table, long round) {
    return source
        .opened(table, round)
        .flatMap(block -> block.opening(table, round))
        .map(opening ->
            new RoundProof(
                genesis,
                new RoundPart(
                    opening,
                    source
                        .rolled(table, round)
                        .flatMap(block -> block.roll(table, round, Optional.empty())))));
  }
}
