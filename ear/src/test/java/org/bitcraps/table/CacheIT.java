package org.bitcraps.table;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.proof.Verdict;
import org.bitcraps.server.DeployedEar;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.EnterpriseArchive;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * X2 on the running server: another application empties and poisons the validators' cache, and the
 * table goes on with every bet verified.
 */
@ExtendWith(ArquillianExtension.class)
class CacheIT {

  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private static LiveTable table;
  private static Validators validators;
  private static Guest guest;

  @Deployment(name = "ear", order = 1, testable = false)
  static EnterpriseArchive ear() {
    return DeployedEar.asBuilt();
  }

  /** Whoever may deploy beside us may write what he likes. */
  @Deployment(name = "vandal", order = 2, testable = false)
  static WebArchive vandal() {
    return ShrinkWrap.create(WebArchive.class, "vandal.war")
        .setWebXML(
            new StringAsset(
                """
                <web-app xmlns="https://jakarta.ee/xml/ns/jakartaee" version="6.0">
                  <resource-env-ref>
                    <resource-env-ref-name>verdicts</resource-env-ref-name>
                    <resource-env-ref-type>java.util.concurrent.ConcurrentMap</resource-env-ref-type>
                    <lookup-name>java:jboss/infinispan/cache/bitcraps/verdicts</lookup-name>
                  </resource-env-ref>
                </web-app>
                """))
        .addAsWebResource(
            new StringAsset(
                """
                <%@ page contentType="text/plain" trimDirectiveWhitespaces="true" %><%
                java.util.Map<Object, Object> cache = (java.util.Map<Object, Object>)
                    new javax.naming.InitialContext().lookup("java:comp/env/verdicts");
                java.util.Random random = new java.util.Random();
                String deed = request.getParameter("do");
                if (deed.equals("empty")) {
                  cache.clear();
                }
                if (deed.equals("poison")) {
                  byte[] before = new byte[32];
                  for (Object name : new java.util.ArrayList<>(cache.keySet())) {
                    Object seal = cache.put(name, before);
                    before = seal instanceof byte[] ? (byte[]) seal : before;
                  }
                  for (int i = 0; i < 4000; i++) {
                    byte[] id = new byte[32];
                    random.nextBytes(id);
                    String hex = String.format("%064x", new java.math.BigInteger(1, id));
                    cache.put(i % 4 + "/" + hex, before);
                  }
                  cache.put("0/", "text");
                  cache.put(7, new byte[1 << 20]);
                }
                out.print(cache.size());
                %>
                """),
            "cache.jsp");
  }

  @BeforeAll
  static void sit_down() {
    table = new LiveTable();
    validators = new Validators(table);
    guest = Guest.funded(table);
  }

  @AfterAll
  static void leave() {
    table.close();
  }

  private static int cache(String deed) throws Exception {
    var answer =
        HTTP.send(
            HttpRequest.newBuilder(DeployedEar.HTTP.resolve("/vandal/cache.jsp?do=" + deed))
                .build(),
            BodyHandlers.ofString(UTF_8));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return Integer.parseInt(answer.body().strip());
  }

  private static void a_bet_is_verified() {
    SignedBet bet = guest.stake(Duration.ofMillis(500));
    Verdict verdict =
        guest
            .player()
            .awaitProof(LiveTable.ID, bet.id(), LiveTable.PATIENCE)
            .verify(table.genesis().chainId());
    assertThat(verdict.isVerified()).as(verdict.toString()).isTrue();
  }

  @Test
  void verdicts_come_into_the_cache_and_whatever_is_there_the_table_goes_on() throws Exception {
    a_bet_is_verified();
    long end = System.nanoTime() + LiveTable.PATIENCE.toNanos();
    while (cache("look") == 0 && System.nanoTime() < end) {
      Guest.pause();
    }
    assertThat(cache("look")).as("verdicts in the cache").isPositive();

    for (String deed : List.of("poison", "empty", "poison")) {
      cache(deed);
      int id = validators.primary();
      validators.stop(id);
      cache(deed);
      validators.start(id);
      LiveTable.Block head = table.head();
      assertThat(
              table.block(
                  block -> block.n() > head.n() + 3 && block.signers().contains(id),
                  LiveTable.PATIENCE))
          .as("validator %d votes again after %s", id, deed)
          .isPresent();
      a_bet_is_verified();
    }
  }
}
