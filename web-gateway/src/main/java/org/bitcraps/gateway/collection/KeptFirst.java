package org.bitcraps.gateway.collection;

import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.exchange.BlockRequest;
import org.bitcraps.evidence.exchange.History;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;

/**
 * Reads blocks from this server's disk first, and asks others for the rest: a gateway that starts
 * again has most of its chain there. They are checked like anybody's. One read at a time: what is
 * asked meanwhile goes to the others, and so does a request that has to be repeated.
 */
public final class KeptFirst implements BlockSource {

  private final History kept;
  private final BlockSource others;
  private final Consumer<byte[]> reader;
  private final Executor executor;
  private final AtomicBoolean reading = new AtomicBoolean();
  private long lastFrom;

  /**
   * @param reader takes what the disk has; it may wait
   * @param executor where it is read
   */
  public KeptFirst(History kept, BlockSource others, Consumer<byte[]> reader, Executor executor) {
    this.kept = kept;
    this.others = others;
    this.reader = reader;
    this.executor = executor;
  }

  @Override
  public void ask(ReplicaId validator, BlockRequest request) {
    long from = request.from().value();
    boolean again = from == lastFrom;
    lastFrom = from;
    if (again || from > kept.last().value() || !reading.compareAndSet(false, true)) {
      others.ask(validator, request);
    } else {
      executor.execute(() -> read(validator, request));
    }
  }

  private void read(ReplicaId validator, BlockRequest request) {
    try {
      show(validator, request);
    } finally {
      reading.set(false);
    }
  }

  private void show(ReplicaId validator, BlockRequest request) {
    long next = request.from().value();
    long end = next + request.count();
    Optional<BlockNotice> block = kept.block(new SequenceNumber(next));
    while (block.isPresent()) {
      reader.accept(block.get().toWire());
      next++;
      block = next < end ? kept.block(new SequenceNumber(next)) : Optional.empty();
    }
    if (next < end) {
      others.ask(validator, new BlockRequest(new SequenceNumber(next), (int) (end - next)));
    }
  }
}
