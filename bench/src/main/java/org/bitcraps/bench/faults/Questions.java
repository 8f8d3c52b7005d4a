package org.bitcraps.bench.faults;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** Clients that ask: what became of this bet, prove it, how much have I, show the certificate. */
final class Questions implements Runnable {

  private static final long EVERY_MS = 200;
  private static final int REMEMBERED = 400;

  private final List<Door> doors;
  private final Progress progress;
  private final List<Bettor> bettors;
  private final Random random;
  private final Deque<String> recent = new ArrayDeque<>();

  Questions(List<Door> doors, Progress progress, List<Bettor> bettors, long seed) {
    this.doors = doors;
    this.progress = progress;
    this.bettors = bettors;
    this.random = new Random(seed);
  }

  /** A bet that somebody may ask about; it may not be certified yet. */
  void mayAsk(String bet) {
    synchronized (recent) {
      recent.addLast(bet);
      if (recent.size() > REMEMBERED) {
        recent.removeFirst();
      }
    }
  }

  @Override
  public void run() {
    try {
      while (true) {
        ask(doors.get(random.nextInt(doors.size())));
        Thread.sleep(EVERY_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void ask(Door door) throws InterruptedException {
    List<String> bets;
    synchronized (recent) {
      bets = new ArrayList<>(recent);
    }
    if (bets.isEmpty()) {
      return;
    }
    String bet = "/games/" + Bettor.TABLE + "/bets/" + bets.get(random.nextInt(bets.size()));
    switch (random.nextInt(4)) {
      case 0 -> door.get(bet);
      case 1 -> door.get(bet + "/proof");
      case 2 -> door.get("/accounts/" + bettors.get(random.nextInt(bettors.size())).key());
      default -> {
        long back = random.nextInt(20);
        door.get("/consensus/qc/" + Math.max(1, progress.last() - back));
      }
    }
  }

  /** What everybody has in the end, at each gateway. */
  void askAll() throws InterruptedException {
    for (Door door : doors) {
      for (Bettor bettor : bettors) {
        door.get("/accounts/" + bettor.key());
      }
      door.get("/games/" + Bettor.TABLE);
    }
  }
}
