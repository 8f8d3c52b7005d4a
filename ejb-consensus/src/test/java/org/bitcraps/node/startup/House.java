package org.bitcraps.node.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.bitcraps.evidence.exchange.NodeReport;
import org.bitcraps.evidence.exchange.NodeReport.Condition;
import org.bitcraps.evidence.exchange.NodeReport.Standing;
import org.bitcraps.evidence.exchange.NodeReport.ValidatorReport;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.node.shelf.Shelves;
import org.bitcraps.persistence.journal.FileStorage;
import org.bitcraps.protocol.port.Storage;

/** A devnet in one JVM: four real validators over real files and a bus in memory. */
final class House implements AutoCloseable {

  /** Patience of a test on a busy machine; a healthy house needs a small part of it. */
  private static final long PATIENCE_MS = 90_000;

  final MemoryBus bus = new MemoryBus();
  final Node node;

  House(Path home) throws IOException {
    this(home, new FileStorage(), bus -> bus);
  }

  /**
   * A house whose validators keep their journals in {@code storage}, and post through a wrapper.
   */
  House(Path home, Storage storage, UnaryOperator<Transport> wrapper) throws IOException {
    this(home, Map.of(), storage, Shelves.NONE, wrapper);
  }

  /** A house with caches, and a chain with these parameters besides. */
  House(Path home, Map<String, String> more, Shelves shelves, UnaryOperator<Transport> wrapper)
      throws IOException {
    this(home, more, new FileStorage(), shelves, wrapper);
  }

  private House(
      Path home,
      Map<String, String> more,
      Storage storage,
      Shelves shelves,
      UnaryOperator<Transport> wrapper)
      throws IOException {
    node =
        Node.start(
            configuration(home, more),
            storage,
            (genesis, keys) -> wrapper.apply(bus),
            shelves,
            House::thread,
            Clock.systemUTC());
  }

  /** Short rounds: 200 ms of betting, reveals as soon as they are there. */
  static NodeConfiguration configuration(Path home, Map<String, String> more) {
    Map<String, String> values = new TreeMap<>();
    values.put("bitcraps.home", home.toString());
    values.put("bitcraps.genesis", "devnet");
    values.put("bitcraps.genesis.betting-window-ms", "200");
    values.put("bitcraps.genesis.reveal-window-ms", "100");
    values.put("bitcraps.genesis.reveal-grace-ms", "100");
    values.putAll(more);
    return NodeConfiguration.read(key -> Optional.ofNullable(values.get(key)), values.keySet());
  }

  static Thread thread(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    return thread;
  }

  NodeReport report() {
    return node.report();
  }

  ValidatorReport validator(int id) {
    return report().validators().get(id);
  }

  Condition condition(int id) {
    return validator(id).condition();
  }

  Standing standing(int id) {
    return validator(id).standing().orElseThrow();
  }

  long certified(int id) {
    return standing(id).lastCertified().value();
  }

  /** −1 before its first step. */
  long round(int id) {
    return validator(id).standing().map(standing -> standing.tables().get(0).round()).orElse(-1L);
  }

  void await(String what, Predicate<House> condition) throws InterruptedException {
    long untilNanos = System.nanoTime() + PATIENCE_MS * 1_000_000;
    while (!condition.test(this)) {
      assertThat(System.nanoTime()).as(what + "; " + report()).isLessThan(untilNanos);
      Thread.sleep(20);
    }
  }

  /** Waits until these validators have certified so many more blocks than the first has now. */
  void awaitBlocks(long more, List<Integer> ids) throws InterruptedException {
    // A validator that was just started has no standing before its first step.
    await(
        ids + " stand",
        house -> ids.stream().allMatch(id -> house.validator(id).standing().isPresent()));
    long goal = certified(ids.get(0)) + more;
    await(
        ids + " certify block " + goal,
        house -> ids.stream().allMatch(id -> house.certified(id) >= goal));
  }

  static ReplicaId id(int value) {
    return new ReplicaId(value);
  }

  @Override
  public void close() {
    node.close();
  }
}
