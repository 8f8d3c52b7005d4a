package org.bitcraps.protocol.replica;

import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.protocol.consensus.JournalEntry;

/** A commitment or reveal was signed: after a restart the same bytes are sent again (P1). */
record DutyEntry(Body body) implements JournalEntry {

  /** Kinds from here on are not the protocol's. */
  private static final int KIND = 0x80;

  static boolean isDuty(byte[] entry) {
    return entry.length > 0 && (entry[0] & 0xff) == KIND;
  }

  @Override
  public void encodeTo(Encoder out) {
    out.u8(KIND).bytes(body.toBytes());
  }

  static DutyEntry decode(byte[] entry, Parameters limits) {
    int bytesMax = limits.getInt(Parameter.BODY_BYTES_MAX);
    return Decoder.decode(
        entry,
        bytesMax + 5,
        in -> {
          in.u8("kind");
          return new DutyEntry(Body.decode(in.bytes(bytesMax, "body"), limits));
        });
  }
}
