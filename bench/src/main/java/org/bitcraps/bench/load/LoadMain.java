package org.bitcraps.bench.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.keys.Digest;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Places signed bets as fast as the gateway takes them, within one round, and waits until each
 * request's last bet is certified; then measures single bets on the idle table.
 *
 * <p>Every bet is signed before the clock starts: what is measured is the server. A refused bet is
 * an error of the run, a busy answer (503) is tried again and counted.
 */
@Command(
    name = "load",
    mixinStandardHelpOptions = true,
    description = "Signed bets over HTTP until they are certified.")
public final class LoadMain implements Callable<Integer> {

  @Option(names = "--url", defaultValue = "http://127.0.0.1:8080", description = "gateway")
  private String url;

  @Option(names = "--table", defaultValue = "0")
  private int table;

  @Option(names = "--players", defaultValue = "500")
  private int players;

  @Option(names = "--bets", defaultValue = "50000", description = "bets in all")
  private int bets;

  @Option(names = "--per-request", defaultValue = "200")
  private int perRequest;

  @Option(names = "--in-flight", defaultValue = "16", description = "requests at once")
  private int inFlight;

  @Option(names = "--idle", defaultValue = "100", description = "single bets afterwards")
  private int idle;

  private final AtomicInteger busy = new AtomicInteger();

  /** Entry point. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new LoadMain()).execute(args));
  }

  @Override
  public Integer call() throws InterruptedException {
    try (Table server = new Table(url, table)) {
      ChainId chain = new ChainId(Digest.fromHex(server.chain()));
      List<Player> crowd = crowd(server, chain);
      long round = awaitNextRound(server);
      List<Request> requests = sign(crowd, round);
      awaitBetting(server, round);
      System.out.printf("round %d: %d bets in %d requests%n", round, bets, requests.size());
      load(server, requests);
      latency(server, crowd);
      return 0;
    }
  }

  /** One request: its JSON, the identity of its last bet, when it was sent and certified. */
  private static final class Request {
    final String json;
    final String lastId;
    long sentNs;
    long certifiedNs;

    Request(List<Player.Bet> bets) {
      this.lastId = bets.get(bets.size() - 1).id();
      this.json = "[" + String.join(",", bets.stream().map(Player.Bet::json).toList()) + "]";
    }
  }

  private List<Player> crowd(Table server, ChainId chain) throws InterruptedException {
    long run = System.currentTimeMillis();
    List<Player> crowd = new ArrayList<>(players);
    for (int i = 0; i < players; i++) {
      crowd.add(new Player(chain, run, i));
    }
    for (int from = 0; from < players; from += 100) {
      List<String> grants = new ArrayList<>();
      for (Player player : crowd.subList(from, Math.min(players, from + 100))) {
        grants.add(player.faucet(1_320_000));
      }
      Table.Answer answer = server.postOrders("[" + String.join(",", grants) + "]").join();
      if (answer.status() != 202) {
        throw new IllegalStateException("faucet: " + answer);
      }
    }
    for (Player player : crowd) {
      while (!server.hasAccount(player.key())) {
        Thread.sleep(20);
      }
    }
    System.out.printf("%d players have accounts%n", players);
    return crowd;
  }

  private static long awaitNextRound(Table server) throws InterruptedException {
    return server.state().path("round").asLong() + 1;
  }

  private static void awaitBetting(Table server, long round) throws InterruptedException {
    JsonNode state = server.state();
    while (state.path("round").asLong() < round
        || !state.path("phase").asText().equals("BETTING")) {
      if (state.path("round").asLong() > round) {
        throw new IllegalStateException("round " + round + " is over: fewer bets, please");
      }
      Thread.sleep(2);
      state = server.state();
    }
  }

  private List<Request> sign(List<Player> crowd, long round) {
    List<Request> requests = new ArrayList<>();
    List<Player.Bet> signed = new ArrayList<>(perRequest);
    for (int i = 0; i < bets; i++) {
      signed.add(crowd.get(i % crowd.size()).field(table, round, 1_320));
      if (signed.size() == perRequest || i == bets - 1) {
        requests.add(new Request(signed));
        signed.clear();
      }
    }
    return requests;
  }

  private void load(Table server, List<Request> requests) throws InterruptedException {
    Semaphore slots = new Semaphore(inFlight);
    ConcurrentLinkedQueue<Request> again = new ConcurrentLinkedQueue<>();
    AtomicInteger accepted = new AtomicInteger();
    ConcurrentLinkedQueue<String> refused = new ConcurrentLinkedQueue<>();
    Thread watcher = Thread.ofPlatform().start(() -> watch(server, requests, refused));
    List<CompletableFuture<Request>> under = new ArrayList<>();
    long startNs = System.nanoTime();
    int next = 0;
    while (accepted.get() + refused.size() < requests.size()) {
      Request request = again.poll();
      if (request == null) {
        if (next == requests.size()) {
          Thread.sleep(1);
          continue;
        }
        request = requests.get(next++);
        request.sentNs = System.nanoTime();
      }
      slots.acquire();
      Request sent = request;
      under.add(
          server
              .postBets(sent.json)
              .handle((answer, failure) -> {
                slots.release();
                if (failure != null) {
                  refused.add(failure.toString());
                } else if (answer.status() == 503) {
                  busy.incrementAndGet();
                  again.add(sent);
                } else if (answer.status() == 202) {
                  accepted.incrementAndGet();
                } else {
                  refused.add(answer.toString());
                }
                return sent;
              }));
    }
    CompletableFuture.allOf(under.toArray(CompletableFuture[]::new)).join();
    double acceptedS = (System.nanoTime() - startNs) / 1e9;
    watcher.join();
    if (!refused.isEmpty()) {
      throw new IllegalStateException(refused.size() + " refused, first: " + refused.peek());
    }
    long endNs = requests.stream().mapToLong(r -> r.certifiedNs).max().orElseThrow();
    double certifiedS = (endNs - startNs) / 1e9;
    long[] us =
        requests.stream().mapToLong(r -> (r.certifiedNs - r.sentNs) / 1_000).sorted().toArray();
    System.out.printf(
        "accepted %d bets in %.2f s = %.0f/s; certified in %.2f s = %.0f/s; busy answers %d%n",
        bets, acceptedS, bets / acceptedS, certifiedS, bets / certifiedS, busy.get());
    print("loaded: request to certified", us);
  }

  /** Asks, request by request in the order of sending, whether its last bet is certified. */
  private static void watch(
      Table server, List<Request> requests, ConcurrentLinkedQueue<String> refused) {
    try {
      for (Request request : requests) {
        String state = "";
        while (!state.equals("PLACED") && !state.equals("DECIDED")) {
          if (!refused.isEmpty() || state.equals("REFUSED")) {
            refused.add("a bet ended as " + state);
            return;
          }
          Thread.sleep(1);
          state = server.bet(request.lastId);
        }
        request.certifiedNs = System.nanoTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void latency(Table server, List<Player> crowd) throws InterruptedException {
    long[] us = new long[idle];
    for (int i = 0; i < idle; i++) {
      long round = server.state().path("round").asLong();
      awaitBetting(server, round);
      Player.Bet bet = crowd.get(i % crowd.size()).field(table, round, 1_320);
      long startNs = System.nanoTime();
      Table.Answer answer = server.postBets(bet.json()).join();
      if (answer.status() != 202) {
        Thread.sleep(200); // The round closed in between: this one does not count.
        i--;
        continue;
      }
      while (server.bet(bet.id()).equals("PENDING")) {
        Thread.onSpinWait();
      }
      us[i] = (System.nanoTime() - startNs) / 1_000;
      Thread.sleep(30);
    }
    Arrays.sort(us);
    print("idle: request to certified", us);
  }

  private static void print(String what, long[] sortedUs) {
    if (sortedUs.length > 0) {
      System.out.printf(
          "%s, ms: p50 %.1f, p90 %.1f, p99 %.1f, max %.1f (n = %d)%n",
          what,
          sortedUs[sortedUs.length / 2] / 1e3,
          sortedUs[sortedUs.length * 9 / 10] / 1e3,
          sortedUs[sortedUs.length * 99 / 100] / 1e3,
          sortedUs[sortedUs.length - 1] / 1e3,
          sortedUs.length);
    }
  }
}
