package org.bitcraps.evidence.execution;

import java.util.List;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.membership.Epoch;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.WireValue;

/**
 * A block: a place in the order, its parent, a time, and the digests of its bodies. Says nothing of
 * views or signers (DESIGN C5): the same block can be proposed again in a later view.
 *
 * @param timeMs the proposer's clock, milliseconds since 1970; execution uses effective time (P6)
 * @param parent digest of the block before; {@link Digest#ZERO} for sequence 1
 * @param bodies digests of the bodies, in order of execution; none twice
 */
public record Block(
    ChainId chain,
    Epoch epoch,
    SequenceNumber sequence,
    long timeMs,
    Digest parent,
    List<Digest> bodies)
    implements WireValue {

  /** More digests than any chain allows; bounds decoding. */
  public static final int BODIES_MAX = 4_096;

  /**
   * @throws IllegalArgumentException if the sequence is 0, the time negative, a body stands twice,
   *     or there are too many
   */
  public Block {
    bodies = List.copyOf(bodies);
    if (sequence.value() == 0) {
      throw new IllegalArgumentException("sequence: the first block has 1");
    }
    if (timeMs < 0) {
      throw new IllegalArgumentException("timeMs: negative");
    }
    if (bodies.size() > BODIES_MAX) {
      throw new IllegalArgumentException("bodies: " + bodies.size());
    }
    if (bodies.stream().distinct().count() != bodies.size()) {
      throw new IllegalArgumentException("bodies: one stands twice");
    }
  }

  /** Identity of the block. */
  public Digest digest() {
    return Digest.of(DomainTag.BLOCK, toWire());
  }

  @Override
  public void encodeTo(Encoder out) {
    out.value(chain).value(epoch).value(sequence).u63(timeMs).digest(parent).digests(bodies);
  }

  /** Reads what {@link #encodeTo} wrote. */
  public static Block decode(Decoder in) {
    return new Block(
        ChainId.decode(in),
        Epoch.decode(in),
        SequenceNumber.decode(in),
        in.u63("timeMs"),
        in.digest("parent"),
        in.digests(BODIES_MAX, "bodies"));
  }
}
