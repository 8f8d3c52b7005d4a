package org.bitcraps.evidence.bet;

import java.util.List;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.keys.Signer;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.MalformedException;
import org.bitcraps.evidence.wire.Signed;
import org.bitcraps.evidence.wire.WireValue;

/** A bet and its player's signature over {@link Wager#signedBytes}. */
public record SignedBet(Wager bet, Signature signature) implements WireValue {

  /** Length of the canonical encoding: the signed bytes, then the signature. */
  public static final int BYTES = Wager.SIGNED_BYTES + Signature.BYTES;

  /**
   * Signs a bet.
   *
   * @throws IllegalArgumentException if the signer holds another key than the bet names
   */
  public static SignedBet sign(Wager bet, Signer signer) {
    if (!signer.publicKey().equals(bet.key())) {
      throw new IllegalArgumentException("key: the bet is another player's");
    }
    return new SignedBet(bet, signer.sign(bet.signedBytes()));
  }

  /** Identity of the bet; the signature has no part in it. */
  public BetId id() {
    return bet.id();
  }

  /** What to check before anybody relies on this bet. */
  public List<Signed> claims() {
    return List.of(new Signed(bet.key(), bet.signedBytes(), signature));
  }

  @Override
  public void encodeTo(Encoder out) {
    bet.encodeSignedTo(out);
    out.signature(signature);
  }

  /** Reads what {@link #encodeTo} wrote. */
  public static SignedBet decode(Decoder in) {
    in.tag(DomainTag.BET);
    Wager bet =
        new Wager(
            ChainId.decode(in),
            in.publicKey("key"),
            TableId.decode(in),
            in.u63("round"),
            betType(in),
            in.u63("amount"),
            in.u63("nonce"),
            in.u63("expiresAtMs"));
    return new SignedBet(bet, in.signature("signature"));
  }

  static BetType betType(Decoder in) {
    int code = in.u16("type");
    return BetType.fromCode(code)
        .orElseThrow(() -> new MalformedException("type", "no bet has code " + code));
  }
}
