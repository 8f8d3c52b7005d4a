package org.bitcraps.client.cli;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.bitcraps.client.cli.devnet.LocalNode;
import org.bitcraps.client.cli.devnet.ServerProcess;
import org.bitcraps.client.cli.doctor.Doctor;
import org.bitcraps.client.cli.doctor.Finding;
import org.bitcraps.client.cli.doctor.Journals;
import org.bitcraps.client.cli.doctor.ThisMachine;
import org.bitcraps.client.cli.doctor.Vitals;
import org.bitcraps.client.sdk.ProblemException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** One node in its server, until Ctrl-C. */
@Command(
    name = "start",
    description =
        "Start this node in a server of its own, in the foreground: Ctrl-C, or SIGTERM, ends it."
            + " What the doctor finds to be wrong with this machine and home is said before, and"
            + " then nothing starts.",
    mixinStandardHelpOptions = true)
final class StartCommand implements Callable<Integer> {

  private static final long POLL_MS = 1_000;

  @Mixin private Printer printer;
  @Mixin private NodeOption option;

  @Option(
      names = "--heap",
      paramLabel = "SIZE",
      defaultValue = "1g",
      description = "Memory of the server's Java, as 512m or 4g. Default: ${DEFAULT-VALUE}.")
  private String heap;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "A configuration key of this node, as bitcraps.consensus.base-timeout-ms=1000.")
  private SortedMap<String, String> settings = new TreeMap<>();

  private final Stages stages = new Stages(() -> printer.out());

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (!heap.matches("[1-9][0-9]{0,5}[mg]")) {
      throw new WrongArgumentException("--heap is like 512m or 4g, not " + heap);
    }
    for (String key : settings.keySet()) {
      if (!key.startsWith("bitcraps.") || key.startsWith(GenesisSettings.PREFIX)) {
        throw new WrongArgumentException(
            "--set %s: a key begins with bitcraps., and is no parameter of the chain"
                .formatted(key));
      }
    }
    House house = House.of("start");
    LocalNode node = option.node();
    Optional<FileLock> lock = node.process().isPresent() ? Optional.empty() : node.folder().lock();
    if (lock.isEmpty()) {
      throw new WrongArgumentException(node.name() + " runs already");
    }
    try {
      return run(house, node);
    } finally {
      lock.get().release();
    }
  }

  private int run(House house, LocalNode node) throws IOException, InterruptedException {
    List<Finding> findings =
        new Doctor(node, new ThisMachine(), Journals.of(house.application())).beforeStart();
    DoctorCommand.print(
        findings.stream().filter(finding -> finding.level() != Finding.Level.OK).toList(), printer);
    if (!Finding.isHealthy(findings)) {
      throw new WrongArgumentException(
          node.name() + " is not started: put right what failed, see ./bitcraps doctor");
    }
    node.folder().renew(house.server().resolve("standalone"), house.application());
    stages.say("server prepared");
    ServerProcess server = node.startAlone(house.server(), heap, settings);
    Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "stop-server"));
    stages.say(
        "%s starting, process %d; logs in %s"
            .formatted(node.name(), server.pid(), node.folder().log()));
    try {
      watch(node, server);
    } finally {
      server.stop();
    }
    if (server.isStopping() || server.exitCode() == ServerProcess.INTERRUPTED) {
      return ExitCodes.OK;
    }
    throw ended(node, server);
  }

  /** Says what changes, until the server ends. */
  private void watch(LocalNode node, ServerProcess server)
      throws IOException, InterruptedException {
    String said = "";
    while (server.isAlive()) {
      Optional<String> failure = node.folder().failure();
      if (failure.isPresent()) {
        throw Opening.failed(
            "the application did not start: %s; see %s"
                .formatted(Opening.reason(failure.get()), node.folder().log()));
      }
      String state = state(Vitals.of(node));
      if (!state.equals(said) && !state.isEmpty()) {
        stages.say(state);
        said = state;
      }
      Thread.sleep(POLL_MS);
    }
  }

  /** Without what changes all the time. */
  private static String state(Optional<Vitals> vitals) {
    if (vitals.isEmpty()) {
      return "";
    }
    if (!vitals.get().problems().isEmpty()) {
      return "not ready: "
          + String.join("; ", vitals.get().problems()).replaceAll("for [0-9]+ s", "lately");
    }
    Optional<String> condition = vitals.get().condition();
    if (condition.equals(Optional.of("MUTE"))) {
      return "ready, but mute: " + StatusCommand.MUTE;
    }
    return vitals.get().isHealthy()
        ? "ready"
        : "ready, but fewer than a quorum of validators are heard of";
  }

  private static ProblemException ended(LocalNode node, ServerProcess server) {
    return new ProblemException(
        "about:blank",
        "The server ended",
        0,
        "the server has ended with code %d; see %s"
            .formatted(server.exitCode(), node.folder().log()),
        "",
        0);
  }
}
