package org.bitcraps.crypto;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** HMAC-SHA256 (RFC 2104) by the JDK's own provider. */
public final class HmacSha256 {

  /** Length of a result in bytes. */
  public static final int BYTES = 32;

  private static final String ALGORITHM = "HmacSHA256";
  private static final Provider JDK = Security.getProvider("SunJCE");

  private HmacSha256() {}

  /**
   * The code of the parts, one after the other; the caller makes their borders unambiguous.
   *
   * @throws IllegalArgumentException if the key is empty
   */
  public static byte[] mac(byte[] key, byte[]... parts) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM, JDK);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      for (byte[] part : parts) {
        mac.update(part);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has HMAC-SHA256", e);
    }
  }
}
