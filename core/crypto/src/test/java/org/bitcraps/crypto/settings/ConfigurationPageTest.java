package org.bitcraps.crypto.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bitcraps.crypto.home.GenesisKeys;
import org.bitcraps.evidence.genesis.Parameter;
import org.junit.jupiter.api.Test;

/** {@code docs/configuration.md} says what the code reads; {@code -Drewrite} writes it anew. */
class ConfigurationPageTest {

  @Test
  void thePageIsWhatTheCodeReads() throws IOException {
    Path page = Path.of(System.getProperty("bitcraps.root"), "docs", "configuration.md");
    if (System.getProperty("rewrite") != null) {
      Files.writeString(page, page());
    }
    assertThat(Files.readString(page))
        .as("regenerate with -Dtest=ConfigurationPageTest -Drewrite")
        .isEqualTo(page());
  }

  private static String page() {
    StringBuilder page =
        new StringBuilder(
            """
            # Every key

            Read once, when the application starts, by MicroProfile Config: system properties, the environment (`BITCRAPS_ROLE` for
            `bitcraps.role`), or the file that the server is started with (`--properties`). A value that makes no sense stops the start and is named;
            so is a key that begins with `bitcraps.` and is not on this page.

            This page is generated: run `ConfigurationPageTest` with `-Drewrite`.

            """);
    for (Setting.Whose whose : Setting.Whose.values()) {
      page.append(title(whose))
          .append("\n\n| key | value | if nobody says | |\n|---|---|---|---|\n");
      for (Setting setting : Setting.values()) {
        if (setting.whose() == whose) {
          row(page, setting);
        }
      }
      page.append('\n');
    }
    page.append(
        """
        ## Where the other nodes are

        `bitcraps.peers.validator-<id>` and `bitcraps.peers.gateway-<id>`, each `host:port` of that node's broker; an IPv6 address in
        brackets. A validator needs every other node, a gateway every validator; a missing one stops the start and is named.

        ## Parameters of a chain

        They are part of genesis: every node of a chain has the same, and they are read only where a chain is made (`devnet`, `testnet`, `charter`,
        `--set KEY=VALUE`). Nothing that a node says later changes them.

        | key | value | if nobody says | |
        |---|---|---|---|
        """);
    for (Parameter parameter : Parameter.values()) {
      page.append("| `").append(GenesisKeys.of(parameter)).append("` | ");
      page.append(parameter.range()).append(" | ").append(parameter.defaultValue());
      page.append(" | ").append(meaning(parameter)).append(" |\n");
    }
    return page.toString();
  }

  private static String title(Setting.Whose whose) {
    return switch (whose) {
      case EVERY -> "## Every node";
      case VALIDATOR -> "## A validator (role `validator` or `all`)";
      case GATEWAY -> "## A gateway (role `gateway` or `all`)";
    };
  }

  private static void row(StringBuilder page, Setting setting) {
    page.append("| `").append(setting.key()).append("` | ");
    page.append(setting.kind().allowed()).append(" | ");
    page.append(setting.kind().otherwise()).append(" | ");
    page.append(setting.meaning()).append(" |\n");
  }

  private static String meaning(Parameter parameter) {
    return switch (parameter) {
      case BETTING_WINDOW_MS -> "how long bets are taken, at least";
      case REVEAL_WINDOW_MS -> "how long reveals are awaited, at least";
      case REVEAL_GRACE_MS -> "added to it before a round may end without all reveals";
      case CHECKPOINT_INTERVAL -> "blocks between two checkpoints";
      case LEADER_ROTATION_INTERVAL -> "blocks of one view, at most";
      case PIPELINE_DEPTH -> "blocks in flight";
      case BATCH_SIZE_MAX -> "operations in one body";
      case BODY_BYTES_MAX -> "bytes of one body";
      case BLOCK_BODIES_MAX -> "bodies that one block may name";
      case BLOCK_BYTES_MAX -> "bytes of all bodies that one block names";
      case MAX_LAG_MS -> "how far a fresh proposal's time may lie behind a backup's clock";
      case MAX_SKEW_MS -> "how far it may lie ahead";
      case FAUCET_GRANT_MAX -> "the most that one faucet grant gives, in base units";
      case VALIDATORS_MIN -> "validators of a set, at least";
      case VALIDATORS_MAX -> "validators of a set, at most";
    };
  }
}
