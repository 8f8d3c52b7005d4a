package org.bitcraps.client.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bitcraps.client.cli.devnet.LocalNode;
import org.bitcraps.client.cli.doctor.Machine;
import org.bitcraps.client.cli.doctor.ThisMachine;
import org.bitcraps.client.cli.doctor.Vitals;
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
