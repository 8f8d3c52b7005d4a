package org.bitcraps.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HexFormat;
import java.util.Random;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.bet.Wager;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.operation.PlayerOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the page signs is, byte for byte, what the validators check. */
class SameOrdersTest {

  /** The largest integer that a JSON number and a double both hold. */
  private static final long MOST = (1L << 53) - 1;

  private final Random random = new Random(11);
  private final PageVerifier page = new PageVerifier();

  SameOrdersTest() throws IOException {}

  @AfterEach
  void end() {
    page.close();
  }

  private byte[] bytes() {
    byte[] bytes = new byte[32];
    random.nextBytes(bytes);
    return bytes;
  }

  private ObjectNode order(String kind, ChainId chain, PublicKey key, long nonce, long expiresMs) {
    ObjectNode question = PageVerifier.question("signed");
    question
        .putObject("order")
        .put("kind", kind)
        .put("chain", chain.digest().hex())
        .put("key", key.hex())
        .put("nonce", nonce)
        .put("expiresAtMs", expiresMs);
    return question;
  }

  private static ObjectNode fields(ObjectNode question) {
    return (ObjectNode) question.get("order");
  }

  private void same(ObjectNode question, byte[] signed) {
    assertThat(page.ask(question).asText()).isEqualTo(HexFormat.of().formatHex(signed));
  }

  @Test
  void wagersOfEveryType() {
    for (BetType type : BetType.values()) {
      Wager wager =
          new Wager(
              new ChainId(Digest.fromBytes(bytes())),
              PublicKey.fromBytes(bytes()),
              new TableId(random.nextInt(0x10000)),
              random.nextLong(MOST),
              type,
              random.nextLong(1, MOST),
              random.nextLong(1 << 20),
              MOST);
      ObjectNode question =
          order("WAGER", wager.chain(), wager.key(), wager.nonce(), wager.expiresAtMs());
      fields(question)
          .put("table", wager.table().value())
          .put("round", wager.round())
          .put("type", type.name())
          .put("amount", wager.amount());
      same(question, wager.signedBytes());
    }
  }

  @Test
  void changesAndGrants() {
    for (PlayerOrder.Change change : PlayerOrder.Change.values()) {
      PlayerOrder.ChangeBet order =
          new PlayerOrder.ChangeBet(
              new ChainId(Digest.fromBytes(bytes())),
              PublicKey.fromBytes(bytes()),
              new TableId(random.nextInt(0x10000)),
              new BetId(Digest.fromBytes(bytes())),
              change,
              random.nextLong(MOST),
              0,
              random.nextLong(MOST));
      ObjectNode question =
          order("CHANGE_BET", order.chain(), order.key(), order.nonce(), order.expiresAtMs());
      fields(question)
          .put("table", order.table().value())
          .put("bet", order.bet().digest().hex())
          .put("change", change.name())
          .put("amount", order.amount());
      same(question, order.signedBytes());
    }
    PlayerOrder.FaucetGrant grant =
        new PlayerOrder.FaucetGrant(
            new ChainId(Digest.fromBytes(bytes())), PublicKey.fromBytes(bytes()), MOST, 255, 1);
    ObjectNode question = order("FAUCET_GRANT", grant.chain(), grant.key(), 255, 1);
    fields(question).put("amount", MOST);
    same(question, grant.signedBytes());
  }
}
