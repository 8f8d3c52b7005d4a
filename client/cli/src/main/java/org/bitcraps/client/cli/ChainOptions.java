package org.bitcraps.client.cli;

import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** What is said of a whole chain on this machine, in one server or in many. */
final class ChainOptions {

  @Option(names = "--fresh", description = "Forget the chain that is there and begin anew.")
  private boolean fresh;

  @Option(
      names = "--bots",
      paramLabel = "N",
      defaultValue = "4",
      description = "How many bots play, 0 to 64. Default: ${DEFAULT-VALUE}.")
  private int bots;

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      scope = ScopeType.INHERIT,
      description = "Where chain and logs lie. Default: run/devnet or run/testnet.")
  private Path folder;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "A configuration key of the application, for every node, as"
              + " bitcraps.consensus.base-timeout-ms=1000; bitcraps.genesis.… counts when the"
              + " chain is made.")
  private SortedMap<String, String> settings = new TreeMap<>();

  boolean fresh() {
    return fresh;
  }

  int bots() {
    return bots;
  }

  /** What was said, or that folder of the source tree. */
  Path folder(House house, String byDefault) {
    return folder == null ? house.folder().resolve(byDefault) : folder;
  }

  /** As it must be typed again; empty if it was not said. */
  String folderAsTyped() {
    return folder == null ? "" : " --folder " + folder;
  }

  SortedMap<String, String> settings() {
    return settings;
  }

  /**
   * Refuses what no chain can have.
   *
   * @param ours keys that are made with the chain
   * @throws WrongArgumentException naming the option
   */
  void check(Predicate<String> ours, String whose) {
    if (bots < 0 || bots > 64) {
      throw new WrongArgumentException("--bots is 0 to 64");
    }
    for (String key : settings.keySet()) {
      if (!key.startsWith("bitcraps.")) {
        throw new WrongArgumentException("--set " + key + ": a key begins with bitcraps.");
      }
      if (ours.test(key)) {
        throw new WrongArgumentException("--set " + key + ": " + whose);
      }
    }
  }
}
