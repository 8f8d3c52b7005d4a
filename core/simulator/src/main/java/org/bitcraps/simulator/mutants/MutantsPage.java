package org.bitcraps.simulator.mutants;

import java.util.List;

/** The table of a hunt, as {@code docs/mutants.md} shows it. */
final class MutantsPage {

  private static final String HEAD =
      """
      # Known bugs, and what finds them

      Each row is a mutant: one file of production code with one known bug in it, compiled in memory
      and run in the simulator. It dies when a named invariant, or the liveness check, finds a run
      guilty within the seeds that the unmutated code passes in every build; exceptions count for
      nothing. A mutant that survives fails the build: it is a hole in the tester.

      A mutant is a text file in `core/simulator/src/main/resources/mutants`: rule, file, the piece
      of source that it replaces (once, white space as it likes), and the piece that stands there
      instead. To add one, add a file. `setting` names the part of the fault menu
      (`org.bitcraps.simulator.Setting`) that is tried first; without it all are tried in turn, one
      seed of each.

      `./bitcraps sim --mutants` hunts all, `--only TEXT` some, `--json` prints totals. This page is
      written by `./mvnw -pl core/simulator -am test -Dtest=MutantsTest
      -Dsurefire.failIfNoSpecifiedTests=false -Drewrite=true`. Seeds and times are those of that run;
      they change with every change of the protocol. Times include loading and warming up all classes
      anew, two mutants at once on two cores.

      | mutant | rule | what is wrong | found by | in | seeds needed | ms |
      |---|---|---|---|---|---|---|
      """;

  private MutantsPage() {}

  static String of(List<Hunt.Fate> fates) {
    StringBuilder page = new StringBuilder(HEAD);
    for (Hunt.Fate fate : fates) {
      page.append("| ").append(fate.mutant().name());
      page.append(" | ").append(fate.mutant().rule());
      page.append(" | ").append(fate.mutant().what());
      page.append(" | ").append(fate.killer().orElse("nothing"));
      page.append(" | ").append(fate.where().map(w -> w.setting() + " " + w.seed()).orElse(""));
      page.append(" | ").append(fate.tries());
      page.append(" | ").append(fate.tookMs()).append(" |\n");
    }
    return page.toString();
  }
}
