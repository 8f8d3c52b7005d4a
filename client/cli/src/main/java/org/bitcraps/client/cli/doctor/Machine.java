package org.bitcraps.client.cli.doctor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;

/** What the doctor asks of the computer. */
public interface Machine {

  /** Version of the Java that would run the server, as 25. */
  int java();

  /** Bytes that are free where that folder lies. */
  long freeBytes(Path folder) throws IOException;

  /** File nodes (inodes) that are free there; empty if the system does not say. */
  OptionalLong freeFiles(Path folder);

  /** Whether a server could listen there. */
  boolean isFree(int port);

  /** Who does. */
  String holder(int port);

  /** Its clock, milliseconds since 1970. */
  long nowMs();
}
