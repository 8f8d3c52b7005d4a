package org.bitcraps.client.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Output of one command: for people lines on standard output; with {@code --json} one JSON value
 * there and nothing else. What is said along the way goes to standard error.
 */
final class Printer {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(names = "--json", description = "Print one JSON value, for programs.")
  private boolean json;

  boolean isJson() {
    return json;
  }

  /** For people only. */
  void line(String text) {
    if (!json) {
      out().println(text);
      out().flush();
    }
  }

  /** For programs only. */
  void json(Object value) {
    if (json) {
      try {
        out().println(JSON.writeValueAsString(value));
      } catch (JsonProcessingException e) {
        throw new IllegalStateException("our own value is no JSON", e);
      }
      out().flush();
    }
  }

  /** The text as it is, for both. */
  void raw(String text) {
    out().println(text);
    out().flush();
  }

  /** Along the way, for people. */
  void note(String text) {
    PrintWriter err = command.commandLine().getErr();
    err.println(text);
    err.flush();
  }

  /** Where lines for people go. */
  PrintWriter out() {
    return command.commandLine().getOut();
  }
}
