package org.bitcraps.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/**
 * Another application in a server: whoever may deploy beside ours may write what he likes into its
 * caches, and if they are replicated into everybody's.
 */
public final class Vandal {

  /** What server-config defines. */
  public static final List<String> CACHES = List.of("signatures", "blocks", "checkpoints");

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private Vandal() {}

  /** To be deployed as {@code vandal.war}. */
  public static WebArchive war() {
    StringBuilder references = new StringBuilder();
    for (String cache : CACHES) {
      references.append(
          """
            <resource-env-ref>
              <resource-env-ref-name>%s</resource-env-ref-name>
              <resource-env-ref-type>java.util.concurrent.ConcurrentMap</resource-env-ref-type>
              <lookup-name>java:jboss/infinispan/cache/bitcraps/%s</lookup-name>
            </resource-env-ref>
          """
              .formatted(cache, cache));
    }
    return ShrinkWrap.create(WebArchive.class, "vandal.war")
        .setWebXML(
            new StringAsset(
                """
                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                %s
                </web-app>
                """
                    .formatted(references)))
        .addAsWebResource(
            new StringAsset(
                """
                <%@ page contentType="text/plain" trimDirectiveWhitespaces="true" %><%
                java.util.Map<Object, Object> cache = (java.util.Map<Object, Object>)
                    new javax.naming.InitialContext().lookup(
                        "java:comp/env/" + request.getParameter("cache"));
                java.util.Random random = new java.util.Random();
                String deed = request.getParameter("do");
                if (deed.equals("empty")) {
                  cache.clear();
                }
                if (deed.equals("poison")) {
                  byte[] before = new byte[32];
                  for (Object name : new java.util.ArrayList<>(cache.keySet())) {
                    Object value = cache.put(name, before);
                    before = value instanceof byte[] ? (byte[]) value : before;
                  }
                  for (int i = 0; i < 4000; i++) {
                    byte[] id = new byte[32];
                    random.nextBytes(id);
                    cache.put(i % 4 + "/" + i, before.length > 64 ? id : before);
                  }
                  cache.put("0/", "text");
                  cache.put(7, new byte[1 << 20]);
                }
                out.print(cache.size());
                %>
                """),
            "cache.jsp");
  }

  /**
   * Does something to a cache.
   *
   * @param server where it is deployed
   * @param deed {@code look}, {@code empty}, or {@code poison}: every entry has the content of
   *     another one then, and there are many more
   * @return how many entries there are now
   */
  public static int at(URI server, String cache, String deed) throws Exception {
    URI page = server.resolve("/vandal/cache.jsp?cache=" + cache + "&do=" + deed);
    var answer = HTTP.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString(UTF_8));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Integer.parseInt(answer.body().strip());
  }

  /** Does it to all caches. */
  public static void everywhere(URI server, String deed) throws Exception {
    for (String cache : CACHES) {
      at(server, cache, deed);
    }
  }
}
