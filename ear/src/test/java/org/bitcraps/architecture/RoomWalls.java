package org.bitcraps.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Set;

/** Which room may know which (W1, W5), and which outside API belongs to which room (W6). */
final class RoomWalls {

  private static final Set<String> JAVA_BASE =
      ModuleLayer.boot().findModule("java.base").orElseThrow().getPackages();

  private static final DescribedPredicate<JavaClass> OUTSIDE_JAVA_BASE =
      describe(
          "outside java.base",
          type ->
              !type.getBaseComponentType().isPrimitive()
                  && !JAVA_BASE.contains(type.getBaseComponentType().getPackageName()));

  /** W1. */
  static final List<Wall> CORE =
      List.of(
          only("W1 evidence needs java.base only", "org.bitcraps.evidence.."),
          only(
              "W1 protocol needs evidence only",
              "org.bitcraps.protocol..",
              "org.bitcraps.evidence.."),
          amongOurRooms("W1 crypto knows evidence only", "crypto", "evidence"),
          amongOurRooms(
              "W1 simulator knows the core only", "simulator", "evidence", "protocol", "crypto"));

  /** W5. Providers are wired at start-up, and where a gateway admits bets. */
  static final List<Wall> SHELL =
      List.of(
          amongOurRooms(
              "W5 a validator's hands know evidence, protocol, jms (and crypto to wire it)",
              "node",
              "evidence",
              "protocol",
              "jms",
              "crypto"),
          amongOurRooms(
              "W5 the gateway knows evidence and jms (and crypto to wire it)",
              "gateway",
              "evidence",
              "jms",
              "crypto"),
          Wall.of(
              "W5 crypto is seen where providers are wired",
              noClasses()
                  .that()
                  .resideInAnyPackage("org.bitcraps.node..", "org.bitcraps.gateway..")
                  .and()
                  .resideOutsideOfPackages(
                      "org.bitcraps.node.startup..",
                      "org.bitcraps.gateway.startup..",
                      "org.bitcraps.gateway.admission..")
                  .should()
                  .dependOnClassesThat()
                  .resideInAPackage("org.bitcraps.crypto..")),
          amongOurRooms(
              "W5 persistence knows evidence and protocol", "persistence", "evidence", "protocol"),
          apart("persistence.journal", "persistence.view"),
          apart("persistence.view", "persistence.journal"),
          amongOurRooms("W5 jms knows no other room", "jms"),
          amongOurRooms("W5 the SDK knows evidence and crypto", "client.sdk", "evidence", "crypto"),
          amongOurRooms(
              "W5 the command line knows the SDK (and starts the simulator)",
              "client.cli",
              "client.sdk",
              "evidence",
              "crypto",
              "simulator"),
          amongOurRooms("W5 the checker knows nothing of what it judges", "checker"));

  /** W6. */
  static final List<Wall> APIS =
      List.of(
          belongsTo(
              "jakarta.jms",
              "jms",
              "node.ingress",
              "node.egress",
              "gateway.dispatch",
              "gateway.collection"),
          belongsTo("org.apache.activemq", "jms"),
          belongsTo(
              "io.micrometer",
              "node.observation",
              "node.startup",
              "gateway.observation",
              "gateway.startup"),
          belongsTo("org.infinispan", "node.startup"),
          belongsTo("jakarta.persistence", "persistence.view"),
          belongsTo("org.eclipse.persistence", "persistence.view"),
          belongsTo("org.flywaydb", "persistence.view"),
          belongsTo("jakarta.ws.rs", "gateway.rest", "gateway.admin"),
          belongsTo("jakarta.websocket", "gateway.push"));

  private RoomWalls() {}

  /** The first package may use itself, the others, and java.base. */
  private static Wall only(String name, String... packages) {
    return Wall.of(
        name,
        noClasses()
            .that()
            .resideInAPackage(packages[0])
            .should()
            .dependOnClassesThat(OUTSIDE_JAVA_BASE.and(not(resideInAnyPackage(packages)))));
  }

  /** Of all our rooms, {@code room} may use itself and {@code allowed}. */
  private static Wall amongOurRooms(String name, String room, String... allowed) {
    DescribedPredicate<JavaClass> other =
        resideInAPackage("org.bitcraps..").and(not(resideInAPackage(packageOf(room))));
    for (String one : allowed) {
      other = other.and(not(resideInAPackage(packageOf(one))));
    }
    return Wall.of(
        name,
        noClasses().that().resideInAPackage(packageOf(room)).should().dependOnClassesThat(other));
  }

  private static Wall apart(String room, String other) {
    return Wall.of(
        "W5 " + room + " does not see " + other,
        noClasses()
            .that()
            .resideInAPackage(packageOf(room))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(packageOf(other)));
  }

  private static Wall belongsTo(String api, String... rooms) {
    String[] packages = List.of(rooms).stream().map(RoomWalls::packageOf).toArray(String[]::new);
    return Wall.of(
        "W6 " + api + " stays in " + String.join(", ", rooms),
        noClasses()
            .that()
            .resideInAPackage("org.bitcraps..")
            .and()
            .resideOutsideOfPackages(packages)
            .should()
            .dependOnClassesThat()
            .resideInAPackage(api + ".."));
  }

  private static String packageOf(String room) {
    return "org.bitcraps." + room + "..";
  }
}
