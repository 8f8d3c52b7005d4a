package org.bitcraps.gateway.admission;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bitcraps.crypto.BouncyKeyCheck;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.bet.Wager;
import org.bitcraps.evidence.operation.SignedOrder;
import org.bitcraps.evidence.wire.Verified;
import org.bitcraps.gateway.chain.TestChain;

/** An admission over a test chain, and a record of what it let through. */
final class AdmissionFixture implements AutoCloseable {

  static final ObjectMapper JSON = new ObjectMapper();

  final TestChain chain;
  final PendingOrders pending = new PendingOrders(100);
  final List<SignedBet> bets = new ArrayList<>();
  final List<SignedOrder> orders = new ArrayList<>();
  final Admission admission;
  boolean full;
  private final ExecutorService pool = Executors.newFixedThreadPool(2);

  AdmissionFixture(TestChain chain) {
    this.chain = chain;
    Onward onward =
        new Onward() {
          @Override
          public boolean bets(List<Verified<SignedBet>> more) {
            more.forEach(bet -> bets.add(bet.value()));
            return !full;
          }

          @Override
          public boolean orders(List<Verified<SignedOrder>> more) {
            more.forEach(order -> orders.add(order.value()));
            return !full;
          }
        };
    this.admission =
        new Admission(
            chain::ledger,
            pending,
            new SignatureDesk(TestChain.VERIFIER, new BouncyKeyCheck(), pool, 1_000),
            onward,
            chain::nowMs,
            64);
  }

  /** The JSON object of a bet, as a client writes it. */
  static Map<String, Object> form(SignedBet signed) {
    Wager bet = signed.bet();
    Map<String, Object> form = new LinkedHashMap<>();
    form.put("chain", bet.chain().toString());
    form.put("key", bet.key().hex());
    form.put("table", bet.table().value());
    form.put("round", bet.round());
    form.put("type", bet.type().name());
    form.put("amount", bet.amount());
    form.put("nonce", bet.nonce());
    form.put("expiresAtMs", bet.expiresAtMs());
    form.put("signature", signed.signature().hex());
    return form;
  }

  static byte[] bytes(Object json) {
    try {
      return json instanceof String text
          ? text.getBytes(StandardCharsets.UTF_8)
          : JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  List<Receipted> submit(Object json) {
    return admission.bets(TestChain.TABLE, bytes(json));
  }

  Problem problem(Object json) {
    try {
      submit(json);
    } catch (RefusedException e) {
      return e.problem();
    }
    throw new AssertionError("it was taken: " + json);
  }

  @Override
  public void close() {
    pool.shutdownNow();
  }
}
