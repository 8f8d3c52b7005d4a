package org.bitcraps.bench.faults;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Orders that were sent together, until the chain has them all or both gateways refused them. What
 * one gateway does not answer, or took and does not bring into the chain, is sent to the other.
 */
final class Slip {

  /** A gateway that took it has so long to bring it into the chain. */
  private static final long TAKEN_PATIENCE_MS = 3_000;

  private static final long SILENCE_PATIENCE_MS = 300;

  /** What one gateway took and the other refused may still come. */
  private static final long REFUSED_PATIENCE_MS = 20_000;

  private static final Pattern NONCE = Pattern.compile("\\[(\\d+)]\\.nonce");

  private static final Pattern NEXT_FREE =
      Pattern.compile("(?:next free one is|window that begins at) (\\d+)");

  private static final Set<String> USED = Set.of("NONCE_REUSED", "NONCE_TOO_OLD");

  private final String path;
  private final String json;
  private final List<Bettor.Signed> orders;
  private final List<String> ids;
  private final Map<String, Bettor.Signed> open = new ConcurrentHashMap<>();

  /** Whose nonce the chain knows from another order: one that we gave up came in after all. */
  private final Set<String> spent = new HashSet<>();

  /** Whose nonce another order has that is still under way at a gateway, and may come in or not. */
  private final Set<String> doubtful = new HashSet<>();

  private final List<Door> doors;
  private int door;
  private int refusals;
  private boolean perhapsTaken;
  private boolean underWay;
  private boolean given;
  private long dueMs;

  Slip(String path, List<Bettor.Signed> orders, List<Door> doors, int door) {
    this.path = path;
    this.json = "[" + String.join(",", orders.stream().map(Bettor.Signed::json).toList()) + "]";
    this.orders = List.copyOf(orders);
    this.ids = orders.stream().map(Bettor.Signed::id).toList();
    orders.forEach(order -> open.put(order.id(), order));
    this.doors = doors;
    this.door = door;
  }

  List<String> ids() {
    return ids;
  }

  /** A certified block answers one of them. */
  void certified(String id) {
    open.remove(id);
  }

  boolean done() {
    return open.isEmpty();
  }

  /** What is still open, once nothing more can be hoped for; the nonces are given back. */
  synchronized boolean lapsed(long nowMs) {
    if (given || underWay || refusals == 0 || (perhapsTaken && nowMs < dueMs)) {
      return given;
    }
    if (perhapsTaken && refusals < doors.size()) {
      return false;
    }
    given = true;
    for (Bettor.Signed order : open.values()) {
      if (doubtful.contains(order.id())) {
        order.by().giveBackLater(order.nonce());
      } else if (!spent.contains(order.id())) {
        order.by().giveBack(order.nonce());
      }
    }
    return true;
  }

  /** Sends it if it is time to, and returns at once. */
  synchronized void sendIfDue(long nowMs) {
    if (underWay || given || done() || nowMs < dueMs || refusals >= doors.size()) {
      return;
    }
    underWay = true;
    Door at = doors.get(door);
    door = (door + 1) % doors.size();
    Thread.ofVirtual().start(() -> send(at));
  }

  private void send(Door at) {
    try {
      answered(at.post(path, ids, json));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The order whose nonce is used or passed, if this is why the slip was refused. */
  private Optional<Bettor.Signed> usedNonce(Door.Answer answer) {
    Matcher field = NONCE.matcher(answer.body().path("field").asText());
    return USED.contains(answer.body().path("code").asText()) && field.matches()
        ? Optional.of(orders.get(Integer.parseInt(field.group(1))))
        : Optional.empty();
  }

  private synchronized void answered(Door.Answer answer) {
    underWay = false;
    long nowMs = System.currentTimeMillis();
    if (answer.taken()) {
      perhapsTaken = true;
      refusals = 0;
      dueMs = nowMs + TAKEN_PATIENCE_MS;
    } else if (answer.refused()) {
      refusals++;
      boolean mayLapse = answer.body().path("detail").asText().contains("under way");
      usedNonce(answer)
          .ifPresent(order -> {
            (mayLapse ? doubtful : spent).add(order.id());
            Matcher free = NEXT_FREE.matcher(answer.body().path("detail").asText());
            if (!mayLapse && free.find()) {
              order.by().passTo(Long.parseLong(free.group(1)));
            }
          });
      dueMs = refusals < doors.size() ? nowMs : nowMs + REFUSED_PATIENCE_MS;
    } else {
      perhapsTaken |= answer.status() == 0;
      dueMs = nowMs + SILENCE_PATIENCE_MS;
    }
  }
}
