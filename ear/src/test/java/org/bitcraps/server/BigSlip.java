package org.bitcraps.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bitcraps.client.sdk.BitcrapsClient;
import org.bitcraps.client.sdk.Player;
import org.bitcraps.client.sdk.PlayerKey;
import org.bitcraps.client.sdk.ProblemException;
import org.bitcraps.client.sdk.TableStatus;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.bet.Wager;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.TableId;

/** Many bets in one request: a body that is worth remembering (ADR 0016). */
public final class BigSlip {

  private static final int BETS = 100;
  private static final long STAKE = 1_320;
  private static final long EXPIRES_AFTER_MS = 120_000;

  private BigSlip() {}

  /** A new player sends one; does not wait for a block. */
  public static void place(BitcrapsClient client, Genesis genesis, TableId table, Duration patience)
      throws InterruptedException {
    PlayerKey key = PlayerKey.generate();
    Player player = new Player(client, key, genesis);
    assertThat(player.fund(BETS * STAKE, patience)).isTrue();
    long end = System.nanoTime() + patience.toNanos();
    while (!isTaken(client, slip(key, genesis, table, player, client))) {
      assertThat(System.nanoTime()).as("no round took them").isLessThan(end);
      Thread.sleep(50);
    }
  }

  private static List<SignedBet> slip(
      PlayerKey key, Genesis genesis, TableId table, Player player, BitcrapsClient client) {
    long nonce = player.account().nextNonce();
    TableStatus status = Player.await(client.table(table));
    List<SignedBet> bets = new ArrayList<>();
    for (int i = 0; i < BETS; i++) {
      bets.add(
          SignedBet.sign(
              new Wager(
                  genesis.chainId(),
                  key.publicKey(),
                  table,
                  status.round(),
                  BetType.FIELD,
                  STAKE,
                  nonce + i,
                  status.timeMs() + EXPIRES_AFTER_MS),
              key));
    }
    return bets;
  }

  /** Not if the round closed meanwhile: then nothing was taken. */
  private static boolean isTaken(BitcrapsClient client, List<SignedBet> bets) {
    try {
      return Player.await(client.placeBets(bets.getFirst().bet().table(), bets)).size() == BETS;
    } catch (ProblemException e) {
      if (!e.name().equals("round-closed")) {
        throw e;
      }
      return false;
    }
  }
}
