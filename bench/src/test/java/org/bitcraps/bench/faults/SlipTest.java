package org.bitcraps.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A client tries the other gateway, and gives up only what nobody can have taken. */
@Timeout(60)
class SlipTest {

  @TempDir private Path folder;

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<HttpServer> servers = new ArrayList<>();
  private final List<Door> doors = new ArrayList<>();
  private final Bettor bettor =
      new Bettor(new ChainId(Digest.of(DomainTag.GENESIS, new byte[0])), 1, 0);
  private final Bettor.Signed bet = bettor.field(3, 1_320);
  private Recorder recorder;

  @BeforeEach
  void record() throws IOException {
    recorder = new Recorder(folder, new byte[0], List.of("a", "b"));
  }

  @AfterEach
  void close() throws IOException {
    doors.forEach(Door::close);
    servers.forEach(server -> server.stop(0));
    recorder.close();
  }

  /** A gateway that always gives this answer. */
  private void gateway(String name, int status) throws IOException {
    gateway(name, status, "{}");
  }

  private void gateway(String name, int status, String json) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
    server.createContext(
        "/",
        exchange -> {
          asked.add(name);
          byte[] body = json.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    servers.add(server);
    doors.add(new Door(name, server.getAddress().getPort(), recorder));
  }

  private Slip slip() {
    return new Slip("/games/0/bets", List.of(bet), doors, 0);
  }

  private void send(Slip slip, int times) throws InterruptedException {
    for (int before = asked.size(); asked.size() < before + times; Thread.sleep(10)) {
      slip.sendIfDue(System.currentTimeMillis());
    }
    Thread.sleep(100);
  }

  @Test
  void what_one_took_and_did_not_bring_in_goes_to_the_other() throws Exception {
    gateway("a", 202);
    gateway("b", 202);
    Slip slip = slip();
    long beganMs = System.currentTimeMillis();
    send(slip, 2);
    assertThat(asked).containsExactly("a", "b");
    assertThat(System.currentTimeMillis() - beganMs).isGreaterThanOrEqualTo(3_000);
    assertThat(slip.lapsed(System.currentTimeMillis() + 1_000_000)).isFalse();
    slip.certified(bet.id());
    assertThat(slip.done()).isTrue();
  }

  @Test
  void what_is_refused_at_once_is_given_up_and_its_nonce_used_again() throws Exception {
    gateway("a", 409);
    gateway("b", 202);
    Slip slip = slip();
    send(slip, 1);
    assertThat(slip.lapsed(System.currentTimeMillis())).isTrue();
    assertThat(asked).containsExactly("a");
    assertThat(bettor.field(4, 1_320).nonce()).isEqualTo(bet.nonce());
  }

  /** Given back it was refused for ever, and each slip with it. */
  @Test
  void a_nonce_that_another_order_has_used_is_not_used_again() throws Exception {
    for (String detail :
        List.of("another order has used nonce 0", "order 12, which is under way")) {
      Bettor.Signed second = bettor.field(3, 1_320);
      Bettor.Signed third = bettor.field(3, 1_320);
      gateway(
          detail,
          409,
          "{\"code\":\"NONCE_REUSED\",\"field\":\"[0].nonce\",\"detail\":\"%s\"}"
              .formatted(detail));
      Slip slip = new Slip("/games/0/bets", List.of(second, third), List.of(doors.getLast()), 0);
      send(slip, 1);
      assertThat(slip.lapsed(System.currentTimeMillis())).isTrue();
      assertThat(bettor.field(4, 1_320).nonce()).as(detail).isEqualTo(third.nonce());
      assertThat(bettor.field(4, 1_320).nonce()).as(detail).isEqualTo(third.nonce() + 1);
    }
  }

  /** One by one it would take as many slips as nonces. */
  @Test
  void what_the_chain_has_used_is_passed_over_at_once() throws Exception {
    List<Bettor.Signed> lost =
        List.of(bettor.field(3, 1_320), bettor.field(3, 1_320), bettor.field(3, 1_320));
    gateway("a", 409, "{}");
    for (Bettor.Signed order : lost) {
      Slip slip = new Slip("/games/0/bets", List.of(order), List.of(doors.getLast()), 0);
      send(slip, 1);
      assertThat(slip.lapsed(System.currentTimeMillis())).isTrue();
    }
    Bettor.Signed again = bettor.field(4, 1_320);
    assertThat(again.nonce()).isEqualTo(lost.getFirst().nonce());
    gateway(
        "b",
        409,
        "{\"code\":\"NONCE_REUSED\",\"field\":\"[0].nonce\",\"detail\":\"another order has used"
            + " nonce %d; the next free one is %d\"}"
                .formatted(again.nonce(), lost.getLast().nonce()));
    Slip slip = new Slip("/games/0/bets", List.of(again), List.of(doors.getLast()), 0);
    send(slip, 1);
    assertThat(slip.lapsed(System.currentTimeMillis())).isTrue();
    assertThat(bettor.field(5, 1_320).nonce()).isEqualTo(lost.getLast().nonce());
  }

  @Test
  void what_one_may_have_taken_is_given_up_when_both_refused_it_and_time_went_by()
      throws Exception {
    gateway("a", 202);
    gateway("b", 409);
    Slip slip = slip();
    send(slip, 2);
    servers.get(0).removeContext("/");
    servers
        .get(0)
        .createContext(
            "/",
            exchange -> {
              asked.add("a");
              exchange.sendResponseHeaders(409, -1);
              exchange.close();
            });
    send(slip, 1);
    assertThat(asked).containsExactly("a", "b", "a");
    assertThat(slip.lapsed(System.currentTimeMillis())).isFalse();
    assertThat(slip.lapsed(System.currentTimeMillis() + 60_000)).isTrue();
    assertThat(bettor.field(4, 1_320).nonce()).isEqualTo(bet.nonce());
  }

  @Test
  void who_does_not_answer_is_left_soon() throws Exception {
    gateway("a", 503);
    gateway("b", 202);
    Slip slip = slip();
    send(slip, 2);
    assertThat(asked).containsExactly("a", "b");
  }
}
