package org.bitcraps.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Optional;
import org.bitcraps.gateway.admission.Origins;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may read what; the deployed filter is asked in {@code CrossOriginIT}. */
class CrossOriginFilterTest {

  private static MultivaluedMap<String, Object> headers(
      String allowed, String path, String origin) {
    MultivaluedMap<String, Object> headers = new MultivaluedHashMap<>();
    CrossOriginFilter.label(
        headers, path, Optional.of(origin).filter(text -> !text.isEmpty()), Origins.parse(allowed));
    return headers;
  }

  @Test
  void whoever_is_allowed_is_told_and_nobody_else() {
    String page = "https://a.example";
    assertThat(headers("*", "/games", page).getFirst("Access-Control-Allow-Origin")).isEqualTo("*");
    assertThat(headers(page, "/games", page).getFirst("Access-Control-Allow-Origin"))
        .isEqualTo(page);
    assertThat(headers(page, "/games", "https://b.example"))
        .doesNotContainKey("Access-Control-Allow-Origin")
        .containsEntry("Vary", List.of("Origin"));
    assertThat(headers("none", "/games", page)).doesNotContainKey("Access-Control-Allow-Origin");
    assertThat(headers("*", "/games", "")).isEmpty();
    assertThat(headers("*", "/games", page)).doesNotContainKey("Access-Control-Allow-Credentials");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/admin/history/rebuild", "admin", "//Admin;a=b/x", "/x/../admin/y"})
  void operations_are_never_for_others(String path) {
    assertThat(CrossOriginFilter.isAdmin(path)).isTrue();
    assertThat(headers("*", path, "https://a.example")).isEmpty();
  }

  @Test
  void a_page_is_the_servers_own_by_host_and_port() {
    assertThat(CrossOriginFilter.isOwn("http://127.0.0.1:8080", "127.0.0.1:8080")).isTrue();
    assertThat(CrossOriginFilter.isOwn("https://Play.example", "play.example")).isTrue();
    assertThat(CrossOriginFilter.isOwn("http://127.0.0.1:8081", "127.0.0.1:8080")).isFalse();
    assertThat(CrossOriginFilter.isOwn("null", "127.0.0.1:8080")).isFalse();
    assertThat(CrossOriginFilter.isOwn("http://127.0.0.1:8080", null)).isFalse();
    assertThat(CrossOriginFilter.isAdmin("/games/0/bets/administrator")).isFalse();
  }
}
