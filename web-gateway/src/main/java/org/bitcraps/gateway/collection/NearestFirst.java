package org.bitcraps.gateway.collection;

import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.bitcraps.evidence.exchange.BlockRequest;
import org.bitcraps.evidence.exchange.NearBlocks;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;

/**
 * Looks for blocks in this server's cache first, and asks a validator for the rest. Whoever writes
 * there can cost us one wait for each {@link #DISTRUST_MS} and no more: a request that has to be
 * repeated though the cache had something goes to validators, as do all others for that long.
 */
public final class NearestFirst implements BlockSource {

  static final long DISTRUST_MS = 60_000;

  private final NearBlocks near;
  private final BlockSource validators;
  private final Consumer<byte[]> reader;
  private final LongSupplier clockMs;
  private long lastFrom;
  private volatile int lastShown; // On the cache's thread, too.
  private long distrustedAtMs = Long.MIN_VALUE / 2;

  /**
   * @param reader takes what the cache shows, on the cache's thread; it may wait
   */
  public NearestFirst(
      NearBlocks near, BlockSource validators, Consumer<byte[]> reader, LongSupplier clockMs) {
    this.near = near;
    this.validators = validators;
    this.reader = reader;
    this.clockMs = clockMs;
  }

  @Override
  public synchronized void ask(ReplicaId validator, BlockRequest request) {
    long from = request.from().value();
    boolean again = from == lastFrom;
    if (again && lastShown > 0) {
      distrustedAtMs = clockMs.getAsLong();
    }
    lastFrom = from;
    lastShown = 0;
    if (again || clockMs.getAsLong() - distrustedAtMs < DISTRUST_MS) {
      validators.ask(validator, request);
      return;
    }
    near.get(
        request,
        reader,
        shown -> {
          lastShown = shown;
          if (shown < request.count()) {
            validators.ask(
                validator,
                new BlockRequest(new SequenceNumber(from + shown), request.count() - shown));
          }
        });
  }
}
