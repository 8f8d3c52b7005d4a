package org.bitcraps.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;

/**
 * W2: inside a room of the core, every line imports only lines above it. {@code port} comes last:
 * its interfaces speak of snapshots and blocks, and no decision reaches through them, since storing
 * is the host's work.
 */
final class OrderOfPackages {

  private static final List<String> EVIDENCE =
      List.of(
          "keys",
          "wire",
          "merkle",
          "membership",
          "genesis",
          "craps",
          "bet",
          "dice",
          "certificate",
          "operation",
          "execution",
          "exchange",
          "chronicle",
          "proof",
          "replay");

  private static final List<String> PROTOCOL =
      List.of("consensus", "safety", "pbft", "hotstuff", "replica", "port");

  /** Every package is a line of its own, but the simulator is one line with all its folders. */
  private static final SliceAssignment LINES =
      new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
          String name = type.getPackageName();
          if (!name.startsWith("org.bitcraps.")) {
            return SliceIdentifier.ignore();
          }
          return SliceIdentifier.of(
              name.startsWith("org.bitcraps.simulator") ? "org.bitcraps.simulator" : name);
        }

        @Override
        public String getDescription() {
          return "lines of DESIGN §1";
        }
      };

  static final List<Wall> WALLS =
      List.of(
          inOrder("evidence", EVIDENCE),
          inOrder("protocol", PROTOCOL),
          Wall.of(
              "W2 pbft and hotstuff do not know each other",
              noClasses()
                  .that()
                  .resideInAPackage("org.bitcraps.protocol.hotstuff..")
                  .should()
                  .dependOnClassesThat()
                  .resideInAPackage("org.bitcraps.protocol.pbft..")),
          Wall.of(
              "W2 consensus does not know that bytes are bets",
              noClasses()
                  .that()
                  .resideInAPackage("org.bitcraps.protocol..")
                  .and()
                  .resideOutsideOfPackage("org.bitcraps.protocol.replica..")
                  .should()
                  .dependOnClassesThat()
                  .resideInAnyPackage(
                      "org.bitcraps.evidence.bet..", "org.bitcraps.evidence.craps..")),
          Wall.of(
              "W2 no cycles between packages",
              slices().assignedFrom(LINES).should().beFreeOfCycles()));

  private OrderOfPackages() {}

  private static Wall inOrder(String room, List<String> lines) {
    String root = "org.bitcraps." + room;
    return Wall.of(
        "W2 every line of " + room + " imports only lines above it",
        classes()
            .that()
            .resideInAPackage(root + "..")
            .should(
                new ArchCondition<>("import only lines above") {
                  @Override
                  public void check(JavaClass from, ConditionEvents events) {
                    int line = lines.indexOf(lineOf(root, from));
                    if (line < 0 && !from.getSimpleName().equals("module-info")) {
                      events.add(
                          SimpleConditionEvent.violated(
                              from, from.getName() + " stands in no line of DESIGN §1"));
                    }
                    for (Dependency dependency : from.getDirectDependenciesFromSelf()) {
                      JavaClass to = dependency.getTargetClass().getBaseComponentType();
                      if (to.getPackageName().startsWith(root + ".")
                          && lines.indexOf(lineOf(root, to)) > line) {
                        events.add(
                            SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                      }
                    }
                  }
                }));
  }

  private static String lineOf(String root, JavaClass type) {
    String below = type.getPackageName().substring(root.length());
    return below.isEmpty() ? "" : below.substring(1).split("\\.", 2)[0];
  }
}
