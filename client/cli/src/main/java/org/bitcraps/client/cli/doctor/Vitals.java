package org.bitcraps.client.cli.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.client.cli.devnet.LocalNode;

/**
 * What a running node's server says of itself on its management port, and a gateway on the one for
 * players; asked from this machine.
 *
 * @param problems why it is not ready; empty when it is
 * @param condition of the validator, as {@code UP} or {@code MUTE}; empty of a gateway
 * @param metrics without the validator's tag, by name
 */
public record Vitals(
    List<String> problems, Optional<String> condition, SortedMap<String, Double> metrics) {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** WildFly's own checks. */
  private static final Set<String> OF_THE_SERVER =
      Set.of(
          "server-state",
          "suspend-state",
          "deployments-status",
          "boot-errors",
          "empty-readiness-checks");

  private static final String STARTING = "the server has not started all of it";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Copies list and map. */
  public Vitals {
    problems = List.copyOf(new LinkedHashSet<>(problems));
    metrics = new TreeMap<>(metrics);
  }

  /** Asks; empty if nobody answers, as before the server has started. */
  public static Optional<Vitals> of(LocalNode node) throws InterruptedException {
    String management = "http://127.0.0.1:" + node.managementPort();
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      List<String> problems = new ArrayList<>();
      Optional<String> condition = Optional.empty();
      JsonNode health = JSON.readTree(get(http, management + "/health/ready"));
      for (JsonNode check : health.path("checks")) {
        if (check.path("status").asText().equals("DOWN")) {
          problems.add(
              OF_THE_SERVER.contains(check.path("name").asText())
                  ? STARTING
                  : check.path("name").asText() + " is down" + data(check));
        }
        JsonNode validator = check.path("data").path(node.name());
        if (validator.isTextual()) {
          condition = Optional.of(validator.asText());
        }
      }
      if (problems.contains(STARTING)) {
        // The others are down because of that, in whatever order.
        problems.retainAll(Set.of(STARTING));
      }
      if (problems.isEmpty() && !health.path("status").asText().equals("UP")) {
        problems.add(STARTING);
      }
      if (node.isGateway()) {
        String own = node.players() + "/api/v1/health/ready";
        for (JsonNode check : JSON.readTree(get(http, own)).path("checks")) {
          if (check.path("status").asText().equals("DOWN")) {
            problems.add(check.path("name").asText() + ": " + check.path("problem").asText());
          }
        }
      }
      return Optional.of(
          new Vitals(problems, condition, metrics(get(http, management + "/metrics"))));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String data(JsonNode check) {
    return check.path("data").isObject() && !check.path("data").isEmpty()
        ? " " + check.path("data")
        : "";
  }

  private static String get(HttpClient http, String uri) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(URI.create(uri)).timeout(PATIENCE).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /** The text format of Prometheus: name, perhaps tags in braces, value. */
  static SortedMap<String, Double> metrics(String text) {
    SortedMap<String, Double> metrics = new TreeMap<>();
    for (String line : text.split("\n", -1)) {
      int end = line.indexOf('{') < 0 ? line.indexOf(' ') : line.indexOf('{');
      if (end > 0 && line.startsWith("bitcraps_")) {
        String value = line.substring(line.lastIndexOf(' ') + 1);
        if (value.matches("NaN|-?[0-9.]+([eE][+-]?[0-9]+)?")) {
          metrics.merge(line.substring(0, end), Double.valueOf(value), Double::sum);
        }
      }
    }
    return metrics;
  }

  /** A metric that is there, as a whole number. */
  public Optional<Long> number(String name) {
    return Optional.ofNullable(metrics.get(name))
        .filter(value -> !value.isNaN())
        .map(Double::longValue);
  }

  /** Whether it does its duty: ready, not mute, and heard of by a quorum. */
  public boolean isHealthy() {
    return problems.isEmpty()
        && condition.filter(word -> !word.equals("UP")).isEmpty()
        && number("bitcraps_active_validators").orElse(Long.MAX_VALUE)
            >= number("bitcraps_consensus_quorum_size").orElse(0L);
  }
}
