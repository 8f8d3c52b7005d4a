package org.bitcraps.protocol.pbft;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.operation.Body;

/**
 * The bodies a replica holds and that are not certain yet, in order of arrival (D1, D2).
 *
 * <p>Bound: {@code bytesMax} for what nobody asked for; a full pool refuses (the gateway offers it
 * again until it holds a certificate). Bodies that a proposal, a prepared certificate or a
 * certificate names are always taken: pipeline_depth × blockBytesMax bounds them.
 */
final class BodyPool {

  /** Digests of ordered bodies remembered, so that a late copy is not ordered again. */
  private static final int ORDERED_MAX = 65_536;

  /** A body and what is known of it. */
  static final class Held {
    final BatchBody body;
    boolean authorised;
    boolean journalled;
    final long arrivedMs;

    Held(BatchBody body, boolean authorised, long arrivedMs) {
      this.body = body;
      this.authorised = authorised;
      this.arrivedMs = arrivedMs;
    }
  }

  private final Map<Digest, Held> held = new LinkedHashMap<>();
  private final Map<Digest, Boolean> ordered = new LinkedHashMap<>();
  private final long bytesMax;
  private long bytes;

  BodyPool(long bytesMax) {
    this.bytesMax = bytesMax;
  }

  /** What became of an offered body. */
  enum Offer {
    /** It is held now. */
    TAKEN,
    /** It was held, or ordered already. */
    KNOWN,
    /** No room; it may come again. */
    FULL
  }

  /** Takes a body. {@code wanted}: something that binds us names it. */
  Offer offer(BatchBody body, boolean authorised, boolean wanted, long nowMs) {
    Digest digest = body.body().digest();
    Held before = held.get(digest);
    if (before != null) {
      before.authorised |= authorised;
      return Offer.KNOWN;
    }
    if (!wanted && ordered.containsKey(digest)) {
      return Offer.KNOWN;
    }
    if (!wanted && bytes + body.body().size() > bytesMax) {
      return Offer.FULL;
    }
    held.put(digest, new Held(body, authorised, nowMs));
    bytes += body.body().size();
    return Offer.TAKEN;
  }

  Optional<Held> get(Digest digest) {
    return Optional.ofNullable(held.get(digest));
  }

  /** Bodies that may be proposed and are in none of the given blocks, in order of arrival. */
  List<Held> proposable(SortedSet<Digest> inFlight) {
    List<Held> proposable = new ArrayList<>();
    for (Map.Entry<Digest, Held> entry : held.entrySet()) {
      if (entry.getValue().authorised
          && !ordered.containsKey(entry.getKey())
          && !inFlight.contains(entry.getKey())) {
        proposable.add(entry.getValue());
      }
    }
    return proposable;
  }

  /** Whether anything waits to be ordered: what starts the progress timer (P5). */
  boolean anyProposable() {
    for (Map.Entry<Digest, Held> entry : held.entrySet()) {
      if (entry.getValue().authorised && !ordered.containsKey(entry.getKey())) {
        return true;
      }
    }
    return false;
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
        bytes -= gone.body.body().size();
      }
      ordered.put(digest, true);
    }
    while (ordered.size() > ORDERED_MAX) {
      ordered.remove(ordered.keySet().iterator().next());
    }
  }

  /**
   * Forgets bodies without their signatures that nothing names any more: they were taken because a
   * proposal named them, and would stay for ever, for nobody may propose them. What a vote of ours
   * refers to is journalled, and stays (D1).
   */
  void forgetUnauthorised(SortedSet<Digest> named) {
    held.entrySet()
        .removeIf(entry -> {
          Held body = entry.getValue();
          boolean goes = !body.authorised && !body.journalled && !named.contains(entry.getKey());
          if (goes) {
            bytes -= body.body.body().size();
          }
          return goes;
        });
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
