package org.bitcraps.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.bitcraps.gateway.admission.Doors;
import org.bitcraps.gateway.admission.Origins;
import org.junit.jupiter.api.Test;

/** Every answer runs our own script only; the page in one file says so by itself. */
class HeadersFilterTest {

  @Test
  void everyAnswerNamesItsScripts() throws Exception {
    assertThat(headersOf("/")).contains("script-src 'self'", "frame-ancestors 'none'");
    assertThat(headersOf("/verify.html.json")).contains("script-src 'self'");
  }

  @Test
  void thePageInOneFileHasAPolicyOfItsOwn() throws Exception {
    // Both policies hold at once: script-src 'self' here would stop the script in the page.
    assertThat(headersOf("/verify.html")).isEqualTo("frame-ancestors 'none'");
  }

  @Test
  void thePageMayAskWitnessesAndNobodyElse() throws Exception {
    assertThat(headersOf("/")).endsWith("; connect-src 'self'");
    assertThat(headersOf("/", "https://a.example", "http://b.example:8080"))
        .endsWith("; connect-src 'self' https://a.example http://b.example:8080");
  }

  private static String headersOf(String path, String... names) throws Exception {
    Map<String, String> headers = new TreeMap<>();
    HttpServletRequest request =
        (HttpServletRequest)
            Proxy.newProxyInstance(
                HeadersFilterTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, args) -> method.getName().equals("getServletPath") ? path : null);
    HttpServletResponse response =
        (HttpServletResponse)
            Proxy.newProxyInstance(
                HeadersFilterTest.class.getClassLoader(),
                new Class<?>[] {HttpServletResponse.class},
                (proxy, method, args) -> {
                  headers.put((String) args[0], (String) args[1]);
                  return null;
                });
    HeadersFilter filter = new HeadersFilter();
    Doors doors = new Doors();
    doors.invite(Origins.NONE, List.of(names));
    filter.know(doors);
    filter.doFilter(request, response, (asked, answered) -> {});
    assertThat(headers).containsEntry("X-Content-Type-Options", "nosniff");
    return headers.get("Content-Security-Policy");
  }
}
