package org.bitcraps.bench.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.bitcraps.bench.Figures;

/**
 * A closed loop: so many requests are under way, from sending until their last bet is certified,
 * and the next is sent when the oldest is done. A refused bet is an error of the run.
 */
final class Load {

  private static final int ACCEPTED = 202;
  private static final long PAUSE_MS = 30;

  private Load() {}

  private record UnderWay(
      BetRequest request, long sentNs, CompletableFuture<Table.Answer> answer) {}

  /**
   * Sends them all.
   *
   * @param atOnce requests under way
   * @throws IllegalStateException if one is refused
   */
  static Figures saturate(Table server, List<BetRequest> requests, int atOnce)
      throws InterruptedException {
    Deque<UnderWay> under = new ArrayDeque<>();
    long[] us = new long[requests.size()];
    int bets = 0;
    int done = 0;
    long startNs = System.nanoTime();
    for (BetRequest request : requests) {
      if (under.size() == atOnce) {
        us[done++] = finish(server, under.poll());
      }
      under.add(send(server, request));
      bets += request.bets();
    }
    while (!under.isEmpty()) {
      us[done++] = finish(server, under.poll());
    }
    return Figures.of("bets", bets, (System.nanoTime() - startNs) / 1e9, us);
  }

  /** One bet at a time, with a pause after each: what a single player sees on an idle table. */
  static Figures single(Table server, Table game, Crowd crowd, int bets)
      throws InterruptedException {
    long[] us = new long[bets];
    long totalUs = 0;
    for (int i = 0; i < bets; ) {
      BetRequest request = BetRequest.of(List.of(crowd.bet(awaitBetting(game, 0))));
      UnderWay sent = send(server, request);
      if (isAccepted(sent)) {
        us[i] = finish(server, sent);
        totalUs += us[i++];
      } // Else the round closed in between, and this one does not count.
      Thread.sleep(PAUSE_MS);
    }
    return Figures.of("bets", bets, totalUs / 1e6, us);
  }

  private static UnderWay send(Table server, BetRequest request) {
    long sentNs = System.nanoTime();
    return new UnderWay(request, sentNs, server.postBets(request.lastId(), request.json()));
  }

  private static boolean isAccepted(UnderWay sent) {
    return sent.answer().join().status() == ACCEPTED;
  }

  private static long finish(Table server, UnderWay sent) throws InterruptedException {
    if (!isAccepted(sent)) {
      throw new IllegalStateException("refused: " + sent.answer().join());
    }
    String state = server.bet(sent.request().lastId());
    while (state.equals("PENDING")) {
      state = server.bet(sent.request().lastId());
    }
    if (!state.equals("PLACED") && !state.equals("DECIDED")) {
      throw new IllegalStateException("a bet ended as " + state);
    }
    return (System.nanoTime() - sent.sentNs()) / 1_000;
  }

  /**
   * Waits until bets of a round are taken.
   *
   * @param least not before this round
   * @return the round
   */
  static long awaitBetting(Table game, long least) throws InterruptedException {
    JsonNode state = game.state();
    while (state.path("round").asLong() < least
        || !state.path("phase").asText().equals("BETTING")) {
      Thread.sleep(2);
      state = game.state();
    }
    return state.path("round").asLong();
  }
}
