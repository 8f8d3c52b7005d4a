package org.bitcraps.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {

  @Test
  void a_star_is_everybody_and_none_is_nobody() {
    assertThat(Origins.parse("*").allows("https://a.example")).contains("*");
    assertThat(Origins.parse(" none ").allows("https://a.example")).isEmpty();
  }

  @Test
  void a_list_is_exactly_those() {
    Origins origins = Origins.parse("https://a.example , http://[::1]:8080");
    assertThat(origins.allows("https://a.example")).contains("https://a.example");
    assertThat(origins.allows("http://[::1]:8080")).contains("http://[::1]:8080");
    assertThat(origins.allows("http://a.example")).isEmpty();
    assertThat(origins.allows("https://a.example.evil.example")).isEmpty();
    assertThat(origins.allows("null")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "a.example",
        "https://a.example/",
        "https://A.example",
        "https://a,",
        "*,https://a",
        "ftp://a.example"
      })
  void what_is_no_origin_is_refused(String text) {
    assertThatThrownBy(() -> Origins.parse(text)).hasMessageContaining("is no origin");
  }
}
