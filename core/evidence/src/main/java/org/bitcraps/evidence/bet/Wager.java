package org.bitcraps.evidence.bet;

import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.HashWriter;

/**
 * What a player wants, every field of which the signature covers (DESIGN C4).
 *
 * @param chain the chain it is for, and no other
 * @param key the player's key; its account is {@link AccountId#of}
 * @param table the table
 * @param round the round it is placed in; a commit after that round's close is refused (B1)
 * @param type the bet
 * @param amount stake in base units
 * @param nonce used once per account, within its window (B1)
 * @param expiresAtMs refused at a later effective time, milliseconds since 1970
 */
public record Wager(
    ChainId chain,
    PublicKey key,
    TableId table,
    long round,
    BetType type,
    long amount,
    long nonce,
    long expiresAtMs) {

  /** Length of {@link #signedBytes}. */
  public static final int SIGNED_BYTES = 1 + 32 + 32 + 2 + 8 + 2 + 8 + 8 + 8;

  /**
   * @throws IllegalArgumentException if a number is negative; names the field
   */
  public Wager {
    notNegative(round, "round");
    notNegative(amount, "amount");
    notNegative(nonce, "nonce");
    notNegative(expiresAtMs, "expiresAtMs");
  }

  private static void notNegative(long value, String field) {
    if (value < 0) {
      throw new IllegalArgumentException(field + ": " + value + " is negative");
    }
  }

  /** The account that pays. */
  public AccountId account() {
    return AccountId.of(key);
  }

  /** The bytes that the player signs: also the leaf of the batch's tree. */
  public byte[] signedBytes() {
    Encoder out = new Encoder(SIGNED_BYTES);
    encodeSignedTo(out);
    return out.toBytes();
  }

  /** Appends the bytes that the player signs. */
  public void encodeSignedTo(Encoder out) {
    out.tag(DomainTag.BET)
        .value(chain)
        .publicKey(key)
        .value(table)
        .u63(round)
        .u16(type.code())
        .u63(amount)
        .u63(nonce)
        .u63(expiresAtMs);
  }

  /** Identity of the bet: the digest of what is signed, whose tag is first. */
  public BetId id() {
    return id(new HashWriter());
  }

  /** The same, for who asks for thousands. */
  public BetId id(HashWriter hash) {
    encodeSignedTo(hash.begin());
    return new BetId(hash.digest());
  }
}
