package org.bitcraps.checker;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Arrays;

/** A new pair of keys of somebody. */
record Keys(KeyPair pair, Id key) {

  static Keys make() {
    try {
      KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
      byte[] encoded = pair.getPublic().getEncoded();
      return new Keys(
          pair, Id.of(Arrays.copyOfRange(encoded, encoded.length - 32, encoded.length)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  byte[] sign(byte[] message) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(pair.getPrivate());
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What was signed, then the signature. */
  byte[] signed(byte[] message) {
    return new Out().bytes(message).bytes(sign(message)).done();
  }

  Id account() {
    return Hash.account(key);
  }
}
