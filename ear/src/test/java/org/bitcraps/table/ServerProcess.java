package org.bitcraps.table;

import java.time.Duration;

/** The server that Arquillian has started, as the operating system sees it. */
final class ServerProcess {

  private static final String MARK = "-Djboss.node.name=one-server";

  private final ProcessHandle process =
      ProcessHandle.current()
          .descendants()
          .filter(child -> child.info().commandLine().orElse("").contains(MARK))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no child of this process is the server"));

  /** What it has computed since it started. */
  Duration cpu() {
    return process.info().totalCpuDuration().orElseThrow();
  }
}
