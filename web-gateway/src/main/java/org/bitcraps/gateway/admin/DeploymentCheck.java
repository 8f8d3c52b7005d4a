package org.bitcraps.gateway.admin;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The application is deployed and its beans answer: true by being asked. */
@ApplicationScoped
public class DeploymentCheck implements ReadinessCheck {

  @Override
  public String name() {
    return "deployment";
  }

  @Override
  public Optional<String> problem() {
    return Optional.empty();
  }
}
