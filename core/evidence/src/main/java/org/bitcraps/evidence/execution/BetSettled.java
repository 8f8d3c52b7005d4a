package org.bitcraps.evidence.execution;

import java.util.Optional;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.craps.Bet;
import org.bitcraps.evidence.craps.Resolution;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.MalformedException;

/**
 * What a roll did to one live bet; follows the round's {@link RollRecorded}. Bets that the roll
 * left alone have none.
 *
 * @param order the bet
 * @param account whose it is
 * @param table where
 * @param round the round of the roll
 * @param placedIn the round it was placed in
 * @param before the bet as the dice were thrown
 * @param result what the roll did
 * @param returned stake given back, base units
 * @param profit what the house paid on top
 * @param after the bet that is still on the table, if it is
 * @param balance the account's balance afterwards
 */
public record BetSettled(
    BetId order,
    AccountId account,
    TableId table,
    long round,
    long placedIn,
    Bet before,
    Result result,
    long returned,
    long profit,
    Optional<Bet> after,
    long balance)
    implements ResultLeaf {

  /** What a roll can do to a bet. Codes are part of the byte format. */
  public enum Result {
    WON(1),
    LOST(2),
    /** Decided without a winner: the stake back. */
    PUSHED(3),
    /** Travelled to its number. */
    MOVED(4),
    /** Was off when it would have been decided: the stake back. */
    RETURNED(5);

    private final int code;

    Result(int code) {
      this.code = code;
    }

    /** Code on the wire. */
    public int code() {
      return code;
    }

    /** What a resolution is called; empty if it left the bet alone. */
    public static Optional<Result> of(Resolution resolution) {
      return switch (resolution) {
        case Resolution.Stays stays -> Optional.empty();
        case Resolution.Moves moves -> Optional.of(MOVED);
        case Resolution.Wins wins -> Optional.of(WON);
        case Resolution.Loses loses -> Optional.of(LOST);
        case Resolution.Pushes pushes -> Optional.of(PUSHED);
        case Resolution.Returns returns -> Optional.of(RETURNED);
      };
    }

    private static Result decode(Decoder in) {
      int code = in.u8("result");
      for (Result result : values()) {
        if (result.code == code) {
          return result;
        }
      }
      throw new MalformedException("result", "unknown code " + code);
    }
  }

  @Override
  public void encodeFieldsTo(Encoder out) {
    out.value(order).value(account).value(table).u63(round).u63(placedIn);
    GameBytes.encode(out, before);
    out.u8(result.code()).u63(returned).u63(profit).flag(after.isPresent());
    after.ifPresent(bet -> GameBytes.encode(out, bet));
    out.u63(balance);
  }

  static BetSettled decodeFields(Decoder in) {
    return new BetSettled(
        BetId.decode(in),
        AccountId.decode(in),
        TableId.decode(in),
        in.u63("round"),
        in.u63("placedIn"),
        GameBytes.bet(in),
        Result.decode(in),
        in.u63("returned"),
        in.u63("profit"),
        in.optional("after", GameBytes::bet),
        in.u63("balance"));
  }
}
