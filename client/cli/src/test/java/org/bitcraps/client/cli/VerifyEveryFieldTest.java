package org.bitcraps.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever is changed in a published proof, {@code verify} exits 1 and says why: as text, and as
 * JSON with a reason that {@code EveryByteTest} of the library knows for that field.
 */
class VerifyEveryFieldTest {

  private static final Path ROOT = Path.of(System.getProperty("bitcraps.root"));
  private static final Path VECTORS = ROOT.resolve("docs/vectors/proof");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;
  private final Shell shell = new Shell();
  private final StringWriter out = shell.out;
  private final StringWriter err = shell.err;
  private final Map<String, List<String>> known = new TreeMap<>();
  private int changes;

  @Test
  void aChangedByteOfAnyFieldIsRefusedWithItsReason() throws IOException {
    readKnownReasons();
    everyProof((tree, chain, fields) -> {
      for (Field field : fields) {
        if (field.name().equals("format")) {
          continue;
        }
        String old = field.value();
        for (int at : new int[] {0, old.length() / 4, old.length() / 2 - 1}) {
          int value = Integer.parseInt(old, 2 * at, 2 * at + 2, 16) ^ (1 << (at % 8));
          field.set(old.substring(0, 2 * at) + "%02x".formatted(value) + old.substring(2 * at + 2));
          String reason = refused(tree, chain, field.name() + ", byte " + at);
          String name = tree.get("format") + "." + field.name().replaceAll("\\[\\d+]", "[]");
          assertThat(known.get(name)).as(name + ", byte " + at).contains(reason);
        }
        field.set(old);
      }
    });
    System.out.println("refused " + changes + " changed bytes, as text and as JSON");
    assertThat(changes).isGreaterThan(300);
  }

  @Test
  void aFieldInAnotherFormIsRefusedByName() throws IOException {
    everyProof((tree, chain, fields) -> {
      for (Field field : fields) {
        String old = field.value();
        for (Object other :
            new Object[] {old.toUpperCase(Locale.ROOT), old + "00", "", "zz", 7, List.of()}) {
          if (other.equals(old)) {
            continue; // a path of a single leaf has no letters
          }
          field.set(other);
          assertThat(refused(tree, chain, field.name() + " = " + other)).isEqualTo("MALFORMED");
          assertThat(out.toString()).contains(field.name());
        }
        field.set(null);
        refused(tree, chain, field.name() + " = null");
        field.set(old);
      }
    });
  }

  private interface EachProof {
    void check(Map<String, Object> tree, String chain, List<Field> fields) throws IOException;
  }

  @SuppressWarnings("unchecked") // a proof is an object
  private void everyProof(EachProof each) throws IOException {
    JsonNode index = JSON.readTree(VECTORS.resolve("index.json").toFile());
    for (JsonNode row : index) {
      Path file = VECTORS.resolve(row.path("file").asText());
      Map<String, Object> tree = JSON.readValue(file.toFile(), LinkedHashMap.class);
      List<Field> fields = new ArrayList<>();
      leaves("", tree, fields);
      each.check(tree, row.path("chain").asText(), fields);
      assertThat(tree).isEqualTo(JSON.readValue(file.toFile(), Map.class));
    }
  }

  /** The reason that both forms of the answer give. */
  private String refused(Map<String, Object> tree, String chain, String what) throws IOException {
    changes++;
    Path file = folder.resolve("changed.json");
    Files.write(file, JSON.writeValueAsBytes(tree));
    assertThat(run("verify", file.toString(), "--genesis", chain, "--json")).as(what).isEqualTo(1);
    JsonNode verdict = JSON.readTree(out.toString());
    assertThat(verdict.path("result").asText()).isEqualTo("MISMATCH");
    String reason = verdict.path("reason").asText();
    assertThat(run("verify", file.toString(), "--genesis", chain)).as(what).isEqualTo(1);
    assertThat(out.toString()).contains("\nMISMATCH  " + reason + ": ");
    assertThat(err.toString()).isEmpty();
    return reason;
  }

  private int run(String... args) {
    return shell.run((Object[]) args);
  }

  private void readKnownReasons() throws IOException {
    Path golden = ROOT.resolve("core/evidence/src/test/resources/proof/reasons.txt");
    try (Stream<String> lines = Files.lines(golden)) {
      lines.forEach(line -> {
        String[] parts = line.split(" -> ", 2);
        known.put(parts[0], List.of(parts[1].split(" ")));
      });
    }
  }

  /** A string somewhere in a document. */
  private record Field(String name, String value, Consumer<Object> setter) {

    void set(Object other) {
      setter.accept(other);
    }
  }

  @SuppressWarnings("unchecked") // Jackson makes maps of strings, and lists
  private static void leaves(String at, Object tree, List<Field> fields) {
    switch (tree) {
      case Map<?, ?> raw -> {
        Map<String, Object> map = (Map<String, Object>) raw;
        for (String key : List.copyOf(map.keySet())) {
          String name = at.isEmpty() ? key : at + "." + key;
          if (map.get(key) instanceof String text) {
            fields.add(new Field(name, text, other -> map.put(key, other)));
          } else {
            leaves(name, map.get(key), fields);
          }
        }
      }
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          leaves("%s[%d]".formatted(at, i), list.get(i), fields);
        }
      }
      default -> throw new AssertionError(at + " is neither text nor tree: " + tree);
    }
  }
}
