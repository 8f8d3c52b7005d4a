package org.bitcraps.gateway.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code docs/vectors/proof}, read as its README says. */
final class ProofCorpus {

  private static final Path FOLDER =
      Path.of(System.getProperty("bitcraps.root"), "docs/vectors/proof");

  private ProofCorpus() {}

  /**
   * A document and what must be said of it.
   *
   * @param reason empty without a mismatch
   * @param or another reason that is as right; empty if there is none
   */
  record Entry(String name, String text, String chain, String result, String reason, String or) {}

  static List<Entry> good() throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (JsonNode row : rows("index.json")) {
      String file = row.path("file").asText();
      entries.add(
          new Entry(
              file,
              Files.readString(FOLDER.resolve(file)),
              row.path("chain").asText(),
              row.path("result").asText(),
              "",
              ""));
    }
    return entries;
  }

  static List<Entry> broken() throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (JsonNode row : rows("broken.json")) {
      entries.add(
          new Entry(
              row.path("name").asText() + ": " + row.path("what").asText(),
              broken(row),
              row.path("chain").asText(),
              row.path("result").asText(),
              row.path("reason").asText(),
              row.path("or").asText()));
    }
    return entries;
  }

  private static JsonNode rows(String file) throws IOException {
    return PageVerifier.JSON.readTree(FOLDER.resolve(file).toFile());
  }

  private static String broken(JsonNode row) throws IOException {
    String good = Files.readString(FOLDER.resolve(row.path("base").asText()));
    if (row.has("find")) {
      String find = row.path("find").asText();
      int at = good.indexOf(find);
      return good.substring(0, at)
          + row.path("replaceBy").asText()
          + good.substring(at + find.length());
    }
    JsonNode tree = PageVerifier.JSON.readTree(good);
    for (JsonNode change : row.path("changes")) {
      String[] path = change.path("at").asText().replace("]", "").split("[.\\[]", -1);
      JsonNode part = tree;
      for (int i = 0; i < path.length - 1; i++) {
        part = part.isArray() ? part.get(Integer.parseInt(path[i])) : part.get(path[i]);
      }
      change(part, path[path.length - 1], change.get("value"));
    }
    return PageVerifier.JSON.writeValueAsString(tree);
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
}
