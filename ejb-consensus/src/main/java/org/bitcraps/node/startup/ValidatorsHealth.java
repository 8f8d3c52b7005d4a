package org.bitcraps.node.startup;

import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.stream.Collectors;
import org.bitcraps.evidence.exchange.NodePanel;
import org.bitcraps.evidence.exchange.NodeReport;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Red when a validator of this server had to stop itself (X5); says how each of them is. */
@Readiness
@ApplicationScoped
public class ValidatorsHealth implements HealthCheck {

  @EJB private NodePanel panel;

  @Override
  public HealthCheckResponse call() {
    NodeReport report = panel.report();
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("validators").status(report.isHealthy());
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
