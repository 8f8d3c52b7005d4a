package org.bitcraps.client.cli;

import java.io.PrintWriter;
import java.util.function.Supplier;

/**
 * What a long command says while it works: a line for each stage, with the seconds since it began.
 */
final class Stages {

  private final Supplier<PrintWriter> out;
  private final long startedNanos = System.nanoTime();

  Stages(Supplier<PrintWriter> out) {
    this.out = out;
  }

  /** A stage is over. */
  void say(String what) {
    line("%4d s  %s".formatted((System.nanoTime() - startedNanos) / 1_000_000_000L, what));
  }

  /** Any line. */
  void line(String line) {
    out.get().println(line);
    out.get().flush();
  }
}
