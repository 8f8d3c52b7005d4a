package org.bitcraps.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.evidence.wire.Verifier;
import org.bitcraps.protocol.pbft.PbftMessage;
import org.bitcraps.simulator.invariants.Agreement;
import org.bitcraps.simulator.invariants.CertificateIsQuorum;
import org.bitcraps.simulator.invariants.Invariant;
import org.bitcraps.simulator.invariants.JournalBeforeMessage;
import org.bitcraps.simulator.invariants.OneVote;
import org.bitcraps.simulator.invariants.ResultRootsAgree;
import org.bitcraps.simulator.invariants.TotalOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * P8 from end to end: a disk is lost in the middle of a run; its validator follows in silence,
 * signs again when a checkpoint allows it, and then carries a quorum with its votes.
 */
class AmnesiaTest {

  private static final long SECOND_US = 1_000_000;

  /** What is signed with the vote key and promises something, by whom. */
  private static final class Signatures implements Invariant {
    private final Set<String> ofTheMute = new TreeSet<>();

    @Override
    public void sent(Validator from, PbftMessage message) {
      boolean promises =
          switch (message) {
            case PbftMessage.PrePrepare m -> true;
            case PbftMessage.Prepare m -> true;
            case PbftMessage.Commit m -> true;
            case PbftMessage.ViewChange m -> true;
            case PbftMessage.NewView m -> m.sender().equals(from.id());
            case PbftMessage.Checkpoint m -> true;
            case PbftMessage.Bodies m ->
                m.bodies().stream()
                    .anyMatch(b ->
                        b.body().operation() instanceof Operation.Commitment c
                            && c.validator().equals(from.id()));
            case PbftMessage.Status m -> false;
            case PbftMessage.BodiesWanted m -> false;
            case PbftMessage.BlocksWanted m -> false;
            case PbftMessage.CertifiedBlockReply m -> false;
            case PbftMessage.CheckpointShown m -> false;
            case PbftMessage.StandingWanted m -> false;
            case PbftMessage.Standing m -> true; // One who forgot has nothing to say.
            case PbftMessage.ChunksWanted m -> false;
            case PbftMessage.ChunkList m -> false;
            case PbftMessage.Chunk m -> false;
          };
      if (promises && from.isAlive() && from.status().mute()) {
        ofTheMute.add(message.getClass().getSimpleName());
      }
    }
  }

  private final Signatures signatures = new Signatures();
  private final World world = new World(true);
  private SimulatedChain chain;
  private Cluster cluster;

  private void start(long seed, int validators, boolean plays) {
    Chance chance = new Chance(seed);
    Swarm swarm = Swarm.calm(validators, plays);
    chain = new SimulatedChain(swarm, Keys.SIMULATED, seed);
    cluster =
        new Cluster(
            world,
            chance,
            swarm,
            chain,
            Keys.SIMULATED,
            new Tally(),
            chain::core,
            List.of(
                signatures,
                new Agreement(),
                new TotalOrder(),
                new OneVote(),
                new JournalBeforeMessage(),
                new CertificateIsQuorum(
                    chain.genesis().replicaSet(), new Verifier(Keys.SIMULATED.scheme())),
                new ResultRootsAgree()));
    cluster.start();
  }

  private void play(long seconds) {
    for (int i = 0; i < seconds * 4; i++) {
      cluster.bring(cluster.courier().next(), cluster.validators());
      world.runUntil(world.nowUs() + SECOND_US / 4);
    }
  }

  private Validator loses(int who) {
    Validator victim = cluster.validators().get(who);
    victim.crash("its disk is lost");
    victim.forget();
    return victim;
  }

  private long height(int who) {
    return cluster.validators().get(who).status().lastCertified().value();
  }

  /**
   * Whoever it is, the primary too; afterwards the chain goes on with its vote, and only with it.
   */
  @ParameterizedTest(name = "validator {0}")
  @ValueSource(ints = {0, 1, 3})
  void aLostDiskIsSurvived(int who) {
    start(100 + who, 4, true);
    play(6);
    long before = height((who + 1) % 4);
    assertThat(before).isGreaterThan(8);
    Validator victim = loses(who);
    play(2);
    assertThat(victim.isAlive()).isTrue();
    play(18);
    assertThat(victim.status().mute()).as("%s", world.trace().lines()).isFalse();
    assertThat(signatures.ofTheMute).isEmpty();
    assertThat(height(who)).isGreaterThan(before);

    cluster.stopReviving();
    cluster.validators().get((who + 2) % 4).crash("dead for good");
    long then = height((who + 1) % 4);
    play(20);
    assertThat(height((who + 1) % 4))
        .as("three of four, the forgetful one among them")
        .isGreaterThan(then + 8);
  }

  /** P4: nobody plays; the blocks up to the checkpoint are made for the one who needs it. */
  @Test
  void anIdleTableMakesTheCheckpoint() {
    start(7, 4, false);
    cluster.bring(cluster.courier().next(), cluster.validators());
    world.runUntil(2 * SECOND_US);
    long before = height(0);
    Validator victim = loses(2);
    world.runUntil(world.nowUs() + 15 * SECOND_US);
    assertThat(victim.status().mute()).isFalse();
    assertThat(signatures.ofTheMute).isEmpty();
    // Up to the first multiple of 8 at or above what was certified + 4, and not one more.
    long wanted = (before + 4 + 7) / 8 * 8;
    List<Long> heights = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      heights.add(height(i));
    }
    assertThat(heights).containsOnly(wanted);
    long sent = cluster.sent();
    world.runUntil(world.nowUs() + 30 * SECOND_US);
    assertThat(cluster.sent()).as("silence").isEqualTo(sent);
  }

  /** With another one cut off fewer than q answer: it stays mute until that one is back. */
  @Test
  void withoutAQuorumOfAnswersItStaysMute() {
    start(8, 4, true);
    play(4);
    isolate(3, true);
    Validator victim = loses(1);
    play(8);
    assertThat(victim.isAlive()).isTrue();
    assertThat(victim.status().mute()).isTrue();
    isolate(3, false);
    play(20);
    assertThat(victim.status().mute()).isFalse();
    assertThat(signatures.ofTheMute).isEmpty();
  }

  private void isolate(int who, boolean isCut) {
    for (int other = 0; other < 4; other++) {
      if (other != who) {
        cluster.network().cut(who, other, Fault.PARTITIONS, isCut);
        cluster.network().cut(other, who, Fault.PARTITIONS, isCut);
      }
    }
  }
}
