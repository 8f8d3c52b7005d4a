package org.bitcraps.client.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.bitcraps.client.sdk.BitcrapsClient;
import org.bitcraps.client.sdk.BlocksOnDisk;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.replay.Replay;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Executes a whole chain again, from a file, and believes nothing in it. */
@Command(
    name = "replay",
    description =
        "Execute a chain again from its genesis, offline: every link, certificate, signature, result"
            + " root, die and payout. Exits 0 if everything holds, 1 if not.",
    mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {

  private static final long PROGRESS_NS = 2_000_000_000L;

  @Mixin private Printer printer;
  @Mixin private GatewayOption gateway;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "The blocks, as a gateway served them; several files in their order, each beginning where"
              + " the one before ends.")
  private List<Path> files;

  @Option(
      names = {"--genesis", "--genesis-fingerprint"},
      paramLabel = "FINGERPRINT",
      description =
          "The chain that you trust: 64 hexadecimal digits. Default: the ones that you have played"
              + " on from here.")
  private String genesis;

  @Option(
      names = "--download",
      description = "First download all blocks from the gateway (--url) into FILE.")
  private boolean download;

  @Option(
      names = "--from",
      paramLabel = "N",
      description =
          "With --download: fetch from this block on into the last FILE; others are read.")
  private Long from;

  private final PlayerHome home = PlayerHome.ofUser();
  private long toldNs;

  @Override
  public Integer call() throws IOException {
    if (from != null && (!download || from < 1)) {
      throw new WrongArgumentException("--from is the first block to --download, from 1");
    }
    ChainId trusted = download ? downloaded() : trusted();
    long beganNs = System.nanoTime();
    toldNs = beganNs;
    BlocksOnDisk.Outcome outcome = BlocksOnDisk.replay(files, trusted, this::progress);
    double seconds = Math.max(1, System.nanoTime() - beganNs) / 1e9;
    ReplayPrinter.print(outcome, trusted, seconds, printer);
    return outcome.isVerified() ? ExitCodes.OK : ExitCodes.REFUSED;
  }

  private ChainId downloaded() throws IOException {
    Path file = files.get(files.size() - 1);
    try (BitcrapsClient client = gateway.connect()) {
      ChainId served = gateway.genesis(client, home, printer).chainId();
      client.downloadBlocks(file, new SequenceNumber(from == null ? 1 : from), Optional.empty());
      printer.note("saved %d bytes to %s".formatted(Files.size(file), file));
      return genesis == null ? served : PlayerHome.chain(genesis);
    }
  }

  private ChainId trusted() throws IOException {
    if (genesis != null) {
      return PlayerHome.chain(genesis);
    }
    // Without a readable header the replay says what is wrong; whom we trust makes no difference.
    ChainId claimed = BlocksOnDisk.claimedChain(files.get(0)).orElse(new ChainId(Digest.ZERO));
    return home.trustedFor(claimed, printer);
  }

  /** Now and then a line on standard error: a long chain takes its time. */
  private void progress(Replay replay) {
    long nowNs = System.nanoTime();
    if (nowNs - toldNs >= PROGRESS_NS) {
      toldNs = nowNs;
      printer.note("block %s of %s".formatted(replay.last().sequence(), replay.announced()));
    }
  }
}
