package org.bitcraps.bench.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.bitcraps.evidence.genesis.ChainId;

/** So many bets on the field a second while a round takes bets, at all gateways that answer. */
final class Traffic implements AutoCloseable {

  private static final long GRANT = 1_320_000;
  private static final long STAKE = 1_320;
  private static final int PER_SLIP = 25;
  private static final long WATCH_MS = 200;

  /** Before a round closes: what is sent later comes too late. */
  private static final long MARGIN_MS = 500;

  private final List<Door> doors;
  private final Progress progress;
  private final Recorder recorder;
  private final List<Bettor> bettors = new ArrayList<>();
  private final Set<Slip> slips = ConcurrentHashMap.newKeySet();
  private final Map<Door, Betting> betting = new ConcurrentHashMap<>();
  private final List<Thread> threads = new ArrayList<>();
  private final long everyMs;
  private volatile boolean sending;
  private volatile Consumer<String> certified = id -> {};
  private int next;
  private int nextDoor;

  /** Which round takes bets at a gateway, and until when by our clock. */
  private record Betting(long round, long untilMs) {}

  /** {@code perSecond} is while a round takes bets. */
  Traffic(
      List<Door> doors,
      Progress progress,
      Recorder recorder,
      ChainId chain,
      int players,
      int perSecond,
      long seed) {
    this.doors = doors;
    this.progress = progress;
    this.recorder = recorder;
    this.everyMs = Math.max(1, 1_000L * PER_SLIP / perSecond);
    for (int i = 0; i < players; i++) {
      bettors.add(new Bettor(chain, seed, i));
    }
  }

  List<Bettor> bettors() {
    return bettors;
  }

  /** Gives everybody so many grants, and waits until the chain has them. */
  void fund(int grants) throws InterruptedException {
    start("sweeper", this::sweep);
    for (int from = 0; from < bettors.size(); from += PER_SLIP) {
      List<Bettor.Signed> orders = new ArrayList<>();
      for (Bettor bettor : bettors.subList(from, Math.min(from + PER_SLIP, bettors.size()))) {
        for (int i = 0; i < grants; i++) {
          orders.add(bettor.grant(GRANT));
        }
      }
      send("/orders", orders);
    }
    drain(60_000);
  }

  /**
   * Begins to bet.
   *
   * @param told of each bet that the chain has
   */
  void begin(Consumer<String> told) {
    certified = told;
    sending = true;
    for (Door door : doors) {
      start("watch-" + door.name(), () -> watch(door));
    }
    start("bets", this::bet);
  }

  private void start(String name, Runnable run) {
    threads.add(Thread.ofPlatform().daemon().name(name).start(run));
  }

  private void watch(Door door) {
    try {
      while (true) {
        Door.Answer answer = door.get("/games/" + Bettor.TABLE);
        JsonNode table = answer.body();
        if (answer.ok() && table.path("phase").asText().equals("BETTING")) {
          long leftMs = table.path("closesAtMs").asLong() - table.path("timeMs").asLong();
          betting.put(
              door,
              new Betting(
                  table.path("round").asLong(), System.currentTimeMillis() + leftMs - MARGIN_MS));
        } else {
          betting.remove(door);
        }
        Thread.sleep(WATCH_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void bet() {
    try {
      for (long dueMs = System.currentTimeMillis(); sending; ) {
        long nowMs = System.currentTimeMillis();
        if (nowMs < dueMs) {
          Thread.sleep(dueMs - nowMs);
        }
        // Late by more than a second: what was not sent then is not sent at once now.
        dueMs = Math.max(dueMs + everyMs, nowMs - 1_000);
        Betting now = betting.get(doors.get(nextDoor++ % doors.size()));
        if (now == null || now.untilMs() < System.currentTimeMillis()) {
          now = betting.get(doors.get(nextDoor++ % doors.size()));
        }
        if (now != null && now.untilMs() > System.currentTimeMillis()) {
          List<Bettor.Signed> bets = new ArrayList<>(PER_SLIP);
          for (int i = 0; i < PER_SLIP; i++) {
            bets.add(bettors.get(next++ % bettors.size()).field(now.round(), STAKE));
          }
          send("/games/" + Bettor.TABLE + "/bets", bets);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(String path, List<Bettor.Signed> orders) {
    try {
      for (Bettor.Signed order : orders) {
        recorder.submitted(order.bytes().bytes());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the recorder fails", e);
    }
    Slip slip = new Slip(path, orders, doors, (nextDoor + doors.size() - 1) % doors.size());
    slip.ids()
        .forEach(id ->
            progress.await(
                id,
                done -> {
                  slip.certified(done);
                  certified.accept(done);
                }));
    slips.add(slip);
    slip.sendIfDue(System.currentTimeMillis());
  }

  private void sweep() {
    try {
      while (true) {
        long nowMs = System.currentTimeMillis();
        slips.removeIf(slip -> isOver(slip, nowMs));
        slips.forEach(slip -> slip.sendIfDue(nowMs));
        Thread.sleep(100);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean isOver(Slip slip, long nowMs) {
    boolean over = slip.done() || slip.lapsed(nowMs);
    if (over) {
      slip.ids().forEach(progress::forget);
    }
    return over;
  }

  /** Orders that are neither in the chain nor refused. */
  int open() {
    return slips.size();
  }

  /** Waits for what is under way, so long at most; whether nothing is. */
  boolean drain(long patienceMs) throws InterruptedException {
    sending = false;
    long endMs = System.currentTimeMillis() + patienceMs;
    while (open() > 0 && System.currentTimeMillis() < endMs) {
      Thread.sleep(100);
    }
    return open() == 0;
  }

  @Override
  public void close() {
    sending = false;
    threads.forEach(Thread::interrupt);
  }
}
