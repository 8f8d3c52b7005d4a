package org.bitcraps.gateway.startup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingsTest {

  private static Settings read(String origins) {
    return read("bitcraps.gateway.cors-origins", origins);
  }

  private static Settings read(String key, String value) {
    Map<String, String> keys = Map.of("bitcraps.home", "home", key, value);
    return Settings.read(name -> Optional.ofNullable(keys.get(name)), keys.keySet());
  }

  @Test
  void pages_of_all_sites_may_read_unless_the_operator_says_otherwise() {
    Map<String, String> keys = Map.of("bitcraps.home", "home");
    assertThat(
            Settings.read(key -> Optional.ofNullable(keys.get(key)), keys.keySet()).origins().any())
        .isTrue();
    assertThat(read("https://a.example").origins().any()).isFalse();
  }

  @Test
  void the_page_asks_the_gateways_that_the_operator_names() {
    String key = "bitcraps.gateway.witnesses";
    assertThat(read("none").witnesses()).isEmpty();
    assertThat(read(key, "https://a.example, http://b.example:8080").witnesses())
        .containsExactly("https://a.example", "http://b.example:8080");
    assertThatThrownBy(() -> read(key, "*"))
        .hasMessage(key + "=*: must be none, or 4 origins at most");
    assertThatThrownBy(() -> read(key, "b.example"))
        .hasMessageStartingWith(key + ": \"b.example\"");
  }

  @Test
  void what_is_no_origin_stops_the_deployment_and_names_the_key() {
    assertThatThrownBy(() -> read("a.example"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("bitcraps.gateway.cors-origins: \"a.example\" is no origin");
  }
}
