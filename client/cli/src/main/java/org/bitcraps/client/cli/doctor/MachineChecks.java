package org.bitcraps.client.cli.doctor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.bitcraps.client.cli.devnet.LocalNode;

/** The machine below a node. */
final class MachineChecks {

  private static final int JAVA = 25;
  private static final long GB = 1L << 30;
  private static final long FREE_WARNING = 10 * GB;
  private static final long FREE_LEAST = GB;
  private static final long FILES_WARNING = 100_000;
  private static final long FILES_LEAST = 1_000;

  private final Machine machine;
  private final List<Finding> findings;

  MachineChecks(Machine machine, List<Finding> findings) {
    this.machine = machine;
    this.findings = findings;
  }

  private Finding.Sheet about(String what) {
    return new Finding.Sheet(findings, what);
  }

  void java() {
    if (machine.java() < JAVA) {
      about("java")
          .fail(
              "this is Java %d, the server needs %d".formatted(machine.java(), JAVA),
              "install JDK %d, or set JAVA_HOME to it".formatted(JAVA));
    } else {
      about("java").ok("Java " + machine.java());
    }
  }

  /** A full disk silences a validator. */
  void disk(Path folder) throws IOException {
    Finding.Sheet sheet = about("disk");
    long free = machine.freeBytes(folder);
    OptionalLong files = machine.freeFiles(folder);
    String says =
        "%.1f GB and %s files free where %s lies"
            .formatted(
                (double) free / GB,
                files.isPresent() ? Long.toString(files.getAsLong()) : "as many as fit,",
                folder);
    String advice = "make room: what a validator cannot write down it may not sign";
    if (free < FREE_LEAST || files.orElse(Long.MAX_VALUE) < FILES_LEAST) {
      sheet.fail(says, advice);
    } else if (free < FREE_WARNING || files.orElse(Long.MAX_VALUE) < FILES_WARNING) {
      sheet.warn(says, advice);
    } else {
      sheet.ok(says);
    }
  }

  /** Of a node that does not run. */
  void ports(LocalNode node) {
    Finding.Sheet sheet = about("ports");
    List<Integer> ports = List.of(node.httpPort(), node.managementPort(), node.peersPort());
    boolean free = true;
    for (int port : ports) {
      if (!machine.isFree(port)) {
        free = false;
        sheet.fail(
            "port %d is held by %s".formatted(port, machine.holder(port)),
            "end it, or set another jboss.socket.binding.port-offset in "
                + node.home().configuration());
      }
    }
    if (free) {
      sheet.ok("%s are free".formatted(ports));
    }
  }
}
