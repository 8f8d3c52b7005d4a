package org.bitcraps.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.bitcraps.gateway.page.ProofCorpus.Entry;
import org.junit.jupiter.api.Test;

/**
 * The page and Java say the same of every proof: the verdict and the reason that are published, and
 * beyond that every step with every byte that was checked.
 */
class SameVerdictTest {

  @Test
  void ofTheSharedCorpus() throws IOException {
    Set<String> reasons = new TreeSet<>();
    int broken = 0;
    try (PageVerifier page = new PageVerifier()) {
      for (Entry entry : ProofCorpus.good()) {
        same(page, entry.text(), entry.chain(), entry.name());
      }
      for (Entry entry : ProofCorpus.broken()) {
        JsonNode verdict = verdict(page, entry.text(), entry.chain());
        assertThat(verdict.path("result").asText()).as(entry.name()).isEqualTo(entry.result());
        assertThat(verdict.path("reason").asText()).as(entry.name()).isEqualTo(entry.reason());
        // Where two reasons are right Java's provider may choose the other one.
        if (entry.or().isEmpty()) {
          same(page, entry.text(), entry.chain(), entry.name());
        }
        reasons.add(entry.reason());
        broken++;
      }
    }
    assertThat(broken).isGreaterThanOrEqualTo(40);
    assertThat(reasons).hasSizeGreaterThanOrEqualTo(25);
  }

  @Test
  void ofEveryFieldWithAChangedByte() throws IOException {
    int changes = 0;
    try (PageVerifier page = new PageVerifier()) {
      for (Entry entry : ProofCorpus.good()) {
        JsonNode tree = PageVerifier.JSON.readTree(entry.text());
        for (Field field : fields("", tree)) {
          String old = field.value();
          for (int at : places(old.length() / 2)) {
            int value = Integer.parseInt(old, 2 * at, 2 * at + 2, 16) ^ (1 << (at % 8));
            field.set(
                old.substring(0, 2 * at) + "%02x".formatted(value) + old.substring(2 * at + 2));
            String what = "%s: %s, byte %d".formatted(entry.name(), field.name(), at);
            JsonNode verdict = same(page, tree.toString(), entry.chain(), what);
            assertThat(verdict.path("result").asText()).as(what).isEqualTo("MISMATCH");
            changes++;
          }
          field.set(old);
        }
      }
    }
    System.out.println("the page refused " + changes + " changed bytes as Java does");
    assertThat(changes).isGreaterThan(1_500);
  }

  @Test
  void ofEveryFieldInAnotherForm() throws IOException {
    try (PageVerifier page = new PageVerifier()) {
      for (Entry entry : ProofCorpus.good()) {
        JsonNode tree = PageVerifier.JSON.readTree(entry.text());
        for (Field field : fields("", tree)) {
          String old = field.value();
          for (String other : new String[] {old.toUpperCase(Locale.ROOT), old + "00", "", "zz"}) {
            if (!other.equals(old)) {
              field.set(other);
              String what = "%s: %s = %s".formatted(entry.name(), field.name(), other);
              JsonNode verdict = same(page, tree.toString(), entry.chain(), what);
              assertThat(verdict.path("detail").asText()).as(what).startsWith(field.name() + ":");
            }
          }
          field.set(old);
        }
      }
    }
  }

  /** First, last, and some between. */
  private static Set<Integer> places(int length) {
    Set<Integer> places = new TreeSet<>();
    for (int i = 0; i <= 6; i++) {
      places.add((length - 1) * i / 6);
    }
    return places;
  }

  private static JsonNode verdict(PageVerifier page, String text, String chain) {
    return page.ask(PageVerifier.question("verify").put("text", text).put("chain", chain));
  }

  /** The page's verdict, which must be Java's. */
  private static JsonNode same(PageVerifier page, String text, String chain, String what) {
    JsonNode ours = verdict(page, text, chain);
    JsonNode java = JavaVerdict.of(text, chain);
    if (java.path("reason").asText().equals("MALFORMED")) {
      // Messages about bytes differ in their words; the reason and the field that they name do not.
      assertThat(ours.path("reason").asText()).as(what).isEqualTo("MALFORMED");
      assertThat(fieldOf(ours)).as(what).isEqualTo(fieldOf(java));
    } else {
      assertThat(ours).as(what).isEqualTo(java);
    }
    return ours;
  }

  private static String fieldOf(JsonNode verdict) {
    String detail = verdict.path("detail").asText();
    return detail.substring(0, detail.indexOf(':'));
  }

  /** A string of hexadecimal digits somewhere in a document. */
  private record Field(String name, String value, Consumer<String> setter) {

    void set(String other) {
      setter.accept(other);
    }
  }

  private static List<Field> fields(String at, JsonNode tree) {
    List<Field> fields = new ArrayList<>();
    if (tree instanceof ObjectNode object) {
      for (String name : nameList(object)) {
        String path = at.isEmpty() ? name : at + "." + name;
        JsonNode value = object.get(name);
        if (!value.isTextual()) {
          fields.addAll(fields(path, value));
        } else if (!name.equals("format")) {
          fields.add(
              new Field(path, value.asText(), text -> object.set(name, TextNode.valueOf(text))));
        }
      }
    } else if (tree instanceof ArrayNode items) {
      for (int i = 0; i < items.size(); i++) {
        fields.addAll(fields(at + "[" + i + "]", items.get(i)));
      }
    }
    return fields;
  }

  private static List<String> nameList(ObjectNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
