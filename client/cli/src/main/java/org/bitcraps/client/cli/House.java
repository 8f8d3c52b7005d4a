package org.bitcraps.client.cli;

import java.nio.file.Path;

/** The source tree, and what was built in it. */
record House(Path folder) {

  /**
   * The tree that the launcher lies in.
   *
   * @throws WrongArgumentException if the launcher did not start this
   */
  static House of(String command) {
    String house = System.getProperty("bitcraps.house");
    if (house == null) {
      throw new WrongArgumentException(
          "%s runs from a source tree: start it by ./bitcraps %s".formatted(command, command));
    }
    return new House(Path.of(house));
  }

  /** The configured WildFly. */
  Path server() {
    return folder.resolve("server-config/target/server");
  }

  /** The EAR. */
  Path application() {
    return folder.resolve("ear/target/bitcraps.ear");
  }
}
