package org.bitcraps.client.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bitcraps.client.cli.devnet.LocalNode;
import org.bitcraps.client.cli.devnet.ServerFolder;
import org.bitcraps.client.sdk.BitcrapsClient;
import org.bitcraps.client.sdk.Player;
import org.bitcraps.client.sdk.TableStatus;
import org.bitcraps.evidence.genesis.TableId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How the chain is doing, as a gateway tells it; or one node, as its own server does. */
@Command(
    name = "status",
    description =
        "Show how the chain, its validators and its tables are doing, as a gateway tells it; with"
            + " --home, how that node of this machine does (exit code 0: it does its duty, 1: it"
            + " does not, 3: it does not run).",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

  /** P8, for people. */
  static final String MUTE =
      "it executes and signs nothing, until a checkpoint decides what it can have signed";

  @Mixin private Printer printer;
  @Mixin private GatewayOption gateway;

  @Option(names = "--home", paramLabel = "DIR", description = "The folder of a node.")
  private Path home;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (home != null) {
      return new NodeStatus(LocalNode.open(new ServerFolder(home)), printer).show();
    }
    try (BitcrapsClient client = gateway.connect()) {
      JsonNode status = Player.await(client.status());
      List<TableStatus> tables = new ArrayList<>();
      for (TableStatus table : Player.await(client.tables())) {
        // The list has no clock; the table itself has.
        tables.add(Player.await(client.table(new TableId(table.table()))));
      }
      print(status, tables);
      Map<String, Object> tree = new LinkedHashMap<>();
      tree.put("consensus", status);
      tree.put("tables", tables);
      printer.json(tree);
      return ExitCodes.OK;
    }
  }

  private void print(JsonNode status, List<TableStatus> tables) {
    printer.line("chain      %s".formatted(status.path("chain").asText()));
    long ago = status.path("lastBlockAgoMs").asLong(-1);
    printer.line(
        "blocks     %d certified%s"
            .formatted(
                status.path("sequence").asLong(),
                ago < 0 ? "" : ", the last %d ms ago".formatted(ago)));
    printer.line(
        "consensus  view %s, primary %s, %d of %d signatures certify"
            .formatted(
                status.path("view").asText("-"),
                status.path("primary").asText("-"),
                status.path("quorum").asInt(),
                status.path("validatorCount").asInt()));
    for (JsonNode validator : status.path("validators")) {
      String condition = validator.path("condition").asText("");
      String error = validator.path("lastError").asText("");
      printer.line(
          "validator  %d %s%s%s"
              .formatted(
                  validator.path("id").asInt(),
                  validator.path("up").asBoolean() ? "up" : "DOWN",
                  condition.isEmpty() || condition.equals("UP") ? "" : " (" + condition + ")",
                  error.isEmpty() ? "" : ": " + error));
    }
    for (TableStatus table : tables) {
      printer.line(
          "table      %d \"%s\": round %d %s, %s%s"
              .formatted(
                  table.table(),
                  table.name(),
                  table.round(),
                  table.phase(),
                  table.point() == 0 ? "come-out" : "point " + table.point(),
                  table.phase().equals("BETTING")
                      ? ", closes in %d ms"
                          .formatted(Math.max(0, table.closesAtMs() - table.timeMs()))
                      : ""));
    }
    for (JsonNode reason : status.path("waiting")) {
      printer.line("waiting    " + reason.path("text").asText());
    }
  }
}
