package org.bitcraps.gateway.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.websocket.server.ServerEndpoint;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.bitcraps.gateway.rest.GatewayApplication;
import org.junit.jupiter.api.Test;

/** Every resource method of the application is described, and nothing else is. */
class RoutesTest {

  private static final String ROOT =
      GatewayApplication.class.getAnnotation(ApplicationPath.class).value();

  private final JsonNode document = Described.openApi().tree();

  private static List<Class<?>> classes() throws IOException, URISyntaxException {
    java.nio.file.Path root =
        java.nio.file.Path.of(
            GatewayApplication.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<Class<?>> classes = new ArrayList<>();
    try (Stream<java.nio.file.Path> files = Files.walk(root)) {
      for (java.nio.file.Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        String name = root.relativize(file).toString().replaceAll("[/\\\\]", ".");
        try {
          classes.add(
              Class.forName(
                  name.substring(0, name.length() - ".class".length()),
                  false,
                  GatewayApplication.class.getClassLoader()));
        } catch (ClassNotFoundException e) {
          throw new AssertionError(e);
        }
      }
    }
    return classes;
  }

  /** {@code GET /games/{table}}, with the method that answers it. */
  private static Map<String, Method> inCode() throws IOException, URISyntaxException {
    Map<String, Method> routes = new TreeMap<>();
    for (Class<?> type : classes()) {
      Path root = type.getAnnotation(Path.class);
      if (root != null) {
        for (Method method : type.getDeclaredMethods()) {
          verb(method)
              .ifPresent(verb -> {
                Path below = method.getAnnotation(Path.class);
                String path = "/" + root.value() + "/" + (below == null ? "" : below.value());
                Method twin = routes.put(verb + " " + tidy(path), method);
                assertThat(twin).as("another method for " + path).isNull();
              });
        }
      }
    }
    return routes;
  }

  private static java.util.Optional<String> verb(Method method) {
    return Arrays.stream(method.getAnnotations())
        .map(Annotation::annotationType)
        .filter(type -> type.isAnnotationPresent(HttpMethod.class))
        .map(type -> type.getAnnotation(HttpMethod.class).value())
        .findFirst();
  }

  private static String tidy(String path) {
    return path.replaceAll("/+", "/").replaceAll("(.)/$", "$1");
  }

  private Map<String, JsonNode> described() {
    Map<String, JsonNode> routes = new TreeMap<>();
    document
        .path("paths")
        .properties()
        .forEach(path ->
            path.getValue()
                .properties()
                .forEach(operation ->
                    routes.put(
                        operation.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey(),
                        operation.getValue())));
    return routes;
  }

  @Test
  void every_resource_method_is_described_and_nothing_else() throws Exception {
    Set<String> code = new TreeSet<>(inCode().keySet());
    int sockets = 0;
    for (Class<?> type : classes()) {
      ServerEndpoint socket = type.getAnnotation(ServerEndpoint.class);
      if (socket != null) {
        assertThat(socket.value()).startsWith(ROOT);
        code.add("GET " + socket.value().substring(ROOT.length()).replace("{id}", "{table}"));
        sockets++;
      }
    }
    assertThat(sockets).isPositive();
    assertThat(described().keySet()).isEqualTo(code);
    assertThat(document.at("/servers/0/url").asText()).isEqualTo(ROOT);
  }

  @Test
  void every_parameter_is_described_and_nothing_else() throws Exception {
    Map<String, JsonNode> described = described();
    for (Map.Entry<String, Method> route : inCode().entrySet()) {
      Set<String> code = new TreeSet<>();
      for (Parameter parameter : route.getValue().getParameters()) {
        PathParam inPath = parameter.getAnnotation(PathParam.class);
        QueryParam inQuery = parameter.getAnnotation(QueryParam.class);
        if (inPath != null) {
          code.add("path " + inPath.value());
        }
        if (inQuery != null) {
          code.add("query " + inQuery.value());
        }
      }
      Set<String> said = new TreeSet<>();
      described
          .get(route.getKey())
          .path("parameters")
          .forEach(parameter -> {
            JsonNode real =
                parameter.has("$ref")
                    ? document.at(parameter.path("$ref").asText().substring(1))
                    : parameter;
            said.add(real.path("in").asText() + " " + real.path("name").asText());
            boolean needed =
                real.path("in").asText().equals("path")
                    || real.path("name").asText().equals("round");
            assertThat(real.path("required").asBoolean())
                .as(route.getKey() + " " + real)
                .isEqualTo(needed);
          });
      // Lists of the history read their query themselves; DescribedIT asks the server for its
      // words.
      if (route.getKey().startsWith("GET /history")) {
        said.removeIf(name -> name.startsWith("query "));
      }
      assertThat(said).as(route.getKey()).isEqualTo(code);
    }
  }

  @Test
  void what_is_posted_has_a_body_exactly_where_the_method_reads_one() throws Exception {
    Map<String, JsonNode> described = described();
    inCode()
        .forEach((route, method) ->
            assertThat(described.get(route).has("requestBody"))
                .as(route)
                .isEqualTo(
                    Arrays.asList(method.getParameterTypes()).contains(java.io.InputStream.class)));
  }
}
