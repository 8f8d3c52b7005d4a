package org.bitcraps.bench.order;

import picocli.CommandLine.Option;

/** What is ordered, by how many, how often: the same words for every bench of ordering. */
final class Amounts {

  @Option(names = "--validators", defaultValue = "4", description = "Default: ${DEFAULT-VALUE}.")
  int validators;

  @Option(
      names = "--per-body",
      defaultValue = "2000",
      description = "Operations of one body. Default: ${DEFAULT-VALUE}.")
  int perBody;

  @Option(names = "--players", defaultValue = "10000", description = "Default: ${DEFAULT-VALUE}.")
  int players;

  @Option(names = "--verify", description = "Every validator verifies every player's signature.")
  boolean verify;

  @Option(names = "--runs", defaultValue = "5", description = "Default: ${DEFAULT-VALUE}.")
  int runs;
}
