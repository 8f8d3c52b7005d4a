package org.bitcraps.crypto;

import org.bitcraps.evidence.keys.SignatureScheme;

/** Which Ed25519 library a host uses: ACCP where it loads, else BouncyCastle. Never SunEC. */
public final class Schemes {

  private static final Choice BEST = choose(AccpProvider.find());

  private Schemes() {}

  /**
   * A scheme and why it was taken.
   *
   * @param scheme thread-safe; shared by all who ask, with one memory of checked keys
   * @param reason one sentence for the boot log and the status page
   */
  public record Choice(SignatureScheme scheme, String reason) {}

  /** The same choice for the life of this class loader. */
  public static Choice best() {
    return BEST;
  }

  static Choice choose(AccpProvider accp) {
    return switch (accp) {
      case AccpProvider.Loaded(var provider) ->
          new Choice(
              new AccpScheme(provider),
              "ACCP "
                  + provider.getVersionStr()
                  + " loaded its native library and passed the self-check");
      case AccpProvider.Absent(String reason) ->
          new Choice(
              new BouncyScheme(),
              "BouncyCastle, because Amazon Corretto Crypto Provider is not available: " + reason);
    };
  }
}
