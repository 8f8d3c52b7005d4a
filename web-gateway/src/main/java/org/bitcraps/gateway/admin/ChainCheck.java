package org.bitcraps.gateway.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Optional;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.gateway.admission.Doors;
import org.bitcraps.gateway.admission.Problem;
import org.bitcraps.gateway.collection.ChainView;

/** This gateway follows its chain closely, and a block was certified lately. */
@ApplicationScoped
public class ChainCheck implements ReadinessCheck {

  /** An idle table is silent for a betting window; beyond that so much more is a standstill. */
  private static final long SLACK_MS = 10_000;

  @Inject Doors doors;
  @Inject Instance<ChainView> views;

  @Override
  public String name() {
    return "chain";
  }

  @Override
  public Optional<String> problem() {
    Optional<Problem> closed = doors.closed();
    return closed.isPresent()
        ? closed.map(Problem::detail)
        : problem(views.get(), System.currentTimeMillis());
  }

  static Optional<String> problem(ChainView view, long nowMs) {
    if (view.stopped().isPresent()) {
      return view.stopped();
    }
    if (view.lastAtMs() == 0) {
      return Optional.of("no certified block has come yet");
    }
    long patienceMs = view.genesis().parameters().get(Parameter.BETTING_WINDOW_MS) + SLACK_MS;
    if (view.behindMs() > patienceMs) {
      return Optional.of("the chain is " + view.behindMs() / 1000 + " s ahead of this gateway");
    }
    long silenceMs = nowMs - view.lastAtMs();
    return silenceMs > patienceMs
        ? Optional.of("no block was certified for " + silenceMs / 1000 + " s")
        : Optional.empty();
  }
}
