package org.bitcraps.gateway.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsTest {

  private static Settings read(String origins) {
    Map<String, String> keys =
        Map.of("bitcraps.home", "home", "bitcraps.gateway.cors-origins", origins);
    return Settings.read(key -> Optional.ofNullable(keys.get(key)));
  }

  @Test
  void pages_of_all_sites_may_read_unless_the_operator_says_otherwise() {
    Map<String, String> keys = Map.of("bitcraps.home", "home");
    assertThat(Settings.read(key -> Optional.ofNullable(keys.get(key))).origins().any()).isTrue();
    assertThat(read("https://a.example").origins().any()).isFalse();
  }

  @Test
  void what_is_no_origin_stops_the_deployment_and_names_the_key() {
    assertThatThrownBy(() -> read("a.example"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("bitcraps.gateway.cors-origins: \"a.example\" is no origin");
  }
}
