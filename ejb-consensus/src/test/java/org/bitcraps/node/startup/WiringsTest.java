package org.bitcraps.node.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.jms.JMSContext;
import jakarta.jms.Queue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bitcraps.crypto.BouncyKeyCheck;
import org.bitcraps.crypto.Schemes;
import org.bitcraps.crypto.home.Home;
import org.bitcraps.crypto.home.Passphrase;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.wire.Verifier;
import org.bitcraps.jms.Broker;
import org.bitcraps.jms.Compression;
import org.bitcraps.jms.Destinations;
import org.bitcraps.jms.Wiring;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All nodes at one broker, each at its own, or all brokers a cluster. */
class WiringsTest {

  private static final Broker OWN =
      new Broker() {
        @Override
        public JMSContext connect() {
          throw new AssertionError("nobody connects here");
        }

        @Override
        public Queue queue(JMSContext context, String name) {
          throw new AssertionError("nobody connects here");
        }
      };

  @TempDir private Path folder;
  private Genesis genesis;
  private List<ValidatorKeys> keys;
  private final Compression compression = Compression.above(1_000);
  private final Map<String, String> values = new TreeMap<>();

  @BeforeEach
  void make() throws IOException {
    MadeDevnet.copyTo(folder.resolve("home"));
    Home home = new Home(folder.resolve("home"));
    genesis =
        GenesisFile.read(
            home.genesis(), new Verifier(Schemes.best().scheme()), new BouncyKeyCheck());
    ReplicaId self = new ReplicaId(1);
    keys =
        List.of(
            ValidatorKeys.open(
                home.keystore(self), Passphrase.read(home.passphrase()), genesis, self));
    values.put("bitcraps.home", home.folder().toString());
    values.put("bitcraps.role", "validator");
    values.put("bitcraps.validator.id", "1");
    for (String node : List.of("validator-0", "validator-2", "validator-3", "gateway-0")) {
      values.put("bitcraps.peers." + node, "192.0.2.1:5445");
    }
  }

  private Wiring wiring() {
    NodeConfiguration configuration =
        NodeConfiguration.read(key -> Optional.ofNullable(values.get(key)), values.keySet());
    Compression sent = configuration.compression().map(any -> compression).orElse(Compression.OFF);
    return Wirings.of(configuration, genesis, OWN, sent, keys);
  }

  @Test
  void a_node_alone_reaches_the_others_at_their_brokers_and_reads_at_its_own() {
    Wiring wiring = wiring();

    assertThat(wiring.ownVotes(1)).isEqualTo(new Wiring.Place(OWN, Destinations.NODE_VOTES));
    assertThat(wiring.ownBodies(1)).isEqualTo(new Wiring.Place(OWN, Destinations.NODE_BODIES));
    assertThat(wiring.votes(0).queue()).isEqualTo(Destinations.NODE_VOTES);
    assertThat(wiring.votes(0).broker().isRemote()).isTrue();
    assertThat(wiring.bodies(0).broker()).isSameAs(wiring.votes(0).broker());
    assertThat(wiring.votes(2).broker()).isNotEqualTo(wiring.votes(0).broker());
    assertThat(wiring.blocks(0))
        .satisfies(place -> {
          assertThat(place.queue()).isEqualTo(Destinations.NODE_BLOCKS);
          assertThat(place.broker().isRemote()).isTrue();
        });
    assertThat(List.of(wiring.votes(0), wiring.bodies(0), wiring.blocks(0)))
        .allMatch(place -> place.compression().equals(compression));
  }

  @Test
  void all_in_one_server_read_and_write_at_its_broker() {
    values.put("bitcraps.role", "all");

    Wiring wiring = wiring();

    assertThat(wiring.votes(3)).isEqualTo(new Wiring.Place(OWN, Destinations.votes(3)));
    assertThat(wiring.ownBodies(1)).isEqualTo(new Wiring.Place(OWN, Destinations.bodies(1)));
    assertThat(wiring.blocks(0)).isEqualTo(wiring.ownBlocks(0));
  }

  @Test
  void where_brokers_are_a_cluster_a_node_needs_nobodys_address() {
    values.put("bitcraps.transport", "clustered");
    values.keySet().removeIf(key -> key.startsWith("bitcraps.peers."));

    Wiring wiring = wiring();

    assertThat(wiring.votes(3))
        .isEqualTo(new Wiring.Place(OWN, Destinations.votes(3), compression));
    assertThat(wiring.ownVotes(1))
        .isEqualTo(new Wiring.Place(OWN, Destinations.votes(1), compression));
    assertThat(wiring.blocks(0))
        .isEqualTo(new Wiring.Place(OWN, Destinations.blocks(0), compression));
  }

  @Test
  void a_wiring_that_there_is_not_stops_the_start_and_is_named() {
    values.put("bitcraps.transport", "cluster");

    assertThatThrownBy(this::wiring)
        .isInstanceOf(StartException.class)
        .hasMessageContaining("bitcraps.transport=cluster: must be one of [direct, clustered]");
  }

  @Test
  void a_missing_address_stops_the_start_and_is_named() {
    for (String node : List.of("validator-3", "gateway-0")) {
      String address = values.remove("bitcraps.peers." + node);

      assertThatThrownBy(this::wiring)
          .isInstanceOf(StartException.class)
          .hasMessageContaining("bitcraps.peers." + node + " is missing");
      values.put("bitcraps.peers." + node, address);
    }
    wiring();
  }

  @Test
  void an_address_that_is_none_is_named() {
    values.put("bitcraps.peers.validator-0", "somewhere");

    assertThatThrownBy(this::wiring)
        .isInstanceOf(StartException.class)
        .hasMessageContaining("bitcraps.peers.validator-0=somewhere");
  }
}
