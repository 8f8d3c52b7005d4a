package org.bitcraps.checker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Judges the history in a folder. Exit code 0 if nothing is wrong with it, 1 if something is, 2 if
 * it could not be read.
 */
public final class CheckerMain {

  private CheckerMain() {}

  /** One argument: the folder. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  static int run(String... args) {
    if (args.length != 1 || !Files.isDirectory(Path.of(args[0]))) {
      System.err.println("which folder has the history? One argument.");
      return 2;
    }
    try (History history = History.open(Path.of(args[0]))) {
      Findings findings = Judge.of(history);
      System.out.print(findings.report());
      return findings.clean() ? 0 : 1;
    } catch (IOException | MalformedException e) {
      System.err.println("the history cannot be read: " + e.getMessage());
      return 2;
    }
  }
}
