package org.bitcraps.client.cli;

import java.nio.file.Files;
import java.nio.file.Path;

/** A release, or the source tree and what was built in it. */
record House(Path folder) {

  /**
   * What the launcher lies in.
   *
   * @throws WrongArgumentException if the launcher did not start this
   */
  static House of(String command) {
    String house = System.getProperty("bitcraps.house");
    if (house == null) {
      throw new WrongArgumentException(
          "%s runs from a release or a source tree: start it by ./bitcraps %s"
              .formatted(command, command));
    }
    return new House(Path.of(house));
  }

  private boolean isRelease() {
    return Files.exists(folder.resolve("bitcraps.ear"));
  }

  /** The configured WildFly. */
  Path server() {
    return folder.resolve(isRelease() ? "server" : "server-config/target/server");
  }

  /** The EAR. */
  Path application() {
    return folder.resolve(isRelease() ? "bitcraps.ear" : "ear/target/bitcraps.ear");
  }
}
