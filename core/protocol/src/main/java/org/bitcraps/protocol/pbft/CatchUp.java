package org.bitcraps.protocol.pbft;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.exchange.BlockRequest;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.protocol.consensus.Observation;
import org.bitcraps.protocol.consensus.Outbound;
import org.bitcraps.protocol.consensus.PeerMessage;
import org.bitcraps.protocol.consensus.Recipient;
import org.bitcraps.protocol.consensus.Rejection;

/**
 * Asking for what was lost, and answering those who ask (D2). Everything that comes back proves
 * itself: bodies by digest, blocks by certificate; the answerer is trusted for nothing.
 */
final class CatchUp {

  /** Bytes of blocks or bodies sent for one request, so that nobody makes us send without end. */
  static final long REPLY_BYTES_MAX = 8L << 20;

  /** No peer is helped more often than this. */
  static final long HELP_EVERY_MS = 50;

  private final PbftState state;
  private final Ordering ordering;

  /** So many turns without a block, and nobody seems to have it any more. */
  private static final int STARVED_TURNS = 3;

  /** So often one is told that we are in an earlier view than it: messages get lost. */
  private static final int TOLD_MAX = 8;

  /** A peer that was asked so often and sent nothing has not got what it said. */
  private static final int ASKED_IN_VAIN_MAX = 3;

  /** The highest block each peer seems to have: some of that may have been said in its name. */
  private final SortedMap<ReplicaId, SequenceNumber> heights = new TreeMap<>();

  /** The highest block that each peer signed it has. */
  private final SortedMap<ReplicaId, SequenceNumber> signed = new TreeMap<>();

  /** How often each peer was asked since it last sent a block that we lacked. */
  private final SortedMap<ReplicaId, Integer> askedInVain = new TreeMap<>();

  /** Certified blocks that came before their predecessors; at most one request's worth. */
  private final SortedMap<SequenceNumber, BlockNotice> early = new TreeMap<>();

  private final OncePerPeer helped;

  /** A peer in a later view, and how often it said so while nothing changed. */
  private record Apart(View theirs, View ours, SequenceNumber height, int times) {}

  private final SortedMap<ReplicaId, Apart> apart = new TreeMap<>();
  private final Set<Digest> asked = new LinkedHashSet<>();

  /** The last block that the last request can bring, as far as we had heard. */
  private SequenceNumber askedTo = SequenceNumber.ZERO;

  /** Bytes of bodies that came since: an answer ends with {@link #REPLY_BYTES_MAX}. */
  private long cameBytes;

  /** Where the last turn found us, and how many turns did. */
  private SequenceNumber stoodAt = SequenceNumber.ZERO;

  private int turnsInVain;
  private int turn;

  CatchUp(PbftState state, Ordering ordering) {
    this.state = state;
    this.ordering = ordering;
    this.helped = new OncePerPeer(state, HELP_EVERY_MS);
  }

  /** A peer signed that it is at least this far. */
  void heard(ReplicaId peer, SequenceNumber certified) {
    raise(signed, peer, certified);
    raise(heights, peer, certified);
  }

  /** Somebody shows a certificate and says that he is this peer: one to ask. */
  void shown(ReplicaId peer, SequenceNumber certified) {
    raise(heights, peer, certified);
  }

  private static void raise(
      SortedMap<ReplicaId, SequenceNumber> heights, ReplicaId peer, SequenceNumber certified) {
    heights.merge(peer, certified, (a, b) -> b.isAfter(a) ? b : a);
  }

  /**
   * A peer says where it stands: help it, or be helped.
   *
   * @return whether it is behind, and was told so
   */
  boolean onStatus(PbftMessage.Status status) {
    heard(status.sender(), status.lastCertified());
    boolean behind = state.chain.sequence().isAfter(status.lastCertified());
    boolean oldView = state.view.isAfter(status.view());
    boolean newerView = status.view().isAfter(state.changingTo.orElse(state.view));
    if (newerView && isNews(status) && helped.take(status.sender())) {
      reply(status.sender(), ownStatus()); // It answers with the new-view that we missed.
    }
    boolean helps = (behind || oldView) && helped.take(status.sender());
    if (helps) {
      if (oldView) {
        // The views after that one it enters by the certificates that it lacks (P9).
        state
            .justification
            .filter(newView -> newView.view().isAfter(status.view()))
            .ifPresent(newView -> reply(status.sender(), newView));
      }
      reply(status.sender(), ownStatus()); // Behind it: with nothing missing we are followed.
    }
    return behind && helps;
  }

  /**
   * A peer asks for certified blocks.
   *
   * @return whether they were certified here, and are not kept
   */
  boolean onBlocksWanted(PbftMessage.BlocksWanted wanted) {
    List<BlockNotice> kept = blocks(wanted.request(), state.peerHelpings, wanted.sender());
    for (BlockNotice notice : kept) {
      reply(wanted.sender(), new PbftMessage.CertifiedBlockReply(state.self, notice));
    }
    return kept.isEmpty() && !wanted.request().from().isAfter(state.chain.sequence());
  }

  /** A gateway asks for certified blocks. */
  void onBlocksWanted(GatewayId gateway, BlockRequest request) {
    for (BlockNotice notice : blocks(request, state.gatewayHelpings, gateway)) {
      state.out.send(new Outbound.ToGateways(new Recipient.ToGateway(gateway), notice));
    }
  }

  private <K extends Comparable<K>> List<BlockNotice> blocks(
      BlockRequest request, Helpings<K> helpings, K asker) {
    List<BlockNotice> found = new ArrayList<>();
    long bytes = 0;
    SequenceNumber sequence = request.from();
    helpings.give(asker, 0);
    boolean more = true;
    while (more && !sequence.isAfter(state.chain.sequence())) {
      Optional<BlockNotice> notice = state.history.block(sequence);
      if (notice.isEmpty()) {
        break;
      }
      found.add(notice.get());
      bytes += notice.get().bodyBytes();
      helpings.give(asker, notice.get().bodyBytes());
      sequence = sequence.next();
      more = found.size() < request.count() && bytes < REPLY_BYTES_MAX; // Else it is not answered.
    }
    return found;
  }

  /**
   * A peer asks for bodies: as many messages as it takes, for one that holds more than a block's
   * worth is refused for its size, and would be every time.
   */
  void onBodiesWanted(PbftMessage.BodiesWanted wanted) {
    long blockBytesMax = state.parameters.get(Parameter.BLOCK_BYTES_MAX);
    int blockBodiesMax = state.parameters.getInt(Parameter.BLOCK_BODIES_MAX);
    List<BatchBody> found = new ArrayList<>();
    long bytes = 0;
    long sent = 0;
    for (Digest digest : wanted.digests()) {
      Optional<BatchBody> body = state.bodies.get(digest).map(held -> held.body);
      if (body.isEmpty()) {
        continue;
      }
      int more = body.get().body().size();
      if (bytes + more > blockBytesMax || found.size() == blockBodiesMax) {
        reply(wanted.sender(), new PbftMessage.Bodies(state.self, found));
        found.clear();
        bytes = 0;
      }
      if (sent + more > REPLY_BYTES_MAX) {
        break; // What is still missing is asked for again.
      }
      found.add(body.get());
      bytes += more;
      sent += more;
    }
    state.peerHelpings.give(wanted.sender(), 0);
    if (!found.isEmpty()) {
      reply(wanted.sender(), new PbftMessage.Bodies(state.self, found));
      state.peerHelpings.give(wanted.sender(), sent);
    }
  }

  /** A certified block came. */
  Optional<Rejection> onCertifiedBlock(PbftMessage.CertifiedBlockReply reply) {
    BlockNotice notice = reply.notice();
    SequenceNumber sequence = notice.certified().sequence();
    if (!notice.certified().block().chain().equals(state.chainId)) {
      return Optional.of(Rejection.BROKEN_LINK);
    }
    shown(reply.sender(), sequence);
    if (!sequence.isAfter(state.chain.sequence())) {
      return Optional.of(Rejection.UNSOLICITED);
    }
    if (sequence.isAfter(state.chain.sequence().plus(BlockRequest.COUNT_MAX))) {
      return Optional.of(Rejection.OUTSIDE_WINDOW);
    }
    askedInVain.remove(reply.sender());
    cameBytes += notice.bodyBytes();
    early.putIfAbsent(sequence, notice);
    for (BlockNotice next = early.remove(state.chain.sequence().next());
        next != null;
        next = early.remove(state.chain.sequence().next())) {
      for (BatchBody body : next.bodies()) {
        state.bodies.offer(body, false, true, state::isNamed, state.nowMs);
      }
      ordering.certify(next.certified(), Optional.empty());
    }
    early.headMap(state.chain.sequence().next()).clear();
    return Optional.empty();
  }

  /** Asks, once, for what has turned out to be missing; {@link #resend} asks again. */
  void ask() {
    askForBodies(false);
    askForMoreBlocks();
  }

  private void askForMoreBlocks() {
    if (isAnswered()) {
      askForBlocks(1);
    }
  }

  /** What was asked for has come, as far as one answer goes. */
  private boolean isAnswered() {
    return state.chain.sequence().next().isAfter(askedTo) || cameBytes >= REPLY_BYTES_MAX;
  }

  /**
   * Asks again for what has not come, each time others: one that was asked in vain may be one of f
   * that are gone, or never had it. Not while blocks come: whoever sends them would read and send
   * all of them once more.
   */
  void resend() {
    turn++;
    askForBodies(true);
    turnsInVain = isBehind() && stoodAt.equals(state.chain.sequence()) ? turnsInVain + 1 : 0;
    stoodAt = state.chain.sequence();
    forgetEmptyPromises();
    if (turnsInVain > 0) {
      askForBlocks(state.set.quorum().oneHonest());
    } else {
      askForMoreBlocks();
    }
  }

  /** Whether others are further and the next block does not come: nobody may have it any more. */
  boolean isStarved() {
    return turnsInVain >= STARVED_TURNS;
  }

  /** A liar must not keep us asking for ever; an honest peer says again where it stands. */
  private void forgetEmptyPromises() {
    askedInVain
        .entrySet()
        .removeIf(asked -> {
          boolean empty = asked.getValue() >= ASKED_IN_VAIN_MAX;
          if (empty) {
            heights.remove(asked.getKey());
            signed.remove(asked.getKey());
          }
          return empty;
        });
  }

  /** Whether others hold certified blocks that we lack. */
  boolean isBehind() {
    return highestHeard().isAfter(state.chain.sequence());
  }

  /**
   * Whether so many signed that they are further that an honest one is: its blocks can be had, and
   * the primary that got them certified is not to be blamed before we have them. f liars alone
   * cannot keep us from blaming anybody, nor by what they send in others' names.
   */
  boolean isSurelyBehind() {
    long further =
        signed.values().stream().filter(height -> height.isAfter(state.chain.sequence())).count();
    return further >= state.set.quorum().oneHonest();
  }

  /** Whether so many have signed how far they are that an honest one has. */
  boolean hasHeardAnHonestOne() {
    return signed.size() >= state.set.quorum().oneHonest();
  }

  private SequenceNumber highestHeard() {
    SequenceNumber highest = state.floor;
    for (SequenceNumber height : heights.values()) {
      if (height.isAfter(highest)) {
        highest = height;
      }
    }
    for (Map.Entry<SequenceNumber, Slot> slot : state.slots.entrySet()) {
      if (slot.getValue().certified().isPresent() && slot.getKey().isAfter(highest)) {
        highest = slot.getKey();
      }
    }
    return highest;
  }

  private void askForBlocks(int most) {
    if (state.fetchingState || !isBehind()) {
      return;
    }
    SequenceNumber from = state.chain.sequence().next();
    SequenceNumber last = state.chain.sequence().plus(BlockRequest.COUNT_MAX);
    SequenceNumber highest = highestHeard();
    askedTo = last.isAfter(highest) ? highest : last;
    cameBytes = 0;
    BlockRequest request = new BlockRequest(from, BlockRequest.COUNT_MAX);
    for (ReplicaId peer : peersAtLeast(from, most)) {
      askedInVain.merge(peer, 1, Integer::sum);
      askForBlocks(peer, request);
      state.out.observe(new Observation.CatchingUp(from, highest, peer));
    }
  }

  /** Asks this one for certified blocks. */
  void askForBlocks(ReplicaId peer, BlockRequest request) {
    byte[] signed = PbftMessage.BlocksWanted.signedBytes(state.chainId, state.self, peer, request);
    reply(
        peer,
        new PbftMessage.BlocksWanted(
            state.chainId, state.self, peer, request, state.safety.request(signed)));
  }

  private void askForBodies(boolean again) {
    Set<Digest> missing = new LinkedHashSet<>();
    for (Slot slot : state.slots.values()) {
      if (slot.block != null) {
        missing.addAll(state.bodies.missing(slot.block));
        if (slot.fresh && slot.ownPrepare == null) {
          // Held, but not with all signatures: as after a restart. Nobody else brings those again
          // if their author is dead, and we would wait with our vote for ever.
          missing.addAll(state.bodies.unauthorised(slot.block));
        }
      }
    }
    List<Digest> toAsk = new ArrayList<>(missing);
    if (!again) {
      toAsk.removeAll(asked);
    }
    asked.retainAll(missing);
    int most = state.parameters.getInt(Parameter.BLOCK_BODIES_MAX);
    if (toAsk.isEmpty()) {
      return;
    }
    List<Digest> digests = List.copyOf(toAsk.subList(0, Math.min(most, toAsk.size())));
    asked.addAll(digests); // What does not fit one request is asked for in the next step.
    // First the proposer; then everybody: of those who prepared, f + 1 honest ones hold them (D1).
    if (again || state.isPrimary()) {
      state.set.ids().stream()
          .filter(peer -> !peer.equals(state.self))
          .forEach(peer -> askForBodies(peer, digests));
    } else {
      askForBodies(state.set.primary(state.view), digests);
    }
  }

  private void askForBodies(ReplicaId peer, List<Digest> digests) {
    byte[] signed = PbftMessage.BodiesWanted.signedBytes(state.chainId, state.self, peer, digests);
    reply(
        peer,
        new PbftMessage.BodiesWanted(
            state.chainId, state.self, peer, digests, state.safety.request(signed)));
  }

  /** Some of the peers that are far enough, in turn; of all others if nobody said so. */
  private List<ReplicaId> peersAtLeast(SequenceNumber sequence, int most) {
    List<ReplicaId> able = new ArrayList<>();
    heights.forEach((id, height) -> {
      if (!sequence.isAfter(height)) {
        able.add(id);
      }
    });
    if (able.isEmpty()) {
      able.addAll(state.set.ids());
    }
    able.remove(state.self);
    Collections.rotate(able, -turn);
    return able.subList(0, Math.min(most, able.size()));
  }

  /** Tells everybody where we stand. */
  void tellStatus() {
    state.out.broadcast(ownStatus());
  }

  private PbftMessage.Status ownStatus() {
    View view = state.view;
    SequenceNumber sequence = state.chain.sequence();
    return new PbftMessage.Status(
        state.chainId,
        state.self,
        view,
        sequence,
        state.safety.request(
            PbftMessage.Status.signedBytes(state.chainId, state.self, view, sequence)));
  }

  /** Two that stay in different views, with nothing to do, must not keep each other awake. */
  private boolean isNews(PbftMessage.Status status) {
    Apart before = apart.get(status.sender());
    boolean same =
        before != null
            && before.theirs.equals(status.view())
            && before.ours.equals(state.view)
            && before.height.equals(state.chain.sequence());
    int times = same ? before.times + 1 : 1;
    apart.put(status.sender(), new Apart(status.view(), state.view, state.chain.sequence(), times));
    return times <= TOLD_MAX;
  }

  private void reply(ReplicaId peer, PeerMessage message) {
    state.out.send(new Outbound.ToPeers(new Recipient.One(peer), message));
  }
}
