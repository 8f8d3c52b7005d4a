package org.bitcraps.client.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.bitcraps.client.cli.doctor.Doctor;
import org.bitcraps.client.cli.doctor.Finding;
import org.bitcraps.client.cli.doctor.Journals;
import org.bitcraps.client.cli.doctor.ThisMachine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What is wrong with a node, or would be at its start. */
@Command(
    name = "doctor",
    description =
        "Examine a node, before it starts or while it runs: machine, keys, chain, journal, clock,"
            + " and the door of every other node. Changes nothing. Exit code 0: nothing failed, 1:"
            + " something did.",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

  @Mixin private Printer printer;
  @Mixin private NodeOption node;

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Finding> findings =
        new Doctor(node.node(), new ThisMachine(), Journals.of(House.of("doctor").application()))
            .examine();
    print(findings, printer);
    printer.json(findings);
    return Finding.isHealthy(findings) ? ExitCodes.OK : ExitCodes.REFUSED;
  }

  static void print(List<Finding> findings, Printer printer) {
    for (Finding finding : findings) {
      printer.line("%-4s  %-12s  %s".formatted(finding.level(), finding.about(), finding.says()));
      if (!finding.advice().isEmpty()) {
        printer.line("%-4s  %-12s    → %s".formatted("", "", finding.advice()));
      }
    }
  }
}
