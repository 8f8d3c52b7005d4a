package org.bitcraps.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jboss.shrinkwrap.api.ArchivePath;
import org.jboss.shrinkwrap.api.Node;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

/** W5 in the archive: isolated parts, a skinny WAR, every library once. */
class EarContentIT {

  private final EnterpriseArchive ear = DeployedEar.asBuilt();

  private List<String> libraries() {
    Map<ArchivePath, Node> lib = ear.getContent(path -> path.get().matches("/lib/.+\\.jar"));
    return lib.keySet().stream().map(path -> path.get().substring("/lib/".length())).toList();
  }

  @Test
  void libraries_lie_in_the_ear_once_each() {
    assertThat(libraries())
        .anyMatch(jar -> jar.contains("bitcraps-evidence"))
        .anyMatch(jar -> jar.contains("bitcraps-persistence"))
        .anyMatch(jar -> jar.contains("bcprov"))
        .extracting(jar -> jar.replaceFirst("-[0-9].*", ""))
        .doesNotHaveDuplicates();
  }

  @Test
  void what_the_server_brings_is_not_brought_twice() {
    assertThat(libraries())
        .noneMatch(jar -> jar.contains("jackson"))
        .noneMatch(jar -> jar.contains("jakarta."))
        // A native library in the EAR leaks with every redeploy: it is a module of the server.
        .noneMatch(jar -> jar.contains("AmazonCorretto"));
  }

  @Test
  void the_war_carries_no_library() {
    WebArchive war = part("web-gateway.war");

    assertThat(war.getContent(path -> path.get().endsWith(".jar"))).isEmpty();
    assertThat(war.contains("/WEB-INF/classes/org/bitcraps/gateway/rest/HealthResource.class"))
        .isTrue();
  }

  @Test
  void the_parts_do_not_see_each_other() throws Exception {
    try (var structure =
        ear.get("/META-INF/jboss-deployment-structure.xml").getAsset().openStream()) {
      assertThat(new String(structure.readAllBytes(), UTF_8))
          .contains("<ear-subdeployments-isolated>true</ear-subdeployments-isolated>");
    }
  }

  private WebArchive part(String name) {
    return ShrinkWrap.create(ZipImporter.class, name)
        .importFrom(ear.get("/" + name).getAsset().openStream())
        .as(WebArchive.class);
  }
}
