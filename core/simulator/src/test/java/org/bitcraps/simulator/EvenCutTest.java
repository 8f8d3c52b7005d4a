package org.bitcraps.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bitcraps.evidence.exchange.History;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.wire.Verifier;
import org.bitcraps.simulator.invariants.Agreement;
import org.bitcraps.simulator.invariants.CertificateIsQuorum;
import org.bitcraps.simulator.invariants.OneVote;
import org.bitcraps.simulator.invariants.ResultRootsAgree;
import org.bitcraps.simulator.invariants.TotalOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ten validators cut into six and four: neither side has seven, so both stop; then they go on. */
class EvenCutTest {

  private static final long SECOND_US = 1_000_000;
  private static final int VALIDATORS = 10;

  private final World world = new World(false);

  @ParameterizedTest(name = "primary among the six: {0}")
  @CsvSource({"true, 1", "false, 2"})
  void sixAndFourStopAndGoOnAfterHealing(boolean primaryAmongSix, long seed) {
    Chance chance = new Chance(seed);
    Swarm swarm = Swarm.calm(VALIDATORS, false);
    SimulatedChain chain = new SimulatedChain(swarm, Keys.SIMULATED, seed);
    Core.Maker maker = (ReplicaId self, History history) -> chain.core(self, history);
    Cluster cluster =
        new Cluster(
            world,
            chance,
            swarm,
            chain,
            Keys.SIMULATED,
            new Tally(),
            maker,
            List.of(
                new Agreement(),
                new TotalOrder(),
                new OneVote(),
                new ResultRootsAgree(),
                new CertificateIsQuorum(
                    chain.genesis().replicaSet(), new Verifier(Keys.SIMULATED.scheme()))));
    cluster.start();
    play(cluster, 3);
    assertThat(lowest(cluster)).isPositive();

    cut(cluster, primaryAmongSix ? 6 : 4, true);
    world.runUntil(world.nowUs() + SECOND_US); // What was on its way arrives.
    long at = highest(cluster);
    play(cluster, 20);
    assertThat(highest(cluster)).as("neither side commits").isEqualTo(at);

    cut(cluster, primaryAmongSix ? 6 : 4, false);
    play(cluster, 20);
    assertThat(lowest(cluster)).as("everybody goes on").isGreaterThan(at + 2);
    assertThat(cluster.courier().committed()).isPositive();
  }

  private void play(Cluster cluster, long seconds) {
    for (int i = 0; i < seconds * 2; i++) {
      cluster.bring(cluster.courier().next(), cluster.validators());
      cluster.askForBlocks(cluster.validators());
      world.runUntil(world.nowUs() + SECOND_US / 2);
    }
  }

  /** The first {@code first} validators, the primary among them, do not hear the others. */
  private static void cut(Cluster cluster, int first, boolean isCut) {
    for (int a = 0; a < first; a++) {
      for (int b = first; b < VALIDATORS; b++) {
        cluster.network().cut(a, b, Fault.PARTITIONS, isCut);
        cluster.network().cut(b, a, Fault.PARTITIONS, isCut);
      }
    }
  }

  private static long highest(Cluster cluster) {
    return cluster.validators().stream()
        .mapToLong(v -> v.status().lastCertified().value())
        .max()
        .orElseThrow();
  }

  private static long lowest(Cluster cluster) {
    return cluster.validators().stream()
        .mapToLong(v -> v.status().lastCertified().value())
        .min()
        .orElseThrow();
  }
}
