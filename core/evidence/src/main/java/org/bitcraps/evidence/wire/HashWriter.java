package org.bitcraps.evidence.wire;

import java.security.DigestException;
import java.security.MessageDigest;
import org.bitcraps.evidence.keys.Digest;

/**
 * Hashes one canonical value after the other with the same buffer and the same SHA-256: for what
 * hashes thousands in one go. One owner, not thread-safe.
 */
public final class HashWriter {

  private final Encoder out = new Encoder(512);
  private final MessageDigest sha = Digest.sha256();
  private final byte[] hash = new byte[Digest.BYTES];

  /** Nothing written yet. */
  public HashWriter() {}

  /** Where to write what is hashed next; the tag first. */
  public Encoder begin() {
    return out.clear();
  }

  /** The digest of what was written since {@link #begin}. */
  public Digest digest() {
    digestTo(hash, 0);
    return Digest.fromBytes(hash, 0);
  }

  /** The same digest as bytes, to {@code target} at {@code offset}. */
  public void digestTo(byte[] target, int offset) {
    out.hashInto(sha);
    try {
      sha.digest(target, offset, Digest.BYTES);
    } catch (DigestException e) {
      throw new IllegalArgumentException("no room for a digest at " + offset, e);
    }
  }
}
