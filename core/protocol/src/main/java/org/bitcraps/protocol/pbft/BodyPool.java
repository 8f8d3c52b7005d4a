package org.bitcraps.protocol.pbft;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.operation.Body;

/**
 * The bodies a replica holds and that are not certain yet (D1–D3).
 *
 * <p>What nothing names lives in the lane of who answers for it: one per registered gateway, with
 * the bytes that genesis gives it, and one per validator for its own operations. A full lane
 * refuses or gives up only its own; the author offers it again until it holds a certificate. What
 * is not heard of for {@link #LIFE_MS} is given up too.
 *
 * <p>Bodies that a proposal, a prepared certificate or a certificate names are always taken:
 * pipeline_depth × blockBytesMax bounds them. When nothing names them any more they have to fit
 * their lane like all others.
 */
final class BodyPool {

  /** A validator's lane: its commitments and reveals of a thousand rounds, each under 256 bytes. */
  static final long OPERATIONS_BYTES_MAX = 256 << 10;

  /**
   * What is not ordered, named or brought again for so long is given up. Longer than f faulty
   * primaries in a row take with the longest timeout, for f = 7, and than a gateway's longest pause
   * between two copies.
   */
  static final long LIFE_MS = 60_000;

  /** Digests of ordered bodies remembered, so that a late copy is not ordered again. */
  static final int ORDERED_MAX = 65_536;

  /** A body and what is known of it. */
  static final class Held {
    final BatchBody body;
    boolean authorised;
    boolean journalled;
    final long arrivedMs;

    /** When a copy last came. */
    long seenMs;

    /** When this backup first offered it to the primary; empty before. */
    Optional<Long> offeredMs = Optional.empty();

    /** When this replica first handed it to all others, in whatever view; empty before (R4). */
    OptionalLong relayedMs = OptionalLong.empty();

    /** When it last did so in this view; empty before. */
    OptionalLong handedMs = OptionalLong.empty();

    /** How many blocks have passed it over since, while it was the head of its lane. */
    int passedOver;

    /** Where it stands in each lane it is in; in one at least if it is authorised. */
    final SortedMap<Author, BodyLane.Place> places = new TreeMap<>();

    Held(BatchBody body, boolean authorised, long arrivedMs) {
      this.body = body;
      this.authorised = authorised;
      this.arrivedMs = arrivedMs;
      this.seenMs = arrivedMs;
    }

    Digest digest() {
      return body.body().digest();
    }

    void forgetOffer() {
      offeredMs = Optional.empty();
      passedOver = 0;
      handedMs = OptionalLong.empty();
    }

    int size() {
      return body.body().size();
    }
  }

  private final Map<Digest, Held> held = new LinkedHashMap<>();
  private final NavigableMap<Author, BodyLane> lanes = new TreeMap<>();
  private final Map<Digest, Boolean> ordered = new LinkedHashMap<>();
  private final long blockBytesMax;
  private long bytes;

  BodyPool(Genesis genesis) {
    for (ReplicaId id : genesis.replicaSet().ids()) {
      open(new Author(Author.Kind.VALIDATOR, id.value()), OPERATIONS_BYTES_MAX);
    }
    for (Genesis.Gateway gateway : genesis.gateways()) {
      open(new Author(Author.Kind.GATEWAY, gateway.id().value()), gateway.laneBytesMax());
    }
    blockBytesMax = genesis.parameters().get(Parameter.BLOCK_BYTES_MAX);
  }

  private void open(Author author, long bytesMax) {
    lanes.put(author, new BodyLane(author, bytesMax));
  }

  /** What became of an offered body. */
  enum Offer {
    /** It is held now. */
    TAKEN,
    /** It was held, or ordered already. */
    KNOWN,
    /** No room in its lane; it may come again. */
    FULL,
    /** Nobody answers for it, or no block could ever name it. */
    REFUSED
  }

  /**
   * Takes a body.
   *
   * @param wanted whether something that binds us names it
   * @param named whether something that binds us names another one: such a one is not given up
   */
  Offer offer(
      BatchBody body, boolean authorised, boolean wanted, Predicate<Digest> named, long nowMs) {
    Digest digest = body.body().digest();
    Held before = held.get(digest);
    if (before != null) {
      before.seenMs = Math.max(before.seenMs, nowMs);
      if (authorised && enter(before, body, !before.authorised, named)) {
        before.authorised = true;
      }
      return Offer.KNOWN;
    }
    if (!wanted && ordered.containsKey(digest)) {
      return Offer.KNOWN;
    }
    boolean answered = authorised && lane(body).isPresent();
    if (!wanted && (!answered || body.body().size() > blockBytesMax)) {
      return Offer.REFUSED;
    }
    Held fresh = new Held(body, answered, nowMs);
    if (answered && !enter(fresh, body, wanted, named)) {
      return Offer.FULL;
    }
    held.put(digest, fresh);
    bytes += fresh.size();
    return Offer.TAKEN;
  }

  private Optional<BodyLane> lane(BatchBody body) {
    return Author.of(body).map(lanes::get);
  }

  /** Whether the body stands in the lane of who brought this copy of it. */
  private boolean enter(Held body, BatchBody copy, boolean must, Predicate<Digest> named) {
    Optional<BodyLane> lane = lane(copy);
    if (lane.isEmpty()) {
      return false;
    }
    BodyLane.Place place = BodyLane.Place.of(copy);
    BodyLane.Place at = body.places.get(lane.get().author());
    if (at != null && at.compareTo(place) <= 0) {
      return true;
    }
    if (at == null) {
      Optional<List<Held>> goes = lane.get().makeRoom(place, body.size(), isBound(named));
      if (goes.isEmpty() && !must) {
        return false;
      }
      goes.ifPresent(gone -> gone.forEach(this::leave));
    }
    lane.get().put(place, body);
    return true;
  }

  private static Predicate<Held> isBound(Predicate<Digest> named) {
    return body -> body.journalled || named.test(body.digest());
  }

  /** A body has left a lane: without any it is forgotten. */
  private void leave(Held body) {
    if (body.places.isEmpty() && held.remove(body.digest(), body)) {
      bytes -= body.size();
    }
  }

  Optional<Held> get(Digest digest) {
    return Optional.ofNullable(held.get(digest));
  }

  /** The lanes, validators' before gateways', each ascending. */
  Collection<BodyLane> lanes() {
    return lanes.values();
  }

  /** Whether a body may be proposed: complete, with all its signatures, not ordered yet. */
  boolean isProposable(Held body) {
    return body.authorised && !ordered.containsKey(body.digest());
  }

  /** When the oldest of the proposable bodies came that are in none of the given blocks. */
  OptionalLong oldestMs(Predicate<Digest> named) {
    return held.values().stream()
        .filter(body -> isProposable(body) && !named.test(body.digest()))
        .mapToLong(body -> body.arrivedMs)
        .min();
  }

  /** Whether anything waits to be ordered: what starts the progress timer (P5). */
  boolean anyProposable() {
    return held.values().stream().anyMatch(this::isProposable);
  }

  /** Digests of the block that are not held. */
  List<Digest> missing(Block block) {
    List<Digest> missing = new ArrayList<>();
    for (Digest digest : block.bodies()) {
      if (!held.containsKey(digest)) {
        missing.add(digest);
      }
    }
    return missing;
  }

  /** Digests of the block that are held, but not with all their signatures. */
  List<Digest> unauthorised(Block block) {
    List<Digest> unauthorised = new ArrayList<>();
    for (Digest digest : block.bodies()) {
      if (held.containsKey(digest) && !held.get(digest).authorised) {
        unauthorised.add(digest);
      }
    }
    return unauthorised;
  }

  /** Bytes of the bodies of the block that are held. */
  long bytes(Block block) {
    long sum = 0;
    for (Digest digest : block.bodies()) {
      Held body = held.get(digest);
      sum += body == null ? 0 : body.size();
    }
    return sum;
  }

  /** The held bodies of a block none of which is missing, in its order. */
  List<Held> of(Block block) {
    List<Held> bodies = new ArrayList<>(block.bodies().size());
    for (Digest digest : block.bodies()) {
      bodies.add(held.get(digest));
    }
    return bodies;
  }

  /** The same, as execution wants them. */
  List<Body> operations(Block block) {
    List<Body> bodies = new ArrayList<>(block.bodies().size());
    for (Held body : of(block)) {
      bodies.add(body.body.body());
    }
    return bodies;
  }

  /** The block is certain: its bodies live in the block store now. */
  void ordered(Collection<Digest> digests) {
    for (Digest digest : digests) {
      Held gone = held.remove(digest);
      if (gone != null) {
        bytes -= gone.size();
        leaveAll(gone);
      }
      ordered.put(digest, true);
    }
    while (ordered.size() > ORDERED_MAX) {
      ordered.remove(ordered.keySet().iterator().next());
    }
  }

  private void leaveAll(Held body) {
    List.copyOf(body.places.keySet()).forEach(author -> lanes.get(author).remove(body));
  }

  /**
   * Forgets what nothing names any more and no lane keeps: bodies without their signatures, which
   * were taken because a proposal named them and would stay for ever, for nobody may propose them;
   * and what is over the quota of its lane. What a vote of ours refers to is journalled, and stays
   * (D1).
   */
  void settle(Predicate<Digest> named) {
    held.values()
        .removeIf(body -> {
          boolean goes = !body.authorised && !isBound(named).test(body);
          if (goes) {
            bytes -= body.size();
          }
          return goes;
        });
    lanes.values().forEach(lane -> lane.trim(isBound(named)).forEach(this::leave));
  }

  /**
   * Forgets what nothing names and the state has seen: what was ordered in blocks that are not here
   * would be offered and proposed again, and waited for in vain (C7). What was not stays: it may be
   * a reveal of our own that nobody else brings (R4).
   *
   * @param spent whether ordering it would change nothing any more
   * @param voted whether a vote of ours that still binds names it. What only a proposal names is
   *     journalled anew with the vote for it, for the journal does not tell of the proposal, and
   *     whoever reads it forgets the body here (D1)
   */
  void forgetSpent(Predicate<Body> spent, Predicate<Digest> named, Predicate<Digest> voted) {
    for (Held body : List.copyOf(held.values())) {
      if (spent.test(body.body.body())) {
        body.journalled = body.journalled && voted.test(body.digest());
        if (!named.test(body.digest())) {
          leaveAll(body);
          leave(body);
        }
      }
    }
  }

  /** Forgets what nobody has brought or named for too long (D3). */
  void forgetOld(Predicate<Digest> named, long nowMs) {
    for (Held body : List.copyOf(held.values())) {
      body.seenMs = Math.min(body.seenMs, nowMs); // The clock was set back.
      if (isBound(named).test(body)) {
        body.seenMs = nowMs;
      } else if (nowMs - body.seenMs > LIFE_MS) {
        leaveAll(body);
        leave(body);
      }
    }
  }

  /** Whether a certified block named it, as far back as this is remembered. */
  boolean wasOrdered(Digest digest) {
    return ordered.containsKey(digest);
  }

  /** Bytes of all held bodies. */
  long bytes() {
    return bytes;
  }

  int size() {
    return held.size();
  }
}
