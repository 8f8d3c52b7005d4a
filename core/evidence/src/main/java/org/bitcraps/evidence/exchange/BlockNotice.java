package org.bitcraps.evidence.exchange;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.WireValue;

/**
 * A certified block with some or all of its bodies. Proves itself: the receiver trusts the
 * certificate, never the sender.
 *
 * @param bodies bodies that the block names, in its order; those left out the receiver has, or asks
 *     for with a {@link BlockRequest}
 */
public record BlockNotice(CertifiedBlock certified, List<BatchBody> bodies) implements WireValue {

  /** Bodies up to this size ride along with every notice; larger ones the gateway mostly has. */
  public static final int SMALL_BODY_BYTES = 1_024;

  /**
   * @throws IllegalArgumentException if a body is not one that the block names, or the order is
   *     another
   */
  public BlockNotice {
    bodies = List.copyOf(bodies);
    // One walk along the block: no body twice, no order of the sender's choice, linear time.
    Iterator<Digest> named = certified.block().bodies().iterator();
    for (BatchBody body : bodies) {
      Digest digest = body.body().digest();
      boolean found = false;
      while (!found && named.hasNext()) {
        found = named.next().equals(digest);
      }
      if (!found) {
        throw new IllegalArgumentException("bodies: not of this block, or not in its order");
      }
    }
  }

  /** The notice with only the bodies that are small. */
  public BlockNotice brief() {
    return new BlockNotice(
        certified, bodies.stream().filter(b -> b.body().size() <= SMALL_BODY_BYTES).toList());
  }

  /** Bytes of the bodies in it. */
  public long bodyBytes() {
    return bodies.stream().mapToLong(body -> body.body().size()).sum();
  }

  /** Digests of the bodies that the block names and this notice lacks. */
  public List<Digest> missing() {
    List<Digest> missing = new ArrayList<>();
    int next = 0;
    for (Digest digest : certified.block().bodies()) {
      if (next < bodies.size() && bodies.get(next).body().digest().equals(digest)) {
        next++;
      } else {
        missing.add(digest);
      }
    }
    return missing;
  }

  /**
   * The bodies in the block's order, given those the receiver holds besides.
   *
   * @throws IllegalArgumentException if one is still missing
   */
  public List<Body> complete(Map<Digest, Body> held) {
    Map<Digest, Body> all = new LinkedHashMap<>(held);
    bodies.forEach(b -> all.put(b.body().digest(), b.body()));
    Block block = certified.block();
    List<Body> complete = new ArrayList<>(block.bodies().size());
    for (Digest digest : block.bodies()) {
      Body body = all.get(digest);
      if (body == null) {
        throw new IllegalArgumentException("bodies: " + digest.brief() + " is missing");
      }
      complete.add(body);
    }
    return complete;
  }

  @Override
  public void encodeTo(Encoder out) {
    out.value(certified).list(bodies);
  }

  @Override
  public byte[] toWire() {
    int bytes = 1_024 + Digest.BYTES * certified.block().bodies().size(); // It may still grow.
    for (BatchBody body : bodies) {
      bytes += body.body().size() + BatchBody.OVERHEAD_BYTES;
    }
    Encoder out = new Encoder(bytes);
    encodeTo(out);
    return out.toBytes();
  }

  /** The largest notice that a chain with these limits has. */
  public static int bytesMax(Parameters limits) {
    return Math.addExact(
        limits.getInt(Parameter.BLOCK_BYTES_MAX),
        Block.BODIES_MAX * (BatchBody.OVERHEAD_BYTES + Digest.BYTES) + (1 << 16));
  }

  /** Reads a notice within the limits of the chain. */
  public static BlockNotice decode(Decoder in, Parameters limits) {
    return new BlockNotice(
        CertifiedBlock.decode(in),
        in.list(Block.BODIES_MAX, 6, "bodies", each -> BatchBody.decode(each, limits)));
  }
}
