package org.bitcraps.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.bitcraps.client.sdk.AccountStatus;
import org.bitcraps.client.sdk.BetStatus;
import org.bitcraps.client.sdk.Player;
import org.bitcraps.client.sdk.PlayerKey;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.bet.Wager;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.operation.PlayerOrder;
import org.bitcraps.evidence.operation.SignedOrder;

/** A player with a key of its own, who knows what it signs. */
final class Guest {

  static final long CHIP = 1_320;

  private static final long EXPIRES_AFTER_MS = 120_000;
  private static final long POLL_MS = 50;

  private final LiveTable table;
  private final PlayerKey key = PlayerKey.generate();

  private Guest(LiveTable table) {
    this.table = table;
  }

  /** One that no grant has begun. */
  static Guest unknown(LiveTable table) {
    return new Guest(table);
  }

  /** One with a thousand chips from the faucet. */
  static Guest funded(LiveTable table) {
    Guest guest = new Guest(table);
    assertThat(guest.player().fund(CHIP, LiveTable.PATIENCE)).isTrue();
    return guest;
  }

  Player player() {
    return new Player(table.client(), key, table.genesis());
  }

  PlayerKey key() {
    return key;
  }

  AccountStatus account() {
    return player().account();
  }

  /** A bet in that round, signed, not sent. */
  SignedBet bet(BetType type, long amount, long round, long nonce) {
    return sign(
        new Wager(
            table.genesis().chainId(),
            key.publicKey(),
            LiveTable.ID,
            round,
            type,
            amount,
            nonce,
            expiry()));
  }

  SignedBet sign(Wager wager) {
    return SignedBet.sign(wager, key);
  }

  /** Sends a bet on the field to a round that is open for that long; does not wait for a block. */
  SignedBet stake(Duration leastOpen) {
    SignedBet bet = bet(BetType.FIELD, CHIP, table.openRound(leastOpen), account().nextNonce());
    Player.await(table.client().placeBet(bet));
    return bet;
  }

  /** Sends chips to somebody; does not wait for a block. */
  BetId pay(AccountId to, long amount) {
    PlayerOrder order =
        new PlayerOrder.Transfer(
            table.genesis().chainId(),
            key.publicKey(),
            to,
            amount,
            account().nextNonce(),
            expiry());
    return Player.await(table.client().placeOrder(SignedOrder.sign(order, key))).id();
  }

  private static long expiry() {
    return System.currentTimeMillis() + EXPIRES_AFTER_MS;
  }

  /** What the chain answered; waits for the block. */
  BetStatus answer(BetId order) {
    long end = System.nanoTime() + LiveTable.PATIENCE.toNanos();
    BetStatus status = Player.await(table.client().order(order));
    while (status.state() == BetStatus.State.PENDING && System.nanoTime() < end) {
      pause();
      status = Player.await(table.client().order(order));
    }
    return status;
  }

  /** Sends a chip to itself and back: one more block, whatever the round does. */
  void makeBlock(AccountId other) {
    assertThat(answer(pay(other, CHIP)).state()).isEqualTo(BetStatus.State.DONE);
  }

  /** Between two questions to a gateway that tells of nothing by itself. */
  static void pause() {
    try {
      Thread.sleep(POLL_MS);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
