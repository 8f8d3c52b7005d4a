package org.bitcraps.node.health;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.bitcraps.evidence.exchange.NodeReport;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Red when a validator of this server had to stop itself (X5), and while no node runs; says how
 * each of them is.
 */
@Readiness
@ApplicationScoped
public class ValidatorsHealth implements HealthCheck {

  private volatile Optional<Supplier<NodeReport>> node = Optional.empty();

  /** The node has started: from now on it is asked. Asking must not wait. */
  public void begin(Supplier<NodeReport> report) {
    node = Optional.of(report);
  }

  /** The node ends. */
  public void end() {
    node = Optional.empty();
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder response = HealthCheckResponse.named("validators");
    return node.map(running -> of(response, running.get()))
        .orElseGet(() -> response.down().build());
  }

  private static HealthCheckResponse of(HealthCheckResponseBuilder response, NodeReport report) {
    response.status(report.isHealthy());
    report
        .validators()
        .forEach(validator ->
            response.withData(
                "validator-" + validator.id(),
                validator.lastError().isEmpty()
                    ? validator.condition().name()
                    : validator.condition() + ": " + validator.lastError().get()));
    return response
        .withData(
            "views",
            report.validators().stream()
                .flatMap(v -> v.standing().stream())
                .map(s -> s.view().toString())
                .collect(Collectors.joining(" ")))
        .build();
  }
}
