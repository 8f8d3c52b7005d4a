package org.bitcraps.bench.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** So many requests of bets a second, whatever becomes of them; nothing is sent between rounds. */
final class SteadyLoad implements AutoCloseable {

  private static final int PLAYERS = 200;
  private static final int PER_REQUEST = 10;
  private static final int ACCEPTED = 202;

  private final Table game;
  private final Crowd crowd;
  private final long everyMs;
  private final Queue<CompletableFuture<Table.Answer>> answers = new ConcurrentLinkedQueue<>();
  private final Thread thread = new Thread(this::run, "steady-load");

  private SteadyLoad(Table game, Crowd crowd, long everyMs) {
    this.game = game;
    this.crowd = crowd;
    this.everyMs = everyMs;
  }

  static SteadyLoad start(Table game, int requestsPerSecond) throws InterruptedException {
    Crowd crowd = Crowd.arrive(game, LoadOptions.TABLE, PLAYERS);
    SteadyLoad load = new SteadyLoad(game, crowd, 1_000L / requestsPerSecond);
    load.thread.start();
    return load;
  }

  private void run() {
    try {
      for (long dueMs = System.currentTimeMillis(); ; dueMs += everyMs) {
        send();
        Thread.sleep(Math.max(0, dueMs + everyMs - System.currentTimeMillis()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send() throws InterruptedException {
    JsonNode state = game.state();
    if (!state.path("phase").asText().equals("BETTING")) {
      return;
    }
    List<Player.Bet> bets = new ArrayList<>(PER_REQUEST);
    for (int i = 0; i < PER_REQUEST; i++) {
      bets.add(crowd.bet(state.path("round").asLong()));
    }
    BetRequest request = BetRequest.of(bets);
    answers.add(game.postBets(request.lastId(), request.json()));
  }

  /** How many bets were taken, and how many not. */
  String told() {
    long accepted = answers.stream().filter(a -> a.join().status() == ACCEPTED).count();
    return "%d bets taken, %d refused (between rounds)"
        .formatted(accepted * PER_REQUEST, (answers.size() - accepted) * PER_REQUEST);
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
