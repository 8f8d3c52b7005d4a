package org.bitcraps.gateway.startup;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bitcraps.crypto.BouncyKeyCheck;
import org.bitcraps.crypto.Schemes;
import org.bitcraps.evidence.chronicle.Chronicle;
import org.bitcraps.evidence.craps.RulesTable;
import org.bitcraps.evidence.exchange.History;
import org.bitcraps.evidence.exchange.NodePanel;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.execution.Ledger;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.keys.Signer;
import org.bitcraps.evidence.wire.Verifier;
import org.bitcraps.gateway.admission.Admission;
import org.bitcraps.gateway.admission.PendingOrders;
import org.bitcraps.gateway.admission.Problem;
import org.bitcraps.gateway.admission.ProblemCode;
import org.bitcraps.gateway.admission.RefusedException;
import org.bitcraps.gateway.admission.SignatureDesk;
import org.bitcraps.gateway.aggregation.Aggregator;
import org.bitcraps.gateway.collection.Archive;
import org.bitcraps.gateway.collection.Beginnings;
import org.bitcraps.gateway.collection.BlocksConsumer;
import org.bitcraps.gateway.collection.ChainView;
import org.bitcraps.gateway.collection.FollowedBlock;
import org.bitcraps.gateway.collection.Follower;
import org.bitcraps.gateway.collection.KeptFirst;
import org.bitcraps.gateway.collection.NearestFirst;
import org.bitcraps.gateway.collection.Nodes;
import org.bitcraps.gateway.collection.Notices;
import org.bitcraps.gateway.collection.Snapshots;
import org.bitcraps.gateway.dispatch.Dispatcher;
import org.bitcraps.gateway.dispatch.ValidatorsPublisher;
import org.bitcraps.gateway.history.HistoryDesk;
import org.bitcraps.gateway.history.HistoryLoop;
import org.bitcraps.gateway.observation.GatewayMeters;
import org.bitcraps.gateway.proof.Proofs;
import org.bitcraps.gateway.push.Feeds;
import org.bitcraps.jms.Wiring;

/** All parts of a running gateway, and its threads. */
final class Gateway implements AutoCloseable {

  private static final Logger LOG = System.getLogger(Gateway.class.getName());

  /** A bet takes 122 bytes of a body, an order never more than so many. */
  private static final int ORDER_BYTES_MAX = 320;

  /** About a second of work for two threads. */
  private static final int SIGNATURES_MAX = 50_000;

  private static final int TASKS_MAX = 4_096;
  private static final long BEAT_MS = 1_000;
  private static final long JOIN_MS = 2_000;

  private final ChainView view;
  private final PendingOrders pending;
  private final Admission admission;
  private final Proofs proofs;
  private final Feeds feeds;
  private final Nodes nodes;
  private final ValidatorsPublisher publisher;
  private final Aggregator aggregator;
  private final Snapshots snapshots;
  private final BlocksConsumer consumer;
  private final ExecutorService verifiers;
  private final Optional<HistoryLoop> history;
  private final HistoryDesk historyDesk;
  private final List<Thread> loops = new ArrayList<>();
  private final CountDownLatch stop = new CountDownLatch(1);

  /**
   * Puts it together; {@link #start} sets it going.
   *
   * @param stopped told once, if the view of the chain stops for good
   */
  Gateway(
      Settings settings,
      NodePanel panel,
      Signer signer,
      Chronicle chronicle,
      Wiring wiring,
      ThreadFactory threads,
      Consumer<String> stopped) {
    Genesis genesis = panel.genesis();
    Verifier verifier = new Verifier(Schemes.best().scheme());
    BouncyKeyCheck keyCheck = new BouncyKeyCheck();
    ExecutedBlock start = ExecutedBlock.genesis(genesis, RulesTable.standard(), keyCheck);
    // Where no validator runs, old blocks are for the history alone: whoever asks for an old proof
    // would have thousands of them executed again.
    Optional<History> past =
        panel.report().validators().isEmpty() ? Optional.empty() : Optional.of(panel);
    Beginnings beginnings =
        new Beginnings(genesis, start, verifier, panel.states(), Beginnings.Bounds.DEFAULT);
    Beginnings.Beginning begun = beginnings.toFollow(panel);
    LOG.log(
        Level.INFO,
        "the gateway begins with the state after block {0}; blocks up to {1} are kept here",
        begun.block().sequence(),
        panel.last());
    this.view = new ChainView(genesis, begun.block(), beginnings, Archive.Bounds.DEFAULT, past);
    this.nodes = new Nodes(panel::report);
    this.proofs = new Proofs(view);
    this.feeds = new Feeds(view, nodes::report, System::currentTimeMillis);
    this.pending = new PendingOrders(settings.pendingMax());
    this.verifiers = verifiers(settings, threads);
    this.publisher =
        new ValidatorsPublisher(
            wiring,
            genesis.chainId(),
            settings.gateway(),
            signer,
            genesis.replicaSet().ids(),
            // Attempts to connect block; they are rare, one at a time: each gets a thread.
            task -> threads.newThread(task).start(),
            threads);
    Dispatcher dispatcher =
        new Dispatcher(
            genesis.chainId(),
            settings.gateway(),
            signer,
            publisher,
            Dispatcher.Bounds.DEFAULT.within(laneBytes(genesis, settings.gateway())),
            System::currentTimeMillis,
            pending::forget);
    int batchMax = batchMax(settings, genesis);
    this.aggregator =
        new Aggregator(batchMax, settings.lingerMs(), settings.pendingMax(), dispatcher);
    this.admission =
        new Admission(
            this::certified,
            pending,
            new SignatureDesk(verifier, keyCheck, verifiers, SIGNATURES_MAX),
            aggregator,
            System::currentTimeMillis,
            batchMax);
    view.onBlock(block -> pending.certified(block.executed()));
    view.onBlock(block -> dispatcher.certified(block.executed().block()));
    view.onBlock(feeds::tell);
    view.onBlock(block -> panel.keep(block.notice()));
    Notices notices = new Notices();
    Follower follower =
        new Follower(
            genesis,
            begun.block(),
            verifier,
            dispatcher,
            new KeptFirst(
                panel,
                new NearestFirst(
                    panel.near(), publisher, notices::putNear, System::currentTimeMillis),
                notices::put,
                task -> threads.newThread(task).start()),
            new Follower.Sink() {
              @Override
              public void executed(FollowedBlock block) {
                view.add(block, System.currentTimeMillis());
              }

              @Override
              public void certified(Block block) {
                view.certified(block);
              }
            },
            System.currentTimeMillis());
    this.snapshots =
        new Snapshots(genesis, verifier, begun.snapshot(), panel.states(), follower::stop);
    view.onBlock(snapshots::executed);
    this.consumer =
        new BlocksConsumer(
            wiring.ownBlocks(settings.gateway().value()),
            Follower.noticeBytesMax(genesis),
            follower,
            notices,
            snapshots,
            panel.near(),
            System::currentTimeMillis,
            reason -> {
              view.stop(reason);
              stopped.accept(reason);
            });
    this.history =
        settings.history()
            ? Optional.of(new HistoryLoop(chronicle, view, start, Optional.of(panel)))
            : Optional.empty();
    this.historyDesk = new HistoryDesk(chronicle, history);
    if (settings.rebuildHistory()) {
      history.ifPresent(HistoryLoop::rebuild);
    }
    history.ifPresent(writer -> loop(threads, "history", writer));
    loop(threads, "receive", consumer::receive);
    loop(threads, "follow", consumer::follow);
    loop(threads, "snapshots", snapshots);
    loop(threads, "batches", aggregator);
    loop(threads, "beat", this::beat);
  }

  private static ExecutorService verifiers(Settings settings, ThreadFactory threads) {
    return new ThreadPoolExecutor(
        settings.verifierThreads(),
        settings.verifierThreads(),
        0,
        TimeUnit.SECONDS,
        new ArrayBlockingQueue<>(TASKS_MAX),
        threads,
        new ThreadPoolExecutor.CallerRunsPolicy());
  }

  /** What the validators hold for this gateway; nothing if genesis does not name it. */
  private static long laneBytes(Genesis genesis, GatewayId self) {
    return genesis.gateways().stream()
        .filter(gateway -> gateway.id().equals(self))
        .mapToLong(Genesis.Gateway::laneBytesMax)
        .findFirst()
        .orElse(0);
  }

  private static int batchMax(Settings settings, Genesis genesis) {
    int byBytes = (genesis.parameters().getInt(Parameter.BODY_BYTES_MAX) - 128) / ORDER_BYTES_MAX;
    int byCount = genesis.parameters().getInt(Parameter.BATCH_SIZE_MAX);
    return Math.max(1, Math.min(settings.batchSize(), Math.min(byBytes, byCount)));
  }

  private void loop(ThreadFactory threads, String name, Runnable body) {
    Thread thread = threads.newThread(body);
    thread.setName("bitcraps-gateway-" + name);
    loops.add(thread);
  }

  /** Sets it going. */
  void start() {
    loops.forEach(Thread::start);
  }

  private Ledger certified() {
    view.stopped()
        .ifPresent(reason -> {
          throw new RefusedException(Problem.of(ProblemCode.VIEW_UNAVAILABLE, reason));
        });
    if (view.lastFollowed().isEmpty()) {
      throw new RefusedException(
          Problem.of(ProblemCode.VIEW_UNAVAILABLE, "no certified block has reached this gateway")
              .retryAfter(1));
    }
    return view.ledger();
  }

  private void beat() {
    try {
      while (!stop.await(BEAT_MS, TimeUnit.MILLISECONDS)) {
        feeds.beat();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  ChainView view() {
    return view;
  }

  PendingOrders pending() {
    return pending;
  }

  Admission admission() {
    return admission;
  }

  Proofs proofs() {
    return proofs;
  }

  Feeds feeds() {
    return feeds;
  }

  Nodes nodes() {
    return nodes;
  }

  Snapshots snapshots() {
    return snapshots;
  }

  HistoryDesk history() {
    return historyDesk;
  }

  /** What its meters read. */
  GatewayMeters.Parts parts() {
    return new GatewayMeters.Parts(
        view, admission.tally(), pending, feeds, snapshots, historyDesk::standing);
  }

  /** Stops every loop; a leaked consumer would silently take every second message. */
  @Override
  public void close() {
    stop.countDown();
    history.ifPresent(HistoryLoop::close);
    consumer.close();
    snapshots.close();
    aggregator.close();
    publisher.close();
    verifiers.shutdownNow();
    try {
      for (Thread loop : loops) {
        loop.join(JOIN_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
