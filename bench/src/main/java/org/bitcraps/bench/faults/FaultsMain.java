package org.bitcraps.bench.faults;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.bitcraps.bench.Folders;
import org.bitcraps.crypto.home.GenesisKeys;
import org.bitcraps.crypto.settings.Setting;
import org.bitcraps.evidence.genesis.Parameters;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Hurts a cluster and has the record judged. Exit code 0 if the checker finds nothing and everybody
 * became well after each fault.
 */
@Command(
    name = "faults",
    mixinStandardHelpOptions = true,
    description =
        "Four validators and two gateways in servers of their own, bets all the time, one fault"
            + " after the other; then ear/checker judges what was recorded.")
public final class FaultsMain implements Callable<Integer> {

  @Option(names = "--house", defaultValue = ".", description = "Root of the source tree, built.")
  private Path house;

  @Option(
      names = "--folder",
      defaultValue = "run/faults",
      description = "Of the servers and the record; forgotten first. Default: ${DEFAULT-VALUE}.")
  private Path folder;

  @Option(names = "--seed", defaultValue = "1", description = "Default: ${DEFAULT-VALUE}.")
  private long seed;

  @Option(names = "--minutes", defaultValue = "10", description = "Default: ${DEFAULT-VALUE}.")
  private int minutes;

  @Option(
      names = "--most",
      defaultValue = "100000",
      description = "So many faults at most; 0: bets and no faults, to compare with.")
  private int most;

  @Option(
      names = "--faults",
      split = ",",
      description = "Kinds: ${COMPLETION-CANDIDATES}. Default: all.")
  private Set<Fault> kinds = EnumSet.allOf(Fault.class);

  @Option(names = "--players", defaultValue = "500", description = "Default: ${DEFAULT-VALUE}.")
  private int players;

  @Option(
      names = "--bets",
      defaultValue = "800",
      description = "A second, while a round takes bets. Default: ${DEFAULT-VALUE}.")
  private int perSecond;

  @Option(names = "--port-offset", defaultValue = "3000", description = "${DEFAULT-VALUE}.")
  private int portOffset;

  @Option(
      names = "--set",
      description =
          "KEY=VALUE of the application, for every node; bitcraps.genesis.…: of the chain.")
  private SortedMap<String, String> settings = new TreeMap<>();

  @Spec private CommandSpec spec;

  /** Entry point. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new FaultsMain()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Parameters parameters = parameters();
    SortedMap<String, String> ofNodes = new TreeMap<>(settings);
    ofNodes.keySet().removeIf(key -> key.startsWith(GenesisKeys.PREFIX));
    Path root = house.toAbsolutePath().normalize();
    Path in = root.resolve(folder);
    Folders.delete(in);
    FaultRun.Plan plan =
        new FaultRun.Plan(
            root.resolve("server-config/target/server"),
            root.resolve("ear/target/bitcraps.ear"),
            in,
            portOffset,
            parameters,
            ofNodes,
            seed,
            minutes * 60_000L,
            most,
            kinds,
            players,
            perSecond,
            false);
    FaultRun.Result result = FaultRun.run(plan);
    System.out.println("seed " + seed);
    System.out.print(Summary.table(result));
    int verdict = judge(root.resolve("ear/checker/target"), plan.history());
    return verdict == 0 && result.scars().stream().allMatch(Injury.Scar::well) ? 0 : 1;
  }

  /** A key that nobody reads must not be ignored: the run would be of something else. */
  private Parameters parameters() {
    try {
      for (String key : settings.keySet()) {
        if (!key.startsWith("bitcraps.")) {
          throw new IllegalArgumentException(key + ": a key begins with bitcraps.");
        }
      }
      Setting.refuseUnknown(settings.keySet(), key -> key.startsWith(GenesisKeys.PREFIX));
      return GenesisKeys.parameters(settings, Parameters.defaults());
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--set " + e.getMessage(), e);
    }
  }

  /** Runs the checker as a process of its own, and says what it says; its exit code. */
  static int judge(Path checker, Path history) throws IOException, InterruptedException {
    Process judge =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:MaxRAMPercentage=50",
                    "-jar",
                    jar(checker).toString(),
                    history.toString()))
            .redirectErrorStream(true)
            .start();
    try (BufferedReader says = judge.inputReader()) {
      says.lines().forEach(System.out::println);
    }
    return judge.waitFor();
  }

  private static Path jar(Path folder) throws IOException {
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "bitcraps-checker-*.jar")) {
      for (Path jar : found) {
        return jar;
      }
    }
    throw new IOException("no checker in " + folder + ": run ./mvnw package");
  }
}
