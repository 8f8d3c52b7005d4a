package org.bitcraps.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.bet.Wager;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.TableId;

/**
 * A bet on its way to becoming JSON: good as it is made, until a test changes it. What is changed
 * here is signed, properly, whatever it says; what is changed in {@link #form} is not.
 */
final class Slip {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration OPEN = Duration.ofMillis(500);
  private static final long EXPIRES_AFTER_MS = 60_000;

  private final Guest guest;
  private ChainId chain;
  private TableId table = LiveTable.ID;
  private long round;
  private BetType type = BetType.FIELD;
  private long amount = Guest.CHIP;
  private long nonce;
  private long expiresAtMs = System.currentTimeMillis() + EXPIRES_AFTER_MS;

  private Slip(Guest guest, ChainId chain, long round, long nonce) {
    this.guest = guest;
    this.chain = chain;
    this.round = round;
    this.nonce = nonce;
  }

  /** One chip on the field, in a round that is open. */
  static Slip good(LiveTable table, Guest guest) {
    return new Slip(
        guest, table.genesis().chainId(), table.openRound(OPEN), guest.account().nextNonce());
  }

  Slip chain(ChainId other) {
    chain = other;
    return this;
  }

  Slip table(int other) {
    table = new TableId(other);
    return this;
  }

  /** So many rounds later, or earlier. */
  Slip roundsLater(long more) {
    round += more;
    return this;
  }

  Slip round(long other) {
    round = other;
    return this;
  }

  Slip type(BetType other) {
    type = other;
    return this;
  }

  Slip amount(long other) {
    amount = other;
    return this;
  }

  /** The nonce so many after the next one. */
  Slip nonceLater(long more) {
    nonce += more;
    return this;
  }

  Slip expired() {
    expiresAtMs = System.currentTimeMillis() - 1;
    return this;
  }

  SignedBet signed() {
    return guest.sign(
        new Wager(chain, guest.key().publicKey(), table, round, type, amount, nonce, expiresAtMs));
  }

  /** The fields of docs/http-api.md. */
  Map<String, Object> form() {
    return form(signed());
  }

  static Map<String, Object> form(SignedBet signed) {
    Wager bet = signed.bet();
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("chain", bet.chain().toString());
    form.put("key", bet.key().hex());
    form.put("table", bet.table().value());
    form.put("round", bet.round());
    form.put("type", bet.type().name());
    form.put("amount", bet.amount());
    form.put("nonce", bet.nonce());
    form.put("expiresAtMs", bet.expiresAtMs());
    form.put("signature", signed.signature().hex());
    return form;
  }

  Map<String, Object> with(String field, Object value) {
    Map<String, Object> form = form();
    form.put(field, value);
    return form;
  }

  Map<String, Object> without(String field) {
    Map<String, Object> form = form();
    form.remove(field);
    return form;
  }

  static String json(Object value) {
    try {
      return JSON.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Three good bets and this one. */
  static List<Object> fourth(LiveTable table, Guest guest, Object bad) {
    return List.of(
        good(table, guest).form(),
        good(table, guest).nonceLater(1).form(),
        good(table, guest).nonceLater(2).form(),
        bad);
  }
}
