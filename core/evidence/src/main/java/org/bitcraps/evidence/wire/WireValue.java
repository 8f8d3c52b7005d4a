package org.bitcraps.evidence.wire;

/** A value with exactly one canonical encoding. */
public interface WireValue {

  /** Appends the canonical bytes of this value. */
  void encodeTo(Encoder out);

  /** The canonical bytes of this value alone. */
  default byte[] toWire() {
    Encoder out = new Encoder();
    encodeTo(out);
    return out.toBytes();
  }
}
