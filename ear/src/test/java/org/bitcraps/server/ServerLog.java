package org.bitcraps.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What the tests' server has written since it started. */
final class ServerLog {

  /** WildFly's levels, and those of the JDK's loggers, which keep their names. */
  private static final Pattern COMPLAINT =
      Pattern.compile("^\\S+ \\S+ (WARN|WARNING|ERROR|SEVERE|FATAL) .*");

  private ServerLog() {}

  static List<String> lines() throws IOException {
    return lines("server.log");
  }

  /** For machines: an event a line. */
  static List<String> json() throws IOException {
    return lines("server.json");
  }

  private static List<String> lines(String file) throws IOException {
    return Files.readAllLines(Path.of(System.getProperty("bitcraps.server.base"), "log", file));
  }

  static List<String> complaints() throws IOException {
    return lines().stream().filter(COMPLAINT.asMatchPredicate()).toList();
  }
}
