package org.bitcraps.gateway.admission;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * Whether this server may serve players at all: closed until it follows a chain, and for good in a
 * role without a gateway.
 */
@ApplicationScoped
public class Doors {

  private volatile Optional<Problem> closed =
      Optional.of(
          Problem.of(ProblemCode.VIEW_UNAVAILABLE, "the gateway is starting").retryAfter(1));

  private volatile Origins origins = Origins.NONE;

  /** Whose pages may read answers. */
  public Origins origins() {
    return origins;
  }

  /** Says whose pages may read answers; until then nobody's. */
  public void invite(Origins pages) {
    origins = pages;
  }

  /** Why the doors are closed; empty if they are open. */
  public Optional<Problem> closed() {
    return closed;
  }

  /** Opens them. */
  public void open() {
    closed = Optional.empty();
  }

  /** Closes them. */
  public void close(Problem why) {
    closed = Optional.of(why);
  }
}
