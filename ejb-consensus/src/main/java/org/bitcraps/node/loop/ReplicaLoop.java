package org.bitcraps.node.loop;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bitcraps.node.timer.Alarms;
import org.bitcraps.protocol.consensus.ConsensusProtocol;
import org.bitcraps.protocol.consensus.Input;
import org.bitcraps.protocol.consensus.Timer;

/**
 * Owns one replica: the only thread that steps it. Runs until it is stopped or something throws; it
 * never goes on after an exception (X5).
 */
public final class ReplicaLoop implements Runnable {

  /** Steps that share one force at most, so that timers are seen to in between. */
  private static final int GROUP_STEPS_MAX = 128;

  /** The longest sleep: how late a clock that was set back is noticed. */
  private static final long SLEEP_MS_MAX = 1_000;

  /** How often people may look at the replica, at most. */
  private static final long LOOK_EVERY_MS = 200;

  private final ConsensusProtocol replica;
  private final LaneQueue<Input> inbox;
  private final OutputRunner runner;
  private final Alarms alarms;
  private final Clock clock;
  private final Runnable look;
  private final Consumer<Optional<Throwable>> ended;

  private volatile boolean stopped;
  private boolean paused;
  private long nowMs;
  private long lookedMs;
  private boolean changed = true;

  /**
   * @param replica recovered
   * @param look called on this thread, now and then after steps: the only moment at which somebody
   *     else may read the replica
   * @param ended called once, last: what ended the loop, empty if it was stopped
   */
  public ReplicaLoop(
      ConsensusProtocol replica,
      LaneQueue<Input> inbox,
      OutputRunner runner,
      Alarms alarms,
      Clock clock,
      Runnable look,
      Consumer<Optional<Throwable>> ended) {
    this.replica = replica;
    this.inbox = inbox;
    this.runner = runner;
    this.alarms = alarms;
    this.clock = clock;
    this.look = look;
    this.ended = ended;
  }

  @Override
  public void run() {
    Optional<Throwable> cause = Optional.empty();
    try {
      nowMs = clock.millis();
      step(new Input.Tick(nowMs));
      runner.flush();
      lookNow();
      while (!stopped) {
        turn();
      }
    } catch (InterruptedException e) {
      // The container wants its thread back: the same as being stopped.
      Thread.currentThread().interrupt();
    } catch (Throwable e) {
      cause = Optional.of(e);
    }
    inbox.close();
    ended.accept(cause);
  }

  /** Ends the loop after the group it is at; does not wait for that. */
  public void stop() {
    stopped = true;
    resume();
    inbox.close();
  }

  /** Takes nothing more after the group it is at, and no timer fires, until {@link #resume}. */
  public synchronized void pause() {
    paused = true;
  }

  /** Goes on; what fitted the inbox has waited. */
  public synchronized void resume() {
    paused = false;
    notifyAll();
  }

  public synchronized boolean isPaused() {
    return paused;
  }

  private synchronized void awaitResumed() throws InterruptedException {
    while (paused && !stopped) {
      wait();
    }
  }

  private void turn() throws InterruptedException {
    List<Input> inputs = inbox.drain(GROUP_STEPS_MAX, sleepMs());
    awaitResumed();
    if (stopped) {
      return;
    }
    long before = nowMs;
    nowMs = clock.millis();
    if (nowMs < before || !inputs.isEmpty()) {
      step(new Input.Tick(nowMs)); // What comes now has waited, and does not know how late it is.
    }
    for (Input input : inputs) {
      step(input);
    }
    runner.flush();
    // After what has arrived: a pause of this machine must not look like silence of the others.
    for (Timer timer : alarms.takeDue(nowMs)) {
      step(new Input.TimerFired(nowMs, timer));
    }
    runner.flush();
    boolean due = nowMs - lookedMs >= LOOK_EVERY_MS || nowMs < lookedMs;
    if (changed && due) {
      lookNow();
    }
  }

  private void lookNow() {
    changed = false;
    lookedMs = nowMs;
    look.run();
  }

  private void step(Input input) {
    runner.take(replica.step(input));
    changed = true;
    if (runner.isFull()) {
      runner.flush();
    }
  }

  private long sleepMs() {
    long until = nowMs + SLEEP_MS_MAX;
    if (alarms.nextAtMs().isPresent()) {
      until = Math.min(until, alarms.nextAtMs().getAsLong());
    }
    if (changed) {
      until = Math.min(until, lookedMs + LOOK_EVERY_MS);
    }
    return Math.clamp(until - clock.millis(), 0, SLEEP_MS_MAX);
  }
}
