package org.bitcraps.protocol.replica;

import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.keys.SignatureScheme;
import org.bitcraps.evidence.wire.Verifier;

/**
 * Asks this validator's verifier once for each valid signature, and its memory when it comes again:
 * in certificates, in view-changes, and in the new-view that repeats a quorum of them (DESIGN X2).
 */
public final class RememberingScheme implements SignatureScheme {

  private final Verifier verifier;
  private final Verdicts verdicts;

  /**
   * A scheme before {@code verifier}.
   *
   * @param verdicts of this validator alone: another's must not count here
   */
  public RememberingScheme(Verifier verifier, Verdicts verdicts) {
    this.verifier = verifier;
    this.verdicts = verdicts;
  }

  @Override
  public String name() {
    return verifier.provider();
  }

  @Override
  public boolean verify(PublicKey key, byte[] message, Signature signature) {
    Digest id = VerdictId.ofSignature(key, message, signature);
    if (verdicts.contains(id)) {
      return true;
    }
    boolean valid = verifier.isValid(key, message, signature);
    if (valid) {
      verdicts.add(id, 1);
    }
    return valid;
  }
}
