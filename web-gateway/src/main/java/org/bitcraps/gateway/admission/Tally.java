package org.bitcraps.gateway.admission;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/** What became of requests with orders since the server started. Thread-safe. */
public final class Tally {

  private final Map<Receipted.Status, LongAdder> orders = zeros(Receipted.Status.class);
  private final Map<ProblemCode, LongAdder> refusals = zeros(ProblemCode.class);

  private static <K extends Enum<K>> Map<K, LongAdder> zeros(Class<K> keys) {
    Map<K, LongAdder> zeros = new EnumMap<>(keys);
    for (K key : keys.getEnumConstants()) {
      zeros.put(key, new LongAdder());
    }
    return Collections.unmodifiableMap(zeros);
  }

  /** Counts what comes of it. */
  List<Receipted> of(Supplier<List<Receipted>> request) {
    try {
      List<Receipted> receipts = request.get();
      receipts.forEach(receipt -> orders.get(receipt.status()).increment());
      return receipts;
    } catch (RefusedException e) {
      refusals.get(e.problem().code()).increment();
      throw e;
    }
  }

  /** So many orders. */
  public long orders(Receipted.Status status) {
    return orders.get(status).sum();
  }

  /** So many requests, each for its first fault: nothing of it was taken. */
  public long refusals(ProblemCode code) {
    return refusals.get(code).sum();
  }
}
