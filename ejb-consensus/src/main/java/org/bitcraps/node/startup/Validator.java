package org.bitcraps.node.startup;

import java.lang.System.Logger.Level;
import java.util.Optional;
import org.bitcraps.evidence.exchange.NodePanel.Answer;
import org.bitcraps.evidence.exchange.NodeReport.Condition;
import org.bitcraps.evidence.exchange.NodeReport.ValidatorReport;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.node.observation.Counts;
import org.bitcraps.node.observation.Watch;

/** One validator of this server, through all its lives. */
final class Validator {

  private final ReplicaId self;
  private final Surroundings all;
  private final ValidatorKeys keys;
  private final Counts counts = new Counts();
  private final Watch watch;

  private volatile Optional<Life> life = Optional.empty();
  private volatile Optional<Throwable> stillborn = Optional.empty();

  Validator(ReplicaId self, Surroundings all, ValidatorKeys keys) {
    this.self = self;
    this.all = all;
    this.keys = keys;
    this.watch = new Watch(self, counts);
  }

  ReplicaId id() {
    return self;
  }

  /** Begins a life, from the journal. */
  synchronized Answer start() {
    if (life.isPresent() && !life.get().isOver()) {
      return Answer.ALREADY;
    }
    try {
      life = Optional.of(new Life(all, self, keys, counts, watch));
      stillborn = Optional.empty();
      return Answer.DONE;
    } catch (RuntimeException e) {
      life = Optional.empty();
      stillborn = Optional.of(e);
      watch.say(Level.ERROR, "cannot start: " + e.getMessage(), e);
      return Answer.FAILED;
    }
  }

  /** Ends the life it has. */
  synchronized Answer stop() {
    if (life.isEmpty() || life.get().isOver()) {
      return Answer.ALREADY;
    }
    life.get().stop();
    return life.get().isOver() ? Answer.DONE : Answer.FAILED;
  }

  ValidatorReport report() {
    Optional<Life> current = life;
    Optional<Throwable> error = current.flatMap(Life::failure).or(() -> stillborn);
    Optional<Life.View> view = current.flatMap(Life::view);
    return new ValidatorReport(
        self,
        condition(current, error),
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
    return life.get().view().filter(Life.View::mute).isPresent() ? Condition.MUTE : Condition.UP;
  }
}
