package org.bitcraps.bench.order;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.bitcraps.bench.Figures;
import org.bitcraps.evidence.bet.BetBatch;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.bet.Wager;
import org.bitcraps.evidence.craps.BetRule;
import org.bitcraps.evidence.craps.RulesTable;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.execution.Outcome;
import org.bitcraps.evidence.execution.Receipt;
import org.bitcraps.evidence.execution.ResultLeaf;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.keys.Signer;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.evidence.operation.PlayerOrder;
import org.bitcraps.evidence.operation.SignedOrder;
import org.bitcraps.jms.Envelope;

/** Bodies made ahead, of transfers or of bets, and how far they have come. Thread-safe. */
final class Load {

  private static final long PRIME_MS = 1_000;
  private static final long STILL_SECONDS = 120;
  private static final long NEVER_MS = 4_000_000_000_000L;
  private static final long FIRST_ROUND = 1;
  private static final Signature UNSIGNED = unsigned();

  /** What can be bet before the first roll of all, by anybody. */
  static final List<BetRule> KINDS =
      RulesTable.standard().bets().stream()
          .filter(rule ->
              switch (rule.opening()) {
                case COME_OUT, ANY_TIME, BEFORE_PROGRESS -> true;
                case POINT, ITS_POINT, BEHIND_BASE_BET -> false;
              })
          .toList();

  /** On the wire. */
  private final List<byte[]> bodies = new ArrayList<>();

  private final Map<Digest, Integer> numbers = new ConcurrentHashMap<>();
  private final AtomicLongArray sentNs;
  private final AtomicLongArray certifiedNs;
  private final Semaphore room;
  private final Semaphore certified = new Semaphore(0);
  private final AtomicInteger undone = new AtomicInteger();
  private final int[] sizes;
  private final int outstanding;

  /**
   * Makes {@code count} bodies.
   *
   * @param signed whether with the players' real signatures
   * @param outstanding bodies under way at once, at most
   */
  Load(House house, int count, int perBody, boolean signed, int outstanding) {
    this(
        house,
        IntStream.generate(() -> perBody).limit(count).toArray(),
        count,
        signed,
        outstanding);
  }

  /**
   * Makes a body of each of these sizes.
   *
   * @param sizes operations
   * @param betsFrom so many are of transfers, the rest of bets on the first round
   */
  Load(House house, int[] sizes, int betsFrom, boolean signed, int outstanding) {
    this.sizes = sizes.clone();
    int count = sizes.length;
    this.outstanding = outstanding;
    this.room = new Semaphore(outstanding);
    this.sentNs = new AtomicLongArray(count);
    this.certifiedNs = new AtomicLongArray(count);
    long place = 0;
    for (int number = 0; number < count; number++) {
      long sequence = number + 1L;
      Operation operation =
          number < betsFrom
              ? transfers(house, place, sizes[number], signed)
              : bets(house, sequence, place, sizes[number], signed);
      place += sizes[number];
      Body body = Body.of(operation);
      BatchBody brought = BatchBody.broughtBy(House.GATEWAY, sequence, body, house.gatewayKey());
      bodies.add(brought.toWire());
      numbers.put(body.digest(), number);
    }
  }

  private static Signature unsigned() {
    byte[] bytes = new byte[Signature.BYTES];
    bytes[0] = 1;
    return Signature.fromBytes(bytes);
  }

  private static Signer player(House house, long place) {
    return house.players().get((int) (place % house.players().size()));
  }

  /** Every nonce of every player once, in order. */
  private static long nonce(House house, long place) {
    return place / house.players().size();
  }

  /** One unit of chips to the next player, each. */
  private static Operation transfers(House house, long from, int size, boolean signed) {
    List<SignedOrder> orders = new ArrayList<>(size);
    for (long place = from; place < from + size; place++) {
      Signer player = player(house, place);
      PlayerOrder order =
          new PlayerOrder.Transfer(
              house.chain(),
              player.publicKey(),
              AccountId.of(player(house, place + 1).publicKey()),
              1,
              nonce(house, place),
              NEVER_MS);
      orders.add(signed ? SignedOrder.sign(order, player) : new SignedOrder(order, UNSIGNED));
    }
    return new Operation.PlayerOrders(house.chain(), orders);
  }

  /** The smallest bet, each; each player goes through {@link #KINDS} at a place of its own. */
  private static Operation bets(House house, long sequence, long from, int size, boolean signed) {
    List<SignedBet> bets = new ArrayList<>(size);
    for (long place = from; place < from + size; place++) {
      Signer player = player(house, place);
      long nonce = nonce(house, place);
      BetRule rule = KINDS.get((int) ((place + nonce) % KINDS.size()));
      Wager wager =
          new Wager(
              house.chain(),
              player.publicKey(),
              House.TABLE,
              FIRST_ROUND,
              rule.type(),
              rule.limits().min(),
              nonce,
              NEVER_MS);
      bets.add(signed ? SignedBet.sign(wager, player) : new SignedBet(wager, UNSIGNED));
    }
    return new Operation.PlaceBets(
        BetBatch.of(house.chain(), House.GATEWAY, sequence, House.TABLE, FIRST_ROUND, bets));
  }

  /** One of them as a gateway sends it. */
  byte[] body(int number) {
    return bodies.get(number).clone();
  }

  /** Bytes of one operation in its body. */
  int operationBytes() {
    return bodies.get(0).length / sizes[0];
  }

  /** Somebody saw that a block is certified. */
  void certified(Block block) {
    long nowNs = System.nanoTime();
    for (Digest digest : block.bodies()) {
      Integer number = numbers.get(digest);
      if (number != null && certifiedNs.compareAndSet(number, 0, nowNs)) {
        room.release();
        certified.release();
      }
    }
  }

  /** The same, for one member only: counts operations that had no effect. */
  void judge(ExecutedBlock block) {
    undone.addAndGet(undone(block));
  }

  /** Transfers and bets of a block that had no effect. */
  static int undone(ExecutedBlock block) {
    int undone = 0;
    for (ResultLeaf leaf : block.leaves()) {
      if (leaf instanceof Receipt receipt && receipt.outcome() != Outcome.DONE) {
        undone++;
      }
    }
    return undone;
  }

  /**
   * Sends bodies [0, to) one by one and waits for each, but not long: the first messages of a
   * connection may be lost. They count for nothing.
   */
  void prime(Consumer<Envelope> everybody, int to) throws InterruptedException {
    for (int number = 0; number < to; number++) {
      everybody.accept(Envelope.of(Envelope.Kind.BODY, "gateway-0", bodies.get(number)));
      if (certified.tryAcquire(PRIME_MS, TimeUnit.MILLISECONDS)) {
        room.acquire(); // It gave back what it had not taken.
      } else {
        certifiedNs.compareAndSet(number, 0, 1); // If it comes, it comes too late.
      }
    }
    room.drainPermits();
    certified.drainPermits();
    room.release(outstanding);
  }

  /** Sends bodies [from, to) as fast as there is room; waits for all of them. */
  Figures send(Consumer<Envelope> everybody, int from, int to) throws InterruptedException {
    return send(everybody, from, to, 0);
  }

  /**
   * Sends bodies [from, to); waits for all of them.
   *
   * @param everybody takes a body to every validator
   * @param intervalNs between the beginnings of two, if there is room
   */
  Figures send(Consumer<Envelope> everybody, int from, int to, long intervalNs)
      throws InterruptedException {
    long startNs = System.nanoTime();
    for (int number = from; number < to; number++) {
      long early = startNs + (number - from) * intervalNs - System.nanoTime();
      if (early > 0) {
        TimeUnit.NANOSECONDS.sleep(early);
      }
      acquire(room, 1, number);
      sentNs.set(number, System.nanoTime());
      everybody.accept(Envelope.of(Envelope.Kind.BODY, "gateway-0", bodies.get(number)));
    }
    acquire(certified, to - from, to);
    double seconds = (System.nanoTime() - startNs) / 1e9;
    long[] us = new long[to - from];
    for (int number = from; number < to; number++) {
      us[number - from] = (certifiedNs.get(number) - sentNs.get(number)) / 1_000;
    }
    long operations = Arrays.stream(sizes, from, to).asLongStream().sum();
    return Figures.of("operations", operations, seconds, us);
  }

  private static void acquire(Semaphore semaphore, int permits, int number)
      throws InterruptedException {
    if (!semaphore.tryAcquire(permits, STILL_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("nothing moves any more before body " + number);
    }
  }

  /** Operations that were refused: none, if what was measured is what was meant. */
  int undone() {
    return undone.get();
  }
}
