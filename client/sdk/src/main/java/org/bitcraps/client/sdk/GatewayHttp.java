package org.bitcraps.client.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bitcraps.evidence.wire.MalformedException;

/** One gateway over HTTP: bytes in, bytes or a typed exception out. */
final class GatewayHttp {

  private static final Duration DEADLINE = Duration.ofSeconds(10);

  /** For an answer that is long, from its first byte to its last. */
  private static final Duration BODY_DEADLINE = Duration.ofSeconds(60);

  /** Of a problem document, where the rest of the answer is not read. */
  private static final int PROBLEM_BYTES_MAX = 1 << 16;

  private final URI base;
  private final HttpClient http;

  GatewayHttp(URI base, HttpClient http) {
    this.base = base.toString().endsWith("/") ? base : URI.create(base + "/");
    this.http = http;
  }

  URI base() {
    return base;
  }

  CompletableFuture<byte[]> get(String path) {
    return get(path, Json.BYTES_MAX);
  }

  /** An answer with more bytes fails. */
  CompletableFuture<byte[]> get(String path, int bytesMax) {
    return send(request(path).GET(), bytesMax);
  }

  CompletableFuture<byte[]> post(String path, Object body) {
    return send(
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(Json.write(body))),
        Json.BYTES_MAX);
  }

  /**
   * Answers with the body as it comes; a read of it fails after ten seconds without a byte.
   *
   * @return exceptionally what the gateway says if it refuses
   */
  CompletableFuture<InputStream> stream(String path) {
    return http.sendAsync(request(path).GET().build(), HttpResponse.BodyHandlers.ofInputStream())
        .handle((response, failure) -> {
          if (failure != null) {
            throw unreachable(failure);
          }
          if (response.statusCode() / 100 == 2) {
            return Bounded.impatient(response.body(), DEADLINE);
          }
          try (InputStream body = response.body()) {
            throw problem(response, body.readNBytes(PROBLEM_BYTES_MAX));
          } catch (IOException e) {
            throw unreachable(e);
          }
        });
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(base.resolve("api/v1/" + path))
        .timeout(DEADLINE)
        .header(
            "Accept",
            "application/json, application/problem+json, text/plain, application/octet-stream");
  }

  private CompletableFuture<byte[]> send(HttpRequest.Builder request, int bytesMax) {
    return http.sendAsync(request.build(), Bounded.bytes(bytesMax))
        .orTimeout(BODY_DEADLINE.toSeconds(), TimeUnit.SECONDS)
        .handle((response, failure) -> {
          if (failure != null) {
            throw unreachable(failure);
          }
          if (response.statusCode() / 100 != 2) {
            throw problem(response, response.body());
          }
          return response.body();
        });
  }

  private UnreachableException unreachable(Throwable failure) {
    return new UnreachableException(
        "there is no gateway at " + base + ": " + describe(failure), failure);
  }

  /**
   * The blocks that it was sending end too early; {@code cause} is null if it closed them itself.
   */
  UnreachableException brokeOff(IOException cause) {
    return new UnreachableException(base + " stopped in the middle of the blocks", cause);
  }

  static String describe(Throwable failure) {
    Throwable cause = failure;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof java.net.ConnectException) {
      return "the connection was refused";
    }
    if (cause instanceof java.net.http.HttpTimeoutException || cause instanceof TimeoutException) {
      return "no answer in time";
    }
    if (String.valueOf(cause.getMessage()).contains("received no bytes")) {
      return "the connection broke before an answer came";
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  private RuntimeException problem(HttpResponse<?> response, byte[] body) {
    String type = response.headers().firstValue("Content-Type").orElse("");
    int retryAfter =
        response.headers().firstValue("Retry-After").map(GatewayHttp::seconds).orElse(0);
    if (type.startsWith("application/problem+json")) {
      try {
        JsonNode node = Json.node(body);
        return new ProblemException(
            node.path("type").asText("about:blank"),
            node.path("title").asText(""),
            response.statusCode(),
            node.path("detail").asText(node.path("title").asText("")),
            node.path("field").asText(""),
            retryAfter);
      } catch (MalformedException e) {
        return new UnreachableException(base + " answered a broken problem document", e);
      }
    }
    // A gateway refuses with a problem document, always: somebody else answers here.
    return new UnreachableException(
        "%s does not answer as a gateway: HTTP %d without a problem document"
            .formatted(base, response.statusCode()),
        null);
  }

  private static int seconds(String value) {
    return value.matches("[0-9]{1,6}") ? Integer.parseInt(value) : 0;
  }
}
