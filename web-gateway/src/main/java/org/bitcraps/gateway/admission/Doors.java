package org.bitcraps.gateway.admission;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
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
  private volatile List<String> witnesses = List.of();

  /** Whose pages may read answers. */
  public Origins origins() {
    return origins;
  }

  /** Other gateways that our page may ask for the same blocks: their origins. */
  public List<String> witnesses() {
    return witnesses;
  }

  /**
   * Says whose pages may read answers, and whom our page may ask; until then nobody's and nobody.
   */
  public void invite(Origins pages, List<String> gateways) {
    origins = pages;
    witnesses = List.copyOf(gateways);
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
