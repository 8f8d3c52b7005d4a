package org.bitcraps.evidence.genesis;

import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.HashWriter;
import org.bitcraps.evidence.wire.WireValue;

/** Identity of an account: the tagged hash of its first key (DESIGN G2). 32 bytes on the wire. */
public record AccountId(Digest digest) implements WireValue, Comparable<AccountId> {

  /** The account that belongs to a key. */
  public static AccountId of(PublicKey key) {
    return of(key, new HashWriter());
  }

  /** The same, for who asks for thousands. */
  public static AccountId of(PublicKey key, HashWriter hash) {
    hash.begin().tag(DomainTag.ACCOUNT).publicKey(key);
    return new AccountId(hash.digest());
  }

  @Override
  public int compareTo(AccountId other) {
    return digest.compareTo(other.digest);
  }

  @Override
  public void encodeTo(Encoder out) {
    out.digest(digest);
  }

  /** Reads what {@link #encodeTo} wrote. */
  public static AccountId decode(Decoder in) {
    return new AccountId(in.digest("account"));
  }

  @Override
  public String toString() {
    return digest.hex();
  }
}
