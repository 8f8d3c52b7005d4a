package org.bitcraps.server;

import java.net.URI;
import java.nio.file.Path;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;

/** The EAR as built, and where the tests' server answers (ports: {@code arquillian.xml}). */
public final class DeployedEar {

  public static final URI HTTP = URI.create("http://127.0.0.1:10080");
  public static final URI WEB_SOCKET = URI.create("ws://127.0.0.1:10080");
  static final URI MANAGEMENT = URI.create("http://127.0.0.1:11990");

  private DeployedEar() {}

  public static EnterpriseArchive asBuilt() {
    return ShrinkWrap.createFromZipFile(
        EnterpriseArchive.class, Path.of(System.getProperty("bitcraps.ear")).toFile());
  }
}
