package org.bitcraps.gateway.history;

import java.util.Optional;
import org.bitcraps.evidence.chronicle.Coverage;

/**
 * Where the history is.
 *
 * @param coverage what it holds, as far as is known
 * @param problem why it goes no further now, one sentence
 */
public record HistoryStanding(State state, Optional<Coverage> coverage, Optional<String> problem) {

  /** What its writer does. */
  public enum State {
    /** Switched off by configuration. */
    OFF,
    /** Looks for the database. */
    OPENING,
    /** Writes every block as it comes, or will in a moment. */
    FOLLOWING,
    /** Writes blocks that came before. */
    CATCHING_UP,
    /** Has dropped everything and writes it again. */
    REBUILDING,
    /** The database is away, or holds something else: tried again by itself. */
    AWAY
  }
}
