package org.bitcraps.gateway.history;

import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.bitcraps.evidence.chronicle.Chronicle;
import org.bitcraps.evidence.chronicle.ChronicleException;
import org.bitcraps.evidence.chronicle.Deed;
import org.bitcraps.gateway.admission.Problem;
import org.bitcraps.gateway.admission.ProblemCode;
import org.bitcraps.gateway.admission.RefusedException;

/**
 * Where questions to the history are asked: so few at once that a database that hangs holds only as
 * many of the server's HTTP workers, and the game keeps the others (X4).
 */
public final class HistoryDesk {

  private static final int QUESTIONS_MAX = 4;
  private static final int RETRY_SECONDS = 5;

  private final Chronicle chronicle;
  private final Optional<HistoryLoop> loop;
  private final Semaphore places = new Semaphore(QUESTIONS_MAX);

  /** A question. */
  @FunctionalInterface
  public interface Question<T> {
    /** Asks it. */
    T of(Chronicle chronicle) throws ChronicleException;
  }

  /**
   * @param loop the writer; empty if the history is switched off
   */
  public HistoryDesk(Chronicle chronicle, Optional<HistoryLoop> loop) {
    this.chronicle = chronicle;
    this.loop = loop;
  }

  /** Where the history is. */
  public HistoryStanding standing() {
    return loop.map(HistoryLoop::standing)
        .orElse(
            new HistoryStanding(
                HistoryStanding.State.OFF,
                Optional.empty(),
                Optional.of("bitcraps.history.enabled is false")));
  }

  /**
   * Asks, if there is a place and a database.
   *
   * @throws RefusedException 503 otherwise
   */
  public <T> T ask(Question<T> question) {
    HistoryStanding now = standing();
    boolean there =
        switch (now.state()) {
          case FOLLOWING, CATCHING_UP, REBUILDING -> now.coverage().isPresent();
          case OFF, OPENING, AWAY -> false;
        };
    if (!there) {
      throw away(now.problem().orElse("the history is being opened"));
    }
    if (!places.tryAcquire()) {
      throw new RefusedException(
          Problem.of(ProblemCode.BUSY, "too many questions to the history at once").retryAfter(1));
    }
    try {
      return question.of(chronicle);
    } catch (ChronicleException e) {
      throw away(e.getMessage());
    } finally {
      places.release();
    }
  }

  private static RefusedException away(String reason) {
    return new RefusedException(
        Problem.of(ProblemCode.HISTORY_AWAY, reason).retryAfter(RETRY_SECONDS));
  }

  /**
   * Wants the history dropped and written again from blocks.
   *
   * @throws RefusedException 503 if it is switched off
   */
  public void rebuild() {
    loop.orElseThrow(() -> away("bitcraps.history.enabled is false")).rebuild();
  }

  /** Writes down what was done; false if it could not be taken. */
  public boolean note(Deed deed) {
    return loop.isPresent() && loop.get().note(deed);
  }
}
