package org.bitcraps.bench.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** So many requests of bets a second, whatever becomes of them; nothing is sent between rounds. */
final class SteadyLoad implements AutoCloseable {

  private static final int PLAYERS = 200;
  private static final int PER_REQUEST = 10;

  private final Table game;
  private final Crowd crowd;
  private final AtomicLong accepted = new AtomicLong();
  private final AtomicLong refused = new AtomicLong();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

  private SteadyLoad(Table game, Crowd crowd) {
    this.game = game;
    this.crowd = crowd;
  }

  static SteadyLoad start(Table game, int requestsPerSecond) throws InterruptedException {
    SteadyLoad load = new SteadyLoad(game, Crowd.arrive(game, LoadOptions.TABLE, PLAYERS));
    long everyUs = 1_000_000L / requestsPerSecond;
    load.clock.scheduleAtFixedRate(load::send, 0, everyUs, TimeUnit.MICROSECONDS);
    return load;
  }

  private void send() {
    try {
      JsonNode state = game.state();
      if (!state.path("phase").asText().equals("BETTING")) {
        return;
      }
      List<Player.Bet> bets = new ArrayList<>(PER_REQUEST);
      for (int i = 0; i < PER_REQUEST; i++) {
        bets.add(crowd.bet(state.path("round").asLong()));
      }
      BetRequest request = BetRequest.of(bets);
      game.postBets(request.lastId(), request.json())
          .thenAccept(
              answer -> (answer.status() == 202 ? accepted : refused).addAndGet(PER_REQUEST));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  long accepted() {
    return accepted.get();
  }

  long refused() {
    return refused.get();
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
