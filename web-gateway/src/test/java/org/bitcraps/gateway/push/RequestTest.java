package org.bitcraps.gateway.push;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTest {

  @Test
  void a_ping_is_a_ping() {
    assertThat(Request.parse("{\"type\":\"ping\"}")).isEqualTo(new Request.Ping());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "{", "[]", "1", "null", "\"ping\"", "{\"type\":1}", "{\"type\":\"bet\"}"})
  void anything_else_is_refused_with_a_reason(String text) {
    assertThat(Request.parse(text)).isInstanceOf(Request.Malformed.class);
  }

  @Test
  void nesting_without_end_is_refused_not_overflowed() {
    assertThat(Request.parse("[".repeat(4096))).isInstanceOf(Request.Malformed.class);
  }
}
