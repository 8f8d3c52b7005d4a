package org.bitcraps.gateway.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * All readiness checks at one moment: UP if each of them is that is more than advice. Checks are
 * sorted by name, so that two answers can be compared.
 */
public record ReadinessVerdict(Status status, List<Check> checks) {

  /** The words of MicroProfile Health. */
  public enum Status {
    UP,
    DOWN
  }

  /** One check's answer; {@code problem} is absent when it is UP. */
  public record Check(
      String name, Status status, @JsonInclude(JsonInclude.Include.NON_NULL) String problem) {}

  /** Asks every check. No check at all is DOWN: nobody has said that this gateway is ready. */
  public static ReadinessVerdict of(Iterable<ReadinessCheck> all) {
    List<Check> checks = new ArrayList<>();
    boolean up = true;
    for (ReadinessCheck check : all) {
      Optional<String> problem = check.problem();
      up &= problem.isEmpty() || check.isAdvice();
      checks.add(
          new Check(
              check.name(), problem.isEmpty() ? Status.UP : Status.DOWN, problem.orElse(null)));
    }
    checks.sort(Comparator.comparing(Check::name));
    return new ReadinessVerdict(
        up && !checks.isEmpty() ? Status.UP : Status.DOWN, List.copyOf(checks));
  }

  /** Whether players may be sent here. */
  public boolean up() {
    return status == Status.UP;
  }
}
