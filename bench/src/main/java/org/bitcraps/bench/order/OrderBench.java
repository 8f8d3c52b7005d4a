package org.bitcraps.bench.order;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.bitcraps.bench.Figures;
import org.bitcraps.bench.Folders;
import org.bitcraps.crypto.Schemes;
import org.bitcraps.evidence.exchange.CertifiedBlock;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.wire.Verifier;
import org.bitcraps.protocol.port.BlockStore;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Ordered operations a second, without and with the players' signatures. */
@Command(
    name = "order",
    mixinStandardHelpOptions = true,
    description = "Production validators in one JVM: journal to disk, ledger, lines in memory.")
public final class OrderBench implements Callable<Integer> {

  @Mixin private Amounts amounts;

  @Option(
      names = "--bodies",
      defaultValue = "400",
      description = "Bodies that are timed. Default: ${DEFAULT-VALUE}.")
  private int bodies;

  @Option(
      names = "--warm-up",
      defaultValue = "100",
      description = "Bodies before these: compilers and players' keys. Default: ${DEFAULT-VALUE}.")
  private int warm;

  @Option(
      names = "--outstanding",
      defaultValue = "32",
      description = "Bodies under way at once. Default: ${DEFAULT-VALUE}.")
  private int outstanding;

  @Option(
      names = "--folder",
      defaultValue = "bench/target/order",
      description = "Where the journals go. Default: ${DEFAULT-VALUE}.")
  private Path folder;

  /** Runs it. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new OrderBench()).execute(args));
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    List<Figures> all = new ArrayList<>();
    for (int run = 1; run <= amounts.runs; run++) {
      Folders.delete(folder);
      Figures figures = run();
      System.out.println("run " + run + ": " + figures);
      all.add(figures);
    }
    all.sort(Comparator.comparingDouble(Figures::perSecond));
    System.out.printf(
        Locale.ROOT, "median of %d: %.0f/s%n", amounts.runs, all.get(amounts.runs / 2).perSecond());
    Folders.delete(folder);
    return 0;
  }

  private Figures run() throws IOException, InterruptedException {
    House house = new House(amounts.validators, amounts.players);
    Load load = new Load(house, warm + bodies, amounts.perBody, amounts.verify, outstanding);
    Verifier verifier = new Verifier(Schemes.best().scheme());
    double verifications = amounts.verify ? Verifications.perSecond(house, load, verifier) : 0;
    List<ReplicaId> ids = house.genesis().replicaSet().ids();
    Lines lines = new Lines(ids, notice -> {});
    List<Member> members = new ArrayList<>();
    for (ReplicaId id : ids) {
      Path home = Files.createDirectories(folder.resolve("validator-" + id));
      boolean judge = members.isEmpty();
      members.add(
          new Member(
              house,
              id,
              home,
              lines.post(),
              verifier,
              amounts.verify,
              block -> {
                load.certified(block.block());
                if (judge) {
                  load.judge(block);
                }
              }));
    }
    members.forEach(Member::begin);
    members.forEach(lines::carryTo);
    load.send(lines::toAll, 0, warm);
    Figures figures = load.send(lines::toAll, warm, warm + bodies);
    long blocks = audit(house, members.get(0).kept().blocks(), verifier);
    for (Member member : members) {
      member.failure().ifPresent(e -> fail("a validator ended: " + e));
      member.stop();
    }
    if (load.undone() > 0) {
      fail(load.undone() + " transfers were refused");
    }
    System.out.printf(
        Locale.ROOT,
        "%d bytes an operation, %d certificates verified%n",
        load.operationBytes(),
        blocks);
    if (amounts.verify) {
      System.out.printf(
          Locale.ROOT,
          "%.0f verifications a second here, of which each operation needs %d: %.0f %% used%n",
          verifications,
          amounts.validators,
          100 * figures.perSecond() * amounts.validators / verifications);
    }
    return figures;
  }

  /** Follows the stored chain from genesis: every certificate, every link. */
  private static long audit(House house, BlockStore blocks, Verifier verifier) {
    Digest parent = ExecutedBlock.genesis(house.genesis()).digest();
    long checked = 0;
    for (long sequence = 1; sequence <= blocks.last().value(); sequence++) {
      CertifiedBlock block = blocks.block(new SequenceNumber(sequence)).orElseThrow().certified();
      if (!block.block().parent().equals(parent)
          || block.certificate().fault(house.genesis().replicaSet(), verifier).isPresent()) {
        fail("block " + sequence + " is not certified");
      }
      parent = block.block().digest();
      checked++;
    }
    return checked;
  }

  private static void fail(String why) {
    throw new IllegalStateException(why);
  }
}
