package org.bitcraps.protocol.pbft;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.exchange.BlockRequest;
import org.bitcraps.evidence.exchange.CertifiedBlock;
import org.bitcraps.evidence.exchange.History;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.Epoch;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.ReplicaSet;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.protocol.consensus.Executed;
import org.bitcraps.protocol.consensus.Execution;
import org.bitcraps.protocol.consensus.Input;
import org.bitcraps.protocol.consensus.Outbox;
import org.bitcraps.protocol.consensus.ProposalPolicy;
import org.bitcraps.protocol.safety.SafetyRules;

/** What the parts of one replica share. One owner; the parts decide, this only remembers. */
final class PbftState {

  final ChainId chainId;
  final Parameters parameters;
  final ReplicaId self;
  final ReplicaSet set;
  final SafetyRules safety;
  final Execution execution;
  final ProposalPolicy policy;
  final History history;
  final Pacing pacing;

  final Outbox out = new Outbox();
  final Chain chain;
  final BodyPool bodies;

  /** The slots of the current view, from the one after the chain on. */
  final SortedMap<SequenceNumber, Slot> slots = new TreeMap<>();

  /**
   * Per sequence above the chain the prepared block of the highest view for which this replica
   * signed a commit: what a view-change reports.
   *
   * <p>DEVIATION: the set P of PBFT02 §4.4 has all that prepared. A certificate of a block needs q
   * commits, and who signed one shows it; its prepared certificate is durable with it (P1).
   */
  final SortedMap<SequenceNumber, PreparedBlock> prepared = new TreeMap<>();

  /** The view whose messages count. */
  View view = View.ZERO;

  /** The view this replica wants instead; empty in normal operation. */
  Optional<View> changingTo = Optional.empty();

  /** The new-view that began {@link #view} or the last view below that one began; else empty. */
  Optional<PbftMessage.NewView> justification = Optional.empty();

  /** The last slot of {@link #view}: its certificate begins the next view (P9). */
  SequenceNumber end;

  /** The floor of {@link #view}: nothing is proposed at or below it (P3). */
  SequenceNumber floor = SequenceNumber.ZERO;

  /** Certified blocks at which a checkpoint is due, ascending; the last ones only. */
  final List<Boundary> boundaries = new ArrayList<>();

  /** P4: blocks are made up to this one, so that a recovering peer gets a checkpoint. */
  SequenceNumber wantedCheckpoint = SequenceNumber.ZERO;

  /** Whether the state of a checkpoint is being fetched: no blocks are asked for (C7). */
  boolean fetchingState;

  /** Whether it went on from a fetched state: what was ordered before that, it never saw (C7). */
  boolean gap;

  /** How quick primaries are. */
  final Latencies latencies = new Latencies();

  /** How much this replica would have under way as primary. */
  final Allowance allowance;

  /** Views in a row that certified nothing (P4). */
  int failedViews;

  /** The host's clock now, as far as we were told: what timers are counted from. */
  long nowMs;

  /** The host's clock when the current input arrived; it may have waited in a queue since. */
  long arrivedMs;

  /** What validators are given of what is kept here. */
  final Helpings<ReplicaId> peerHelpings = new Helpings<>(() -> nowMs);

  /** What gateways are. */
  final Helpings<GatewayId> gatewayHelpings = new Helpings<>(() -> nowMs);

  PbftState(
      Genesis genesis,
      ReplicaId self,
      SafetyRules safety,
      Execution execution,
      ProposalPolicy policy,
      History history,
      Pacing pacing) {
    this.chainId = genesis.chainId();
    this.parameters = genesis.parameters();
    this.self = self;
    this.set = genesis.replicaSet();
    this.safety = safety;
    this.execution = execution;
    this.policy = policy;
    this.history = history;
    this.pacing = pacing;
    this.bodies = new BodyPool(genesis);
    this.allowance =
        new Allowance(
            parameters.get(Parameter.BLOCK_BYTES_MAX),
            parameters.getInt(Parameter.PIPELINE_DEPTH),
            pacing);
    this.end = endAfter(SequenceNumber.ZERO);
    this.chain = new Chain(execution.genesis(), genesis.startTimeMs());
  }

  /** A block at which a checkpoint is due, and the state after it. */
  record Boundary(CertifiedBlock block, Executed executed) {}

  private static final int BOUNDARIES_MAX = 2;
  private static final long SEGMENTS = 2;

  /** A block was certified: every {@code checkpoint_interval}-th one is a checkpoint's (C7). */
  void certified(CertifiedBlock block, Executed executed) {
    if (block.sequence().value() % parameters.get(Parameter.CHECKPOINT_INTERVAL) == 0) {
      boundaries.add(new Boundary(block, executed));
      if (boundaries.size() > BOUNDARIES_MAX) {
        boundaries.remove(0);
      }
    }
  }

  /**
   * Whether so many blocks lie between that the state of the later one is fetched instead of them:
   * more than {@link #SEGMENTS} checkpoint segments, and than one request gives.
   */
  boolean isFar(SequenceNumber from, SequenceNumber to) {
    long segments = SEGMENTS * parameters.get(Parameter.CHECKPOINT_INTERVAL);
    return to.value() - from.value() > Math.max(segments, BlockRequest.COUNT_MAX);
  }

  /** Whether blocks have to be made for a peer that wants a checkpoint (P4). */
  boolean isCheckpointWanted() {
    return wantedCheckpoint.isAfter(chain.sequence());
  }

  Epoch epoch() {
    return set.epoch();
  }

  /** Whether so much time has gone since then, or our clock was set back to before it. */
  boolean isOver(long sinceMs, long ms) {
    return nowMs < sinceMs || nowMs - sinceMs >= ms;
  }

  boolean isNormal() {
    return changingTo.isEmpty();
  }

  boolean isPrimary() {
    return set.primary(view).equals(self);
  }

  /** The (f + 1)-th highest of the views that members, each once, are said to be in. */
  Optional<View> reachedByAnHonestOne(Collection<View> views) {
    int place = set.quorum().oneHonest();
    return views.stream().sorted(Comparator.reverseOrder()).skip(place - 1L).findFirst();
  }

  /** The slot of a sequence in the current view, made if need be. */
  Slot slot(SequenceNumber sequence) {
    return slots.computeIfAbsent(sequence, s -> new Slot(set));
  }

  /** P3: this replica signs for nothing beyond. */
  SequenceNumber highestSignable() {
    SequenceNumber highest = chain.sequence().plus(depth());
    return highest.isAfter(end) ? end : highest;
  }

  /** Blocks in flight; never more than a view orders, so that no view can outrun the next (P9). */
  private long depth() {
    return Math.min(
        parameters.get(Parameter.PIPELINE_DEPTH),
        parameters.get(Parameter.LEADER_ROTATION_INTERVAL));
  }

  /**
   * The last slot of a view that begins with everything up to {@code highest} named or certain: the
   * next multiple of the rotation interval. So it does not depend on how the view was entered (ADR
   * 0009).
   */
  SequenceNumber endAfter(SequenceNumber highest) {
    long interval = parameters.get(Parameter.LEADER_ROTATION_INTERVAL);
    return new SequenceNumber((highest.value() / interval + 1) * interval);
  }

  /**
   * Votes are kept one window further than we sign: those of replicas that are a little ahead. What
   * lies beyond is fetched when it is certified. At or below the floor only what the new-view names
   * has a block to vote for.
   */
  boolean isInWindow(SequenceNumber sequence) {
    return sequence.isAfter(chain.sequence())
        && !sequence.isAfter(end)
        && !sequence.isAfter(chain.sequence().plus(2 * depth()));
  }

  /** Whether this replica still lacks certified blocks that its view starts from. */
  boolean isBelowFloor() {
    return floor.isAfter(chain.sequence());
  }

  /** The end of the unbroken run of proposals above the chain. */
  SequenceNumber lastProposed() {
    SequenceNumber last = chain.sequence();
    for (Slot slot = slots.get(last.next());
        slot != null && slot.block != null;
        slot = slots.get(last.next())) {
      last = last.next();
    }
    return last;
  }

  /** Digests named by the blocks of the slots. */
  NavigableSet<Digest> inFlight() {
    NavigableSet<Digest> digests = new TreeSet<>();
    for (Slot slot : slots.values()) {
      if (slot.block != null) {
        digests.addAll(slot.block.bodies());
      }
    }
    return digests;
  }

  /** Digests named by the blocks above the chain for which votes of ours stand (D1). */
  NavigableSet<Digest> voted() {
    NavigableSet<Digest> digests = new TreeSet<>();
    for (Slot slot : slots.values()) {
      if (slot.block != null && slot.ownPrepare != null) {
        digests.addAll(slot.block.bodies());
      }
    }
    prepared.values().forEach(p -> digests.addAll(p.block().bodies()));
    return digests;
  }

  /** Bytes of the bodies that the blocks of the slots name and that are held. */
  long bytesUnderWay() {
    long bytes = 0;
    for (Slot slot : slots.values()) {
      if (slot.block != null) {
        bytes += bodies.bytes(slot.block);
      }
    }
    return bytes;
  }

  /** Whether a proposal, a new-view or a certificate names this body (D2). */
  boolean isNamed(Digest digest) {
    for (Slot slot : slots.values()) {
      if (slot.block != null && slot.block.bodies().contains(digest)) {
        return true;
      }
    }
    return false;
  }

  Statement.Prepare prepareOf(Slot slot) {
    return new Statement.Prepare(chainId, epoch(), view, slot.block.sequence(), slot.digest);
  }

  /**
   * Only a tick or a timer sets the clock; what has waited for long must not set it back. (Else its
   * age is taken off every deadline: a busy replica would blame a primary that it just got.)
   */
  void tell(Input input) {
    arrivedMs = input.nowMs();
    boolean isClock = input instanceof Input.Tick || input instanceof Input.TimerFired;
    nowMs = isClock ? arrivedMs : Math.max(nowMs, arrivedMs);
  }

  /** How long the primary is waited for: of the view we want, if we left ours. */
  long timeoutMs() {
    ReplicaId primary = set.primary(changingTo.orElse(view));
    return pacing.timeoutMs(failedViews, latencies.others(primary, 1, nowMs));
  }

  /**
   * P5: whether the primary takes more than {@link Pacing#SLOW_FACTOR} times as long as others did,
   * of whom one at least is honest.
   */
  boolean isPrimarySlow() {
    OptionalLong ours = latencies.running();
    OptionalLong others = latencies.others(set.primary(view), set.quorum().oneHonest(), nowMs);
    return isNormal()
        && !isPrimary()
        && ours.isPresent()
        && others.isPresent()
        && pacing.isSlow(ours.getAsLong(), others.getAsLong());
  }

  /** Whether an empty block would change something by our own clock (P4). */
  boolean isPhaseDue() {
    return chain.state().nextDueMs().isPresent() && chain.state().nextDueMs().getAsLong() <= nowMs;
  }

  /** Whether something should be certified soon: what the progress timer runs for (P4, P5). */
  boolean isWaiting() {
    return bodies.anyProposable() || isPhaseDue() || isCheckpointWanted() || anyProposal();
  }

  private boolean anyProposal() {
    for (Slot slot : slots.values()) {
      if (slot.block != null) {
        return true;
      }
    }
    return false;
  }
}
