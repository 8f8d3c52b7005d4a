package org.bitcraps.cluster;

import static org.bitcraps.cluster.FiveServers.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.bitcraps.client.cli.devnet.LocalNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same five servers as one operator may wire them: their brokers are a cluster, and a node
 * writes to its own alone. A bet is verified, the primary dies, comes back, and is needed.
 */
@Timeout(900)
class ClusteredIT {

  @TempDir private Path root;

  @Test
  void brokers_that_forward_for_each_other_lose_one_and_find_it_again() throws Exception {
    FiveServers five =
        new FiveServers(
            "ClusteredIT", root, new TreeMap<>(Map.of("bitcraps.transport", "clustered")));
    try (five) {
      five.start();
      five.betAndVerify();
      five.awaitAllReady();
      for (LocalNode node : five.nodes()) {
        await(node.name() + " forwards to each other one", () -> bridges(node) == 4);
      }

      LocalNode primary = five.primary();
      five.killAndGoOn(primary, "without its primary the chain goes on after %.1f s");
      five.betAndVerify();
      await("it is gone", () -> primary.process().isEmpty());
      five.standUpAgain(primary);
      five.betAndVerify();

      five.killAndGoOn(
          five.validatorBut(primary),
          "with the one that came back, and without another, it goes on after %.1f s");
      five.betAndVerify();
      five.everyBetStands();
      five.tellHowLongItTakes();
    }
    five.logsAreQuietAndTellNoSecret();
  }

  /** To how many other brokers this one says that it is connected. */
  private static long bridges(LocalNode node) throws Exception {
    try (var lines = Files.lines(node.folder().log().resolve("server.log"))) {
      return lines
          .filter(line -> line.contains("AMQ221027: Bridge ClusterConnectionBridge"))
          .filter(line -> line.contains(" is connected"))
          .map(line ->
              line.replaceFirst(
                  ".*? \\[name=\\$\\.artemis\\.internal\\.sf\\.bitcraps\\.([0-9a-f-]+),.*", "$1"))
          .filter(id -> id.matches("[0-9a-f-]{36}"))
          .distinct()
          .count();
    }
  }
}
