package org.bitcraps.protocol.pbft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.exchange.History;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.protocol.consensus.ConsensusProtocol;
import org.bitcraps.protocol.consensus.Executed;
import org.bitcraps.protocol.consensus.Execution;
import org.bitcraps.protocol.consensus.Input;
import org.bitcraps.protocol.consensus.Observation;
import org.bitcraps.protocol.consensus.Observation.ViewChangeStarted.Reason;
import org.bitcraps.protocol.consensus.Output;
import org.bitcraps.protocol.consensus.OwnOperations;
import org.bitcraps.protocol.consensus.PeerMessage;
import org.bitcraps.protocol.consensus.ProposalPolicy;
import org.bitcraps.protocol.consensus.Rejection;
import org.bitcraps.protocol.safety.SafetyRules;

/** One PBFT replica: hands each input to the part that decides about it. Table: package page. */
public final class PbftReplica implements ConsensusProtocol {

  private final PbftState state;
  private final Fairness fairness;
  private final Ordering ordering;
  private final Proposing proposing;
  private final ViewChanging viewChanging;
  private final Following following;
  private final CatchUp catchUp;
  private final Checkpoints checkpoints;
  private final Standings standings;
  private final Amnesia amnesia;
  private final Witness witness;
  private final Restoring restoring;
  private final Deadlines deadlines;

  /** Normal-case messages of views we have not entered, per sender: highest view only. */
  private final SortedMap<ReplicaId, List<PbftMessage>> early = new TreeMap<>();

  private final SortedMap<ReplicaId, Long> heardMs = new TreeMap<>();
  private boolean started;

  /**
   * A replica at genesis; {@link #recover} brings it to where its journal ends.
   *
   * @param challenge 32 random bytes, other ones for each start (P8)
   */
  public PbftReplica(
      Genesis genesis,
      ReplicaId self,
      SafetyRules safety,
      Execution execution,
      OwnOperations own,
      ProposalPolicy policy,
      History history,
      Pacing pacing,
      Digest challenge) {
    state = new PbftState(genesis, self, safety, execution, policy, history, pacing);
    fairness = new Fairness(state);
    ordering = new Ordering(state, fairness);
    proposing = new Proposing(state, own, ordering, fairness);
    viewChanging = new ViewChanging(state);
    following = new Following(state);
    catchUp = new CatchUp(state, ordering);
    checkpoints = new Checkpoints(state);
    standings = new Standings(state, checkpoints);
    amnesia = new Amnesia(state, checkpoints, challenge);
    witness = new Witness(state);
    restoring = new Restoring(state, ordering, catchUp, checkpoints);
    deadlines = new Deadlines(state, catchUp, viewChanging, following, checkpoints);
  }

  /** What the journal of a new validator holds before its first start (G1, P8). */
  public static List<byte[]> openingEntries(Genesis genesis, ReplicaId self) {
    return List.of(new PbftEntry.Opened(genesis.chainId(), self).toWire());
  }

  @Override
  public void recover(List<byte[]> entries) {
    new Recovery(state, ordering, viewChanging, checkpoints, witness, restoring).replay(entries);
    // What was done before the restart is not done again, but for blocks that history lacks; votes
    // are re-sent.
    Output replayed = state.out.take();
    replayed.persist().forEach(state.out::persist); // Only what a missing journal begins with.
    replayed.committed().forEach(state.out::commit);
  }

  @Override
  public Output step(Input input) {
    state.tell(input);
    if (!started) {
      started = true;
      begin();
    }
    SequenceNumber before = state.chain.sequence();
    View viewBefore = state.view;
    switch (input) {
      case Input.BodyArrived body -> onBody(body);
      case Input.PeerArrived peer -> onMessage((PbftMessage) peer.message().value());
      case Input.BlocksWanted wanted -> {
        if (state.gatewayHelpings.has(wanted.gateway())) {
          catchUp.onBlocksWanted(wanted.gateway(), wanted.request());
          checkpoints.onBlocksWanted(wanted.gateway(), wanted.request());
        }
      }
      case Input.TimerFired timer -> onTimer(timer);
      case Input.OffenceShown offence -> witness.keep(offence.proven());
      case Input.Tick tick -> proposing.askForOwn();
    }
    ifEntered(viewBefore);
    advance();
    if (restoring.advance()) {
      advance();
    }
    checkpoints.advance();
    amnesia.advance();
    if (fairness.isBroken()) {
      replacePrimary(Reason.PASSED_OVER);
    } else if (state.chain.sequence().isAfter(before) && state.isPrimarySlow()) {
      replacePrimary(Reason.SLOW);
    }
    proposing.propose();
    while (rotate()) { // Alone, a replica certifies what it proposes.
      advance();
      proposing.propose();
    }
    catchUp.ask();
    deadlines.update(state.chain.sequence().isAfter(before));
    return state.out.take();
  }

  private void replacePrimary(Reason reason) {
    View before = state.view;
    viewChanging.start(before.next(), reason);
    ifEntered(before);
    advance();
  }

  /** Does all that has become possible, view by view if that fills one (P9). */
  private void advance() {
    do {
      ordering.advance();
    } while (rotate());
  }

  private boolean rotate() {
    View before = state.view;
    boolean rotated = viewChanging.rotate();
    if (!rotated) {
      following.next().ifPresent(viewChanging::follow);
    }
    ifEntered(before);
    return rotated || !state.view.equals(before);
  }

  private void ifEntered(View before) {
    if (!state.view.equals(before)) {
      fairness.beginAnew();
      replayEarly();
    }
  }

  /** After start or recovery: tell where we stand, and send again what may not have left. */
  private void begin() {
    state.out.observe(
        new Observation.Recovered(state.view, state.chain.sequence(), state.set.ids()));
    if (state.safety.isMute()) {
      state.out.observe(new Observation.Muted());
    }
    advance();
    ordering.resend();
    viewChanging.resend();
    checkpoints.resend();
    amnesia.ask();
    catchUp.tellStatus();
  }

  private void onBody(Input.BodyArrived input) {
    BatchBody body = input.body();
    boolean wanted = state.isNamed(body.body().digest());
    if (!wanted && state.gap && isOver(body.body())) {
      return; // Ordered in a block that we never saw: nobody would order it again.
    }
    switch (state.bodies.offer(body, input.authorised(), wanted, state::isNamed, state.arrivedMs)) {
      case TAKEN, KNOWN -> {}
      case FULL -> refused(state.self, Rejection.FULL);
      case REFUSED ->
          refused(state.self, input.authorised() ? Rejection.OVER_LIMIT : Rejection.UNAUTHORISED);
    }
  }

  /** What we saw ordered need not be executed to know it. */
  private boolean isOver(Body body) {
    return state.bodies.wasOrdered(body.digest())
        || state.execution.isSpent(state.chain.state(), body);
  }

  private void onMessage(PbftMessage message) {
    heardMs.put(message.sender(), state.arrivedMs);
    amnesia.look(message);
    witness.look(message);
    Optional<Rejection> rejection =
        switch (message) {
          case PbftMessage.PrePrepare m -> ifCurrent(m, m.view(), m.block().sequence());
          case PbftMessage.Prepare m ->
              ifCurrent(m, m.statement().view(), m.statement().sequence());
          case PbftMessage.Commit m -> ifCurrent(m, m.statement().view(), m.statement().sequence());
          case PbftMessage.ViewChange m -> {
            heardFloor(m);
            yield viewChanging.onViewChange(m);
          }
          case PbftMessage.NewView m -> {
            m.viewChanges().forEach(this::heardFloor);
            yield viewChanging.onNewView(m);
          }
          case PbftMessage.Status m -> {
            following.onStatus(m);
            if (catchUp.onStatus(m)
                && state.isFar(m.lastCertified(), checkpoints.stableSequence())) {
              checkpoints.show(m.sender());
            }
            yield Optional.empty();
          }
          case PbftMessage.BodiesWanted m ->
              ifAsked(m.to(), m.sender(), () -> catchUp.onBodiesWanted(m));
          case PbftMessage.BlocksWanted m -> ifAsked(m.to(), m.sender(), () -> giveBlocks(m));
          case PbftMessage.CertifiedBlockReply m ->
              restoring.onBlock(m) ? Optional.empty() : catchUp.onCertifiedBlock(m);
          case PbftMessage.Checkpoint m -> {
            catchUp.heard(m.sender(), m.statement().sequence());
            yield checkpoints.onCheckpoint(m);
          }
          case PbftMessage.CheckpointShown m -> {
            catchUp.shown(m.sender(), m.block().sequence());
            Optional<Rejection> wrong = checkpoints.onShown(m);
            if (wrong.isEmpty()) {
              restoring.onShown(m);
            }
            yield wrong;
          }
          case PbftMessage.StandingWanted m -> {
            standings.onStandingWanted(m);
            yield Optional.empty();
          }
          case PbftMessage.Standing m -> amnesia.onStanding(m);
          case PbftMessage.ChunksWanted m ->
              ifAsked(m.to(), m.sender(), () -> restoring.onChunksWanted(m));
          case PbftMessage.ChunkList m -> restoring.onList(m);
          case PbftMessage.Chunk m -> restoring.onChunk(m);
          // Bodies become one BodyArrived each before they come here (Admission).
          case PbftMessage.Bodies m -> Optional.of(Rejection.UNSOLICITED);
        };
    rejection.ifPresent(r -> refused(message.sender(), r));
  }

  /** Answers who asks us; what it asked of another is no reason to give it less. */
  private Optional<Rejection> ifAsked(ReplicaId to, ReplicaId asker, Runnable answer) {
    if (!to.equals(state.self)) {
      return Optional.of(Rejection.UNSOLICITED);
    }
    if (state.peerHelpings.has(asker)) {
      answer.run();
    }
    return Optional.empty();
  }

  private void giveBlocks(PbftMessage.BlocksWanted wanted) {
    if (catchUp.onBlocksWanted(wanted)) {
      checkpoints.show(wanted.sender()); // It covers what is no longer here.
    }
  }

  /** Who shows the certificate of a floor holds its blocks: they are asked for there. */
  private void heardFloor(PbftMessage.ViewChange viewChange) {
    if (!viewChange.sender().equals(state.self)) {
      catchUp.heard(viewChange.sender(), viewChange.floorSequence());
    }
  }

  private Optional<Rejection> ifCurrent(PbftMessage message, View view, SequenceNumber sequence) {
    if (state.view.isAfter(view)) {
      return Optional.of(Rejection.OLD_VIEW);
    }
    long depth = state.parameters.get(Parameter.PIPELINE_DEPTH);
    if (sequence.isAfter(state.highestSignable()) && sequence.value() > depth) {
      // P3: who signs for n has certified n − depth.
      catchUp.heard(message.sender(), new SequenceNumber(sequence.value() - depth));
    }
    if (view.isAfter(state.view)) {
      following.heard(message.sender(), view);
      keepEarly(message, view);
      return Optional.empty();
    }
    return deliver(message);
  }

  private Optional<Rejection> deliver(PbftMessage message) {
    if (message instanceof PbftMessage.PrePrepare m) {
      return ordering.onPrePrepare(m);
    }
    if (message instanceof PbftMessage.Prepare m) {
      return ordering.onPrepare(m);
    }
    return message instanceof PbftMessage.Commit m ? ordering.onCommit(m) : Optional.empty();
  }

  private void keepEarly(PbftMessage message, View view) {
    List<PbftMessage> kept = early.computeIfAbsent(message.sender(), s -> new ArrayList<>());
    if (!kept.isEmpty() && view.isAfter(viewOf(kept.get(0)))) {
      kept.clear();
    }
    boolean sameView = kept.isEmpty() || viewOf(kept.get(0)).equals(view);
    if (sameView && kept.size() < 3 * state.parameters.getInt(Parameter.PIPELINE_DEPTH)) {
      kept.add(message);
    }
  }

  private static View viewOf(PbftMessage message) {
    return switch (message) {
      case PbftMessage.PrePrepare m -> m.view();
      case PbftMessage.Prepare m -> m.statement().view();
      case PbftMessage.Commit m -> m.statement().view();
      case PbftMessage.ViewChange m -> m.view();
      case PbftMessage.NewView m -> m.view();
      case PbftMessage.Status m -> m.view();
      case PbftMessage.BodiesWanted m -> View.ZERO;
      case PbftMessage.BlocksWanted m -> View.ZERO;
      case PbftMessage.Bodies m -> View.ZERO;
      case PbftMessage.CertifiedBlockReply m -> View.ZERO;
      case PbftMessage.Checkpoint m -> View.ZERO;
      case PbftMessage.CheckpointShown m -> View.ZERO;
      case PbftMessage.StandingWanted m -> View.ZERO;
      case PbftMessage.Standing m -> View.ZERO;
      case PbftMessage.ChunksWanted m -> View.ZERO;
      case PbftMessage.ChunkList m -> View.ZERO;
      case PbftMessage.Chunk m -> View.ZERO;
    };
  }

  private void replayEarly() {
    for (List<PbftMessage> kept : early.values()) {
      for (PbftMessage message : List.copyOf(kept)) {
        if (viewOf(message).equals(state.view)) {
          witness.look(message); // When it came, its view was not watched yet.
          deliver(message).ifPresent(r -> refused(message.sender(), r));
        }
      }
      kept.removeIf(m -> !viewOf(m).isAfter(state.view));
    }
  }

  private void onTimer(Input.TimerFired fired) {
    if (!deadlines.fired(fired.timer())) {
      return;
    }
    switch (fired.timer()) {
      case PROGRESS -> {
        if (state.isNormal() && state.isWaiting()) {
          viewChanging.start(state.view.next(), Reason.NO_PROGRESS);
        }
      }
      case NEW_VIEW -> viewChanging.onNewViewTimeout();
      case RESEND -> {
        ordering.resend();
        viewChanging.resend();
        checkpoints.resend();
        amnesia.ask();
        restoring.turn();
        catchUp.resend();
        following.asked();
        catchUp.tellStatus();
        proposing.askForOwn();
        proposing.offerToPrimary();
        standings.relayWish(viewChanging.isAlone());
        if (viewChanging.isAlone()) {
          proposing.offerToAll();
        }
        state.bodies.forgetOld(state::isNamed, state.nowMs);
      }
      case PROPOSE -> {}
    }
  }

  private void refused(ReplicaId sender, Rejection rejection) {
    state.out.observe(new Observation.Refused(sender, rejection));
  }

  /** The state after the last certified block. */
  public Executed certifiedState() {
    return state.chain.state();
  }

  /** The last stable checkpoint; 0 if none. */
  public SequenceNumber stableCheckpoint() {
    return checkpoints.stableSequence();
  }

  /**
   * All that who needs the last stable checkpoint would be answered, whoever that will be.
   *
   * @param bytesMax of the state: of a larger one, nothing
   * @return none while not all of it is here
   */
  public List<PeerMessage> handout(long bytesMax) {
    return restoring.handout(bytesMax);
  }

  /** Where this replica stands, for people. */
  public PbftStatus status() {
    return new PbftStatus(
        state.self,
        state.view,
        state.changingTo,
        state.set.primary(state.view),
        state.chain.sequence(),
        state.chain.last(),
        state.lastProposed(),
        state.isWaiting(),
        state.bodies.size(),
        state.bodies.bytes(),
        heardMs,
        viewChanging.wanted(),
        state.safety.isMute(),
        witness.evidence());
  }
}
