import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Makes pages that people read out of the descriptions that programs read: no script, no network.
 * Started from source by the build: {@code Reference folder-of-descriptions out-folder}.
 */
final class Reference {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String PROBLEMS = "problems.html";

  private final JsonNode http;
  private final JsonNode socket;
  private final JsonNode catalogue;
  private final StringBuilder out = new StringBuilder();

  private Reference(Path folder) throws IOException {
    http = JSON.readTree(folder.resolve("openapi.json").toFile());
    socket = JSON.readTree(folder.resolve("websocket.schema.json").toFile());
    catalogue = JSON.readTree(folder.resolve("catalogue.json").toFile());
  }

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    Path to = Files.createDirectories(Path.of(args[1]));
    Files.writeString(to.resolve("index.html"), new Reference(folder).reference());
    Files.writeString(to.resolve(PROBLEMS), new Reference(folder).problems());
  }

  private String page(String title, String here) {
    StringBuilder page = new StringBuilder();
    page.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
        .append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
        .append("<meta name=\"color-scheme\" content=\"light dark\">\n<title>")
        .append(text(title))
        .append(" · BitCraps</title>\n")
        .append("<link rel=\"icon\" href=\"../favicon.svg\" type=\"image/svg+xml\">\n")
        .append("<link rel=\"stylesheet\" href=\"reference.css\">\n</head>\n<body>\n")
        .append("<a class=\"skip\" href=\"#content\">Skip to the content</a>\n<header>\n<h1>")
        .append(text(title))
        .append("</h1>\n<nav aria-label=\"Pages\"><ul>");
    Map<String, String> links =
        new java.util.LinkedHashMap<>(Map.of());
    links.put("../", "The table");
    links.put("./", "Addresses");
    links.put(PROBLEMS, "Problems and reasons");
    links.put("../api/v1/openapi.json", "openapi.json");
    links.put("../api/v1/websocket.schema.json", "websocket.schema.json");
    links.forEach((link, name) ->
        page.append("<li><a href=\"").append(link).append('"')
            .append(link.equals(here) ? " aria-current=\"page\"" : "")
            .append('>').append(name).append("</a></li>"));
    return page.append("</ul></nav>\n</header>\n<main id=\"content\">\n")
        .append(out).append("</main>\n</body>\n</html>\n").toString();
  }

  private String reference() {
    section("about", "About", () -> paragraphs(http.at("/info/description").asText()));
    out.append("<nav class=\"contents\" aria-label=\"Addresses\">\n");
    for (JsonNode tag : http.path("tags")) {
      out.append("<h2>").append(text(tag.path("name").asText())).append("</h2>\n<ul>\n");
      operations(tag.path("name").asText(), (path, verb, operation) ->
          out.append("<li><a href=\"#").append(operation.path("operationId").asText()).append("\">")
              .append(address(verb, path)).append("</a> <span>")
              .append(inline(operation.path("summary").asText())).append("</span></li>\n"));
      out.append("</ul>\n");
    }
    out.append("<h2>Shapes</h2>\n<ul class=\"names\">");
    http.at("/components/schemas").fieldNames().forEachRemaining(name ->
        out.append("<li><a href=\"#schema-").append(name).append("\">").append(name).append("</a></li>"));
    out.append("</ul>\n<h2>Frames of the WebSocket</h2>\n<ul class=\"names\">");
    frames().forEach(name ->
        out.append("<li><a href=\"#frame-").append(name).append("\">").append(name).append("</a></li>"));
    out.append("</ul>\n</nav>\n");
    for (JsonNode tag : http.path("tags")) {
      String name = tag.path("name").asText();
      section("tag-" + name, name, () -> {
        paragraphs(tag.path("description").asText());
        operations(name, this::operation);
      });
    }
    section("shapes", "Shapes", () ->
        http.at("/components/schemas").properties().forEach(one ->
            shape("schema-" + one.getKey(), one.getKey(), one.getValue())));
    section("frames", "Frames of the WebSocket", () -> {
      paragraphs(socket.path("description").asText());
      frames().forEach(name -> shape("frame-" + name, name, socket.at("/$defs/" + name)));
    });
    return page("The gateway's API", "./");
  }

  /** Definitions of the socket's schema that the other description does not have. */
  private List<String> frames() {
    List<String> names = new ArrayList<>();
    socket.path("$defs").properties().forEach(one -> {
      JsonNode type = one.getValue().at("/properties/type/const");
      if (!type.isMissingNode() || !http.at("/components/schemas").has(one.getKey())) {
        names.add(one.getKey());
      }
    });
    return names;
  }

  private interface Operations {
    void one(String path, String verb, JsonNode operation);
  }

  private void operations(String tag, Operations then) {
    http.path("paths").properties().forEach(path ->
        path.getValue().properties().forEach(operation -> {
          if (operation.getValue().at("/tags/0").asText().equals(tag)) {
            then.one(path.getKey(), operation.getKey(), operation.getValue());
          }
        }));
  }

  private void operation(String path, String verb, JsonNode operation) {
    out.append("<article id=\"").append(operation.path("operationId").asText()).append("\">\n<h3>")
        .append(address(verb, path)).append("</h3>\n<p>")
        .append(inline(operation.path("summary").asText())).append(".</p>\n");
    paragraphs(operation.path("description").asText());
    if (operation.has("parameters")) {
      out.append("<dl class=\"fields\">\n");
      for (JsonNode said : operation.path("parameters")) {
        JsonNode one = said.has("$ref") ? http.at(said.path("$ref").asText().substring(1)) : said;
        field(one.path("name").asText(), one.path("schema"), one.path("required").asBoolean(),
            "in the " + one.path("in").asText(), one.path("description").asText());
      }
      out.append("</dl>\n");
    }
    if (operation.has("requestBody")) {
      JsonNode body = operation.path("requestBody");
      out.append("<h4>Body</h4>\n");
      paragraphs(body.path("description").asText());
      content(body.path("content"));
    }
    out.append("<h4>Answers</h4>\n<dl class=\"answers\">\n");
    operation.path("responses").properties().forEach(answer -> {
      out.append("<div><dt>").append(answer.getKey()).append("</dt><dd>");
      JsonNode problems = answer.getValue().at("/content/application~1problem+json/examples");
      if (problems.isMissingNode()) {
        out.append(inline(answer.getValue().path("description").asText())).append(' ');
        content(answer.getValue().path("content"));
      } else {
        List<String> links = new ArrayList<>();
        problems.fieldNames().forEachRemaining(code ->
            links.add("<a href=\"" + PROBLEMS + "#problems-" + code + "\">" + code + "</a>"));
        out.append(String.join(" · ", links));
      }
      out.append("</dd></div>\n");
    });
    out.append("</dl>\n</article>\n");
  }

  private void content(JsonNode content) {
    content.properties().forEach(media -> {
      out.append("<p><span class=\"type\">").append(text(media.getKey())).append("</span> ")
          .append(type(media.getValue().path("schema"))).append("</p>\n");
      if (media.getValue().has("example")) {
        example(media.getValue().path("example"));
      }
    });
  }

  private void example(JsonNode value) {
    out.append("<details><summary>Example</summary><pre tabindex=\"0\">")
        .append(text(value.toPrettyString())).append("</pre></details>\n");
  }

  private void shape(String id, String name, JsonNode schema) {
    out.append("<article id=\"").append(id).append("\">\n<h3>").append(name).append("</h3>\n");
    paragraphs(schema.path("description").asText());
    if (schema.has("properties")) {
      List<String> required = new ArrayList<>();
      schema.path("required").forEach(one -> required.add(one.asText()));
      out.append("<dl class=\"fields\">\n");
      schema.path("properties").properties().forEach(one ->
          field(one.getKey(), one.getValue(), required.contains(one.getKey()), "",
              one.getValue().path("description").asText()));
      out.append("</dl>\n");
    } else {
      out.append("<p>").append(type(schema)).append("</p>\n");
    }
    out.append("</article>\n");
  }

  private void field(String name, JsonNode schema, boolean required, String where, String means) {
    out.append("<div><dt><code>").append(text(name)).append("</code>")
        .append(required ? "" : " <em>may be absent</em>").append("</dt><dd><span class=\"type\">")
        .append(type(schema)).append(where.isEmpty() ? "" : ", " + where).append("</span>")
        .append(means.isEmpty() ? "" : " " + inline(means)).append("</dd></div>\n");
  }

  /** A schema in a few words. */
  private String type(JsonNode schema) {
    if (schema.has("$ref")) {
      String name = schema.path("$ref").asText().replaceAll(".*/", "");
      String kind = http.at("/components/schemas").has(name) ? "schema-" : "frame-";
      return "<a href=\"#" + kind + name + "\">" + name + "</a>";
    }
    if (schema.has("oneOf")) {
      List<String> all = new ArrayList<>();
      schema.path("oneOf").forEach(one -> all.add(type(one)));
      return String.join(" or ", all);
    }
    if (schema.has("const")) {
      return "<code>" + text(schema.path("const").asText()) + "</code>";
    }
    String kind = schema.path("type").isArray() ? schema.at("/type/0").asText() : schema.path("type").asText();
    String orNull = schema.path("type").isArray() ? " or null" : "";
    if (schema.has("enum")) {
      List<String> words = new ArrayList<>();
      schema.path("enum").forEach(one -> {
        if (!one.isNull()) {
          words.add("<code>" + text(one.asText()) + "</code>");
        }
      });
      String all = String.join(" ", words);
      return words.size() > 12
          ? "<details><summary>one of " + words.size() + orNull + "</summary>" + all + "</details>"
          : "one of " + all + orNull;
    }
    return switch (kind) {
      case "array" -> "list of " + type(schema.path("items")) + orNull;
      case "string" -> (schema.path("pattern").asText().contains("0-9a-f]") ? hex(schema) : "text") + orNull;
      case "object" -> schema.has("properties")
          ? "{ " + schema.path("properties").properties().stream()
              .map(one -> "<code>" + one.getKey() + "</code> " + type(one.getValue()))
              .collect(Collectors.joining(", ")) + " }"
          : "object";
      case "integer" -> "integer" + range(schema) + orNull;
      default -> text(kind) + orNull;
    };
  }

  private static String hex(JsonNode schema) {
    String digits = schema.path("pattern").asText().replaceAll(".*\\{(\\d+)\\}\\$", "$1");
    return digits.matches("\\d+") ? Integer.parseInt(digits) / 2 + " bytes of hexadecimal" : "hexadecimal";
  }

  private static String range(JsonNode schema) {
    return schema.has("maximum")
        ? " " + schema.path("minimum").asText() + " to " + schema.path("maximum").asText()
        : "";
  }

  private String problems() {
    out.append("<nav class=\"contents\" aria-label=\"Groups\">\n");
    for (JsonNode group : catalogue.path("groups")) {
      out.append("<h2>").append(text(group.path("title").asText())).append("</h2>\n<ul class=\"names\">");
      for (JsonNode entry : group.path("entries")) {
        String code = entry.path("code").asText();
        out.append("<li><a href=\"#").append(group.path("id").asText()).append('-').append(code)
            .append("\">").append(code).append("</a></li>");
      }
      out.append("</ul>\n");
    }
    out.append("</nav>\n");
    for (JsonNode group : catalogue.path("groups")) {
      String id = group.path("id").asText();
      section(id, group.path("title").asText(), () -> {
        paragraphs(group.path("text").asText());
        for (JsonNode entry : group.path("entries")) {
          String code = entry.path("code").asText();
          out.append("<article id=\"").append(id).append('-').append(code).append("\">\n<h3>")
              .append(text(code))
              .append(entry.has("status") ? " <span class=\"type\">" + entry.path("status").asInt() + "</span>" : "")
              .append("</h3>\n");
          if (entry.has("type")) {
            out.append("<p class=\"type\">").append(text(entry.path("type").asText())).append("</p>\n<p><strong>")
                .append(text(entry.path("title").asText())).append(".</strong></p>\n");
          }
          out.append("<p>").append(inline(entry.path("means").asText())).append("</p>\n<p class=\"do\">")
              .append(inline(entry.path("do").asText())).append("</p>\n");
          if (entry.has("detail")) {
            out.append("<p class=\"type\">For instance: ").append(text(entry.path("detail").asText())).append("</p>\n");
          }
          out.append("</article>\n");
        }
      });
    }
    return page("Problems and reasons", PROBLEMS);
  }

  private void section(String id, String title, Runnable content) {
    out.append("<section id=\"").append(id).append("\">\n<h2>").append(text(title)).append("</h2>\n");
    content.run();
    out.append("</section>\n");
  }

  private void paragraphs(String said) {
    for (String one : said.split("\n\n", -1)) {
      if (!one.isBlank()) {
        out.append("<p>").append(inline(one)).append("</p>\n");
      }
    }
  }

  private static String address(String verb, String path) {
    return "<span class=\"verb " + verb + "\">" + verb.toUpperCase(Locale.ROOT) + "</span> <code>"
        + text(path).replace("/", "/<wbr>") + "</code>";
  }

  /** Text with what stands in back quotes as code. */
  private static String inline(String said) {
    return text(said).replaceAll("`([^`]*)`", "<code>$1</code>");
  }

  private static String text(String said) {
    return said.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
  }
}
