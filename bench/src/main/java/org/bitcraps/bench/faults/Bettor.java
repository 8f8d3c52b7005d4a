package org.bitcraps.bench.faults;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.PriorityQueue;
import org.bitcraps.crypto.Signers;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.bet.Wager;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.keys.Signer;
import org.bitcraps.evidence.operation.PlayerOrder;
import org.bitcraps.evidence.operation.SignedOrder;

/**
 * A player with a key of its own. Nonces that were given back are used again, the lowest first:
 * what the chain never saw must not hold up the window. Thread-safe.
 */
final class Bettor {

  static final int TABLE = 0;
  private static final long DAY_MS = 86_400_000L;
  private static final long PARKED_MS = 30_000;

  private final Signer signer;
  private final ChainId chain;
  private final PriorityQueue<Long> free = new PriorityQueue<>();
  private final Deque<Parked> parked = new ArrayDeque<>();
  private long next;

  /** The chain has used all below. */
  private long base;

  Bettor(ChainId chain, long seed, int number) {
    this.chain = chain;
    byte[] text = ("bettor " + seed + " " + number).getBytes(StandardCharsets.UTF_8);
    this.signer = Signers.fromSeed(Digest.of(DomainTag.ACCOUNT, text).toBytes());
  }

  String key() {
    return signer.publicKey().hex();
  }

  /**
   * Something signed.
   *
   * @param id as the API calls it
   * @param json as the API wants it
   * @param by who gets the nonce back if nothing comes of it
   */
  record Signed(String id, String json, Raw bytes, long nonce, Bettor by) {}

  /** Bytes that nobody compares. */
  static final class Raw {
    private final byte[] bytes;

    Raw(byte[] bytes) {
      this.bytes = bytes;
    }

    byte[] bytes() {
      return bytes;
    }
  }

  private record Parked(long nonce, long untilMs) {}

  private synchronized long take() {
    while (!parked.isEmpty() && parked.getFirst().untilMs() <= System.currentTimeMillis()) {
      giveBack(parked.removeFirst().nonce());
    }
    return free.isEmpty() ? next++ : free.poll();
  }

  synchronized void giveBack(long nonce) {
    if (nonce >= base) {
      free.add(nonce);
    }
  }

  /** The chain has used all before this one: none of them is tried again. */
  synchronized void passTo(long nonce) {
    base = Math.max(base, nonce);
    free.removeIf(given -> given < base);
    next = Math.max(next, base);
  }

  /** Of an order that may still come into the chain: not at once. */
  synchronized void giveBackLater(long nonce) {
    parked.addLast(new Parked(nonce, System.currentTimeMillis() + PARKED_MS));
  }

  Signed grant(long amount) {
    long nonce = take();
    PlayerOrder.FaucetGrant grant =
        new PlayerOrder.FaucetGrant(
            chain, signer.publicKey(), amount, nonce, System.currentTimeMillis() + DAY_MS);
    SignedOrder signed = SignedOrder.sign(grant, signer);
    String json =
        ("{\"kind\":\"FAUCET_GRANT\",\"chain\":\"%s\",\"key\":\"%s\",\"amount\":%d,"
                + "\"nonce\":%d,\"expiresAtMs\":%d,\"signature\":\"%s\"}")
            .formatted(chain, key(), amount, nonce, grant.expiresAtMs(), signed.signature());
    return new Signed(grant.id().toString(), json, new Raw(signed.toWire()), nonce, this);
  }

  Signed field(long round, long amount) {
    long nonce = take();
    Wager wager =
        new Wager(
            chain,
            signer.publicKey(),
            new TableId(TABLE),
            round,
            BetType.FIELD,
            amount,
            nonce,
            System.currentTimeMillis() + DAY_MS);
    SignedBet signed = SignedBet.sign(wager, signer);
    String json =
        ("{\"chain\":\"%s\",\"key\":\"%s\",\"table\":%d,\"round\":%d,\"type\":\"FIELD\","
                + "\"amount\":%d,\"nonce\":%d,\"expiresAtMs\":%d,\"signature\":\"%s\"}")
            .formatted(
                chain, key(), TABLE, round, amount, nonce, wager.expiresAtMs(), signed.signature());
    return new Signed(wager.id().toString(), json, new Raw(signed.toWire()), nonce, this);
  }
}
