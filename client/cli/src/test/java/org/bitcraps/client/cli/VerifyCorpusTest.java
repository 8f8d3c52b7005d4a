package org.bitcraps.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * {@code verify} says of every published proof, good and broken, what {@code docs/vectors/proof}
 * says: the library, this command and the page give one verdict and one reason.
 */
class VerifyCorpusTest {

  private static final Path VECTORS =
      Path.of(System.getProperty("bitcraps.root"), "docs/vectors/proof");
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path folder;

  @Test
  void goodProofsAreWhatTheyAreSaidToBe() throws IOException {
    for (JsonNode row : rows("index.json")) {
      String name = row.path("file").asText();
      JsonNode verdict = verify(Files.readString(VECTORS.resolve(name)), row);
      assertThat(verdict.path("result").asText()).as(name).isEqualTo(row.path("result").asText());
    }
  }

  @Test
  void brokenProofsAreRefusedForTheirReason() throws IOException {
    Set<String> reasons = new TreeSet<>();
    int broken = 0;
    for (JsonNode row : rows("broken.json")) {
      JsonNode verdict = verify(broken(row), row);
      String what = row.path("name").asText() + ": " + row.path("what").asText();
      assertThat(verdict.path("result").asText()).as(what).isEqualTo(row.path("result").asText());
      assertThat(verdict.path("reason").asText())
          .as(what)
          .isIn(row.path("reason").asText(), row.path("or").asText(row.path("reason").asText()));
      reasons.add(row.path("reason").asText());
      broken++;
    }
    assertThat(broken).isGreaterThanOrEqualTo(40);
    assertThat(reasons).hasSizeGreaterThanOrEqualTo(25);
  }

  private static JsonNode rows(String file) throws IOException {
    return JSON.readTree(VECTORS.resolve(file).toFile());
  }

  /** The text of a broken proof, made as the README there says. */
  private static String broken(JsonNode row) throws IOException {
    String good = Files.readString(VECTORS.resolve(row.path("base").asText()));
    if (row.has("find")) {
      String find = row.path("find").asText();
      int at = good.indexOf(find);
      return good.substring(0, at)
          + row.path("replaceBy").asText()
          + good.substring(at + find.length());
    }
    JsonNode tree = JSON.readTree(good);
    for (JsonNode change : row.path("changes")) {
      // rounds[0].roll.leaf: names after dots, places in brackets.
      String[] path = change.path("at").asText().replace("]", "").split("[.\\[]", -1);
      JsonNode part = tree;
      for (int i = 0; i < path.length - 1; i++) {
        part = part.isArray() ? part.get(Integer.parseInt(path[i])) : part.get(path[i]);
      }
      change(part, path[path.length - 1], change.get("value"));
    }
    return JSON.writeValueAsString(tree);
  }

  private static void change(JsonNode part, String name, JsonNode value) {
    if (part instanceof ArrayNode items) {
      int place = Integer.parseInt(name);
      if (value == null) {
        items.remove(place);
      } else if (place == items.size()) {
        items.add(value);
      } else {
        items.set(place, value);
      }
    } else if (value == null) {
      ((ObjectNode) part).remove(name);
    } else {
      ((ObjectNode) part).set(name, value);
    }
  }

  private JsonNode verify(String text, JsonNode row) throws IOException {
    Path file = folder.resolve("proof.json");
    Files.writeString(file, text);
    StringWriter out = new StringWriter();
    CommandLine commands = BitcrapsCommand.commandLine();
    commands.setOut(new PrintWriter(out)).setErr(new PrintWriter(new StringWriter()));
    commands.execute("verify", file.toString(), "--genesis", row.path("chain").asText(), "--json");
    return JSON.readTree(out.toString());
  }
}
