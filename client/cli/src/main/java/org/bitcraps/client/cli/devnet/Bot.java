package org.bitcraps.client.cli.devnet;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bitcraps.client.sdk.BitcrapsClient;
import org.bitcraps.client.sdk.Player;
import org.bitcraps.client.sdk.PlayerKey;
import org.bitcraps.client.sdk.ProblemException;
import org.bitcraps.client.sdk.TableStatus;
import org.bitcraps.client.sdk.UnreachableException;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.craps.Chips;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.wire.MalformedException;

/** A player without judgement: some bets every round, through the SDK like everybody else. */
final class Bot implements Runnable {

  private static final List<BetType> ON_THE_COME_OUT =
      List.of(BetType.PASS, BetType.DONT_PASS, BetType.SMALL, BetType.TALL);
  private static final List<BetType> ON_A_POINT =
      List.of(BetType.COME, BetType.DONT_COME, BetType.PLACE_6, BetType.PLACE_8, BetType.PLACE_5);
  private static final List<BetType> ALWAYS =
      List.of(
          BetType.FIELD,
          BetType.ANY_SEVEN,
          BetType.ANY_CRAPS,
          BetType.YO,
          BetType.HARD_6,
          BetType.HARD_8,
          BetType.HORN,
          BetType.BIG_8,
          BetType.HOP_3_4);

  private static final int BETS_MAX = 3;
  private static final int CHIPS_MAX = 8;
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long PAUSE_MS = 300;

  private final BitcrapsClient client;
  private final Player player;
  private final TableId table;
  private final RandomGenerator random;
  private long playedRound;

  Bot(
      BitcrapsClient client,
      PlayerKey key,
      Genesis genesis,
      TableId table,
      RandomGenerator random) {
    this.client = client;
    this.player = new Player(client, key, genesis);
    this.table = table;
    this.random = random;
  }

  /** Plays until interrupted; what goes wrong at the table is tried again in the next round. */
  @Override
  public void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        play();
        Thread.sleep(PAUSE_MS + random.nextInt((int) PAUSE_MS));
      } catch (InterruptedException e) {
        return;
      } catch (ProblemException
          | UnreachableException
          | MalformedException
          | Player.DeadlineException e) {
        playedRound = 0;
        if (!pause()) {
          return;
        }
      }
    }
  }

  private static boolean pause() {
    try {
      Thread.sleep(1_000);
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  private void play() {
    TableStatus status = Player.await(client.table(table));
    if (status.round() == playedRound || !status.isBettingFor(1_000)) {
      return;
    }
    playedRound = status.round();
    player.fund(Chips.chips(BETS_MAX * CHIPS_MAX), PATIENCE);
    int count = 1 + random.nextInt(BETS_MAX);
    for (int i = 0; i < count; i++) {
      try {
        player.bet(table, choose(status.point()), stake(), PATIENCE);
      } catch (ProblemException e) {
        // The table's rules said no to this bet: a player shrugs.
        if (e.status() != 422 && e.status() != 409) {
          throw e;
        }
      }
    }
  }

  private long stake() {
    return Chips.chips(1 + random.nextInt(CHIPS_MAX));
  }

  private BetType choose(int point) {
    List<BetType> choice = new ArrayList<>(ALWAYS);
    choice.addAll(point == 0 ? ON_THE_COME_OUT : ON_A_POINT);
    return choice.get(random.nextInt(choice.size()));
  }
}
