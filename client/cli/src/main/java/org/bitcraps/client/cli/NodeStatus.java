package org.bitcraps.client.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bitcraps.client.cli.devnet.LocalNode;
import org.bitcraps.client.cli.doctor.Machine;
import org.bitcraps.client.cli.doctor.ThisMachine;
import org.bitcraps.client.cli.doctor.Vitals;
import org.bitcraps.client.sdk.BitcrapsClient;
import org.bitcraps.client.sdk.Player;
import org.bitcraps.client.sdk.ProblemException;
import org.bitcraps.client.sdk.UnreachableException;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.wire.Decoder;

/** How one node of this machine is doing, as its own server tells it. */
final class NodeStatus {

  private final LocalNode node;
  private final Printer printer;
  private final Map<String, Object> tree = new LinkedHashMap<>();

  NodeStatus(LocalNode node, Printer printer) {
    this.node = node;
    this.printer = printer;
  }

  /**
   * Prints it.
   *
   * @return 0 it does its duty, 1 it does not, 3 it does not run
   */
  int show() throws IOException, InterruptedException {
    Optional<ProcessHandle> process = node.process();
    line(
        "node",
        "%s, %s"
            .formatted(
                node.name(),
                process.map(of -> "process " + of.pid()).orElse("which does not run")));
    Genesis genesis =
        Decoder.decode(
            Files.readAllBytes(node.folder().genesis()), Genesis.BYTES_MAX, Genesis::decode);
    line("chain", "%s \"%s\"".formatted(genesis.chainId(), genesis.name()));
    int code = ExitCodes.UNREACHABLE;
    if (process.isPresent()) {
      Optional<Vitals> vitals = Vitals.of(node);
      if (vitals.isPresent()) {
        vitals(vitals.get());
        if (node.isGateway()) {
          follows();
        }
        code = vitals.get().isHealthy() ? ExitCodes.OK : ExitCodes.REFUSED;
      } else {
        line(
            "server",
            "nobody answers on port %d: it may be starting, see %s"
                .formatted(node.managementPort(), node.folder().log()));
      }
    }
    disk();
    line("version", String.join(", ", new BuiltVersion().getVersion()));
    tree.put("healthy", code == ExitCodes.OK);
    printer.json(tree);
    return code;
  }

  private void vitals(Vitals vitals) {
    line(
        "server",
        vitals.problems().isEmpty()
            ? "ready"
            : "not ready: " + String.join("; ", vitals.problems()));
    vitals
        .condition()
        .ifPresent(condition ->
            line(
                "validator", condition.equals("MUTE") ? "MUTE: " + StatusCommand.MUTE : condition));
    vitals
        .number("bitcraps_consensus_sequence")
        .ifPresent(sequence ->
            line(
                "height",
                "block %d, view %d"
                    .formatted(sequence, vitals.number("bitcraps_consensus_view").orElse(-1L))));
    vitals
        .number("bitcraps_active_validators")
        .ifPresent(active ->
            line(
                "peers",
                "%d of %d validators heard of in the last ten seconds, itself included; %d are"
                        .formatted(
                            active,
                            vitals.number("bitcraps_total_validators").orElse(-1L),
                            vitals.number("bitcraps_consensus_quorum_size").orElse(-1L))
                    + " needed"));
    vitals
        .number("bitcraps_journal_bytes")
        .ifPresent(bytes -> line("journal", "%.1f MB".formatted(bytes / 1e6)));
  }

  /** What a gateway has of the chain. */
  private void follows() {
    try (BitcrapsClient client = BitcrapsClient.of(node.players())) {
      JsonNode status = Player.await(client.status());
      int up = 0;
      for (JsonNode validator : status.path("validators")) {
        up += validator.path("up").asBoolean() ? 1 : 0;
      }
      line(
          "height",
          "block %d, view %s"
              .formatted(status.path("sequence").asLong(), status.path("view").asText("-")));
      line(
          "peers",
          "%d of %d validators are up; %d are needed"
              .formatted(up, status.path("validatorCount").asInt(), status.path("quorum").asInt()));
    } catch (UnreachableException | ProblemException e) {
      line("height", "not known yet: " + e.getMessage());
    }
  }

  private void disk() throws IOException {
    Machine machine = new ThisMachine();
    line(
        "disk",
        "%.1f GB free for %s"
            .formatted(machine.freeBytes(node.home().folder()) / 1e9, node.home().folder()));
  }

  private void line(String about, String says) {
    printer.line("%-9s  %s".formatted(about, says));
    tree.put(about, says);
  }
}
