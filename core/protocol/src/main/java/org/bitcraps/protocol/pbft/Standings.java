package org.bitcraps.protocol.pbft;

import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.protocol.consensus.Outbound;
import org.bitcraps.protocol.consensus.PeerMessage;
import org.bitcraps.protocol.consensus.Recipient;

/**
 * Helping one who forgot what it signed (P8): says where we stand, shows the checkpoint it needs,
 * and, on an idle table, has blocks made until there is one (P4).
 *
 * <p>Bound: a member is answered every {@link #ANSWER_EVERY_MS} at most, and has blocks made for
 * one checkpoint in {@link #WISH_EVERY_MS} on average: a liar costs an idle table {@code
 * checkpoint_interval} + 2 × {@code pipeline_depth} empty blocks a minute. {@link #WISHES_AT_ONCE}
 * may come at once: who is killed and started again while the others go on needs a later checkpoint
 * each time, and a peer that has just started knows of no earlier one. It must not be the only one
 * that makes blocks for it.
 */
final class Standings {

  static final long ANSWER_EVERY_MS = 50;
  static final long WISH_EVERY_MS = 60_000;
  static final int WISHES_AT_ONCE = 4;

  /** A chain with longer intervals waits for its own blocks. */
  static final long EMPTY_BLOCKS_MAX = 4_096;

  private final PbftState state;
  private final Checkpoints checkpoints;
  private final OncePerPeer answered;

  /** When each member's wishes so far would be used up, one in {@link #WISH_EVERY_MS}. */
  private final SortedMap<ReplicaId, Long> usedUpMs = new TreeMap<>();

  /** What {@link PbftState#wantedCheckpoint} comes from. */
  private Optional<PbftMessage.StandingWanted> wish = Optional.empty();

  Standings(PbftState state, Checkpoints checkpoints) {
    this.state = state;
    this.checkpoints = checkpoints;
    this.answered = new OncePerPeer(state, ANSWER_EVERY_MS);
  }

  void onStandingWanted(PbftMessage.StandingWanted wanted) {
    if (!answered.take(wanted.sender())) {
      return;
    }
    // One who forgot too knows no bound of what was signed: its word would be worth nothing.
    if (!state.safety.isMute()) {
      answer(wanted);
    }
    if (wanted.checkpoint().value() == 0) {
      return;
    }
    if (checkpoints.stableSequence().isAfter(wanted.checkpoint())
        || checkpoints.stableSequence().equals(wanted.checkpoint())) {
      checkpoints.show(wanted.sender());
    } else {
      wish(wanted);
    }
  }

  private void answer(PbftMessage.StandingWanted wanted) {
    View view = state.changingTo.orElse(state.view);
    SequenceNumber certified = state.chain.sequence();
    byte[] signed =
        PbftMessage.Standing.signedBytes(
            state.chainId, state.self, wanted.sender(), wanted.challenge(), view, certified);
    PeerMessage standing =
        new PbftMessage.Standing(
            state.chainId,
            state.self,
            wanted.sender(),
            wanted.challenge(),
            view,
            certified,
            state.safety.request(signed));
    state.out.send(new Outbound.ToPeers(new Recipient.One(wanted.sender()), standing));
  }

  private void wish(PbftMessage.StandingWanted wanted) {
    long interval = state.parameters.get(Parameter.CHECKPOINT_INTERVAL);
    long depth = state.parameters.get(Parameter.PIPELINE_DEPTH);
    long here = state.chain.sequence().value();
    if (wanted.checkpoint().value() > here + 2 * depth || state.isCheckpointWanted()) {
      return; // Nobody honest asks for more than what some honest one may sign for, and an
      // interval.
    }
    long next = (wanted.checkpoint().value() + interval - 1) / interval * interval;
    if (next - here <= EMPTY_BLOCKS_MAX && mayWish(wanted.sender())) {
      state.wantedCheckpoint = new SequenceNumber(next);
      wish = Optional.of(wanted);
    }
  }

  /**
   * P4: a backup hands the wish for a checkpoint to the primary before it blames it for making no
   * blocks: the primary may not have heard it, and whoever wished may be gone.
   *
   * @param toAll whether we have given up the view, and the others have not
   */
  void relayWish(boolean toAll) {
    if (!state.isCheckpointWanted() || wish.isEmpty()) {
      return;
    }
    if (toAll) {
      state.out.send(new Outbound.ToPeers(new Recipient.Others(), wish.get()));
    } else if (state.isNormal() && !state.isPrimary()) {
      Recipient primary = new Recipient.One(state.set.primary(state.view));
      state.out.send(new Outbound.ToPeers(primary, wish.get()));
    }
  }

  private boolean mayWish(ReplicaId peer) {
    long most = WISHES_AT_ONCE * WISH_EVERY_MS;
    long ahead = usedUpMs.getOrDefault(peer, state.nowMs) - state.nowMs;
    if (ahead < 0 || ahead > most) {
      ahead = 0; // Long ago, or our clock was set back.
    }
    if (ahead > most - WISH_EVERY_MS) {
      return false;
    }
    usedUpMs.put(peer, state.nowMs + ahead + WISH_EVERY_MS);
    return true;
  }
}
