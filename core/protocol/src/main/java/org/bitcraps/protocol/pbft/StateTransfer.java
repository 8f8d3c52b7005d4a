package org.bitcraps.protocol.pbft;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.protocol.consensus.Execution;

/**
 * Gathering the state of a stable checkpoint from whoever has it (PBFT02 §6.2.2; DESIGN C7): first
 * the list of its chunks, which the state root proves, then each chunk, which its digest proves,
 * and the checkpoint's block. Nothing is used that is not proven, and nothing executed before all
 * of it is here.
 *
 * <p>Knows no clock and sends nothing: {@link #asks} says what to ask now, {@link #turn} that what
 * was asked has not come. A peer that leaves a question open rests until all others do too,
 * whatever else it answers: else one that is dead, or that keeps back the last chunk each time,
 * would make each attempt longer than others keep a state. One whose signed answer is wrong is
 * asked no more. What was gathered outlives peers, turns and, as far as the digests are the same,
 * checkpoints.
 *
 * <p>Bounds: {@link #IN_FLIGHT_MAX} chunks asked at a time, {@link #OF_ONE_MAX} of one peer; memory
 * for one list and the chunks on it.
 */
final class StateTransfer {

  /** Chunks asked at a time: 4 MB at most. */
  static final int IN_FLIGHT_MAX = 16;

  /** Chunks asked of one peer at a time: 1 MB at most. */
  static final int OF_ONE_MAX = 4;

  /** After so many turns in which nothing came it gives up, until a checkpoint is shown again. */
  static final int IDLE_TURNS_MAX = 16;

  /** What is to be asked, and of whom. */
  sealed interface Ask {

    /** Whom. */
    ReplicaId peer();

    /** The checkpoint's block with its bodies. */
    record ForBlock(ReplicaId peer, SequenceNumber sequence) implements Ask {}

    /** Chunks of the state with this root; none: the list of all. */
    record ForChunks(ReplicaId peer, Digest root, List<Digest> chunks) implements Ask {

      /** Copies the list. */
      public ForChunks {
        chunks = List.copyOf(chunks);
      }
    }
  }

  /** What became of an answer. */
  enum Answer {
    /** It was missing, and is proven. */
    TAKEN,
    /** Not asked for (any more), or the sender has not got it. */
    UNSOLICITED,
    /** Not what its sender says it is. */
    WRONG
  }

  /**
   * All of it.
   *
   * @param chunks in the order of the list
   */
  record Gathered(PbftEntry.Anchored target, BlockNotice block, List<byte[]> chunks) {}

  private final Execution execution;
  private final List<ReplicaId> others;

  private Optional<PbftEntry.Anchored> target = Optional.empty();

  /** A later checkpoint, for the case that nobody has the state of this one any more. */
  private Optional<PbftEntry.Anchored> newer = Optional.empty();

  private List<Digest> list = List.of();
  private Optional<BlockNotice> block = Optional.empty();
  private final NavigableMap<Digest, byte[]> held = new TreeMap<>();

  /** On the list, not held and not asked. */
  private final Set<Digest> wanted = new LinkedHashSet<>();

  private final NavigableMap<Digest, ReplicaId> asked = new TreeMap<>();
  private Optional<ReplicaId> listAsked = Optional.empty();
  private Optional<ReplicaId> blockAsked = Optional.empty();

  private final NavigableSet<ReplicaId> liars = new TreeSet<>();

  /** Did not answer in time. */
  private final NavigableSet<ReplicaId> resting = new TreeSet<>();

  /** Said that they have not got the target. */
  private final NavigableSet<ReplicaId> without = new TreeSet<>();

  private int next;
  private boolean moved;
  private int idleTurns;

  /**
   * @param others whom it may ask
   */
  StateTransfer(Execution execution, List<ReplicaId> others) {
    this.execution = execution;
    this.others = List.copyOf(others);
  }

  /** The checkpoint whose state is being gathered. */
  Optional<PbftEntry.Anchored> target() {
    return target;
  }

  boolean isActive() {
    return target.isPresent();
  }

  /** Begins, with whatever chunks are left of an earlier attempt. */
  void begin(PbftEntry.Anchored checkpoint) {
    target = Optional.of(checkpoint);
    newer = Optional.empty();
    list = List.of();
    block = Optional.empty();
    wanted.clear();
    asked.clear();
    listAsked = Optional.empty();
    blockAsked = Optional.empty();
    without.clear();
    idleTurns = 0;
  }

  /** After a restart: this list was proven, and these chunks were. */
  void restore(PbftEntry.Anchored checkpoint, List<Digest> proven, List<byte[]> chunks) {
    begin(checkpoint);
    chunks.forEach(chunk -> held.put(execution.chunkDigest(chunk), chunk));
    take(proven);
  }

  /** A later stable checkpoint is known. */
  void shown(PbftEntry.Anchored other) {
    SequenceNumber latest = newer.or(() -> target).map(a -> a.block().sequence()).orElseThrow();
    if (other.block().sequence().isAfter(latest)) {
      newer = Optional.of(other);
    }
  }

  /** A list of chunks, signed by its sender; empty if it has no such state. */
  Answer onList(ReplicaId sender, Digest root, List<Digest> chunks) {
    if (target.isEmpty() || !root.equals(root())) {
      return Answer.UNSOLICITED;
    }
    if (chunks.isEmpty()) {
      giveBack(sender);
      without.add(sender);
      return Answer.UNSOLICITED;
    }
    if (!execution.stateRoot(chunks).equals(root)) {
      return lied(sender);
    }
    if (!list.isEmpty()) {
      return Answer.UNSOLICITED;
    }
    moved = true;
    take(chunks);
    return Answer.TAKEN;
  }

  private void take(List<Digest> proven) {
    list = List.copyOf(proven);
    listAsked = Optional.empty();
    Set<Digest> needed = new TreeSet<>(proven);
    held.keySet().removeIf(digest -> !needed.contains(digest));
    proven.stream().filter(digest -> !held.containsKey(digest)).forEach(wanted::add);
  }

  /** A chunk, signed by its sender together with the digest it was asked by. */
  Answer onChunk(ReplicaId sender, Digest digest, byte[] chunk) {
    if (target.isEmpty()) {
      return Answer.UNSOLICITED;
    }
    if (!execution.chunkDigest(chunk).equals(digest)) {
      return lied(sender);
    }
    if (!wanted.remove(digest) && asked.remove(digest) == null) {
      return Answer.UNSOLICITED;
    }
    moved = true;
    held.put(digest, chunk.clone());
    return Answer.TAKEN;
  }

  /** A certified block with all its bodies. */
  Answer onBlock(ReplicaId sender, BlockNotice notice) {
    boolean missing =
        block.isEmpty()
            && target.filter(t -> t.block().block().equals(notice.certified().block())).isPresent();
    if (!missing) {
      return Answer.UNSOLICITED;
    }
    moved = true;
    block = Optional.of(notice);
    blockAsked = Optional.empty();
    return Answer.TAKEN;
  }

  private Answer lied(ReplicaId sender) {
    liars.add(sender);
    giveBack(sender);
    return Answer.WRONG;
  }

  private void giveBack(ReplicaId peer) {
    asked
        .entrySet()
        .removeIf(ask -> {
          boolean his = ask.getValue().equals(peer);
          if (his) {
            wanted.add(ask.getKey());
          }
          return his;
        });
    listAsked = listAsked.filter(asked -> !asked.equals(peer));
    blockAsked = blockAsked.filter(asked -> !asked.equals(peer));
  }

  /** What to ask now; once asked it is not asked again before the next {@link #turn}. */
  List<Ask> asks() {
    List<Ask> asks = new ArrayList<>();
    if (isActive() && able().isEmpty()) {
      newer.ifPresent(this::begin);
      if (able().isEmpty()) {
        resting.clear(); // All are silent: that is the network, or our own.
      }
    }
    if (!isActive() || able().isEmpty()) {
      return asks;
    }
    if (list.isEmpty() && listAsked.isEmpty()) {
      ReplicaId peer = nextOf(able());
      listAsked = Optional.of(peer);
      asks.add(new Ask.ForChunks(peer, root(), List.of()));
    }
    if (block.isEmpty() && blockAsked.isEmpty()) {
      ReplicaId peer = nextOf(able());
      blockAsked = Optional.of(peer);
      asks.add(new Ask.ForBlock(peer, target.orElseThrow().block().sequence()));
    }
    chunksToAsk().forEach((peer, chunks) -> asks.add(new Ask.ForChunks(peer, root(), chunks)));
    return asks;
  }

  private NavigableMap<ReplicaId, List<Digest>> chunksToAsk() {
    NavigableMap<ReplicaId, List<Digest>> ofEach = new TreeMap<>();
    NavigableMap<ReplicaId, Integer> load = new TreeMap<>();
    asked.values().forEach(peer -> load.merge(peer, 1, Integer::sum));
    while (!wanted.isEmpty() && asked.size() < IN_FLIGHT_MAX) {
      List<ReplicaId> free =
          able().stream().filter(peer -> load.getOrDefault(peer, 0) < OF_ONE_MAX).toList();
      if (free.isEmpty()) {
        break;
      }
      ReplicaId peer = nextOf(free);
      Digest digest = wanted.iterator().next();
      wanted.remove(digest);
      asked.put(digest, peer);
      load.merge(peer, 1, Integer::sum);
      ofEach.computeIfAbsent(peer, p -> new ArrayList<>()).add(digest);
    }
    return ofEach;
  }

  private List<ReplicaId> able() {
    return others.stream()
        .filter(peer -> !liars.contains(peer))
        .filter(peer -> !resting.contains(peer) && !without.contains(peer))
        .toList();
  }

  /** The next of these in turn. */
  private ReplicaId nextOf(List<ReplicaId> peers) {
    ReplicaId peer;
    do {
      peer = others.get(next);
      next = (next + 1) % others.size();
    } while (!peers.contains(peer));
    return peer;
  }

  /** Time has passed: what was asked and has not come is asked of others. */
  void turn() {
    if (!isActive()) {
      return;
    }
    idleTurns = moved ? 0 : idleTurns + 1;
    boolean idle = !moved;
    moved = false;
    NavigableSet<ReplicaId> silent = new TreeSet<>(asked.values());
    listAsked.ifPresent(silent::add);
    blockAsked.ifPresent(silent::add);
    silent.forEach(this::giveBack);
    resting.addAll(silent);
    if (idle && newer.isPresent()) {
      begin(newer.get());
    } else if (idleTurns >= IDLE_TURNS_MAX || liars.containsAll(others)) {
      target = Optional.empty();
      liars.clear();
    }
  }

  /** Everything, as soon as it is here. */
  Optional<Gathered> gathered() {
    if (target.isEmpty() || list.isEmpty() || block.isEmpty()) {
      return Optional.empty();
    }
    if (!wanted.isEmpty() || !asked.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new Gathered(target.get(), block.get(), list.stream().map(held::get).toList()));
  }

  /** It is done, or no longer needed: forgets everything. */
  void end() {
    target = Optional.empty();
    newer = Optional.empty();
    list = List.of();
    block = Optional.empty();
    held.clear();
    wanted.clear();
    asked.clear();
    liars.clear();
    resting.clear();
    without.clear();
    moved = false;
  }

  private Digest root() {
    return target.orElseThrow().certificate().statement().stateRoot();
  }
}
