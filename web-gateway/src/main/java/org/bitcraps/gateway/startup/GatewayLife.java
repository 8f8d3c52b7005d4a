package org.bitcraps.gateway.startup;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.BeforeDestroyed;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.bitcraps.evidence.chronicle.Chronicle;
import org.bitcraps.evidence.exchange.NodePanel;
import org.bitcraps.gateway.admission.Admission;
import org.bitcraps.gateway.admission.Doors;
import org.bitcraps.gateway.admission.PendingOrders;
import org.bitcraps.gateway.admission.Problem;
import org.bitcraps.gateway.admission.ProblemCode;
import org.bitcraps.gateway.collection.ChainView;
import org.bitcraps.gateway.collection.Nodes;
import org.bitcraps.gateway.collection.Snapshots;
import org.bitcraps.gateway.history.HistoryDesk;
import org.bitcraps.gateway.observation.GatewayMeters;
import org.bitcraps.gateway.proof.Proofs;
import org.bitcraps.gateway.push.Feeds;
import org.bitcraps.jms.Broker;
import org.bitcraps.jms.Compression;
import org.eclipse.microprofile.config.ConfigProvider;

/** Starts the gateway with the application, offers its parts to resources and sockets, stops it. */
@ApplicationScoped
public class GatewayLife {

  private static final Logger LOG = System.getLogger(GatewayLife.class.getName());

  @Inject Doors doors;

  @Inject Chronicle chronicle;

  @Resource ManagedThreadFactory threads;

  /** A call waits until the validators here have started, and genesis and keys are on disk. */
  @Resource(lookup = NodePanel.NAME)
  NodePanel panel;

  /** The server's, if it has one. */
  @Inject Instance<MeterRegistry> registries;

  private Gateway gateway;
  private Optional<GatewayMeters> meters = Optional.empty();

  /**
   * Starts, unless the role has no gateway.
   *
   * @throws IllegalStateException if something is missing: the deployment fails and says what
   */
  void start(@Observes @Initialized(ApplicationScoped.class) Object event) {
    Settings settings =
        Settings.read(
            key -> ConfigProvider.getConfig().getOptionalValue(key, String.class),
            ConfigProvider.getConfig().getPropertyNames());
    doors.invite(settings.origins(), settings.witnesses());
    if (!settings.serves()) {
      doors.close(
          Problem.of(
              ProblemCode.ROLE_FORBIDDEN,
              "this server is a validator and no gateway (bitcraps.role)"));
      return;
    }
    Optional<Compression> compression = settings.compression();
    try {
      GatewayKey key = GatewayKey.open(settings, panel.genesis());
      gateway =
          new Gateway(
              settings,
              panel,
              key.signer(),
              chronicle,
              key.wiring(settings, Broker.ofContainer(), compression.orElse(Compression.OFF)),
              threads,
              reason ->
                  LOG.log(Level.ERROR, "the gateway's view of the chain has stopped: " + reason));
    } catch (IOException e) {
      throw new IllegalStateException("the gateway cannot read its key: " + e.getMessage(), e);
    }
    gateway.start();
    meters =
        registries.stream()
            .findFirst()
            .map(registry ->
                new GatewayMeters(
                    registry, gateway.parts(), compression, System::currentTimeMillis));
    doors.open();
  }

  /** With the web part; when this bean is destroyed, the validators it asks are gone already. */
  void stop(@Observes @BeforeDestroyed(ApplicationScoped.class) Object event) {
    if (gateway != null) {
      doors.close(
          Problem.of(ProblemCode.VIEW_UNAVAILABLE, "the gateway is stopping").retryAfter(5));
      meters.ifPresent(GatewayMeters::close);
      gateway.close();
      LOG.log(Level.INFO, "the gateway has ended");
    }
  }

  @Produces
  @Dependent
  ChainView view() {
    return gateway.view();
  }

  @Produces
  @Dependent
  Admission admission() {
    return gateway.admission();
  }

  @Produces
  @Dependent
  PendingOrders pending() {
    return gateway.pending();
  }

  @Produces
  @Dependent
  Proofs proofs() {
    return gateway.proofs();
  }

  @Produces
  @Dependent
  Feeds feeds() {
    return gateway.feeds();
  }

  @Produces
  @Dependent
  Nodes nodes() {
    return gateway.nodes();
  }

  @Produces
  @Dependent
  Snapshots snapshots() {
    return gateway.snapshots();
  }

  @Produces
  @Dependent
  HistoryDesk history() {
    return gateway.history();
  }

  @Produces
  @Dependent
  NodePanel panel() {
    return panel;
  }
}
