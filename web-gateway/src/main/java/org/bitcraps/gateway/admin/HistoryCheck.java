package org.bitcraps.gateway.admin;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.util.Optional;
import org.bitcraps.gateway.admission.Doors;
import org.bitcraps.gateway.history.HistoryDesk;

/** The readable history keeps up. Advice: the game does not need it. */
@ApplicationScoped
public class HistoryCheck implements ReadinessCheck {

  @Inject Doors doors;
  @Inject Instance<HistoryDesk> desks;

  @Override
  public String name() {
    return "history";
  }

  @Override
  public boolean isAdvice() {
    return true;
  }

  @Override
  public Optional<String> problem() {
    return doors.closed().isPresent() ? Optional.empty() : desks.get().standing().problem();
  }
}
