package org.bitcraps.bench.order;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Signed;
import org.bitcraps.evidence.wire.Unverified;
import org.bitcraps.evidence.wire.Verifier;

/** How many signatures this machine verifies a second, all cores and nothing else: what bounds. */
final class Verifications {

  private static final double WARM_S = 3;
  private static final double TIMED_S = 5;

  private Verifications() {}

  /** Those of the players in the first bodies of a load, one thread a core. */
  static double perSecond(House house, Load load, Verifier verifier) throws InterruptedException {
    byte[] body = load.body(0);
    List<Signed> signed =
        Decoder.decode(body, body.length, in -> BatchBody.decode(in, house.parameters()))
            .claims(house.genesis().replicaSet(), BatchBody.gatewayKeys(house.genesis()));
    LongAdder done = new LongAdder();
    long beginNs = System.nanoTime() + (long) (WARM_S * 1e9);
    long endNs = beginNs + (long) (TIMED_S * 1e9);
    List<Thread> threads = new ArrayList<>();
    for (int core = 0; core < Runtime.getRuntime().availableProcessors(); core++) {
      int from = core;
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                long nowNs = System.nanoTime();
                for (int i = from; nowNs < endNs; i++) {
                  Signed one = signed.get(i % signed.size());
                  if (verifier.verify(new Unverified<>(one), List::of).isEmpty()) {
                    throw new IllegalStateException("a signature of the load is wrong");
                  }
                  nowNs = System.nanoTime();
                  if (nowNs >= beginNs && nowNs < endNs) {
                    done.increment();
                  }
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return done.sum() / TIMED_S;
  }
}
