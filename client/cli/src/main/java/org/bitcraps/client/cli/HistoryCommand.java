package org.bitcraps.client.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.concurrent.Callable;
import org.bitcraps.client.sdk.BitcrapsClient;
import org.bitcraps.client.sdk.Player;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** How far the gateway's readable history is; {@code history rebuild} has it written again. */
@Command(
    name = "history",
    description = "Show how far the gateway's readable history is.",
    mixinStandardHelpOptions = true,
    subcommands = HistoryCommand.Rebuild.class)
final class HistoryCommand implements Callable<Integer> {

  @Mixin private Printer printer;
  @Mixin private GatewayOption gateway;

  @Override
  public Integer call() {
    try (BitcrapsClient client = gateway.connect()) {
      JsonNode standing = Player.await(client.history());
      print(printer, standing);
      printer.json(standing);
      return ExitCodes.OK;
    }
  }

  private static void print(Printer printer, JsonNode standing) {
    printer.line(
        "history    %s, blocks %s to %s of %s"
            .formatted(
                standing.path("state").asText(),
                standing.path("firstBlock").asText("?"),
                standing.path("lastBlock").asText("?"),
                standing.path("chainBlock").asText()));
    if (standing.path("gap").asBoolean()) {
      printer.line("history    earlier blocks are missing: it began with a fetched state");
    }
    if (standing.has("problem")) {
      printer.line("history    " + standing.path("problem").asText());
    }
  }

  /** Drops the history and waits until it is written again. */
  @Command(
      name = "rebuild",
      description =
          "Drop the gateway's readable history, write it again from blocks, and wait for that"
              + " (on a devnet; elsewhere start the server once with bitcraps.history.rebuild=true).",
      mixinStandardHelpOptions = true)
  static final class Rebuild implements Callable<Integer> {

    private static final long POLL_MS = 500;

    /** The writer notices a wish within a moment; until then the old standing is shown. */
    private static final int POLLS_MIN = 3;

    @Mixin private Printer printer;
    @Mixin private GatewayOption gateway;

    @Override
    public Integer call() throws InterruptedException {
      try (BitcrapsClient client = gateway.connect()) {
        long upTo = Player.await(client.history()).path("chainBlock").asLong();
        Player.await(client.rebuildHistory());
        printer.note("dropped; writing blocks 1 to " + upTo + " again");
        for (int polls = 0; ; polls++) {
          Thread.sleep(POLL_MS);
          JsonNode standing = Player.await(client.history());
          String state = standing.path("state").asText();
          boolean there = state.equals("FOLLOWING") && standing.path("lastBlock").asLong() >= upTo;
          if (polls >= POLLS_MIN && (there || state.equals("AWAY") || state.equals("OFF"))) {
            print(printer, standing);
            printer.json(standing);
            return there ? ExitCodes.OK : ExitCodes.REFUSED;
          }
        }
      }
    }
  }
}
