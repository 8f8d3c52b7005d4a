package org.bitcraps.node.startup;

import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.exchange.NodeReport.Standing;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.wire.Verifier;
import org.bitcraps.jms.Envelope;
import org.bitcraps.node.egress.Egress;
import org.bitcraps.node.egress.Post;
import org.bitcraps.node.ingress.Door;
import org.bitcraps.node.loop.LaneQueue;
import org.bitcraps.node.loop.OutputRunner;
import org.bitcraps.node.loop.ReplicaLoop;
import org.bitcraps.node.observation.Count;
import org.bitcraps.node.observation.Counts;
import org.bitcraps.node.observation.Standings;
import org.bitcraps.node.observation.Watch;
import org.bitcraps.node.shelf.ShelvedBlocks;
import org.bitcraps.node.shelf.ShelvedCheckpoints;
import org.bitcraps.node.shelf.ShelvingBlockStore;
import org.bitcraps.node.timer.Alarms;
import org.bitcraps.node.verdicts.CountedVerdicts;
import org.bitcraps.node.verdicts.RecentVerdicts;
import org.bitcraps.node.verdicts.ShelvedVerdicts;
import org.bitcraps.protocol.consensus.Input;
import org.bitcraps.protocol.consensus.Lane;
import org.bitcraps.protocol.port.JournalException;
import org.bitcraps.protocol.port.Storage;
import org.bitcraps.protocol.replica.Admission;
import org.bitcraps.protocol.replica.RememberingScheme;
import org.bitcraps.protocol.replica.Replica;
import org.bitcraps.protocol.replica.Verdicts;

/** One life of a validator: from the opening of its journal to its end, whatever brings it. */
final class Life {

  /** What the loop's inbox holds at most; a full lane refuses, and the sender sends again. */
  private static final Map<Lane, LaneQueue.Bounds> INBOX =
      Map.of(
          Lane.VOTES, new LaneQueue.Bounds(4_096, 8L << 20),
          Lane.BODIES, new LaneQueue.Bounds(512, 32L << 20));

  /** Less than two megabytes; a view of 512 blocks among four validators has half as many votes. */
  private static final int SIGNATURES_MAX = 16_384;

  private static final long STOP_MS_MAX = 10_000;

  /** What was seen when the replica was last looked at. */
  record View(Standing standing, boolean mute, long journalBytes) {}

  private final Watch watch;
  private final Storage.Kept kept;
  private final Replica replica;
  private final ShelvedCheckpoints checkpoints;
  private final OutputRunner runner;
  private final ReplicaLoop loop;
  private final Post post;
  private final Thread thread;
  private final Transport.Listening listening;
  private final Runnable afterwards;
  private final CountDownLatch over = new CountDownLatch(1);

  private volatile Optional<View> view = Optional.empty();
  private volatile Optional<Throwable> failure = Optional.empty();

  /**
   * Opens, recovers and listens; what arrives waits until {@link #begin}.
   *
   * @param afterwards called once, on the loop's thread, when all is given back
   * @throws RuntimeException if it cannot: nothing is left open
   */
  Life(
      Surroundings all,
      ReplicaId self,
      ValidatorKeys keys,
      Counts counts,
      Watch watch,
      Runnable afterwards) {
    this.watch = watch;
    this.afterwards = afterwards;
    Genesis genesis = all.genesis();
    this.kept =
        all.storage()
            .open(
                all.home().journal(self).toString(), genesis.chainId(), self, genesis.parameters());
    try {
      this.replica =
          new Replica(
              genesis,
              all.start(),
              self,
              keys.voteKey(),
              keys.beaconKey(),
              kept.blocks(),
              all.pacing(),
              challenge());
      long journalBytes = recover();
      LaneQueue<Input> inbox = new LaneQueue<>(INBOX);
      Admission admission = admission(all, self, keys, counts);
      Door door = new Door(admission, inbox, all.pool(), all.clock(), counts, watch);
      this.checkpoints =
          new ShelvedCheckpoints(all.shelves().checkpoints(), genesis, self, shown(door));
      Alarms alarms = new Alarms();
      this.post = all.transport().post(self);
      this.runner =
          new OutputRunner(
              kept.journal(),
              journalBytes,
              new ShelvingBlockStore(
                  kept.blocks(),
                  new ShelvedBlocks(all.shelves().blocks()),
                  self,
                  genesis.replicaSet()),
              checkpoints.beside(new Egress(genesis, self, post, counts)),
              alarms,
              watch,
              task -> cutter(all, self, task).start());
      this.loop =
          new ReplicaLoop(
              replica,
              inbox,
              runner,
              alarms,
              all.clock(),
              () -> look(all.clock().millis()),
              this::end);
      this.thread = all.threads().newThread(loop);
      thread.setName("bitcraps-validator-" + self);
      this.listening = all.transport().listen(self, door, watch, this::deaf);
    } catch (RuntimeException e) {
      kept.close();
      throw e;
    }
  }

  private static Thread cutter(Surroundings all, ReplicaId self, Runnable task) {
    Thread thread = all.threads().newThread(task);
    thread.setName("bitcraps-cut-" + self);
    return thread;
  }

  /** What lay in a cache comes in by the door of peers: whose it is, it must prove all the same. */
  private static BiConsumer<Lane, byte[]> shown(Door door) {
    return (lane, bytes) -> {
      try {
        door.received(lane, Envelope.of(Envelope.Kind.PEER, "cache", bytes));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    };
  }

  /** Messages and bodies each have a memory: a body of bets would sweep all votes out of one. */
  private static Admission admission(
      Surroundings all, ReplicaId self, ValidatorKeys keys, Counts counts) {
    Verdicts signatures =
        new CountedVerdicts(
            new RecentVerdicts(SIGNATURES_MAX),
            counts,
            Count.SIGNATURES_ASKED,
            Count.SIGNATURES_REMEMBERED);
    Verdicts bodies =
        new CountedVerdicts(
            new ShelvedVerdicts(
                self,
                new RecentVerdicts(RecentVerdicts.BODIES_MAX),
                keys.seal(),
                all.shelves().signatures()),
            counts,
            Count.BODIES_ASKED,
            Count.BODIES_REMEMBERED);
    return new Admission(
        all.genesis(),
        self,
        all.verifier(),
        new Verifier(new RememberingScheme(all.verifier(), signatures)),
        bodies);
  }

  /** P8: answers to an earlier start must be no answers to this one. */
  private static Digest challenge() {
    byte[] bytes = new byte[Digest.BYTES];
    new SecureRandom().nextBytes(bytes);
    return Digest.fromBytes(bytes);
  }

  /** Takes its first step. Once. */
  void begin() {
    thread.start();
    checkpoints.show();
  }

  private long recover() {
    List<byte[]> records = kept.journal().recover();
    kept.notices().forEach(notice -> watch.say(Level.WARNING, notice));
    replica.recover(records);
    return bytes(records);
  }

  private static long bytes(List<byte[]> records) {
    return records.stream().mapToLong(record -> record.length).sum();
  }

  private void look(long nowMs) {
    checkpoints.offer(replica.stableCheckpoint(), replica::handout);
    view =
        Optional.of(
            new View(
                Standings.of(replica.status(), nowMs),
                replica.status().consensus().mute(),
                runner.journalBytes()));
  }

  private void deaf(Throwable cause) {
    failure = Optional.of(cause);
    loop.stop();
  }

  /** On the loop's thread, last: gives everything back, so that the next life can begin. */
  private void end(Optional<Throwable> cause) {
    if (failure.isEmpty()) {
      failure = cause;
    }
    failure.ifPresent(e -> watch.say(Level.ERROR, "has stopped itself: " + e, e));
    try {
      listening.close();
      post.close();
    } finally {
      runner.close();
      kept.close();
      over.countDown();
    }
    afterwards.run();
  }

  /** Holds it still until {@link #resume} or {@link #stop}. */
  void pause() {
    loop.pause();
  }

  void resume() {
    loop.resume();
  }

  boolean isPaused() {
    return loop.isPaused();
  }

  /** Ends it and waits until everything is given back. */
  void stop() {
    loop.stop();
    try {
      if (!over.await(STOP_MS_MAX, TimeUnit.MILLISECONDS)) {
        watch.say(Level.WARNING, "is still busy " + STOP_MS_MAX + " ms after it was stopped");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  boolean isOver() {
    return over.getCount() == 0;
  }

  /** What ended it, or is ending it, if it was not stopped. */
  Optional<Throwable> failure() {
    return failure;
  }

  /** A block that it keeps; none when it is over, or the disk refuses: then others are asked. */
  Optional<BlockNotice> block(SequenceNumber sequence) {
    try {
      return isOver() ? Optional.empty() : kept.blocks().block(sequence);
    } catch (JournalException | IllegalStateException e) {
      return Optional.empty();
    }
  }

  /** The last block that it keeps; 0 when it is over. */
  SequenceNumber lastBlock() {
    return isOver() ? SequenceNumber.ZERO : kept.blocks().last();
  }

  /** Empty before the first look. */
  Optional<View> view() {
    return view;
  }
}
