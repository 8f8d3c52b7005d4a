package org.bitcraps.gateway.admission;

import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.bet.Wager;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.operation.PlayerOrder;
import org.bitcraps.evidence.operation.SignedOrder;

/** JSON objects as the signed values they spell; every field of what is signed stands in them. */
final class Forms {

  private static final int TABLE_MAX = 0xffff;

  private Forms() {}

  /**
   * {@code
   * {"chain","key","table","round","type":"FIELD","amount","nonce","expiresAtMs","signature"}}.
   */
  static SignedBet bet(Fields fields) {
    Wager wager =
        new Wager(
            chain(fields),
            key(fields),
            table(fields),
            fields.integer("round"),
            type(fields),
            fields.integer("amount"),
            fields.integer("nonce"),
            fields.integer("expiresAtMs"));
    Signature signature = signature(fields);
    fields.nothingElse();
    return new SignedBet(wager, signature);
  }

  /**
   * {@code {"kind":"FAUCET_GRANT"|"TRANSFER"|"CHANGE_BET","chain","key",…,"nonce","expiresAtMs",
   * "signature"}}: a grant has {@code amount}; a transfer {@code to}, {@code amount}; a change
   * {@code table}, {@code bet}, {@code change}, {@code amount}.
   */
  static SignedOrder order(Fields fields) {
    String kind = fields.text("kind");
    PlayerOrder order =
        switch (kind) {
          case "FAUCET_GRANT" ->
              new PlayerOrder.FaucetGrant(
                  chain(fields),
                  key(fields),
                  fields.integer("amount"),
                  fields.integer("nonce"),
                  fields.integer("expiresAtMs"));
          case "TRANSFER" ->
              new PlayerOrder.Transfer(
                  chain(fields),
                  key(fields),
                  new AccountId(Digest.fromBytes(fields.bytes("to", Digest.BYTES))),
                  fields.integer("amount"),
                  fields.integer("nonce"),
                  fields.integer("expiresAtMs"));
          case "CHANGE_BET" ->
              new PlayerOrder.ChangeBet(
                  chain(fields),
                  key(fields),
                  table(fields),
                  new BetId(Digest.fromBytes(fields.bytes("bet", Digest.BYTES))),
                  change(fields),
                  fields.integer("amount"),
                  fields.integer("nonce"),
                  fields.integer("expiresAtMs"));
          default ->
              throw RefusedException.of(
                  ProblemCode.FIELD_INVALID,
                  "kind",
                  "kind is FAUCET_GRANT, TRANSFER or CHANGE_BET");
        };
    Signature signature = signature(fields);
    fields.nothingElse();
    return new SignedOrder(order, signature);
  }

  private static ChainId chain(Fields fields) {
    return new ChainId(Digest.fromBytes(fields.bytes("chain", Digest.BYTES)));
  }

  private static PublicKey key(Fields fields) {
    return PublicKey.fromBytes(fields.bytes("key", PublicKey.BYTES));
  }

  private static TableId table(Fields fields) {
    return new TableId(fields.integer("table", TABLE_MAX));
  }

  private static Signature signature(Fields fields) {
    return Signature.fromBytes(fields.bytes("signature", Signature.BYTES));
  }

  private static BetType type(Fields fields) {
    String name = fields.text("type");
    return BetType.fromName(name)
        .orElseThrow(() ->
            RefusedException.of(
                ProblemCode.BET_TYPE_UNKNOWN,
                "type",
                "there is no bet \"" + name + "\"; the rules document lists them all"));
  }

  private static PlayerOrder.Change change(Fields fields) {
    String name = fields.text("change");
    for (PlayerOrder.Change change : PlayerOrder.Change.values()) {
      if (change.name().equals(name)) {
        return change;
      }
    }
    throw RefusedException.of(
        ProblemCode.FIELD_INVALID,
        "change",
        "change is TAKE_DOWN, REDUCE, PRESS, SWITCH_ON or SWITCH_OFF");
  }
}
