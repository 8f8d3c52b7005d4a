package org.bitcraps.node.startup;

import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.exchange.NodePanel.Answer;
import org.bitcraps.evidence.exchange.NodeReport.Condition;
import org.bitcraps.evidence.exchange.NodeReport.ValidatorReport;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.node.observation.Counts;
import org.bitcraps.node.observation.Watch;
import org.bitcraps.protocol.port.JournalException;

/** One validator of this server, through all its lives. */
final class Validator {

  /** How often a full disk is looked at. */
  private static final long SPACE_EVERY_MS = 1_000;

  private final ReplicaId self;
  private final Surroundings all;
  private final ValidatorKeys keys;
  private final Counts counts = new Counts();
  private final Watch watch;

  private volatile Optional<Life> life = Optional.empty();
  private volatile Optional<Throwable> stillborn = Optional.empty();
  private volatile Optional<Thread> waitsForSpace = Optional.empty();

  Validator(ReplicaId self, Surroundings all, ValidatorKeys keys) {
    this.self = self;
    this.all = all;
    this.keys = keys;
    this.watch = new Watch(self, counts);
  }

  ReplicaId id() {
    return self;
  }

  /** What it did, through all its lives. */
  Counts counts() {
    return counts;
  }

  /** Begins a life, from the journal; or lets the one it has go on. */
  Answer start() {
    return start(List.of(this)).get(0);
  }

  /**
   * Begins a life of each. All journals are open before the first one takes a step: opening takes
   * as long as a view's patience, and who waits alone for the others leaves the view.
   */
  static List<Answer> start(Collection<Validator> validators) {
    List<Supplier<Answer>> opened = new ArrayList<>();
    validators.forEach(validator -> opened.add(validator.open()));
    return opened.stream().map(Supplier::get).toList();
  }

  private synchronized Supplier<Answer> open() {
    waitNoMore();
    if (isAlive()) {
      boolean paused = life.get().isPaused();
      life.get().resume();
      return () -> paused ? Answer.DONE : Answer.ALREADY;
    }
    try {
      Life next = new Life(all, self, keys, counts, watch, this::ended);
      life = Optional.of(next);
      stillborn = Optional.empty();
      return () -> {
        next.begin();
        return Answer.DONE;
      };
    } catch (RuntimeException e) {
      life = Optional.empty();
      stillborn = Optional.of(e);
      watch.say(Level.ERROR, "cannot start: " + e.getMessage(), e);
      awaitSpaceAfter(e);
      return () -> Answer.FAILED;
    }
  }

  private synchronized void ended() {
    life.flatMap(Life::failure).ifPresent(this::awaitSpaceAfter);
  }

  /** A full disk is no broken one: the journal is whole, and with space there life begins again. */
  private void awaitSpaceAfter(Throwable cause) {
    if (cause instanceof JournalException failure && failure.isForWantOfSpace()) {
      Thread waiting = all.threads().newThread(this::awaitSpace);
      waiting.setName("bitcraps-space-" + self);
      waitsForSpace = Optional.of(waiting);
      watch.say(Level.WARNING, "votes no more until there is space on its disk");
      waiting.start();
    }
  }

  private void awaitSpace() {
    try {
      do {
        Thread.sleep(SPACE_EVERY_MS);
      } while (!all.storage().hasRoom(all.home().journal(self).toString()));
    } catch (InterruptedException e) {
      return; // Somebody else decided.
    } catch (JournalException e) {
      watch.say(Level.ERROR, "waits for space no longer: " + e.getMessage(), e);
      waitsForSpace = Optional.empty();
      return;
    }
    watch.say(Level.INFO, "has space again");
    begin(Thread.currentThread());
  }

  private synchronized void begin(Thread waited) {
    if (waitsForSpace.filter(waited::equals).isPresent()) {
      Answer _ = open().get();
    }
  }

  private boolean waitNoMore() {
    boolean waited = waitsForSpace.isPresent();
    waitsForSpace.filter(t -> !t.equals(Thread.currentThread())).ifPresent(Thread::interrupt);
    waitsForSpace = Optional.empty();
    return waited;
  }

  private boolean isAlive() {
    return life.isPresent() && !life.get().isOver();
  }

  /** Holds the life it has still, until {@link #start()} or {@link #stop()}. */
  synchronized Answer pause() {
    if (!isAlive() || life.get().isPaused()) {
      return Answer.ALREADY;
    }
    life.get().pause();
    return Answer.DONE;
  }

  /** Ends the life it has. */
  Answer stop() {
    Optional<Life> current;
    synchronized (this) {
      if (waitNoMore()) {
        return Answer.DONE;
      }
      if (!isAlive()) {
        return Answer.ALREADY;
      }
      current = life;
    }
    current.get().stop(); // Its thread says last that it has ended, under the same lock.
    return current.get().isOver() ? Answer.DONE : Answer.FAILED;
  }

  /** A block that it keeps; none while it is stopped. */
  Optional<BlockNotice> block(SequenceNumber sequence) {
    return life.flatMap(current -> current.block(sequence));
  }

  /** The last block that it keeps; 0 while it is stopped. */
  SequenceNumber lastBlock() {
    return life.map(Life::lastBlock).orElse(SequenceNumber.ZERO);
  }

  ValidatorReport report() {
    Optional<Life> current = life;
    Optional<Throwable> error = current.flatMap(Life::failure).or(() -> stillborn);
    Optional<Life.View> view = current.flatMap(Life::view);
    return new ValidatorReport(
        self,
        waitsForSpace.isPresent() ? Condition.NO_SPACE : condition(current, error),
        view.map(Life.View::standing),
        view.map(Life.View::journalBytes).orElse(0L),
        counts.labelled(),
        error.map(e -> e.getMessage() == null ? e.getClass().getName() : e.getMessage()));
  }

  private static Condition condition(Optional<Life> life, Optional<Throwable> error) {
    if (error.isPresent()) {
      return Condition.FAILED;
    }
    if (life.isEmpty() || life.get().isOver()) {
      return Condition.STOPPED;
    }
    if (life.get().isPaused()) {
      return Condition.PAUSED;
    }
    return life.get().view().filter(Life.View::mute).isPresent() ? Condition.MUTE : Condition.UP;
  }
}
