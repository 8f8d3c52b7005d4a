package org.bitcraps.node.startup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.bitcraps.evidence.exchange.NodePanel.Answer;
import org.bitcraps.evidence.exchange.NodeReport.Condition;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.persistence.journal.FileStorage;
import org.bitcraps.protocol.pbft.PbftCodec;
import org.bitcraps.protocol.pbft.PbftMessage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Validators die in the middle of what they do, lose what was not forced, and come back: nobody
 * ever contradicts a vote that left (P1).
 */
class KillTest {

  private static final int KILLS = 24;

  @TempDir private Path temporary;
  private final Ballots ballots = new Ballots();
  private Path home;

  @BeforeEach
  void copy() throws Exception {
    home = temporary.resolve("home");
    MadeDevnet.copyTo(home);
  }

  /** Everything that was voted for, by who voted where. */
  private static final class Ballots implements MemoryBus.Wiretap {

    private final Map<String, String> votes = new ConcurrentHashMap<>();
    final ConcurrentLinkedQueue<String> contradictions = new ConcurrentLinkedQueue<>();

    @Override
    public void posted(ReplicaId from, byte[] bytes) {
      switch (PbftCodec.decode(bytes, Parameters.defaults())) {
        case PbftMessage.PrePrepare m ->
            vote("prepare", m.sender(), m.view() + "/" + m.block().sequence(), m.block().digest());
        case PbftMessage.Prepare m ->
            vote(
                "prepare",
                m.sender(),
                m.statement().view() + "/" + m.statement().sequence(),
                m.statement().block());
        case PbftMessage.Commit m ->
            vote(
                "commit",
                m.sender(),
                m.statement().view() + "/" + m.statement().sequence(),
                m.statement().block() + " " + m.statement().resultRoot());
        case PbftMessage.ViewChange m ->
            vote("view-change", m.sender(), m.view().toString(), m.signature());
        case PbftMessage.NewView m ->
            vote("new-view", m.sender(), m.view().toString(), m.signature());
        case PbftMessage.CertifiedBlockReply m ->
            vote(
                "certificate",
                new ReplicaId(0),
                m.notice().certified().sequence().toString(),
                m.notice().certified().block().digest());
        case PbftMessage.Checkpoint m ->
            vote(
                "checkpoint",
                m.sender(),
                m.statement().sequence().toString(),
                m.statement().stateRoot());
        case PbftMessage.CheckpointShown m -> {}
        case PbftMessage.StandingWanted m -> {}
        case PbftMessage.Standing m -> {}
        case PbftMessage.ChunksWanted m -> {}
        case PbftMessage.ChunkList m -> {}
        case PbftMessage.Chunk m -> {}
        case PbftMessage.Status m -> {}
        case PbftMessage.BodiesWanted m -> {}
        case PbftMessage.BlocksWanted m -> {}
        case PbftMessage.Bodies m -> {}
      }
    }

    private void vote(String kind, ReplicaId who, String where, Object what) {
      String place = kind + " of " + who + " at " + where;
      String before = votes.putIfAbsent(place, what.toString());
      if (before != null && !before.equals(what.toString())) {
        contradictions.add(place + ": " + before + ", then " + what);
      }
    }

    int count() {
      return votes.size();
    }
  }

  @Test
  void whoever_dies_at_any_moment_comes_back_and_contradicts_nothing() throws Exception {
    long seed = System.nanoTime();
    System.out.println("KillTest seed " + seed);
    Random random = new Random(seed);
    Executioner executioner = new Executioner(new FileStorage(), seed);
    List<Integer> all = List.of(0, 1, 2, 3);
    try (House house = new House(home, executioner, executioner::over)) {
      house.bus.tap(ballots);
      house.awaitBlocks(2, all);

      for (int i = 0; i < KILLS; i++) {
        int victim = random.nextInt(4);
        executioner.condemn(House.id(victim));
        house.await(
            "seed " + seed + ": death " + i + " of " + victim,
            h -> h.condition(victim) == Condition.FAILED);
        assertThat(house.validator(victim).lastError().orElseThrow())
            .contains(Executioner.Killed.WORD);
        Thread.sleep(random.nextInt(100));
        assertThat(house.node.start(House.id(victim))).isEqualTo(Answer.DONE);
      }

      house.awaitBlocks(3, all);
      assertThat(IntStream.range(0, 4).mapToObj(house::condition)).containsOnly(Condition.UP);
    }
    assertThat(ballots.contradictions).as("seed " + seed).isEmpty();
    assertThat(ballots.count()).isGreaterThan(KILLS);
    assertThat(executioner.momentsSeen())
        .as("moments of death, of " + KILLS + " deaths")
        .isGreaterThan(2);
  }
}
