package org.bitcraps.evidence.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.operation.PlayerOrder.Change;
import org.junit.jupiter.api.Test;

/**
 * The published proofs in {@code docs/vectors/proof}, for every verifier in any language: what the
 * builder makes today is byte for byte what is published (rewritten with {@code -Drewrite}).
 */
class ProofVectorsTest {

  private static final Path FOLDER =
      Path.of(System.getProperty("bitcraps.root"), "docs/vectors/proof");

  private final ProofChain chain = new ProofChain();
  private final TreeMap<String, Map<String, Object>> documents = new TreeMap<>();

  @Test
  void thePublishedProofsAreWhatIsBuilt() throws IOException {
    chain.open(3, 1);
    BetId field = chain.place(BetType.FIELD, 2);
    BetId pass = chain.place(BetType.PASS, 5);
    BetId refused = chain.place(BetType.FIELD, 101);
    chain.roll();
    put("field-won", field);
    put("pass-not-yet", pass);
    put("field-refused", refused);
    chain.open(6, 5);
    BetId place = chain.place(BetType.PLACE_6, 3);
    BetId come = chain.place(BetType.COME, 1);
    chain.change(place, Change.PRESS, 4 * ProofChain.CHIP);
    chain.roll();
    chain.change(place, Change.TAKE_DOWN, 0);
    put("place-pressed-and-taken-down", place);
    chain.open(4, 3);
    chain.roll();
    put("pass-lost", pass);
    put("come-won", come);
    documents.put(
        "round", ProofDocument.toTree(chain.builder.round(ProofChain.TABLE, 3).orElseThrow()));
    whatLiesAreToldAbout();

    List<String> index = new ArrayList<>();
    for (Map.Entry<String, Map<String, Object>> each : documents.entrySet()) {
      compare(each.getKey() + ".json", json(each.getValue(), "") + "\n");
      index.add(row(each.getKey() + ".json", each.getValue()));
    }
    compare("index.json", "[\n" + String.join(",\n", index) + "\n]\n");
  }

  /** The same history as in {@link ForgeryTest}, on the same chain. */
  private void whatLiesAreToldAbout() {
    ProofChain other = new ProofChain();
    other.open(3, 1);
    BetId pass = other.place(BetType.PASS, 5);
    other.roll();
    other.open(2, 2);
    other.roll();
    put("pass-won", other, pass);
    for (int round = 1; round <= 2; round++) {
      documents.put(
          "pass-won-round-" + round,
          ProofDocument.toTree(other.builder.round(ProofChain.TABLE, round).orElseThrow()));
    }
    other.open(4, 4);
    BetId place = other.place(BetType.PLACE_6, 3);
    BetId beside = other.place(BetType.PLACE_5, 3);
    other.change(place, Change.SWITCH_ON, 0);
    other.change(beside, Change.SWITCH_ON, 0);
    other.roll();
    put("place-not-yet", other, place);
    other.open(5, 1);
    other.roll();
    put("place-won", other, place);
  }

  private void put(String name, BetId bet) {
    put(name, chain, bet);
  }

  private void put(String name, ProofChain of, BetId bet) {
    documents.put(name, ProofDocument.toTree(of.proof(bet)));
  }

  private String row(String file, Map<String, Object> tree) {
    Verdict.Result result = OutcomeVerifier.verify(tree, chain.id, ProofChain.VERIFIER).result();
    Map<String, Object> row = new LinkedHashMap<>();
    row.put("file", file);
    row.put("chain", chain.id.digest().hex());
    switch (result) {
      case Verdict.Verified verified -> {
        row.put("result", "VERIFIED");
        row.put("ending", verified.outcome().kind().name());
        row.put("profit", Long.toString(verified.outcome().profit()));
      }
      case Verdict.NotYet notYet -> row.put("result", "NOT_YET");
      case Verdict.Mismatch mismatch -> row.put("result", mismatch.reason().name());
    }
    return "  " + json(row, "  ");
  }

  private static void compare(String name, String text) throws IOException {
    Path file = FOLDER.resolve(name);
    if (System.getProperty("rewrite") != null) {
      Files.createDirectories(FOLDER);
      Files.writeString(file, text);
    }
    assertThat(Files.readString(file)).as(name).isEqualTo(text);
  }

  /** The trees hold nothing but maps, lists and plain strings. */
  private static String json(Object value, String indent) {
    String deeper = indent + "  ";
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(e -> deeper + "\"" + e.getKey() + "\": " + json(e.getValue(), deeper))
          .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
    }
    if (value instanceof List<?> list) {
      return list.isEmpty()
          ? "[]"
          : list.stream()
              .map(item -> deeper + json(item, deeper))
              .collect(Collectors.joining(",\n", "[\n", "\n" + indent + "]"));
    }
    return "\"" + value + "\"";
  }
}
