package org.bitcraps.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeersTest {

  private static Peers read(Map<String, String> keys) {
    return Peers.read(key -> Optional.ofNullable(keys.get(key)), keys.keySet());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1:5445",
        "validator.example.org:1",
        "v-0:65535",
        "[::1]:5445",
        "[2001:db8::8a2e:370:7334]:5445"
      })
  void aPeerHasAHostAndAPort(String address) {
    assertThat(read(Map.of("bitcraps.peers.validator-3", " " + address + " ")).of("validator-3"))
        .hasToString(address);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "5445",
        "host",
        "host:",
        ":5445",
        "host:0",
        "host:65536",
        "host:99999",
        "host:5445/x",
        "user@host:1",
        "::1:5445",
        "tcp://host:1",
        "host:5445?sslEnabled=false"
      })
  void anythingElseIsRefusedAndTheKeyNamed(String address) {
    assertThatThrownBy(() -> read(Map.of("bitcraps.peers.gateway-0", address)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bitcraps.peers.gateway-0=" + address);
  }

  @ParameterizedTest
  @ValueSource(strings = {"validator", "validator-", "validator-00", "validator-01", "gw-1", "x"})
  void aMisspeltPeerIsNotIgnored(String node) {
    assertThatThrownBy(() -> read(Map.of("bitcraps.peers." + node, "h:1")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bitcraps.peers." + node);
  }

  @Test
  void aPeerThatIsMissingIsNamedByItsKey() {
    Peers peers =
        read(new TreeMap<>(Map.of("bitcraps.peers.validator-0", "h:1", "bitcraps.role", "all")));
    assertThat(peers.addresses()).containsOnlyKeys("validator-0");
    assertThatThrownBy(() -> peers.of("validator-1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("bitcraps.peers.validator-1 is missing");
  }
}
