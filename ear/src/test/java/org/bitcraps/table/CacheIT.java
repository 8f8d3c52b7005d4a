package org.bitcraps.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.proof.Verdict;
import org.bitcraps.server.BigSlip;
import org.bitcraps.server.DeployedEar;
import org.bitcraps.server.Vandal;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * X2 on the running server: another application empties and poisons every cache, and the table goes
 * on with every bet verified.
 */
@ExtendWith(ArquillianExtension.class)
class CacheIT {

  private static LiveTable table;
  private static Validators validators;
  private static Guest guest;

  @Deployment(name = "ear", order = 1, testable = false)
  static EnterpriseArchive ear() {
    return DeployedEar.asBuilt();
  }

  /** Whoever may deploy beside us may write what he likes. */
  @Deployment(name = "vandal", order = 2, testable = false)
  static WebArchive vandal() {
    return Vandal.war();
  }

  @BeforeAll
  static void sit_down() {
    table = new LiveTable();
    validators = new Validators(table);
    guest = Guest.funded(table);
  }

  @AfterAll
  static void leave() {
    table.close();
  }

  private static void a_bet_is_verified() {
    SignedBet bet = guest.stake(Duration.ofMillis(500));
    Verdict verdict =
        guest
            .player()
            .awaitProof(LiveTable.ID, bet.id(), LiveTable.PATIENCE)
            .verify(table.genesis().chainId());
    assertThat(verdict.isVerified()).as(verdict.toString()).isTrue();
  }

  @Test
  void something_comes_into_the_caches_and_whatever_is_there_the_table_goes_on() throws Exception {
    a_bet_is_verified();
    BigSlip.place(table.client(), table.genesis(), LiveTable.ID, LiveTable.PATIENCE);
    long end = System.nanoTime() + LiveTable.PATIENCE.toNanos();
    for (String cache : List.of("signatures", "blocks")) {
      while (Vandal.at(DeployedEar.HTTP, cache, "look") == 0 && System.nanoTime() < end) {
        Guest.pause();
      }
      assertThat(Vandal.at(DeployedEar.HTTP, cache, "look")).as(cache).isPositive();
    }

    for (String deed : List.of("poison", "empty", "poison")) {
      Vandal.everywhere(DeployedEar.HTTP, deed);
      int id = validators.primary();
      validators.stop(id);
      Vandal.everywhere(DeployedEar.HTTP, deed);
      validators.start(id);
      LiveTable.Block head = table.head();
      assertThat(
              table.block(
                  block -> block.n() > head.n() + 3 && block.signers().contains(id),
                  LiveTable.PATIENCE))
          .as("validator %d votes again after %s", id, deed)
          .isPresent();
      a_bet_is_verified();
    }
  }
}
