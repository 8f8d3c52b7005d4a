package org.bitcraps.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bitcraps.client.sdk.BitcrapsClient;
import org.bitcraps.client.sdk.Subscription;
import org.bitcraps.evidence.genesis.TableId;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The application goes as quietly as it came, with players looking on. */
@ExtendWith(ArquillianExtension.class)
class UndeployIT {

  private static final String EAR = "ear";

  @ArquillianResource private Deployer deployer;

  @Deployment(name = EAR, managed = false, testable = false)
  static EnterpriseArchive ear() {
    return DeployedEar.asBuilt();
  }

  @Test
  void undeployment_leaves_no_complaint_in_the_log() throws Exception {
    deployer.deploy(EAR);
    CountDownLatch blocks = new CountDownLatch(2);
    try (BitcrapsClient client = BitcrapsClient.of(DeployedEar.HTTP);
        Subscription subscription =
            client.subscribe(
                new TableId(0),
                OptionalLong.empty(),
                frame -> {
                  if (frame.path("type").asText().equals("block")) {
                    blocks.countDown();
                  }
                })) {
      assertThat(blocks.await(30, TimeUnit.SECONDS)).isTrue();
      assertThat(subscription.last()).isPresent();
      deployer.undeploy(EAR);
    }

    assertThat(ServerLog.lines()).anyMatch(line -> line.contains("WFLYSRV0009"));
    assertThat(ServerLog.complaints()).isEmpty();
    // The gateway asks the validators how they are: it must not outlive them.
    assertThat(ServerLog.lines().stream().filter(line -> line.endsWith(" has ended")).toList())
        .extracting(line -> line.replaceFirst(".*\\) ", ""))
        .endsWith("the gateway has ended", "the node has ended");
  }
}
