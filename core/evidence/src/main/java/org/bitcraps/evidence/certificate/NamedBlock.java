package org.bitcraps.evidence.certificate;

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
 * The fields of a block as evidence reads them: byte for byte those of {@code execution.Block},
 * which this room's order puts above (ADR 0010). Unlike that one it refuses nothing, for evidence
 * has to hold what no honest validator would propose.
 *
 * @param timeMs milliseconds since 1970
 * @param parent digest of the block before
 * @param bodies digests of the bodies, in order
 */
public record NamedBlock(
    ChainId chain,
    Epoch epoch,
    SequenceNumber sequence,
    long timeMs,
    Digest parent,
    List<Digest> bodies)
    implements WireValue {

  /** More digests than any chain allows; bounds decoding. */
  static final int BODIES_MAX = 4_096;

  /** Copies the list. */
  public NamedBlock {
    bodies = List.copyOf(bodies);
  }

  /** Identity of the block: what votes name. */
  public Digest digest() {
    return Digest.of(DomainTag.BLOCK, toWire());
  }

  @Override
  public void encodeTo(Encoder out) {
    out.value(chain).value(epoch).value(sequence).u63(timeMs).digest(parent).digests(bodies);
  }

  /** Reads what {@link #encodeTo} wrote. */
  public static NamedBlock decode(Decoder in) {
    return new NamedBlock(
        ChainId.decode(in),
        Epoch.decode(in),
        SequenceNumber.decode(in),
        in.u63("timeMs"),
        in.digest("parent"),
        in.digests(BODIES_MAX, "bodies"));
  }
}
