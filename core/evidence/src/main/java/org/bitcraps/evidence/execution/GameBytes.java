package org.bitcraps.evidence.execution;

import org.bitcraps.evidence.craps.Bet;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.craps.Point;
import org.bitcraps.evidence.craps.Roll;
import org.bitcraps.evidence.craps.Switch;
import org.bitcraps.evidence.craps.TableState;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.MalformedException;

/** Canonical bytes of the game's values, in leaves and state; the game itself knows no bytes. */
final class GameBytes {

  /** Type, stake, point, switch. */
  static final int BET = 2 + 8 + 1 + 1;

  private GameBytes() {}

  static void encode(Encoder out, Bet bet) {
    out.u16(bet.type().code()).u63(bet.stake()).u8(bet.point().number()).u8(bet.working().code());
  }

  static Bet bet(Decoder in) {
    int type = in.u16("type");
    return new Bet(
        BetType.fromCode(type)
            .orElseThrow(() -> new MalformedException("type", "no bet has code " + type)),
        in.u63("stake"),
        point(in),
        working(in));
  }

  static void encode(Encoder out, TableState table) {
    out.u63(table.hand()).u8(table.point().number()).u16(table.pointsMade()).u63(table.totals());
  }

  static TableState table(Decoder in) {
    return new TableState(in.u63("hand"), point(in), in.u16("pointsMade"), in.u63("totals"));
  }

  static void encode(Encoder out, Roll roll) {
    out.u8(roll.die1()).u8(roll.die2());
  }

  static Roll roll(Decoder in) {
    return new Roll(in.u8("die1"), in.u8("die2"));
  }

  private static Point point(Decoder in) {
    int number = in.u8("point");
    return Point.fromNumber(number)
        .orElseThrow(() -> new MalformedException("point", "no point " + number));
  }

  private static Switch working(Decoder in) {
    int code = in.u8("working");
    return Switch.fromCode(code)
        .orElseThrow(() -> new MalformedException("working", "unknown code " + code));
  }
}
