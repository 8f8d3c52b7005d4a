package org.bitcraps.evidence.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** One file of vectors: a note and rows. */
final class VectorFile {

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final String name;
  private final ObjectNode root = JSON.createObjectNode();
  private final ArrayNode rows;

  VectorFile(String name, String note) {
    this.name = name;
    root.put("note", note);
    rows = root.putArray("vectors");
  }

  /** The object around the rows. */
  ObjectNode root() {
    return root;
  }

  /** A new row. */
  ObjectNode row(String rowName) {
    return rows.addObject().put("name", rowName);
  }

  /** The file must be what the rows say; with {@code -Drewrite} it is made so. */
  void compare() throws IOException {
    Path file = Path.of(System.getProperty("bitcraps.root"), "docs", "vectors", name);
    DefaultIndenter indent = new DefaultIndenter("  ", "\n");
    DefaultPrettyPrinter printer =
        new DefaultPrettyPrinter().withObjectIndenter(indent).withArrayIndenter(indent);
    String computed = JSON.writer(printer).writeValueAsString(root) + "\n";
    if (System.getProperty("rewrite") != null) {
      Files.writeString(file, computed);
    }
    assertThat(Files.readString(file))
        .as("regenerate with -Dtest=PublishedVectorsTest -Drewrite")
        .isEqualTo(computed);
  }
}
