package org.bitcraps.client.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import picocli.CommandLine;

/** Runs commands as a shell would, and keeps what the last one printed. */
final class Shell {

  final StringWriter out = new StringWriter();
  final StringWriter err = new StringWriter();

  /** Exit code of {@code bitcraps} with these arguments. */
  int run(Object... args) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    CommandLine commands = BitcrapsCommand.commandLine();
    commands.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return commands.execute(Stream.of(args).map(Object::toString).toArray(String[]::new));
  }
}
