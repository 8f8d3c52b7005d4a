package org.bitcraps.gateway.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.bitcraps.evidence.chronicle.AccountLine;
import org.bitcraps.evidence.chronicle.AuditLine;
import org.bitcraps.evidence.chronicle.BlockLine;
import org.bitcraps.evidence.chronicle.Chronicle;
import org.bitcraps.evidence.chronicle.ChronicleException;
import org.bitcraps.evidence.chronicle.Coverage;
import org.bitcraps.evidence.chronicle.Deed;
import org.bitcraps.evidence.chronicle.Filter;
import org.bitcraps.evidence.chronicle.Page;
import org.bitcraps.evidence.chronicle.Paging;
import org.bitcraps.evidence.chronicle.ReceiptLine;
import org.bitcraps.evidence.chronicle.RevealLine;
import org.bitcraps.evidence.chronicle.RoundLine;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.gateway.admission.ProblemCode;
import org.bitcraps.gateway.admission.RefusedException;
import org.bitcraps.gateway.chain.TestChain;
import org.bitcraps.gateway.collection.Archive;
import org.bitcraps.gateway.collection.ChainView;
import org.bitcraps.gateway.collection.FollowedBlock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The history's writer beside a chain that waits for nobody. */
class HistoryLoopTest {

  private static final long PATIENCE_MS = 20_000;

  /** Remembers roots in memory; away when told. */
  private static final class Paper implements Chronicle {

    private final List<String> roots = new ArrayList<>();
    private final List<Deed> deeds = new ArrayList<>();
    private final AtomicInteger rebuilds = new AtomicInteger();
    private final AtomicInteger openings = new AtomicInteger();
    private volatile boolean away;
    private volatile boolean full;

    @Override
    public synchronized Coverage open(ExecutedBlock start) throws ChronicleException {
      requireThere();
      openings.incrementAndGet();
      return new Coverage(1, roots.size());
    }

    @Override
    public synchronized Coverage write(BlockNotice notice, ExecutedBlock executed)
        throws ChronicleException {
      requireThere();
      if (full) {
        throw new ChronicleException("no space left");
      }
      if (executed.sequence().value() != roots.size() + 1) {
        throw new ChronicleException("not the next");
      }
      assertThat(executed.digest()).isEqualTo(notice.certified().block().digest());
      roots.add(executed.resultRoot().hex());
      return new Coverage(1, roots.size());
    }

    @Override
    public synchronized Coverage rebuild(ExecutedBlock start) throws ChronicleException {
      requireThere();
      rebuilds.incrementAndGet();
      roots.clear();
      return new Coverage(1, 0);
    }

    private void requireThere() throws ChronicleException {
      if (away) {
        throw new ChronicleException("connection refused");
      }
    }

    synchronized List<String> roots() {
      return List.copyOf(roots);
    }

    @Override
    public Optional<Coverage> coverage() {
      return Optional.of(new Coverage(1, roots().size()));
    }

    @Override
    public Page<BlockLine> blocks(Filter filter, Paging paging) throws ChronicleException {
      requireThere();
      return new Page<>(List.of(), Optional.empty());
    }

    @Override
    public Page<RoundLine> rounds(Filter filter, Paging paging) {
      return new Page<>(List.of(), Optional.empty());
    }

    @Override
    public List<RevealLine> reveals(int table, long round) {
      return List.of();
    }

    @Override
    public Page<ReceiptLine> receipts(Filter filter, Paging paging) {
      return new Page<>(List.of(), Optional.empty());
    }

    @Override
    public Optional<AccountLine> account(AccountId account) {
      return Optional.empty();
    }

    @Override
    public synchronized AuditLine note(Deed deed) {
      deeds.add(deed);
      return new AuditLine(deeds.size(), 0, "", "", "", true, "", "", "");
    }

    @Override
    public Page<AuditLine> audit(Paging paging) {
      return new Page<>(List.of(), Optional.empty());
    }
  }

  private final TestChain chain = new TestChain();
  private final Paper paper = new Paper();

  /** Keeps three blocks: whoever is further behind needs the past. */
  private final ChainView view =
      chain.view(new Archive.Bounds(3, 1_000, 1 << 20, 8, 1_000), Optional.of(chain));

  private final HistoryLoop loop = new HistoryLoop(paper, view, chain.start(), Optional.of(chain));

  private Thread thread;

  @BeforeEach
  void begin() {
    thread = new Thread(loop);
  }

  @AfterEach
  void end() throws InterruptedException {
    loop.close();
    thread.join();
  }

  private void play(int rounds) {
    for (int i = 0; i < rounds; i++) {
      chain.openRound();
      chain.close();
      chain.roll();
    }
    for (FollowedBlock block : chain.blocks()) {
      if (block.sequence() > view.last().sequence().value()) {
        view.add(block, chain.nowMs());
      }
    }
  }

  private List<String> roots() {
    return chain.blocks().stream().map(block -> block.executed().resultRoot().hex()).toList();
  }

  private static void await(BooleanSupplier what) throws InterruptedException {
    long endNs = System.nanoTime() + PATIENCE_MS * 1_000_000;
    while (!what.getAsBoolean()) {
      assertThat(System.nanoTime()).as("patience").isLessThan(endNs);
      Thread.sleep(5);
    }
  }

  @Test
  void whatLeftMemoryIsExecutedAgainFromThePast() throws Exception {
    play(5);
    thread.start();
    await(() -> paper.roots().size() == chain.blocks().size());
    assertThat(paper.roots()).isEqualTo(roots());
    play(1);
    await(() -> paper.roots().size() == chain.blocks().size());
    assertThat(paper.roots()).isEqualTo(roots());
    assertThat(loop.standing().state()).isEqualTo(HistoryStanding.State.FOLLOWING);
  }

  @Test
  void aDatabaseThatIsAwayStopsNothingAndIsCaughtUpWith() throws Exception {
    thread.start();
    play(1);
    await(() -> paper.roots().size() == chain.blocks().size());
    paper.away = true;
    play(4);
    assertThat(view.last().sequence()).isEqualTo(chain.last());
    await(() -> loop.standing().state() == HistoryStanding.State.AWAY);
    assertThat(loop.standing().problem()).contains("connection refused");
    HistoryDesk desk = new HistoryDesk(paper, Optional.of(loop));
    assertThatThrownBy(() -> desk.ask(c -> c.blocks(Filter.ALL, Paging.first(1))))
        .isInstanceOfSatisfying(
            RefusedException.class,
            refused -> assertThat(refused.problem().code()).isEqualTo(ProblemCode.HISTORY_AWAY));
    Thread.sleep(1_500);
    assertThat(loop.standing().state()).as("while it tries").isEqualTo(HistoryStanding.State.AWAY);
    paper.away = false;
    await(() -> paper.roots().size() == chain.blocks().size());
    assertThat(paper.roots()).isEqualTo(roots());
  }

  /** It said so once a second for ever, and looked at the schema each time. */
  @Test
  void aDatabaseThatOpensAndTakesNothingIsTriedEverMoreSeldom() throws Exception {
    paper.full = true;
    play(1);
    thread.start();
    Thread.sleep(6_000);
    assertThat(paper.openings.get()).as("after 0, 1 and 3 s, and next after 7").isBetween(2, 3);
    paper.full = false;
    await(() -> paper.roots().size() == chain.blocks().size());
  }

  @Test
  void rebuiltOnDemandItIsTheSame() throws Exception {
    thread.start();
    play(3);
    await(() -> paper.roots().size() == chain.blocks().size());
    loop.note(new Deed(1, "operator", "HISTORY_REBUILD", "history", true, ""));
    loop.rebuild();
    await(() -> paper.rebuilds.get() == 1 && paper.roots().size() == chain.blocks().size());
    assertThat(paper.roots()).isEqualTo(roots());
    await(() -> loop.standing().state() == HistoryStanding.State.FOLLOWING);
    assertThat(paper.deeds).hasSize(1);
  }

  @Test
  void blocksThatNobodyKeepsAreSaid() throws Exception {
    HistoryLoop alone = new HistoryLoop(paper, view, chain.start(), Optional.empty());
    play(3);
    Thread writer = new Thread(alone);
    writer.start();
    await(() -> alone.standing().state() == HistoryStanding.State.AWAY);
    assertThat(alone.standing().problem().orElseThrow())
        .startsWith("block 1 is not kept in this server; the gateway's memory begins at block");
    alone.close();
    writer.join();
  }
}
