package org.bitcraps.client.cli.doctor;

import java.util.ArrayList;
import java.util.List;

/**
 * What the doctor says of one thing.
 *
 * @param about as {@code clock}
 * @param says one sentence
 * @param advice what to do; empty if nothing
 */
public record Finding(Level level, String about, String says, String advice) {

  /** How bad it is. */
  public enum Level {
    OK,
    /** The node runs, but should be looked after. */
    WARN,
    /** The node does not start, or does not do its duty. */
    FAIL
  }

  /** Collects findings about one thing. */
  static final class Sheet {

    private final List<Finding> findings;
    private final String about;

    Sheet(List<Finding> findings, String about) {
      this.findings = findings;
      this.about = about;
    }

    void ok(String says) {
      findings.add(new Finding(Level.OK, about, says, ""));
    }

    void warn(String says, String advice) {
      findings.add(new Finding(Level.WARN, about, says, advice));
    }

    void fail(String says, String advice) {
      findings.add(new Finding(Level.FAIL, about, says, advice));
    }
  }

  /** A list to which {@link Sheet}s write. */
  static List<Finding> none() {
    return new ArrayList<>();
  }

  /** Whether no finding is a FAIL. */
  public static boolean isHealthy(List<Finding> findings) {
    return findings.stream().noneMatch(finding -> finding.level() == Level.FAIL);
  }
}
