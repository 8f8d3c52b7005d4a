package org.bitcraps.client.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.bitcraps.evidence.craps.Edges;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What the house keeps of every bet, exactly, computed from the settlement that the chain runs. */
@Command(
    name = "edges",
    description = "Print the exact house edge of every bet.",
    mixinStandardHelpOptions = true)
final class EdgesCommand implements Callable<Integer> {

  @Mixin private Printer printer;

  @Override
  public Integer call() {
    List<Map<String, String>> rows = new ArrayList<>();
    printer.line("%-18s %26s %30s".formatted("bet", "edge per bet made", "edge per roll"));
    for (Edges.Edge edge : Edges.all()) {
      Map<String, String> row = new LinkedHashMap<>();
      row.put("bet", edge.bet().name());
      row.put("edge", edge.edge().toString());
      row.put("perRoll", edge.perRoll().toString());
      rows.add(row);
      printer.line("%-18s %26s %30s".formatted(edge.bet(), edge.edge(), edge.perRoll()));
    }
    printer.json(rows);
    return ExitCodes.OK;
  }
}
