package org.bitcraps.bench.order;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.bitcraps.bench.Figures;
import org.bitcraps.bench.Folders;
import org.bitcraps.crypto.Schemes;
import org.bitcraps.crypto.settings.Setting;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.execution.TableLedger;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Verifier;
import org.bitcraps.jms.Backoff;
import org.bitcraps.jms.Envelope;
import org.bitcraps.jms.Inbox;
import org.bitcraps.jms.Line;
import org.bitcraps.jms.Wiring;
import org.bitcraps.protocol.pbft.Pacing;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Ordered operations a second, and how long one takes, over real brokers and sockets. */
@Command(
    name = "servers",
    mixinStandardHelpOptions = true,
    description =
        "Production validators, each in a process with an Artemis broker and a journal of its own,"
            + " over mutual TLS; a gateway without players sends bodies and counts certified ones.")
public final class ServersBench implements Callable<Integer> {

  @Mixin private Amounts amounts;

  /** How long one body is, when nothing else happens. */
  private static final int IDLE_OPERATIONS = 1;

  /** Bodies until everybody is connected to everybody. */
  private static final int PRIMING = 10;

  private static final long START_SECONDS = 120;

  /** One round for all bets of a run. */
  private static final long BETTING_MS = 3_600_000;

  @Option(
      names = "--wiring",
      split = ",",
      defaultValue = "direct,clustered",
      description =
          "In turn, in every run; with -zstd behind it large messages are compressed."
              + " Default: ${DEFAULT-VALUE}.")
  private List<String> wirings;

  @Option(
      names = "--bodies",
      defaultValue = "200",
      description = "Bodies that are timed at full load. Default: ${DEFAULT-VALUE}.")
  private int bodies;

  @Option(
      names = "--warm-up",
      defaultValue = "150",
      description = "Bodies before these. Default: ${DEFAULT-VALUE}.")
  private int warm;

  @Option(
      names = "--half",
      defaultValue = "100",
      description = "Bodies at half the rate that was just measured. Default: ${DEFAULT-VALUE}.")
  private int half;

  @Option(
      names = "--bets",
      description = "Bets of every kind that the first roll takes, instead of transfers.")
  private boolean bets;

  @Option(
      names = "--idle",
      defaultValue = "200",
      description = "Bodies of one operation, one at a time. Default: ${DEFAULT-VALUE}.")
  private int idle;

  @Option(
      names = "--idle-ms",
      defaultValue = "100",
      description = "Between two of those. Default: ${DEFAULT-VALUE}.")
  private int idleMs;

  @Option(
      names = "--outstanding",
      defaultValue = "24",
      description = "Bodies under way at once. Default: ${DEFAULT-VALUE}.")
  private int outstanding;

  @Option(
      names = "--base-timeout-ms",
      defaultValue = "500",
      description = "How long a view may be silent. Default: ${DEFAULT-VALUE}.")
  private int baseTimeoutMs;

  @Option(
      names = "--heap",
      defaultValue = "3g",
      description = "Of each server. Default: ${DEFAULT-VALUE}.")
  private String heap;

  @Option(names = "--port", defaultValue = "6445", description = "Default: ${DEFAULT-VALUE}.")
  private int port;

  @Option(
      names = "--folder",
      defaultValue = "bench/target/servers",
      description = "Where journals and logs go. Default: ${DEFAULT-VALUE}.")
  private Path folder;

  /** Runs it. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new ServersBench()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    for (int run = 1; run <= amounts.runs; run++) {
      for (String wiring : wirings) {
        Folders.delete(folder);
        run(run, wiring);
      }
    }
    return 0;
  }

  private void run(int run, String word) throws Exception {
    long beganMs = System.currentTimeMillis();
    Parameters parameters = Parameters.defaults();
    long bettingMs = bets ? BETTING_MS : parameters.get(Parameter.BETTING_WINDOW_MS);
    House house =
        new House(
            amounts.validators,
            amounts.players,
            beganMs,
            parameters.with(Parameter.BETTING_WINDOW_MS, bettingMs),
            Pacing.DEFAULT);
    int[] sizes = new int[PRIMING + warm + bodies + half + idle];
    Arrays.fill(sizes, amounts.perBody);
    Arrays.fill(sizes, sizes.length - idle, sizes.length, IDLE_OPERATIONS);
    if (bets && Arrays.stream(sizes).sum() / amounts.players >= TableLedger.LIVE_BETS_MAX) {
      throw new IllegalArgumentException(
          "--players: each would have more than the "
              + TableLedger.LIVE_BETS_MAX
              + " bets that a table takes of one");
    }
    // Transfers come first: they need no round.
    Load load = new Load(house, sizes, bets ? PRIMING : sizes.length, amounts.verify, outstanding);
    if (bets && run == 1) {
      System.out.println(Load.KINDS.size() + " kinds of bets");
    }
    Verifier verifier = new Verifier(Schemes.best().scheme());
    double verifications =
        amounts.verify && run == 1 ? Verifications.perSecond(house, load, verifier) : 0;
    if (verifications > 0) {
      System.out.printf(
          Locale.ROOT,
          "%.0f verifications a second on this machine, %d for each operation%n",
          verifications,
          amounts.validators);
    }
    BenchWiring servers =
        new BenchWiring(
            folder.toAbsolutePath(),
            port,
            amounts.validators,
            word.startsWith("clustered"),
            compressAboveBytes(word));
    BenchTls.make(servers.folder(), servers.nodes());
    List<Process> processes = new ArrayList<>();
    ExecutorService connector = Executors.newCachedThreadPool();
    List<Line> lines = new ArrayList<>();
    try (BenchBroker broker = servers.broker(BenchWiring.GATEWAY)) {
      Wiring wiring = servers.of(BenchWiring.GATEWAY, broker);
      for (int id = 0; id < amounts.validators; id++) {
        processes.add(start(servers, id, beganMs, bettingMs));
        lines.add(Line.to(wiring.bodies(id), Line.Bounds.BODIES, connector, Thread::new));
      }
      Notices notices = new Notices(house, verifier, load);
      try (Inbox inbox =
          new Inbox(broker, wiring.ownBlocks(0).queue(), 64 << 20, Backoff.DEFAULT, notices)) {
        Thread thread = new Thread(inbox, "inbox-blocks");
        thread.setDaemon(true);
        thread.start();
        awaitReady(processes);
        AtomicInteger dropped = new AtomicInteger();
        Consumer<Envelope> everybody =
            body ->
                lines.forEach(line -> {
                  if (!line.send(body)) {
                    dropped.incrementAndGet();
                  }
                });
        load.prime(everybody, PRIMING);
        int first = PRIMING + warm;
        tell(run, word, "warm up", load.send(everybody, PRIMING, first));
        int next = first + bodies;
        Figures full = load.send(everybody, first, next);
        tell(run, word, "full", full);
        if (half > 0) {
          long intervalNs = (long) (2e9 * amounts.perBody / full.perSecond());
          tell(run, word, "half", load.send(everybody, next, next + half, intervalNs));
        }
        if (idle > 0) {
          long intervalNs = TimeUnit.MILLISECONDS.toNanos(idleMs);
          tell(run, word, "idle", load.send(everybody, next + half, sizes.length, intervalNs));
        }
        if (dropped.get() > 0) {
          System.out.println("note: " + dropped + " bodies found a full line");
        }
      }
      lines.forEach(Line::close);
      end(processes);
    } finally {
      connector.shutdownNow();
      processes.forEach(Process::destroyForcibly);
    }
    report();
  }

  /** As a server does by default, or never. */
  private static int compressAboveBytes(String wiring) {
    return wiring.endsWith("-zstd")
        ? Setting.COMPRESS_ABOVE_BYTES.number(key -> Optional.empty())
        : 0;
  }

  private static void tell(int run, String wiring, String phase, Figures figures) {
    System.out.println("run " + run + " " + wiring + " " + phase + ": " + figures);
  }

  private Process start(BenchWiring servers, int id, long beganMs, long bettingMs)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xms" + heap,
                "-Xmx" + heap,
                "-XX:+AlwaysPreTouch",
                "-XX:+UseTransparentHugePages",
                "-XX:+UseParallelGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                BenchServer.class.getName(),
                "--id=" + id,
                "--folder=" + servers.folder(),
                "--port=" + port,
                "--validators=" + amounts.validators,
                "--players=" + amounts.players,
                "--began-ms=" + beganMs,
                "--betting-ms=" + bettingMs,
                "--compress-above-bytes=" + servers.compressAboveBytes(),
                "--base-timeout-ms=" + baseTimeoutMs));
    if (servers.clustered()) {
      command.add("--clustered");
    }
    if (amounts.verify) {
      command.add("--verify");
    }
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log(id).toFile())
        .start();
  }

  private Path log(int id) {
    return folder.resolve(BenchWiring.validator(id) + ".log");
  }

  private void awaitReady(List<Process> processes) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
    for (int id = 0; id < processes.size(); id++) {
      while (!Files.readAllLines(log(id)).contains("ready")) {
        if (System.nanoTime() > end || !processes.get(id).isAlive()) {
          throw new IllegalStateException("a server did not start, see " + log(id));
        }
        Thread.sleep(100);
      }
    }
  }

  private static void end(List<Process> processes) throws Exception {
    for (Process process : processes) {
      process.getOutputStream().close();
    }
    for (Process process : processes) {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("a server did not end");
      }
      if (process.exitValue() != 0) {
        throw new IllegalStateException("a server ended with " + process.exitValue());
      }
    }
  }

  /** What the servers said; an operation that was refused makes the figures worthless. */
  private void report() throws IOException {
    long views = 0;
    for (int id = 0; id < amounts.validators; id++) {
      for (String line : Files.readAllLines(log(id))) {
        if (line.startsWith("note: ended") || line.startsWith("note: ResultSplit")) {
          throw new IllegalStateException(BenchWiring.validator(id) + " " + line);
        } else if (line.startsWith("blocks") && !line.endsWith("undone 0")) {
          throw new IllegalStateException(BenchWiring.validator(id) + ": " + line);
        } else if (line.startsWith("note: ViewChangeStarted")) {
          views++;
        }
      }
    }
    if (views > 0) {
      System.out.println("note: a validator gave up a view " + views + " times");
    }
  }

  /** The blocks that come back: only those count whose certificate holds. */
  private static final class Notices implements Inbox.Receiver {

    private final House house;
    private final Verifier verifier;
    private final Load load;
    private final Set<Long> seen = new HashSet<>();

    Notices(House house, Verifier verifier, Load load) {
      this.house = house;
      this.verifier = verifier;
      this.load = load;
    }

    @Override
    public void received(Envelope envelope) {
      if (envelope.kind() != Envelope.Kind.NOTICE) {
        return;
      }
      byte[] bytes = envelope.body();
      var certified =
          Decoder.decode(bytes, bytes.length, in -> BlockNotice.decode(in, house.parameters()))
              .certified();
      long sequence = certified.sequence().value();
      if (seen.contains(sequence)) {
        return; // From another validator.
      }
      if (certified.certificate().fault(house.genesis().replicaSet(), verifier).isPresent()) {
        throw new IllegalStateException("block " + sequence + " is not certified");
      }
      seen.add(sequence);
      load.certified(certified.block());
    }

    @Override
    public void refused(Envelope.Reading.Refused refusal) {
      throw new IllegalStateException("no envelope: " + refusal);
    }
  }
}
