package org.bitcraps.evidence.operation;

import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.HashWriter;
import org.bitcraps.evidence.wire.MalformedException;

/**
 * What a player signs besides bets. Like a bet, each uses one nonce, names its chain and expires;
 * its identity is the digest of the signed bytes.
 */
public sealed interface PlayerOrder {

  /** The chain it is for. */
  ChainId chain();

  /** The player's key. */
  PublicKey key();

  /** Used once per account. */
  long nonce();

  /** Refused at a later effective time, milliseconds since 1970. */
  long expiresAtMs();

  /** Appends what the player signs, the tag of the kind first. */
  void encodeSignedTo(Encoder out);

  /** What the player signs, the tag of the kind first. */
  default byte[] signedBytes() {
    Encoder out = new Encoder(160);
    encodeSignedTo(out);
    return out.toBytes();
  }

  /** The account that orders. */
  default AccountId account() {
    return AccountId.of(key());
  }

  /** Identity of the order and of its receipt: the digest of what is signed, whose tag is first. */
  default BetId id() {
    return id(new HashWriter());
  }

  /** The same, for who asks for thousands. */
  default BetId id(HashWriter hash) {
    encodeSignedTo(hash.begin());
    return new BetId(hash.digest());
  }

  /** What to do with a live bet. Codes are part of the byte format. */
  enum Change {
    /** Return the whole stake. */
    TAKE_DOWN(1),
    /** Return {@code amount} of the stake. */
    REDUCE(2),
    /** Add {@code amount} to the stake. */
    PRESS(3),
    /** Let it work on the come-out too. */
    SWITCH_ON(4),
    /** Let it rest until switched on. */
    SWITCH_OFF(5);

    private final int code;

    Change(int code) {
      this.code = code;
    }
  }

  /**
   * Changes a live bet of one's own, within the contract rules of CRAPS.
   *
   * @param amount base units for REDUCE and PRESS, else 0
   */
  record ChangeBet(
      ChainId chain,
      PublicKey key,
      TableId table,
      BetId bet,
      Change change,
      long amount,
      long nonce,
      long expiresAtMs)
      implements PlayerOrder {

    /**
     * @throws IllegalArgumentException if a number is negative; names the field
     */
    public ChangeBet {
      notNegative(amount, "amount");
      notNegative(nonce, "nonce");
      notNegative(expiresAtMs, "expiresAtMs");
    }

    @Override
    public void encodeSignedTo(Encoder out) {
      out.tag(DomainTag.BET_CHANGE)
          .value(chain)
          .publicKey(key)
          .value(table)
          .value(bet)
          .u8(change.code)
          .u63(amount)
          .u63(nonce)
          .u63(expiresAtMs);
    }
  }

  /** Asks for play money; execution refuses it unless genesis has the FAUCET flag. */
  record FaucetGrant(ChainId chain, PublicKey key, long amount, long nonce, long expiresAtMs)
      implements PlayerOrder {

    /**
     * @throws IllegalArgumentException if a number is negative; names the field
     */
    public FaucetGrant {
      notNegative(amount, "amount");
      notNegative(nonce, "nonce");
      notNegative(expiresAtMs, "expiresAtMs");
    }

    @Override
    public void encodeSignedTo(Encoder out) {
      out.tag(DomainTag.FAUCET_GRANT)
          .value(chain)
          .publicKey(key)
          .u63(amount)
          .u63(nonce)
          .u63(expiresAtMs);
    }
  }

  /** Gives chips to another account, which this begins if need be. */
  record Transfer(
      ChainId chain, PublicKey key, AccountId to, long amount, long nonce, long expiresAtMs)
      implements PlayerOrder {

    /**
     * @throws IllegalArgumentException if a number is negative; names the field
     */
    public Transfer {
      notNegative(amount, "amount");
      notNegative(nonce, "nonce");
      notNegative(expiresAtMs, "expiresAtMs");
    }

    @Override
    public void encodeSignedTo(Encoder out) {
      out.tag(DomainTag.TRANSFER)
          .value(chain)
          .publicKey(key)
          .value(to)
          .u63(amount)
          .u63(nonce)
          .u63(expiresAtMs);
    }
  }

  /** Reads the signed bytes of any order. */
  static PlayerOrder decode(Decoder in) {
    int tag = in.u8("tag");
    ChainId chain = ChainId.decode(in);
    PublicKey key = in.publicKey("key");
    if (tag == DomainTag.BET_CHANGE.code()) {
      return new ChangeBet(
          chain,
          key,
          TableId.decode(in),
          BetId.decode(in),
          change(in),
          in.u63("amount"),
          in.u63("nonce"),
          in.u63("expiresAtMs"));
    }
    if (tag == DomainTag.FAUCET_GRANT.code()) {
      return new FaucetGrant(chain, key, in.u63("amount"), in.u63("nonce"), in.u63("expiresAtMs"));
    }
    if (tag == DomainTag.TRANSFER.code()) {
      return new Transfer(
          chain,
          key,
          AccountId.decode(in),
          in.u63("amount"),
          in.u63("nonce"),
          in.u63("expiresAtMs"));
    }
    throw new MalformedException("tag", "no order has tag " + tag);
  }

  private static void notNegative(long value, String field) {
    if (value < 0) {
      throw new IllegalArgumentException(field + ": " + value + " is negative");
    }
  }

  private static Change change(Decoder in) {
    int code = in.u8("change");
    for (Change change : Change.values()) {
      if (change.code == code) {
        return change;
      }
    }
    throw new MalformedException("change", "unknown code " + code);
  }
}
