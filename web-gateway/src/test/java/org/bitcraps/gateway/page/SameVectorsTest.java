package org.bitcraps.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.bitcraps.evidence.craps.RulesTable;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.wire.Encoder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every published vector of what a verifier computes holds for the page's verifier too. */
class SameVectorsTest {

  private static final Path VECTORS = Path.of(System.getProperty("bitcraps.root"), "docs/vectors");
  private static PageVerifier page;

  @BeforeAll
  static void start() throws IOException {
    page = new PageVerifier();
  }

  @AfterAll
  static void stop() {
    page.close();
  }

  @Test
  void theRulesOfCrapsLineByLine() {
    assertThat(page.ask(PageVerifier.question("rules")).asText())
        .isEqualTo(RulesTable.standard().toText());
  }

  @Test
  void hashesOfEveryLength() {
    Random random = new Random(1320);
    for (int length : IntStream.concat(IntStream.range(0, 140), IntStream.of(4_096)).toArray()) {
      byte[] bytes = new byte[length];
      random.nextBytes(bytes);
      String ours =
          page.ask(PageVerifier.question("sha256").put("bytes", HexFormat.of().formatHex(bytes)))
              .asText();
      var sha = Digest.sha256();
      sha.update(bytes);
      assertThat(ours).as(length + " bytes").isEqualTo(Digest.finish(sha).hex());
    }
  }

  @Test
  void wycheproofBesideTheKeyCheck() throws IOException {
    int accepted = 0;
    for (JsonNode group : rows("wycheproof-ed25519").path("testGroups")) {
      String key = group.path("publicKey").path("pk").asText();
      for (JsonNode test : group.path("tests")) {
        String signature = test.path("sig").asText();
        // Where signatures are read they have 64 bytes; others never come this far.
        boolean valid =
            signature.length() == 128 && holds(key, test.path("msg").asText(), signature);
        assertThat(valid)
            .as("test " + test.path("tcId"))
            .isEqualTo(test.path("result").asText().equals("valid"));
        accepted += valid ? 1 : 0;
      }
    }
    assertThat(accepted).isGreaterThan(50);
  }

  @Test
  void speccheckMixedOrderAndTheRfc() throws IOException {
    for (String file : new String[] {"ed25519-speccheck", "mixed-order-r", "rfc8032-ed25519"}) {
      int row = 0;
      for (JsonNode vector : rows(file)) {
        boolean valid =
            holds(
                vector.path("pub_key").asText(),
                vector.path("message").asText(),
                vector.path("signature").asText());
        assertThat(valid).as(file + ", row " + row++).isEqualTo(vector.path("valid").asBoolean());
      }
      assertThat(row).as(file).isPositive();
    }
  }

  /** X1: the key passes the key check and the signature verifies. */
  private static boolean holds(String key, String message, String signature) {
    ObjectNode question =
        PageVerifier.question("signature")
            .put("key", key)
            .put("message", message)
            .put("signature", signature);
    return page.ask(PageVerifier.question("key").put("key", key)).asBoolean()
        && page.ask(question).asBoolean();
  }

  @Test
  void pathsThroughEveryTree() throws IOException {
    JsonNode file = rows("merkle");
    int paths = 0;
    for (JsonNode tree : file.path("vectors")) {
      for (int i = 0; i < tree.path("paths").size(); i++) {
        String proof = proof(i, tree.path("size").asInt(), tree.path("paths").get(i));
        assertThat(root(proof, tree.path("leaves").get(i))).isEqualTo(tree.path("root").asText());
        paths++;
      }
    }
    assertThat(paths).isGreaterThan(50);
    for (JsonNode lie : file.path("refused")) {
      int size = lie.path("size").asInt();
      boolean ofThatTree = size == lie.path("treeSize").asInt();
      String proof = proof(lie.path("index").asInt(), size, lie.path("path"));
      assertThat(ofThatTree && root(proof, lie.path("leaf")).equals(lie.path("root").asText()))
          .as(lie.path("name").asText())
          .isFalse();
    }
  }

  private static String root(String proof, JsonNode leaf) {
    return page.reply(PageVerifier.question("root").put("proof", proof).put("leaf", leaf.asText()))
        .path("answer")
        .asText();
  }

  private static String proof(int index, int size, JsonNode path) {
    Encoder out = new Encoder().u31(index).u31(size).u31(path.size());
    path.forEach(hash -> out.digest(Digest.fromHex(hash.asText())));
    return HexFormat.of().formatHex(out.toBytes());
  }

  @Test
  void diceOfEveryDraw() throws IOException {
    for (JsonNode vector : rows("dice").path("vectors")) {
      byte[] draw =
          new Encoder()
              .digest(Digest.fromHex(vector.path("chain").asText()))
              .u16(vector.path("table").asInt())
              .u63(vector.path("round").asLong())
              .toBytes();
      ObjectNode question =
          PageVerifier.question("beacon").put("draw", HexFormat.of().formatHex(draw));
      ArrayNode reveals = question.putArray("reveals");
      for (JsonNode each : vector.path("validators")) {
        reveals.addArray().add(each.path("id").asInt()).add(each.path("secret").asText());
      }
      String beacon = page.ask(question).asText();
      assertThat(beacon).isEqualTo(vector.path("beacon").asText());
      JsonNode dice = page.ask(PageVerifier.question("roll").put("beacon", beacon));
      assertThat(dice.path("die1").asInt()).isEqualTo(vector.path("die1").asInt());
      assertThat(dice.path("die2").asInt()).isEqualTo(vector.path("die2").asInt());
    }
  }

  @Test
  void samplesOfEveryFormatThatAProofHolds() throws IOException {
    Map<String, String> readers =
        Map.of(
            "genesis", "genesis",
            "inclusion proof", "inclusionProof",
            "signed bet", "signedBet",
            "batch header", "batchHeader",
            "signed order", "signedOrder",
            "block", "block",
            "commit certificate", "certificate",
            "leaf", "leaf");
    int read = 0;
    for (JsonNode vector : rows("wire").path("vectors")) {
      String name = vector.path("name").asText();
      String reader = readers.get(name.startsWith("leaf ") ? "leaf" : name.split(",", 2)[0]);
      if (reader == null) {
        continue;
      }
      String bytes = vector.path("bytes").asText();
      assertThat(decode(reader, bytes).path("answer").asText()).as(name).isNotEmpty();
      assertThat(bytes).as(name).startsWith(decode(reader, bytes).path("answer").asText());
      // Neither more nor less than the value.
      assertThat(decode(reader, bytes + "00").has("failure")).as(name).isTrue();
      for (int length = 0; length < bytes.length(); length += 2) {
        assertThat(decode(reader, bytes.substring(0, length)).path("failure").asText())
            .as(name)
            .startsWith("Error: ");
      }
      read++;
    }
    assertThat(read).isGreaterThanOrEqualTo(18);
  }

  private static JsonNode decode(String reader, String bytes) {
    return page.reply(PageVerifier.question("decode").put("what", reader).put("bytes", bytes));
  }

  private static JsonNode rows(String file) throws IOException {
    return PageVerifier.JSON.readTree(VECTORS.resolve(file + ".json").toFile());
  }
}
