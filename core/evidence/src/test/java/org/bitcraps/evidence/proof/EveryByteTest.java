package org.bitcraps.evidence.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.operation.PlayerOrder.Change;
import org.junit.jupiter.api.Test;

/**
 * Every byte of every field of a proof carries weight: each is changed in turn, and each time the
 * proof fails, for a reason that stands in {@code resources/proof/reasons.txt} (rewritten with
 * {@code -Drewrite}).
 */
class EveryByteTest {

  private static final Path GOLDEN =
      Path.of(
          System.getProperty("bitcraps.root"),
          "core/evidence/src/test/resources/proof/reasons.txt");

  private final ProofChain chain = new ProofChain();
  private final TreeMap<String, TreeSet<String>> reasons = new TreeMap<>();
  private int bytesChanged;

  @Test
  void anyChangedByteIsNoticed() throws IOException {
    chain.open(4, 4);
    BetId bet = chain.place(BetType.PLACE_6, 3);
    chain.change(bet, Change.SWITCH_ON, 0);
    chain.roll();
    chain.open(3, 3);
    chain.roll();
    changeEveryByte(ProofDocument.toTree(chain.proof(bet)));
    chain.open(1, 2);
    chain.roll();
    changeEveryByte(ProofDocument.toTree(chain.builder.round(ProofChain.TABLE, 3).orElseThrow()));
    System.out.println("changed " + bytesChanged + " bytes, one at a time");
    assertThat(bytesChanged).isGreaterThan(5_000);

    List<String> lines = new ArrayList<>();
    reasons.forEach((field, found) -> lines.add(field + " -> " + String.join(" ", found)));
    if (System.getProperty("rewrite") != null) {
      Files.write(GOLDEN, lines);
    }
    assertThat(lines).isEqualTo(Files.readAllLines(GOLDEN));
  }

  private void changeEveryByte(Map<String, Object> tree) {
    assertThat(verdict(tree)).isInstanceOf(Verdict.Verified.class);
    String format = (String) tree.get("format");
    texts(
        "",
        tree,
        (at, old, set) -> {
          if (at.equals(".format")) {
            return;
          }
          String field = format + at.replaceAll("\\[\\d+]", "[]");
          for (int i = 0; i < old.length(); i += 2) {
            int value = Integer.parseInt(old, i, i + 2, 16) ^ (1 << (i / 2 % 8));
            set.accept(old.substring(0, i) + "%02x".formatted(value) + old.substring(i + 2));
            Verdict.Result result = verdict(tree);
            assertThat(result).as("%s, byte %d", field, i / 2).isInstanceOf(Verdict.Mismatch.class);
            Reason reason = ((Verdict.Mismatch) result).reason();
            reasons.computeIfAbsent(field, name -> new TreeSet<>()).add(reason.name());
            bytesChanged++;
          }
          set.accept(old);
        });
    assertThat(verdict(tree)).isInstanceOf(Verdict.Verified.class);
  }

  private Verdict.Result verdict(Object tree) {
    return OutcomeVerifier.verify(tree, chain.id, ProofChain.VERIFIER).result();
  }

  private interface TextVisitor {
    void text(String at, String value, Consumer<String> set);
  }

  @SuppressWarnings("unchecked") // the writer makes maps of strings, and lists
  private static void texts(String at, Object tree, TextVisitor visitor) {
    if (tree instanceof Map<?, ?> map) {
      Map<String, Object> fields = (Map<String, Object>) map;
      for (String name : List.copyOf(fields.keySet())) {
        Object value = fields.get(name);
        if (value instanceof String text) {
          visitor.text(at + "." + name, text, changed -> fields.put(name, changed));
        } else {
          texts(at + "." + name, value, visitor);
        }
      }
    } else if (tree instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        texts("%s[%d]".formatted(at, i), list.get(i), visitor);
      }
    }
  }
}
