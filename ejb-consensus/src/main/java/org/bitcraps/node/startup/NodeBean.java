package org.bitcraps.node.startup;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Local;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.Optional;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.exchange.KeptStates;
import org.bitcraps.evidence.exchange.NearBlocks;
import org.bitcraps.evidence.exchange.NodePanel;
import org.bitcraps.evidence.exchange.NodeReport;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.jms.Broker;
import org.bitcraps.jms.Compression;
import org.bitcraps.node.health.ValidatorsHealth;
import org.bitcraps.node.observation.Meters;
import org.bitcraps.protocol.port.Storage;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.health.Readiness;

/**
 * The container's way in: starts the node with the application and ends it with it; bound for the
 * gateway at {@link NodePanel#NAME}. No thread of the node ever runs inside one of these calls.
 */
@Singleton
@Startup
@Local(NodePanel.class)
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class NodeBean implements NodePanel {

  private static final Logger LOG = System.getLogger("org.bitcraps.node");

  @Inject private Storage storage;
  @Inject private Config config;
  @Inject @Readiness private ValidatorsHealth health;

  /** The server's, if it has one. */
  @Inject private Instance<MeterRegistry> registries;

  @Resource private ManagedThreadFactory threads;
  @Resource private ManagedExecutorService executor;

  private Node node;
  private Caches caches;
  private Optional<Meters> meters = Optional.empty();

  /** With the application. */
  @PostConstruct
  public void begin() {
    NodeConfiguration configuration =
        NodeConfiguration.read(
            key -> config.getOptionalValue(key, String.class), config.getPropertyNames());
    Broker broker = Broker.ofContainer();
    Optional<Compression> compression = configuration.compression();
    caches = new Caches(CachesActivator::cache, threads);
    try {
      node =
          Node.start(
              configuration,
              storage,
              (genesis, keys) ->
                  new JmsTransport(
                      Wirings.of(
                          configuration,
                          genesis,
                          broker,
                          compression.orElse(Compression.OFF),
                          keys),
                      genesis,
                      threads,
                      executor),
              caches.shelves(),
              threads,
              Clock.systemUTC());
    } catch (IOException e) {
      throw new StartException("cannot start: " + e, e);
    } finally {
      if (node == null) {
        caches.close();
      }
    }
    health.begin(node::report);
    meters =
        registries.stream()
            .findFirst()
            .map(registry ->
                new Meters(
                    registry,
                    node::report,
                    node.counts(),
                    caches.all(),
                    compression,
                    node.genesis().replicaSet().quorum()));
    NodeReport report = node.report();
    LOG.log(
        Level.INFO,
        "chain {0} in {1}: role {2}, validators {3}; {4}",
        report.chain(),
        configuration.home().folder(),
        configuration.role(),
        report.validators().stream().map(NodeReport.ValidatorReport::id).toList(),
        report.crypto());
  }

  /** With the application. */
  @PreDestroy
  public void end() {
    if (node != null) {
      health.end();
      meters.ifPresent(Meters::close);
      node.close();
      caches.close();
      LOG.log(Level.INFO, "the node has ended");
    }
  }

  @Override
  public Genesis genesis() {
    return node.genesis();
  }

  @Override
  public NodeReport report() {
    return node.report();
  }

  @Override
  public Optional<BlockNotice> block(SequenceNumber sequence) {
    return node.block(sequence);
  }

  @Override
  public SequenceNumber last() {
    return node.last();
  }

  @Override
  public void keep(BlockNotice block) {
    node.keep(block);
  }

  @Override
  public KeptStates states() {
    return node.states();
  }

  @Override
  public NearBlocks near() {
    return node.near();
  }

  @Override
  public Answer stop(ReplicaId validator) {
    return node.stop(validator);
  }

  @Override
  public Answer pause(ReplicaId validator) {
    return node.pause(validator);
  }

  @Override
  public Answer start(ReplicaId validator) {
    return node.start(validator);
  }
}
