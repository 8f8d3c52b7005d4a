package org.bitcraps.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitcraps.cluster.FiveServers.await;
import static org.bitcraps.cluster.FiveServers.get;
import static org.bitcraps.cluster.FiveServers.isReady;
import static org.bitcraps.cluster.FiveServers.metric;
import static org.bitcraps.cluster.FiveServers.statusCode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.TreeMap;
import javax.net.ssl.KeyManager;
import org.bitcraps.client.cli.devnet.LocalNode;
import org.bitcraps.client.cli.doctor.Doctor;
import org.bitcraps.client.cli.doctor.Finding;
import org.bitcraps.client.cli.doctor.Journals;
import org.bitcraps.client.cli.doctor.ThisMachine;
import org.bitcraps.crypto.home.Home;
import org.bitcraps.crypto.home.NodeCertificate;
import org.bitcraps.crypto.home.Passphrase;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.server.Vandal;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Four validators and a gateway in five servers, over mutual TLS: a bet is verified, the primary
 * dies, comes back, and is needed, for then another one dies. Meanwhile a member of their caches
 * empties and poisons them.
 */
@Timeout(900)
class ClusterIT {

  @TempDir private Path root;

  @Test
  void validators_in_servers_of_their_own_die_and_come_back() throws Exception {
    FiveServers five = new FiveServers("ClusterIT", root.resolve("with a space"), new TreeMap<>());
    deployVandal(five.gateway());
    try (five) {
      five.start();
      assertThat(five.genesis().flags())
          .containsExactlyInAnyOrder(Genesis.Flag.TESTNET, Genesis.Flag.FAUCET);
      five.betAndVerify();
      assertThat(statusCode(five.validator(0).httpPort(), "/api/v1/genesis"))
          .as("a validator talks to no player")
          .isEqualTo(403);
      five.awaitAllReady();

      noServerWaitsForItsCaches(five);
      theDoctorFindsThemWell(five);
      onlyTheseNodesShareCaches(five);
      five.betMuchAtOnce();
      await(
          "verdicts have come into the gateway's memory",
          () -> Vandal.at(five.url(), "signatures", "look") > 0);

      LocalNode primary = five.primary();
      five.killAndGoOn(primary, "without its primary the chain goes on after %.1f s");
      five.betAndVerify();

      await("it is gone", () -> primary.process().isEmpty());
      assertThat(findings(primary))
          .as("a journal that a kill has left")
          .anySatisfy(finding -> {
            assertThat(finding.about()).isEqualTo("journal");
            assertThat(finding.level()).isNotEqualTo(Finding.Level.FAIL);
            assertThat(finding.says()).matches("[1-9][0-9]* records, [1-9][0-9]* bytes.*");
          });
      long startedNanos = System.nanoTime();
      five.standUpAgain(primary);
      await(
          "it has what it once checked from the others' memory",
          () -> used(primary, "signatures") > 0);
      five.say("after %.1f s it has its verdicts from the others' memory", startedNanos);

      for (String deed : List.of("poison", "empty")) {
        Vandal.everywhere(five.url(), deed);
        five.betAndVerify();
      }

      five.killAndGoOn(
          five.validatorBut(primary),
          "with the one that came back, and without another, it goes on after %.1f s");
      five.betAndVerify();
      theGatewayComesBack(five);
      five.betAndVerify();
      five.everyBetStands();
      five.tellHowLongItTakes();
    }
    five.logsAreQuietAndTellNoSecret();
  }

  private static void theGatewayComesBack(FiveServers five) throws Exception {
    LocalNode gateway = five.gateway();
    long head = five.sequence();
    gateway.kill();
    assertThat(Files.size(gateway.home().followed().resolve("blocks.bin")))
        .as("what it followed lies on its disk")
        .isGreaterThan(4_096 + 100 * head);
    gateway.folder().prepare(five.wildfly().resolve("standalone"), FiveServers.application());
    deployVandal(gateway);
    long startedNanos = System.nanoTime();
    five.startPrepared(gateway);
    await("the gateway has caught up", () -> five.sequence() >= head);
    five.say("the gateway has executed all blocks again after %.1f s", startedNanos);
    await("it has started whole", () -> isReady(gateway));
    await("blocks have come into its memory", () -> Vandal.at(five.url(), "blocks", "look") > 0);
    // How many it took from there is a matter of which came first, the cache or the validators.
    System.out.printf("ClusterIT: %.0f of them were in its memory%n", used(gateway, "blocks"));
  }

  /** Each sees the others' doors open, and knows what time it is; nothing of it fails. */
  private static void theDoctorFindsThemWell(FiveServers five) throws Exception {
    for (LocalNode node : five.nodes()) {
      List<Finding> findings = findings(node);
      assertThat(findings).noneMatch(finding -> finding.level() == Finding.Level.FAIL);
      assertThat(findings)
          .filteredOn(finding -> finding.about().matches("(validator|gateway)-.*|clock|server"))
          .hasSize(4 + 2)
          .allMatch(finding ->
              finding.level() == Finding.Level.OK
                  || (node.isGateway() && finding.about().equals("clock")));
    }
  }

  /** Whoever is waited for by a server that starts can make the start fail. */
  private static void noServerWaitsForItsCaches(FiveServers five) throws Exception {
    for (LocalNode node : five.nodes()) {
      if (!node.isGateway()) { // The vandal in the gateway's server does wait.
        Path log = node.folder().log().resolve("server.log");
        await("its caches begin", () -> Files.readString(log).contains(" WFLYCLJG0032: "));
        assertThat(Files.readString(log)).containsSubsequence(" WFLYSRV0025: ", " WFLYCLJG0032: ");
      }
    }
  }

  private static List<Finding> findings(LocalNode node) throws Exception {
    return new Doctor(node, new ThisMachine(), Journals.of(FiveServers.application())).examine();
  }

  /** Into the server of a member, beside our application. */
  private static void deployVandal(LocalNode node) {
    Path deployments = node.folder().server().resolve("deployments");
    Vandal.war().as(ZipExporter.class).exportTo(deployments.resolve("vandal.war").toFile());
  }

  private static double used(LocalNode node, String cache) throws Exception {
    return metric(
        get(node.managementPort(), "/metrics").body(),
        "bitcraps_cache_entries_total",
        "cache=\"" + cache + "\"",
        "event=\"used\"");
  }

  /** Who has a certificate of this chain is let in; who made himself one, or has none, is not. */
  private void onlyTheseNodesShareCaches(FiveServers five) throws Exception {
    Path own = root.resolve("own.p12");
    char[] passphrase = "of a stranger".toCharArray();
    NodeCertificate.make("validator-0", new SecureRandom(), Clock.systemUTC().millis())
        .writeKeystore(own, passphrase);
    Home member = five.validator(1).home();
    KeyManager[] keys = Stranger.keys(member.tlsKeystore(), Passphrase.read(member.passphrase()));
    for (LocalNode node : List.of(five.validator(0), five.gateway())) {
      int port = node.cachesPort();
      await("a member is let in", () -> Stranger.refusal(port, keys).isEmpty());
      assertThat(Stranger.refusal(port, Stranger.keys(own, passphrase))).isPresent();
      assertThat(Stranger.refusal(port)).isPresent();
    }
  }
}
