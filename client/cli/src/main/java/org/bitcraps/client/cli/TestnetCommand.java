package org.bitcraps.client.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.bitcraps.client.cli.devnet.Bots;
import org.bitcraps.client.cli.devnet.LocalNode;
import org.bitcraps.client.cli.devnet.PortHolder;
import org.bitcraps.client.cli.devnet.Testnet;
import org.bitcraps.client.sdk.BitcrapsClient;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.wire.Decoder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** A chain whose validators and gateways each have a server and a broker of their own. */
@Command(
    name = "testnet",
    description =
        "Start a chain on this machine whose nodes each have a server, a broker and keys of their"
            + " own, with bots that play. Ctrl-C ends it; the next start goes on with the same"
            + " chain. From another shell a single node is stopped, killed, paused and started"
            + " again.",
    subcommands = {
      TestnetNodeCommand.Start.class,
      TestnetNodeCommand.Stop.class,
      TestnetNodeCommand.Kill.class,
      TestnetNodeCommand.Pause.class,
      TestnetNodeCommand.Resume.class,
      TestnetNodeCommand.Nodes.class
    },
    mixinStandardHelpOptions = true)
final class TestnetCommand implements Callable<Integer> {

  private static final long START_SECONDS = 240;
  private static final long POLL_MS = 500;

  /** What tells the nodes apart, or makes them one chain: made with the homes. */
  private static final Pattern OURS =
      Pattern.compile("bitcraps\\.(role|genesis|home|validator\\.id|gateway\\.id|peers\\..*)");

  @Spec private CommandSpec spec;

  @Option(
      names = "--validators",
      paramLabel = "N",
      defaultValue = "4",
      description = "How many validators a new chain has, 4 to 31. Default: ${DEFAULT-VALUE}.")
  private int validators;

  @Option(
      names = "--gateways",
      paramLabel = "N",
      defaultValue = "2",
      description = "How many gateways a new chain has, 1 to 8. Default: ${DEFAULT-VALUE}.")
  private int gateways;

  @Option(
      names = "--port-offset",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Added to the ports 8080, 9990 and 5445 of a new chain; each node has a hundred of its"
              + " own above. Default: ${DEFAULT-VALUE}.")
  private int portOffset;

  @Mixin private ChainOptions options;

  private final Stages stages = new Stages(() -> spec.commandLine().getOut());

  @Override
  public Integer call() throws IOException, InterruptedException {
    check();
    House house = House.of("testnet");
    Path folder = folder(house);
    Optional<FileLock> lock = Testnet.lock(folder);
    if (lock.isEmpty()) {
      throw new WrongArgumentException("a testnet runs in this folder already");
    }
    try {
      return run(house, folder);
    } finally {
      lock.get().release();
    }
  }

  Path folder(House house) {
    return options.folder(house, "run/testnet");
  }

  private void check() {
    if (validators < 4 || validators > 31 || gateways < 1 || gateways > 8) {
      throw new WrongArgumentException("--validators is 4 to 31, --gateways 1 to 8");
    }
    int offsetMax = Testnet.Plan.portOffsetMax(validators + gateways);
    if (portOffset < 0 || portOffset > offsetMax) {
      throw new WrongArgumentException("--port-offset is 0 to " + offsetMax);
    }
    options.check(
        key -> OURS.matcher(key).matches(), "each node has its own, which is made with the chain");
  }

  private int run(House house, Path folder) throws IOException, InterruptedException {
    Optional<Testnet> there = Testnet.open(folder);
    if (there.isPresent()) {
      noneRuns(there.get());
      if (!options.fresh()) {
        asAsked(there.get(), folder);
      }
    }
    boolean goOn = there.isPresent() && !options.fresh();
    freePorts(goOn ? there.get() : Testnet.planned(folder, plan()));
    Testnet testnet = goOn ? there.get() : make(folder);
    testnet.prepare(house.server(), house.application());
    stages.say("servers prepared");
    Runtime.getRuntime().addShutdownHook(new Thread(testnet::stop, "stop-testnet"));
    try {
      testnet.keep(settingsOfNodes());
      testnet.start(house.server());
      stages.say(
          "%d servers starting, processes %s"
              .formatted(
                  testnet.nodes().size(),
                  testnet.nodes().stream()
                      .map(node -> node.process().map(ProcessHandle::pid).orElse(-1L))
                      .toList()));
      return play(testnet);
    } finally {
      testnet.stop();
    }
  }

  private Testnet.Plan plan() {
    return new Testnet.Plan(
        validators, gateways, portOffset, GenesisSettings.parameters(options.settings()));
  }

  private Testnet make(Path folder) throws IOException {
    Testnet testnet;
    try {
      testnet = Testnet.make(folder, plan(), new SecureRandom(), Clock.systemUTC());
    } catch (IllegalArgumentException e) {
      throw new WrongArgumentException("there is no such chain: " + e.getMessage());
    }
    stages.say(
        "made a chain of %d validators and %d gateways in %s"
            .formatted(validators, gateways, folder));
    return testnet;
  }

  private SortedMap<String, String> settingsOfNodes() {
    SortedMap<String, String> left = new TreeMap<>(options.settings());
    left.keySet().removeIf(key -> key.startsWith(GenesisSettings.PREFIX));
    return left;
  }

  /** Nodes outlive a command that was killed; their files must not be taken from them. */
  private void noneRuns(Testnet testnet) {
    List<String> running =
        testnet.nodes().stream()
            .filter(node -> node.process().isPresent())
            .map(LocalNode::name)
            .toList();
    if (!running.isEmpty()) {
      throw new WrongArgumentException(
          "%s still run from before; end each: ./bitcraps testnet stop %s%s"
              .formatted(String.join(", ", running), running.get(0), options.folderAsTyped()));
    }
  }

  /** What was said of the chain must be so of the one that is there. */
  private void asAsked(Testnet there, Path folder) throws IOException {
    if (!Files.exists(there.nodes().get(0).home().charter())) {
      throw new WrongArgumentException(
          "the chain in %s was made by an earlier build, whose nodes knew each other otherwise:"
                  .formatted(folder)
              + " --fresh makes a new one");
    }
    asAsked("--validators", validators, there.validatorCount(), folder);
    asAsked("--gateways", gateways, there.gatewayCount(), folder);
    asAsked("--port-offset", portOffset, there.portOffset(), folder);
    Parameters made =
        Decoder.decode(Files.readAllBytes(there.genesis()), Genesis.BYTES_MAX, Genesis::decode)
            .parameters();
    if (!GenesisSettings.parameters(options.settings(), made).equals(made)) {
      throw new WrongArgumentException(
          "the chain in %s was made with other values of %s…: --fresh makes a new one"
              .formatted(folder, GenesisSettings.PREFIX));
    }
  }

  private void asAsked(String option, int asked, int is, Path folder) {
    if (asked != is && spec.commandLine().getParseResult().hasMatchedOption(option)) {
      throw new WrongArgumentException(
          "the chain in %s was made with %s %d, not %d: --fresh makes a new one"
              .formatted(folder, option, is, asked));
    }
  }

  private static void freePorts(Testnet testnet) {
    for (LocalNode node : testnet.nodes()) {
      for (int port : List.of(node.httpPort(), node.managementPort(), node.peersPort())) {
        if (!PortHolder.isFree(port)) {
          throw new WrongArgumentException(
              "port %d of %s is held by %s: end it, or use --fresh --port-offset"
                  .formatted(port, node.name(), PortHolder.describe(port)));
        }
      }
    }
  }

  private int play(Testnet testnet) throws IOException, InterruptedException {
    LocalNode first = testnet.gateways().get(0);
    try (BitcrapsClient client = BitcrapsClient.of(url(first))) {
      Genesis genesis = null;
      for (LocalNode gateway : testnet.gateways()) {
        try (BitcrapsClient of = BitcrapsClient.of(url(gateway))) {
          Opening opening = new Opening(of, START_SECONDS, () -> check(testnet));
          opening.awaitReady();
          genesis = Opening.trust(of, testnet.genesis(), url(gateway));
          long block = opening.awaitBlock(genesis);
          stages.say(
              "%s ready, block %d certified on chain %s"
                  .formatted(gateway.name(), block, genesis.chainId()));
        }
      }
      TableId table = genesis.tables().get(0).id();
      Bots playing = Bots.start(options.bots(), testnet.bots(), client, genesis, table);
      if (options.bots() > 0) {
        stages.say(options.bots() + " bots play at table " + table);
      }
      farewell(testnet);
      while (testnet.nodes().stream().anyMatch(node -> node.process().isPresent())) {
        Thread.sleep(POLL_MS); // Nodes come and go, from other shells.
      }
      playing.close();
      return ExitCodes.OK;
    }
  }

  private static URI url(LocalNode gateway) {
    return URI.create("http://127.0.0.1:" + gateway.httpPort());
  }

  private static void check(Testnet testnet) throws IOException {
    for (LocalNode node : testnet.nodes()) {
      Optional<String> failure = node.folder().failure();
      if (failure.isPresent()) {
        throw Opening.failed(
            "the application did not start on %s: %s; see %s"
                .formatted(node.name(), Opening.reason(failure.get()), node.folder().log()));
      }
      if (node.process().isEmpty()) {
        throw Opening.failed(node.name() + " ended while it started; see " + node.folder().log());
      }
    }
  }

  private void farewell(Testnet testnet) {
    stages.line("");
    for (LocalNode gateway : testnet.gateways()) {
      stages.line("  " + url(gateway) + "/");
    }
    stages.line("");
    stages.line("  ./bitcraps bet FIELD 1320 --verify --url " + url(testnet.gateways().get(0)));
    stages.line("  ./bitcraps testnet nodes             which nodes run, and where their logs are");
    stages.line("  ./bitcraps testnet kill validator-0  as a crash would; start brings it back");
    stages.line("");
    stages.line("Play money only. Ctrl-C ends all of it.");
  }
}
