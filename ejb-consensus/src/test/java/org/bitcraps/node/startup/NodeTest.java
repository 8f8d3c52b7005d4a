package org.bitcraps.node.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.bitcraps.crypto.home.DurableFiles;
import org.bitcraps.evidence.exchange.NodePanel.Answer;
import org.bitcraps.evidence.exchange.NodeReport.Condition;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.persistence.journal.FileStorage;
import org.bitcraps.protocol.pbft.PbftCodec;
import org.bitcraps.protocol.pbft.PbftMessage;
import org.bitcraps.protocol.port.Storage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Four validators in one JVM, over real journals. */
class NodeTest {

  private static final List<Integer> ALL = List.of(0, 1, 2, 3);

  @TempDir private Path temporary;
  private Path home;

  @BeforeEach
  void copy() throws Exception {
    home = temporary.resolve("home");
    MadeDevnet.copyTo(home);
  }

  @Test
  void an_idle_table_rolls_round_after_round() throws Exception {
    try (House house = new House(home)) {
      house.await("round 3 everywhere", h -> ALL.stream().allMatch(id -> h.round(id) >= 3));

      assertThat(house.report().isHealthy()).isTrue();
      assertThat(house.report().validators())
          .extracting(v -> v.condition())
          .containsOnly(Condition.UP);
      assertThat(house.validator(0).counts().get("certified")).isGreaterThanOrEqualTo(3);
      assertThat(house.validator(0).journalBytes()).isPositive();
      assertThat(house.bus.notices()).isPositive();
    }
  }

  @Test
  void nobody_says_a_word_before_all_of_a_server_are_awake() throws Exception {
    new House(home).close(); // The first start, in which journals are made.
    Queue<ReplicaId> awake = new ConcurrentLinkedQueue<>();
    FileStorage files = new FileStorage();
    Storage slow =
        (directory, chain, validator, limits) -> {
          pause(300); // Long enough for the one before to speak, if it were allowed to.
          Storage.Kept kept = files.open(directory, chain, validator, limits);
          awake.add(validator);
          return kept;
        };
    List<Integer> awakeAtWord = new CopyOnWriteArrayList<>();

    UnaryOperator<Transport> tapped =
        bus -> {
          ((MemoryBus) bus).tap((from, bytes) -> awakeAtWord.add(awake.size()));
          return bus;
        };

    try (House house = new House(home, slow, tapped)) {
      house.awaitBlocks(1, ALL);
    }

    assertThat(awakeAtWord).isNotEmpty().containsOnly(4);
  }

  private static void pause(long ms) {
    try {
      Thread.sleep(ms);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void a_stopped_backup_is_not_missed_and_catches_up_when_it_returns() throws Exception {
    try (House house = new House(home)) {
      house.awaitBlocks(3, ALL);

      assertThat(house.node.stop(House.id(3))).isEqualTo(Answer.DONE);
      assertThat(house.condition(3)).isEqualTo(Condition.STOPPED);
      assertThat(house.node.stop(House.id(3))).isEqualTo(Answer.ALREADY);
      house.awaitBlocks(5, List.of(0, 1, 2));
      assertThat(house.report().isHealthy()).as("a stop on purpose is no fault").isTrue();

      assertThat(house.node.start(House.id(3))).isEqualTo(Answer.DONE);
      assertThat(house.node.start(House.id(3))).isEqualTo(Answer.ALREADY);
      house.awaitBlocks(5, ALL);
      assertThat(house.condition(3)).isEqualTo(Condition.UP);
    }
  }

  @Test
  void a_paused_backup_goes_on_where_it_was() throws Exception {
    try (House house = new House(home)) {
      house.awaitBlocks(3, ALL);

      assertThat(house.node.pause(House.id(3))).isEqualTo(Answer.DONE);
      assertThat(house.condition(3)).isEqualTo(Condition.PAUSED);
      assertThat(house.node.pause(House.id(3))).isEqualTo(Answer.ALREADY);
      house.awaitBlocks(5, List.of(0, 1, 2));
      assertThat(house.report().isHealthy()).as("a pause on purpose is no fault").isTrue();

      assertThat(house.node.start(House.id(3))).isEqualTo(Answer.DONE);
      house.awaitBlocks(5, ALL);
      assertThat(house.condition(3)).isEqualTo(Condition.UP);
      assertThat(house.node.pause(House.id(3))).isEqualTo(Answer.DONE);
      assertThat(house.node.stop(House.id(3))).isEqualTo(Answer.DONE);
      assertThat(house.node.pause(House.id(3))).as("nobody there").isEqualTo(Answer.ALREADY);
    }
  }

  @Test
  void a_stopped_primary_is_replaced() throws Exception {
    try (House house = new House(home)) {
      house.awaitBlocks(3, ALL);
      View before = house.standing(1).view();
      int primary = house.standing(1).primary().value();
      List<Integer> others = ALL.stream().filter(id -> id != primary).toList();

      house.node.stop(House.id(primary));

      house.await(
          "a later view",
          h -> others.stream().allMatch(id -> h.standing(id).view().isAfter(before)));
      house.awaitBlocks(5, others);
      assertThat(others)
          .as("signatures that the new-view repeated and nobody checked again")
          .anyMatch(id -> house.validator(id).counts().get("signatures_remembered") > 0);
      house.node.start(House.id(primary));
      house.awaitBlocks(5, ALL);
      assertThat(house.standing(primary).view().isAfter(before)).isTrue();
    }
  }

  @Test
  void two_of_four_decide_nothing_and_three_go_on() throws Exception {
    try (House house = new House(home)) {
      house.awaitBlocks(3, ALL);
      house.node.stop(House.id(2));
      house.node.stop(House.id(3));
      Thread.sleep(500); // Whatever was under way is over; from now on there is no quorum.
      long stuckAt = Math.max(house.certified(0), house.certified(1));
      Thread.sleep(2_000);
      assertThat(Math.max(house.certified(0), house.certified(1))).isEqualTo(stuckAt);

      house.node.start(House.id(2));

      house.awaitBlocks(5, List.of(0, 1, 2));
    }
  }

  @Test
  void the_same_chain_goes_on_after_the_whole_server_was_down() throws Exception {
    ChainId chain;
    long block;
    try (House house = new House(home)) {
      house.awaitBlocks(5, ALL);
      chain = house.report().chain();
      block = house.certified(0);
    }
    try (House house = new House(home)) {
      assertThat(house.report().chain()).isEqualTo(chain);
      house.await("the old block", h -> h.validator(0).standing().isPresent());
      assertThat(house.certified(0)).isGreaterThanOrEqualTo(block);
      house.awaitBlocks(5, ALL);
    }
  }

  @Test
  void a_lost_journal_mutes_a_validator_until_a_checkpoint_decides() throws Exception {
    long known;
    try (House house = new House(home)) {
      house.awaitBlocks(5, ALL);
      known = house.certified(2);
    }
    DurableFiles.delete(home.resolve("validator-2").resolve("journal"));

    isMuteUntilACheckpointDecides(known, Set.of());
  }

  /** A copy made while it ran has a torn end at worst; what it signed since is not in it. */
  @Test
  void a_restored_backup_mutes_a_validator_until_a_checkpoint_decides() throws Exception {
    Path journal = home.resolve("validator-2").resolve("journal");
    Path backup = temporary.resolve("backup");
    Words before = new Words(Set.of());
    long known;
    try (House house = new House(home, new FileStorage(), before)) {
      house.awaitBlocks(3, ALL);
      copy(journal, backup);
      house.awaitBlocks(10, ALL);
      known = house.certified(2);
    }
    DurableFiles.delete(journal);
    copy(backup, journal);

    // P1: what stands in its journal it may say again, byte for byte.
    isMuteUntilACheckpointDecides(known, before.said());
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    for (String name : List.of("journal.bin", "blocks.bin")) {
      Files.copy(from.resolve(name), to.resolve(name));
    }
  }

  private void isMuteUntilACheckpointDecides(long known, Set<String> saidBefore) throws Exception {
    Words words = new Words(saidBefore);
    try (House house = new House(home, new FileStorage(), words)) {
      house.await("2 mute", h -> h.validator(2).standing().isPresent() && words.asked());
      house.await("2 up", h -> h.condition(2) == Condition.UP && h.certified(2) > known);
      // P8: nothing that binds it before the others showed a checkpoint that decides what it
      // forgot.
      assertThat(words.stableAtFirstPromise()).isGreaterThanOrEqualTo(known);
      // And its vote counts again: with another one gone the others are too few without it.
      int primary = house.standing(1).primary().value();
      int stopped = primary == 2 ? 3 : primary;
      house.node.stop(House.id(stopped));
      house.awaitBlocks(5, ALL.stream().filter(id -> id != stopped).toList());
    }
    try (House house = new House(home)) {
      house.awaitBlocks(3, ALL);
      assertThat(house.condition(2))
          .as("its new journal is as good as any")
          .isEqualTo(Condition.UP);
    }
  }

  /** What validator 2 says anew, and the highest checkpoint that q others signed before. */
  private static final class Words implements UnaryOperator<Transport> {
    private final SortedMap<Long, Set<ReplicaId>> checkpoints = new TreeMap<>();
    private final Set<String> saidBefore;
    private final Set<String> said = new HashSet<>();
    private boolean asked;
    private long stableAtFirstPromise = -1;

    Words(Set<String> saidBefore) {
      this.saidBefore = saidBefore;
    }

    @Override
    public Transport apply(Transport bus) {
      ((MemoryBus) bus).tap((from, bytes) -> hear(bytes));
      return bus;
    }

    private synchronized void hear(byte[] bytes) {
      PbftMessage message = PbftCodec.decode(bytes, Parameters.defaults());
      if (message instanceof PbftMessage.Checkpoint c && !c.sender().equals(House.id(2))) {
        checkpoints
            .computeIfAbsent(c.statement().sequence().value(), s -> new TreeSet<>())
            .add(c.sender());
      }
      if (!message.sender().equals(House.id(2))) {
        return;
      }
      String words = HexFormat.of().formatHex(bytes);
      said.add(words);
      asked |= message instanceof PbftMessage.StandingWanted;
      boolean promises =
          message instanceof PbftMessage.PrePrepare
              || message instanceof PbftMessage.Prepare
              || message instanceof PbftMessage.Commit
              || message instanceof PbftMessage.ViewChange
              || message instanceof PbftMessage.NewView
              || message instanceof PbftMessage.Checkpoint;
      if (promises && !saidBefore.contains(words) && stableAtFirstPromise < 0) {
        stableAtFirstPromise =
            checkpoints.entrySet().stream()
                .filter(entry -> entry.getValue().size() >= 3)
                .mapToLong(Map.Entry::getKey)
                .max()
                .orElse(0);
      }
    }

    /** Every message of its, as hexadecimal digits. */
    synchronized Set<String> said() {
      return Set.copyOf(said);
    }

    synchronized boolean asked() {
      return asked;
    }

    /** Maximal if it never promised anything. */
    synchronized long stableAtFirstPromise() {
      return stableAtFirstPromise < 0 ? Long.MAX_VALUE : stableAtFirstPromise;
    }
  }

  @Test
  void a_lost_block_store_is_written_again_from_the_journal() throws Exception {
    try (House house = new House(home)) {
      house.awaitBlocks(5, ALL);
    }
    Files.delete(home.resolve("validator-2/journal/blocks.bin"));

    try (House house = new House(home)) {
      house.awaitBlocks(3, ALL);
      assertThat(house.condition(2)).isEqualTo(Condition.UP);
    }
  }

  @Test
  void a_damaged_journal_fails_one_validator_and_says_why() throws Exception {
    try (House house = new House(home)) {
      house.awaitBlocks(5, ALL);
    }
    Path journal = home.resolve("validator-1/journal/journal.bin");
    byte[] bytes = Files.readAllBytes(journal);
    bytes[300] ^= 1;
    Files.write(journal, bytes);

    try (House house = new House(home)) {
      house.awaitBlocks(3, List.of(0, 2, 3));

      assertThat(house.condition(1)).isEqualTo(Condition.FAILED);
      assertThat(house.validator(1).lastError().orElseThrow()).contains("damaged");
      assertThat(house.report().isHealthy()).isFalse();
      assertThat(house.node.start(House.id(1))).isEqualTo(Answer.FAILED);
    }
  }

  @Test
  void a_full_disk_silences_one_validator_until_there_is_space() throws Exception {
    SmallDisk disk = new SmallDisk(House.id(2));
    try (House house = new House(home, disk, bus -> bus)) {
      house.awaitBlocks(3, ALL);

      disk.fill();
      house.await("2 says so", h -> h.condition(2) == Condition.NO_SPACE);
      assertThat(house.report().isHealthy()).isFalse();
      assertThat(house.validator(2).lastError().orElseThrow()).contains("full");
      house.awaitBlocks(3, List.of(0, 1, 3));
      assertThat(house.node.start(House.id(2)))
          .as("no operator talks it out of that")
          .isEqualTo(Answer.FAILED);
      assertThat(house.condition(2)).isEqualTo(Condition.NO_SPACE);

      disk.clear();
      house.await("2 up by itself", h -> h.condition(2) == Condition.UP);
      house.awaitBlocks(3, ALL);
      assertThat(house.report().isHealthy()).isTrue();

      disk.fill();
      house.await("2 says so again", h -> h.condition(2) == Condition.NO_SPACE);
      assertThat(house.node.stop(House.id(2))).isEqualTo(Answer.DONE);
      disk.clear();
      Thread.sleep(2_500);
      assertThat(house.condition(2)).as("it waits no longer").isEqualTo(Condition.FAILED);
      assertThat(house.node.start(House.id(2))).isEqualTo(Answer.DONE);
      house.awaitBlocks(3, ALL);
    }
  }

  @Test
  void nobody_stops_what_is_not_here() throws Exception {
    try (House house = new House(home)) {
      assertThat(house.node.stop(House.id(9))).isEqualTo(Answer.UNKNOWN_VALIDATOR);
    }
  }
}
