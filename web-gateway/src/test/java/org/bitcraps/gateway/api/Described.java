package org.bitcraps.gateway.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A description as the gateway serves it, and a validator of what it describes. */
public final class Described {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final String urn;
  private final JsonNode tree;
  private final JsonSchemaFactory schemas;

  private Described(String name) {
    urn = "urn:test:" + name;
    String text = text(name);
    schemas =
        JsonSchemaFactory.getInstance(
            VersionFlag.V202012,
            // Nothing is fetched: a reference that leaves the document fails.
            builder -> builder.schemaLoaders(loaders -> loaders.schemas(Map.of(urn, text))));
    try {
      tree = JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Everything over HTTP. */
  public static Described openApi() {
    return new Described("openapi.json");
  }

  /** Everything over the WebSocket. */
  public static Described webSocket() {
    return new Described("websocket.schema.json");
  }

  /** Every reason that the product can answer: no schema. */
  static Described catalogue() {
    return new Described("catalogue.json");
  }

  private static String text(String name) {
    try (InputStream in = Described.class.getResourceAsStream("/openapi/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The whole of it. */
  public JsonNode tree() {
    return tree;
  }

  /** What is wrong with a value by the schema at that place ({@code ""}: the document itself). */
  public List<String> faults(String pointer, JsonNode value) {
    JsonSchema schema =
        schemas.getSchema(SchemaLocation.of(pointer.isEmpty() ? urn : urn + "#" + pointer));
    return schema.validate(value.toString(), InputFormat.JSON).stream()
        .map(ValidationMessage::getMessage)
        .toList();
  }
}
