package org.bitcraps.node.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.protocol.pbft.Pacing;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every message names its key. */
class NodeConfigurationTest {

  private static NodeConfiguration read(String... keysAndValues) {
    Map<String, String> values = new TreeMap<>();
    values.put("bitcraps.home", "/srv/bitcraps");
    for (int i = 0; i < keysAndValues.length; i += 2) {
      values.put(keysAndValues[i], keysAndValues[i + 1]);
    }
    return NodeConfiguration.read(key -> Optional.ofNullable(values.get(key)), values.keySet());
  }

  @Test
  void the_defaults_are_those_of_the_specification() {
    NodeConfiguration read = read();

    assertThat(read.role()).isEqualTo(Role.ALL);
    assertThat(read.devnet()).isFalse();
    assertThat(read.pacing()).isEqualTo(Pacing.DEFAULT);
    assertThat(read.verifierThreads()).isEqualTo(2);
    assertThat(read.parameters()).isEqualTo(Parameters.defaults());
    assertThat(read.bankroll()).isEqualTo(1_320_000_000_000L);
    assertThat(read.passphraseFile()).isEqualTo(Path.of("/srv/bitcraps/passphrase"));
  }

  @Test
  void the_home_is_beside_the_server_s_own_data_if_nobody_says_otherwise() {
    Map<String, String> values = Map.of("jboss.server.data.dir", "/opt/server/data");

    NodeConfiguration read =
        NodeConfiguration.read(key -> Optional.ofNullable(values.get(key)), values.keySet());

    assertThat(read.home().folder()).isEqualTo(Path.of("/opt/server/data/bitcraps"));
  }

  @Test
  void a_server_without_any_home_is_told_the_key() {
    assertThatThrownBy(() ->
            NodeConfiguration.read(key -> Optional.empty(), Map.<String, String>of().keySet()))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("bitcraps.home is missing");
  }

  @Test
  void a_lone_validator_must_say_which_one_it_is() {
    assertThatThrownBy(() -> read("bitcraps.role", "validator"))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("bitcraps.validator.id is missing");

    NodeConfiguration read = read("bitcraps.role", "validator", "bitcraps.validator.id", "3");

    assertThat(read.role()).isEqualTo(Role.VALIDATOR);
    assertThat(read.validatorId()).hasValue(3);
  }

  @Test
  void parameters_of_a_genesis_are_read_by_their_names() {
    Parameters read =
        read("bitcraps.genesis.betting-window-ms", "700", "bitcraps.genesis.pipeline-depth", "4")
            .parameters();

    assertThat(read)
        .isEqualTo(
            Parameters.defaults()
                .with(Parameter.BETTING_WINDOW_MS, 700)
                .with(Parameter.PIPELINE_DEPTH, 4));
  }

  @Test
  void a_toy_s_bank_may_be_poor() {
    assertThat(read("bitcraps.genesis.bankroll", "26400000").bankroll()).isEqualTo(26_400_000);
  }

  @ParameterizedTest
  @CsvSource({
    "bitcraps.role, dealer",
    "bitcraps.genesis, mainnet",
    "bitcraps.consensus.protocol, raft",
    "bitcraps.consensus.base-timeout-ms, 0",
    "bitcraps.consensus.base-timeout-ms, soon",
    "bitcraps.consensus.batch-interval-ms, -1",
    "bitcraps.ingress.verifier-threads, 65",
    "bitcraps.genesis.betting-window-ms, 99",
    "bitcraps.genesis.betting-window-ms, long",
    "bitcraps.genesis.beting-window-ms, 700",
    "bitcraps.genesis.bankroll, -1",
    "bitcraps.genesis.bankroll, 1320000000001"
  })
  void nonsense_is_refused_with_its_key(String key, String value) {
    assertThatThrownBy(() -> read(key, value))
        .isInstanceOf(StartException.class)
        .hasMessageContaining(key);
  }

  @ParameterizedTest
  @CsvSource({"validator", "gateway"})
  void a_toy_chain_is_made_only_where_all_of_it_runs(String role) {
    assertThatThrownBy(() ->
            read(
                "bitcraps.genesis", "devnet",
                "bitcraps.role", role,
                "bitcraps.validator.id", "0"))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("bitcraps.role must be all");
  }
}
