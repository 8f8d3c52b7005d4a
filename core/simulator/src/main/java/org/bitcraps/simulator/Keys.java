package org.bitcraps.simulator;

import java.nio.charset.StandardCharsets;
import org.bitcraps.crypto.Schemes;
import org.bitcraps.crypto.Signers;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.keys.SignatureScheme;
import org.bitcraps.evidence.keys.Signer;

/** Where the keys of a run come from: the fast stand-in, or real Ed25519. */
public enum Keys {
  /** {@link TaggedHashScheme}. */
  SIMULATED {
    @Override
    Signer signer(String name) {
      return TaggedHashScheme.signer(PublicKey.fromBytes(seed(name)));
    }

    @Override
    Signer signer(String name, PublicKey real) {
      return TaggedHashScheme.signer(real);
    }

    @Override
    SignatureScheme scheme() {
      return new TaggedHashScheme();
    }
  },
  /** What production uses. */
  ED25519 {
    @Override
    Signer signer(String name) {
      return Signers.fromSeed(seed(name));
    }

    @Override
    Signer signer(String name, PublicKey real) {
      return signer(name);
    }

    @Override
    SignatureScheme scheme() {
      return Schemes.best().scheme();
    }
  };

  /** The signer that goes by this name: always the same. */
  abstract Signer signer(String name);

  /** The same, where the public key has to be {@code real}: that of {@link #ED25519}. */
  abstract Signer signer(String name, PublicKey real);

  /** What verifies its signatures. */
  abstract SignatureScheme scheme();

  static byte[] seed(String name) {
    return Digest.of(DomainTag.KEY_POSSESSION, name.getBytes(StandardCharsets.UTF_8)).toBytes();
  }
}
