package org.bitcraps.client.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest, and the Java that runs it. */
final class BuiltVersion implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String built = BuiltVersion.class.getPackage().getImplementationVersion();
    return new String[] {
      "bitcraps "
          + Objects.requireNonNullElse(built, "(from classes)")
          + ", Java "
          + Runtime.version()
    };
  }
}
