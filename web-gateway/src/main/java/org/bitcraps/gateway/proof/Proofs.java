package org.bitcraps.gateway.proof;

import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.execution.OrderKind;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.proof.ProofBuilder;
import org.bitcraps.evidence.proof.ProofDocument;
import org.bitcraps.gateway.collection.Archive;
import org.bitcraps.gateway.collection.BetTrail;
import org.bitcraps.gateway.collection.ChainView;
import org.bitcraps.gateway.collection.RoundTrail;

/** Proof documents as trees of maps, lists and strings; thread-safe. */
public final class Proofs {

  private final ChainView view;

  /** Proofs out of this view. */
  public Proofs(ChainView view) {
    this.view = view;
  }

  /**
   * Everything about a bet so far, also while it is undecided; empty if it has no receipt that this
   * gateway remembers.
   *
   * @throws Archive.PrunedException if a block that belongs to it is no longer kept
   */
  public Optional<Map<String, Object>> bet(BetId id) throws Archive.PrunedException {
    Optional<BetTrail> trail =
        view.order(id).filter(known -> known.receipt().kind() == OrderKind.BET);
    if (trail.isEmpty()) {
      return Optional.empty();
    }
    TreeSet<Long> wanted = new TreeSet<>();
    wanted.add(trail.get().place().sequence().value());
    trail.get().changes().forEach(change -> wanted.add(change.place().sequence().value()));
    trail.get().settlements().forEach(one -> wanted.add(one.place().sequence().value()));
    if (trail.get().receipt().isDone()) {
      addRounds(trail.get(), wanted);
    }
    BlocksAtHand source = new BlocksAtHand(view, view.archive().blocks(wanted));
    return new ProofBuilder(view.genesis(), source).outcome(id).map(ProofDocument::toTree);
  }

  /** Opening and dice of every round from the one it was placed in to its end, or to now. */
  private void addRounds(BetTrail trail, NavigableSet<Long> wanted) throws Archive.PrunedException {
    TableId table = trail.receipt().table().orElseThrow();
    long end = trail.isLive() ? Long.MAX_VALUE : wanted.last();
    for (long number = trail.receipt().round(); ; number++) {
      Optional<RoundTrail> round = view.round(table, number);
      if (round.isEmpty()) {
        if (number < view.firstRound(table)) {
          throw new Archive.PrunedException(
              "round " + number + " of table " + table + " is no longer kept here");
        }
        return;
      }
      if (round.get().openedAt().sequence().value() > end) {
        return;
      }
      wanted.add(round.get().openedAt().sequence().value());
      round
          .get()
          .rolledAt()
          .map(place -> place.sequence().value())
          .filter(sequence -> sequence <= end)
          .ifPresent(wanted::add);
    }
  }

  /**
   * What is known about a round so far; empty if this gateway knows of no such round.
   *
   * @throws Archive.PrunedException if its blocks are no longer kept
   */
  public Optional<Map<String, Object>> round(TableId table, long round)
      throws Archive.PrunedException {
    Optional<RoundTrail> trail = view.round(table, round);
    if (trail.isEmpty()) {
      return Optional.empty();
    }
    TreeSet<Long> wanted = new TreeSet<>();
    wanted.add(trail.get().openedAt().sequence().value());
    trail.get().rolledAt().ifPresent(place -> wanted.add(place.sequence().value()));
    BlocksAtHand source = new BlocksAtHand(view, view.archive().blocks(wanted));
    return new ProofBuilder(view.genesis(), source).round(table, round).map(ProofDocument::toTree);
  }
}
