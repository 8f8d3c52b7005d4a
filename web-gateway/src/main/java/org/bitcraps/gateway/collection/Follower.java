package org.bitcraps.gateway.collection;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.bitcraps.evidence.certificate.EpochChain;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.exchange.BlockRequest;
import org.bitcraps.evidence.exchange.CertifiedBlock;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.MalformedException;
import org.bitcraps.evidence.wire.Verifier;

/**
 * From notices, in any order and from anybody, to executed blocks in the chain's order. One thread
 * owns it; it reads no clock.
 *
 * <p>A notice counts by its certificate alone. A certified block that does not follow ours, or
 * whose certified root is not what our execution gives, means that more than f validators are
 * faulty or that this program is wrong: the view stops for good and says so (DESIGN X5).
 */
public final class Follower {

  /** Blocks kept while the one before them is missing. */
  static final int WAITING_BLOCKS_MAX = 256;

  private static final long WAITING_BYTES_MAX = 32L << 20;

  private final Genesis genesis;
  private final EpochChain epochs;
  private final Verifier verifier;
  private final HeldBodies held;
  private final Sink sink;
  private final Asking asking;
  private final Waiting waiting = new Waiting(WAITING_BLOCKS_MAX, WAITING_BYTES_MAX);

  private ExecutedBlock last;

  /** The newest block that is known to be certified. */
  private long newest;

  private final AtomicReference<String> stopped = new AtomicReference<>();

  /** Told what comes, on the owner's thread. */
  @FunctionalInterface
  public interface Sink {

    /** The next block of the chain. */
    void executed(FollowedBlock block);

    /** A quorum certified this one, later than any before; it may be long until it is executed. */
    default void certified(Block block) {}
  }

  /**
   * A follower of what comes after a state.
   *
   * @param begun the state
   */
  public Follower(
      Genesis genesis,
      ExecutedBlock begun,
      Verifier verifier,
      HeldBodies held,
      BlockSource source,
      Sink sink,
      long nowMs) {
    this.genesis = genesis;
    this.epochs = EpochChain.from(genesis);
    this.verifier = verifier;
    this.held = held;
    this.sink = sink;
    this.last = begun;
    this.asking = new Asking(genesis.replicaSet().ids(), source, nowMs);
    asking.missing(begun.sequence().value() + 1, () -> Long.MAX_VALUE, nowMs);
  }

  /** The largest notice that anybody may send. */
  public static int noticeBytesMax(Genesis genesis) {
    return BlockNotice.bytesMax(genesis.parameters());
  }

  /** A notice came. */
  public Offer offer(byte[] bytes, long nowMs) {
    if (stopped().isPresent()) {
      return Offer.STOPPED;
    }
    BlockNotice notice;
    try {
      notice =
          Decoder.decode(
              bytes, noticeBytesMax(genesis), in -> BlockNotice.decode(in, genesis.parameters()));
    } catch (MalformedException | IllegalArgumentException e) {
      return Offer.MALFORMED;
    }
    Offer offer = judge(notice);
    if (offer == Offer.TAKEN) {
      waiting.put(notice.certified().sequence().value(), notice);
      advance(nowMs);
    }
    return offer;
  }

  /** Nothing may have come: asks for what is missing. */
  public void tick(long nowMs) {
    if (stopped().isEmpty()) {
      advance(nowMs);
    }
  }

  private Offer judge(BlockNotice notice) {
    Block block = notice.certified().block();
    long sequence = block.sequence().value();
    if (sequence <= last.sequence().value()) {
      return Offer.KNOWN;
    }
    if (!block.chain().equals(genesis.chainId())) {
      return Offer.FOREIGN;
    }
    if (!waiting.hasRoomFor(sequence, last.sequence().value())) {
      if (sequence > newest && isCertified(notice.certified())) {
        know(block);
      }
      return Offer.TOO_FAR;
    }
    BlockNotice before = waiting.get(sequence);
    if (before != null && before.certified().block().equals(block)) {
      // Its certificate was checked; the bodies of this one prove themselves by their digests.
      return before.missing().isEmpty() || notice.bodies().isEmpty() ? Offer.KNOWN : Offer.TAKEN;
    }
    if (epochs.set(block.epoch(), block.sequence()).isEmpty()) {
      return Offer.FOREIGN;
    }
    if (!isCertified(notice.certified())) {
      return Offer.UNCERTIFIED;
    }
    if (before != null) {
      stop("two certified blocks at sequence " + sequence);
      return Offer.STOPPED;
    }
    know(block);
    return Offer.TAKEN;
  }

  private boolean isCertified(CertifiedBlock certified) {
    Block block = certified.block();
    return epochs
        .set(block.epoch(), block.sequence())
        .filter(set -> certified.certificate().fault(set, verifier).isEmpty())
        .isPresent();
  }

  private void know(Block block) {
    if (block.sequence().value() > newest) {
      newest = block.sequence().value();
      sink.certified(block);
    }
  }

  private void advance(long nowMs) {
    while (stopped().isEmpty()) {
      long next = last.sequence().value() + 1;
      BlockNotice notice = waiting.get(next);
      if (notice == null) {
        if (waiting.lowest() == Long.MAX_VALUE) {
          asking.idle(next, nowMs);
        } else {
          asking.missing(next, () -> waiting.lowest() - next, nowMs);
        }
        return;
      }
      Optional<BlockNotice> complete = complete(notice);
      if (complete.isEmpty()) {
        asking.missing(next, () -> incomplete(next), nowMs);
        return;
      }
      execute(complete.get());
      waiting.remove(next);
      asking.executed(next, nowMs);
    }
  }

  /**
   * How many blocks to ask for, from that one on, until none that is here lacks a body. Where other
   * gateways bring bets too that is every block: asked for one by one, a busy chain would run away
   * from us.
   */
  private long incomplete(long from) {
    long last = from;
    for (long at = from; at - from < BlockRequest.COUNT_MAX && waiting.contains(at); at++) {
      last = complete(waiting.get(at)).isEmpty() ? at : last;
    }
    return last - from + 1;
  }

  /** The notice with all bodies: its own, or those that this gateway brought. */
  private Optional<BlockNotice> complete(BlockNotice notice) {
    if (notice.missing().isEmpty()) {
      return Optional.of(notice);
    }
    List<BatchBody> bodies = new ArrayList<>();
    for (Digest digest : notice.certified().block().bodies()) {
      Optional<BatchBody> body =
          notice.bodies().stream()
              .filter(b -> b.body().digest().equals(digest))
              .findFirst()
              .or(() -> held.body(digest));
      if (body.isEmpty()) {
        return Optional.empty();
      }
      bodies.add(body.get());
    }
    return Optional.of(new BlockNotice(notice.certified(), bodies));
  }

  private void execute(BlockNotice notice) {
    Block block = notice.certified().block();
    if (!block.parent().equals(last.digest())) {
      stop("block " + block.sequence() + " is certified and does not follow ours");
      return;
    }
    List<Body> bodies = notice.complete(Map.of());
    ExecutedBlock executed;
    try {
      executed = last.next(block, bodies);
    } catch (IllegalArgumentException | IllegalStateException e) {
      stop("block " + block.sequence() + " is certified and cannot be executed: " + e.getMessage());
      return;
    }
    Digest certified = notice.certified().certificate().statement().resultRoot();
    if (!executed.resultRoot().equals(certified)) {
      stop(
          "block %s: a quorum signed result root %s, our execution gives %s"
              .formatted(block.sequence(), certified, executed.resultRoot()));
      return;
    }
    last = executed;
    sink.executed(new FollowedBlock(notice, executed));
  }

  /**
   * Nothing more is executed; the first reason stays. Any thread may call it: who finds that our
   * state is not the quorum's.
   */
  public void stop(String reason) {
    stopped.compareAndSet(null, reason);
  }

  /** The last executed block. */
  public ExecutedBlock last() {
    return last;
  }

  /** Why the view has stopped for good; empty while all is well. */
  public Optional<String> stopped() {
    return Optional.ofNullable(stopped.get());
  }
}
