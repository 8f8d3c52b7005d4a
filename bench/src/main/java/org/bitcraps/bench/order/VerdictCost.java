package org.bitcraps.bench.order;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.bitcraps.crypto.HmacSha256;
import org.bitcraps.crypto.Schemes;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.certificate.Vote;
import org.bitcraps.evidence.exchange.CertifiedBlock;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.membership.Epoch;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.Verifier;
import org.bitcraps.node.verdicts.RecentVerdicts;
import org.bitcraps.protocol.pbft.PbftMessage;
import org.bitcraps.protocol.replica.Admission;
import org.bitcraps.protocol.replica.RememberingScheme;
import org.bitcraps.protocol.replica.VerdictSeal;
import org.bitcraps.protocol.replica.Verdicts;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What the memory of verdicts costs where it knows nothing, and saves where it knows: the same
 * production door with and without, in turn, processor time of one thread, medians.
 */
@Command(
    name = "verdicts",
    mixinStandardHelpOptions = true,
    description = "CPU time of admission with and without remembered verdicts.")
public final class VerdictCost implements Callable<Integer> {

  private static final int HEAP = 16_384;

  @Option(names = "--rounds", defaultValue = "15", description = "Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(names = "--validators", split = ",", defaultValue = "4,16,64")
  private List<Integer> validators;

  @Option(names = "--orders", defaultValue = "2000", description = "Default: ${DEFAULT-VALUE}.")
  private int orders;

  private final Verifier verifier = new Verifier(Schemes.best().scheme());
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

  /** Runs it. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new VerdictCost()).execute(args));
  }

  @Override
  public Integer call() {
    System.out.println("| what | without, CPU µs | with, CPU µs | ratio |");
    System.out.println("|---|---|---|---|");
    votes();
    validators.forEach(this::newView);
    bodies();
    return 0;
  }

  private static void row(String what, double without, double with) {
    System.out.printf(
        Locale.ROOT, "| %s | %.1f | %.1f | %.3f |%n", what, without, with, with / without);
  }

  private Admission door(House house, boolean remembers) {
    Verifier ofPeers =
        remembers
            ? new Verifier(new RememberingScheme(verifier, new RecentVerdicts(HEAP)))
            : verifier;
    return new Admission(house.genesis(), new ReplicaId(1), verifier, ofPeers, Verdicts.NONE);
  }

  private double micros(Supplier<Admission.Outcome> work) {
    long before = threads.getCurrentThreadCpuTime();
    Admission.Outcome outcome = work.get();
    long spent = threads.getCurrentThreadCpuTime() - before;
    if (outcome instanceof Admission.Outcome.Refused refused) {
      throw new IllegalStateException(refused.reason());
    }
    return spent / 1e3;
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  /** Every vote comes once: the memory can only cost. */
  private void votes() {
    int count = 2_000;
    House house = new House(4, 1);
    List<byte[]> votes =
        LongStream.rangeClosed(1, count).mapToObj(n -> vote(house, n).toWire()).toList();
    List<Double> without = new ArrayList<>();
    List<Double> with = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      without.add(all(door(house, false), votes) / count);
      with.add(all(door(house, true), votes) / count);
    }
    row("a vote that comes once", median(without), median(with));
  }

  private double all(Admission door, List<byte[]> messages) {
    double sum = 0;
    for (byte[] message : messages) {
      sum += micros(() -> door.peer(message, 0));
    }
    return sum;
  }

  private static PbftMessage vote(House house, long sequence) {
    Statement.Prepare statement =
        new Statement.Prepare(
            house.chain(),
            Epoch.ZERO,
            View.ZERO,
            new SequenceNumber(sequence),
            Digest.of(DomainTag.BLOCK, Long.toString(sequence).getBytes(StandardCharsets.UTF_8)));
    return new PbftMessage.Prepare(statement, vote(0, statement));
  }

  private static Vote vote(int id, Statement statement) {
    return new Vote(new ReplicaId(id), House.voteKey(new ReplicaId(id)).sign(statement.toWire()));
  }

  /** A view ends: q view-changes over one certified block, then the new-view that repeats them. */
  private void newView(int n) {
    House house = new House(n, 1);
    View view = new View(n); // Its primary is validator 0.
    int q = house.genesis().replicaSet().quorum().size();
    CertifiedBlock floor = certified(house, q);
    List<PbftMessage.ViewChange> changes = new ArrayList<>();
    for (int id = 0; changes.size() < q; id += id == 0 ? 2 : 1) { // Our own does not come.
      changes.add(viewChange(house, new ReplicaId(id), view, floor));
    }
    List<byte[]> before = changes.stream().map(PbftMessage.ViewChange::toWire).toList();
    byte[] last = newView(house, view, changes).toWire();
    List<Double> without = new ArrayList<>();
    List<Double> with = new ArrayList<>();
    for (int round = 0; round < Math.max(3, rounds * 4 / n); round++) {
      Admission checks = door(house, false);
      without.add(all(checks, before) + micros(() -> checks.peer(last, 0)));
      Admission remembers = door(house, true);
      with.add(all(remembers, before) + micros(() -> remembers.peer(last, 0)));
    }
    row("the end of a view, n = " + n, median(without), median(with));
  }

  private static CertifiedBlock certified(House house, int q) {
    Block block =
        new Block(house.chain(), Epoch.ZERO, new SequenceNumber(1), 1, Digest.ZERO, List.of());
    Statement.Commit statement =
        new Statement.Commit(
            house.chain(), Epoch.ZERO, View.ZERO, block.sequence(), block.digest(), block.digest());
    List<Vote> votes = new ArrayList<>();
    for (int id = 0; id < q; id++) {
      votes.add(vote(id, statement));
    }
    return new CertifiedBlock(block, new QuorumCertificate<>(statement, votes));
  }

  private static PbftMessage.ViewChange viewChange(
      House house, ReplicaId id, View view, CertifiedBlock floor) {
    byte[] signed =
        new Encoder()
            .tag(DomainTag.VIEW_CHANGE)
            .value(house.chain())
            .value(Epoch.ZERO)
            .value(id)
            .value(view)
            .optional(Optional.of(floor))
            .list(List.of())
            .toBytes();
    return new PbftMessage.ViewChange(
        house.chain(),
        Epoch.ZERO,
        id,
        view,
        Optional.of(floor),
        List.of(),
        House.voteKey(id).sign(signed));
  }

  private static PbftMessage.NewView newView(
      House house, View view, List<PbftMessage.ViewChange> changes) {
    ReplicaId primary = new ReplicaId(0);
    Encoder out =
        new Encoder()
            .tag(DomainTag.NEW_VIEW)
            .value(house.chain())
            .value(Epoch.ZERO)
            .value(primary)
            .value(view)
            .u31(changes.size());
    changes.forEach(c -> out.digest(Digest.of(DomainTag.VIEW_CHANGE, c.toWire())));
    return new PbftMessage.NewView(
        house.chain(),
        Epoch.ZERO,
        primary,
        view,
        changes,
        House.voteKey(primary).sign(out.toBytes()));
  }

  /** A gateway resends what is under way to a validator that has begun a new life. */
  private void bodies() {
    House house = new House(4, 100);
    byte[] body = new Load(house, 1, orders, true, 1).body(0);
    byte[] key = new byte[32];
    VerdictSeal seal = new VerdictSeal(message -> HmacSha256.mac(key, message));
    List<Double> without = new ArrayList<>();
    List<Double> with = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      Shelved shelved = new Shelved();
      Admission first = bodies(house, shelved);
      without.add(micros(() -> first.body(body, 0)));
      byte[] sealed = seal.of(shelved.added);
      RecentVerdicts heap = new RecentVerdicts(RecentVerdicts.BODIES_MAX);
      Admission next = bodies(house, heap);
      with.add(
          micros(() -> {
            if (seal.isOn(shelved.added, sealed)) {
              heap.add(shelved.added, orders);
            }
            return next.body(body, 0);
          }));
    }
    row(
        "a body of " + orders + " orders, sent again after a restart",
        median(without),
        median(with));
  }

  private Admission bodies(House house, Verdicts verdicts) {
    return new Admission(house.genesis(), new ReplicaId(1), verifier, verdicts);
  }

  /** Knows nothing, and shows what it was told. */
  private static final class Shelved implements Verdicts {

    private Digest added = Digest.ZERO;

    @Override
    public boolean contains(Digest id) {
      return false;
    }

    @Override
    public void add(Digest id, int signatures) {
      added = id;
    }
  }
}
