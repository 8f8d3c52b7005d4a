package org.bitcraps.gateway.collection;

import java.util.Optional;
import java.util.function.Supplier;
import org.bitcraps.evidence.exchange.NodeReport;

/** What this server's own validators say of themselves; empty where none run. */
public final class Nodes {

  private final Supplier<NodeReport> panel;

  /** Asks this panel; asking must not wait. */
  public Nodes(Supplier<NodeReport> panel) {
    this.panel = panel;
  }

  /** The report, if there are validators in this server. */
  public Optional<NodeReport> report() {
    return Optional.of(panel.get()).filter(report -> !report.validators().isEmpty());
  }
}
