package org.bitcraps.client.cli.doctor;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bitcraps.client.cli.devnet.LocalNode;

/** Examines one node: all that is needed for its start, or beside it while it runs. */
public final class Doctor {

  private final LocalNode node;
  private final Machine machine;
  private final Journals journals;

  /** For that node. */
  public Doctor(LocalNode node, Machine machine, Journals journals) {
    this.node = node;
    this.machine = machine;
    this.journals = journals;
  }

  /**
   * What can be said without another node.
   *
   * @throws IOException if the home cannot be read
   */
  public List<Finding> beforeStart() throws IOException {
    List<Finding> findings = Finding.none();
    atHome(Patient.of(node), findings);
    return findings;
  }

  /**
   * Everything.
   *
   * @throws IOException if the home cannot be read
   */
  public List<Finding> examine() throws IOException, InterruptedException {
    List<Finding> findings = Finding.none();
    Patient patient = Patient.of(node);
    atHome(patient, findings);
    PeerChecks peers = new PeerChecks(patient, machine, findings);
    peers.clock();
    peers.doors();
    if (node.process().isPresent()) {
      running(findings);
    }
    return findings;
  }

  private void atHome(Patient patient, List<Finding> findings) throws IOException {
    MachineChecks below = new MachineChecks(machine, findings);
    below.java();
    below.disk(patient.home().folder());
    HomeChecks home = new HomeChecks(patient, machine, findings);
    home.chain();
    home.rights();
    home.cluster();
    home.keys();
    home.certificates();
    home.journal(journals);
    if (node.process().isEmpty()) {
      below.ports(node);
    }
  }

  private void running(List<Finding> findings) throws InterruptedException {
    Finding.Sheet sheet = new Finding.Sheet(findings, "server");
    Optional<Vitals> vitals = Vitals.of(node);
    if (vitals.isEmpty()) {
      sheet.fail(
          "its process runs, but nobody answers on port " + node.managementPort(),
          "it may be starting; else see " + node.folder().log());
    } else if (!vitals.get().problems().isEmpty()) {
      sheet.fail(String.join("; ", vitals.get().problems()), "see " + node.folder().log());
    } else if (vitals.get().isHealthy()) {
      sheet.ok("it runs and does its duty");
    } else {
      sheet.warn(
          "it runs, but hears of too few validators, or is mute", "./bitcraps status says more");
    }
  }
}
