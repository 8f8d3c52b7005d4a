package org.bitcraps.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Optional;
import org.bitcraps.client.sdk.AccountStatus;
import org.bitcraps.client.sdk.Player;
import org.bitcraps.client.sdk.ProblemException;
import org.bitcraps.client.sdk.SyncedChain;
import org.bitcraps.evidence.execution.Account;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.server.DeployedEar;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A client of the deployed application that begins with a snapshot. */
@ExtendWith(ArquillianExtension.class)
class SnapshotIT {

  private static LiveTable table;

  @Deployment(testable = false)
  static EnterpriseArchive ear() {
    return DeployedEar.asBuilt();
  }

  @BeforeAll
  static void sit_down() {
    table = new LiveTable();
  }

  @AfterAll
  static void leave() {
    if (table != null) {
      table.close();
    }
  }

  /** Waits for the first checkpoint, as Retry-After says. */
  static SyncedChain synced(LiveTable table) throws InterruptedException {
    long endNs = System.nanoTime() + LiveTable.PATIENCE.toNanos();
    while (true) {
      try {
        return Player.await(table.client().fastSync(table.genesis().chainId()));
      } catch (ProblemException e) {
        assertThat(e.type()).isEqualTo("urn:bitcraps:problem:snapshot-not-ready");
        assertThat(e.retryAfterSeconds()).isPositive();
        assertThat(System.nanoTime()).as("a checkpoint in time").isLessThan(endNs);
        Guest.pause();
      }
    }
  }

  private static HttpResponse<String> ask(String path) throws Exception {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
          HttpRequest.newBuilder(DeployedEar.HTTP.resolve("/api/v1/snapshot" + path)).build(),
          BodyHandlers.ofString());
    }
  }

  @Test
  void it_knows_what_the_chain_knows_without_its_past_and_goes_on() throws Exception {
    Guest guest = Guest.funded(table);
    SyncedChain chain = synced(table);
    long interval = table.genesis().parameters().get(Parameter.CHECKPOINT_INTERVAL);
    assertThat(chain.snapshot().value() % interval).isZero();
    assertThat(chain.snapshot().value()).isPositive();
    agrees(chain, guest);
    long before = chain.last().sequence().value();
    guest.stake(LiveTable.PATIENCE.dividedBy(40));
    table.nextRoll();
    chain.follow();
    assertThat(chain.last().sequence().value()).isGreaterThan(before);
    agrees(chain, guest);
    assertThat(chain.last().digest())
        .isEqualTo(Player.await(table.client().block(chain.last().sequence())).block().digest());
    SyncedChain later = chain;
    long endNs = System.nanoTime() + LiveTable.PATIENCE.toNanos();
    while (!later.snapshot().isAfter(chain.snapshot())) {
      assertThat(System.nanoTime()).as("the next checkpoint in time").isLessThan(endNs);
      Guest.pause();
      later = synced(table);
    }
    agrees(later, guest);
    System.out.printf(
        "SnapshotIT: %d bytes of state at block %s, then at block %s%n",
        later.snapshotBytes(), chain.snapshot(), later.snapshot());
  }

  /** What the gateway says of an account comes to be what the chain says, and the other way. */
  private static void agrees(SyncedChain chain, Guest guest) {
    long endNs = System.nanoTime() + LiveTable.PATIENCE.toNanos();
    AccountStatus told;
    Optional<Account> known;
    do {
      assertThat(System.nanoTime()).as("gateway and chain agree in time").isLessThan(endNs);
      chain.follow();
      known = chain.ledger().account(guest.key().account());
      told = guest.account();
    } while (known.isEmpty() || known.get().balance() != told.balance());
  }

  @Test
  void a_chunk_that_is_in_no_snapshot_is_told_from_an_address_that_is_none() throws Exception {
    synced(table);
    assertThat(ask("/chunks/" + Digest.ZERO.hex()).statusCode()).isEqualTo(410);
    assertThat(ask("/chunks/xyz").statusCode()).isEqualTo(400);
    assertThat(ask("").headers().firstValue("Cache-Control")).hasValue("no-store");
  }
}
