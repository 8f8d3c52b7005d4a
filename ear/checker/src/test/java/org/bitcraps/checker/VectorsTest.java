package org.bitcraps.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is published of the formats is read here as its makers mean it. */
class VectorsTest {

  private static final Path VECTORS =
      Path.of(System.getProperty("bitcraps.root", "../.."), "docs/vectors");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern STEP = Pattern.compile("([A-Za-z]+)|\\[(\\d+)]");

  /**
   * Lies about what this checker leaves to the verifiers: the rules of craps, tidiness, and keys
   * outside the prime-order subgroup, which the JDK does not look at.
   */
  private static final Set<String> NOT_LOOKED_AT =
      Set.of(
          "PROTOCOL_UNKNOWN",
          "RULES_UNKNOWN",
          "BET_KEY_INVALID",
          "TABLE_MISMATCH",
          "SETTLEMENT_MISMATCH",
          "SETTLEMENT_MISSING",
          "OUT_OF_ORDER",
          "SURPLUS",
          "MALFORMED",
          "CHANGE_OTHER_BET",
          "CHANGE_SIGNATURE_INVALID",
          // Found by comparing with the chain, not in the document.
          "CERTIFICATES_CONTRADICT");

  private static JsonNode file(String name) {
    try {
      return JSON.readTree(Files.readString(VECTORS.resolve(name)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] hex(JsonNode node) {
    return HexFormat.of().parseHex(node.asText());
  }

  private static List<byte[]> hexes(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(VectorsTest::hex).toList();
  }

  @Test
  void samples_of_all_formats_are_read_and_named_alike() {
    int read = 0;
    for (JsonNode row : file("wire.json").path("vectors")) {
      byte[] bytes = hex(row.path("bytes"));
      String digest = row.path("digest").asText();
      Id id =
          switch (row.path("format").asText()) {
            case "Genesis" -> Genesis.of(bytes).chain();
            case "SignedBet", "SignedOrder" -> Octets.whole(bytes, Order::read).id();
            case "Block" -> Octets.whole(bytes, Block.Header::read).digest();
            case "Body" -> Octets.whole(new Out().u8(0).framed(bytes).done(), Body::read).digest();
            case "BatchBody" -> Octets.whole(bytes, Body::read).digest();
            case "CertifiedBlock" -> Octets.whole(bytes, Block::certified).digest();
            case "BlockNotice" -> Octets.whole(bytes, Block::notice).digest();
            case "ResultLeaf" -> {
              assertThat(Leaf.of(bytes)).isNotNull();
              yield Id.ZERO;
            }
            default -> Id.ZERO;
          };
      if (!id.equals(Id.ZERO)) {
        read++;
        if (!digest.isEmpty()) {
          assertThat(id).as(row.path("name").asText()).hasToString(digest);
        }
      }
    }
    assertThat(read).isEqualTo(15);
  }

  @Test
  void trees_have_the_same_roots_and_paths() {
    for (JsonNode row : file("merkle.json").path("vectors")) {
      List<byte[]> leaves = hexes(row.path("leaves"));
      Id root = Hash.root(leaves);
      assertThat(root).hasToString(row.path("root").asText());
      for (int i = 0; i < leaves.size(); i++) {
        Hash.Path path = new Hash.Path(i, leaves.size(), hexes(row.path("paths").path(i)));
        assertThat(path.root(leaves.get(i))).isEqualTo(root);
      }
    }
  }

  @Test
  void dice_are_the_same() {
    for (JsonNode row : file("dice.json").path("vectors")) {
      SortedMap<Integer, Id> commitments = new TreeMap<>();
      SortedMap<Integer, Id> secrets = new TreeMap<>();
      for (JsonNode one : row.path("validators")) {
        commitments.put(one.path("id").asInt(), Id.hex(one.path("commitment").asText()));
        secrets.put(one.path("id").asInt(), Id.hex(one.path("secret").asText()));
      }
      int table = row.path("table").asInt();
      long round = row.path("round").asLong();
      Genesis genesis =
          new Genesis(
              Id.hex(row.path("chain").asText()),
              new TreeMap<>(),
              new TreeMap<>(),
              new TreeMap<>(),
              Map.of(),
              0);
      Leaf.Rolled rolled =
          new Leaf.Rolled(
              table,
              round,
              commitments,
              secrets,
              Id.hex(row.path("beacon").asText()),
              row.path("die1").asInt(),
              row.path("die2").asInt());
      assertThat(Dice.flaw(genesis, rolled, new Leaf.Opened(table, round, commitments))).isEmpty();
    }
  }

  static List<JsonNode> good() {
    return rows("proof/index.json", row -> !row.path("file").asText().contains("round"));
  }

  static List<JsonNode> broken() {
    return rows(
        "proof/broken.json",
        row ->
            row.path("result").asText().equals("MISMATCH")
                && row.has("changes")
                && !NOT_LOOKED_AT.contains(row.path("reason").asText())
                && file("proof/" + row.path("base").asText()).has("bet"));
  }

  private static List<JsonNode> rows(String name, java.util.function.Predicate<JsonNode> wanted) {
    return StreamSupport.stream(file(name).spliterator(), false).filter(wanted).toList();
  }

  private static void check(JsonNode proof, String chain) {
    Genesis genesis = Genesis.of(hex(proof.path("genesis")));
    assertThatChain(genesis, chain);
    byte[] bet = hex(proof.path("bet"));
    new ProofDocument(genesis, new Ed25519()).check(proof, MadeLeaves.id(bet));
  }

  private static void assertThatChain(Genesis genesis, String chain) {
    if (!genesis.chain().toString().equals(chain)) {
      throw new MalformedException("another chain");
    }
  }

  @ParameterizedTest
  @MethodSource("good")
  void good_proofs_hold(JsonNode row) {
    check(file("proof/" + row.path("file").asText()), row.path("chain").asText());
  }

  @ParameterizedTest
  @MethodSource("broken")
  void broken_proofs_do_not(JsonNode row) {
    JsonNode proof = file("proof/" + row.path("base").asText());
    row.path("changes").forEach(change -> apply(proof, change));

    assertThat(catchThrowable(() -> check(proof, row.path("chain").asText())))
        .as("%s: %s", row.path("name").asText(), row.path("what").asText())
        .isInstanceOf(MalformedException.class);
  }

  @Test
  void enough_kinds_of_lies_were_tried() {
    Set<String> reasons = new TreeSet<>();
    broken().forEach(row -> reasons.add(row.path("reason").asText()));
    assertThat(reasons)
        .contains(
            "GENESIS_OTHER_CHAIN",
            "BET_SIGNATURE_INVALID",
            "BATCH_NOT_IN_BLOCK",
            "BET_NOT_IN_BATCH",
            "CERTIFICATE_TOO_FEW_SIGNERS",
            "CERTIFICATE_STRANGER",
            "CERTIFICATE_SIGNATURE_INVALID",
            "LEAF_NOT_CERTIFIED",
            "RECEIPT_OTHER_BET",
            "REVEAL_MISMATCH",
            "BEACON_MISMATCH",
            "DICE_MISMATCH");
  }

  private static void apply(JsonNode proof, JsonNode change) {
    List<String> steps = new ArrayList<>();
    Matcher matcher = STEP.matcher(change.path("at").asText());
    while (matcher.find()) {
      steps.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }
    JsonNode at = proof;
    for (String step : steps.subList(0, steps.size() - 1)) {
      at = at.isArray() ? at.path(Integer.parseInt(step)) : at.path(step);
    }
    String last = steps.get(steps.size() - 1);
    if (at instanceof ObjectNode object) {
      if (change.has("value")) {
        object.set(last, change.path("value"));
      } else {
        object.remove(last);
      }
    } else if (at instanceof ArrayNode array) {
      int place = Integer.parseInt(last);
      if (!change.has("value")) {
        array.remove(place);
      } else if (place < array.size()) {
        array.set(place, change.path("value"));
      } else {
        array.add(change.path("value"));
      }
    }
  }
}
