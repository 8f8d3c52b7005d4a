package org.bitcraps.bench.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** A gateway as its clients know it. Every answer goes on record, and also that none came. */
final class Door implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final String name;
  private final URI root;
  private final Recorder recorder;
  private final ObjectMapper json = new ObjectMapper();
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();

  /**
   * What was said.
   *
   * @param status 0 if nothing was
   */
  record Answer(int status, JsonNode body) {

    boolean ok() {
      return status == 200;
    }

    boolean taken() {
      return status == 202;
    }

    /** A refusal that asking again will not change. */
    boolean refused() {
      return status >= 400 && status < 500 && status != 408 && status != 429;
    }
  }

  Door(String name, int port, Recorder recorder) {
    this.name = name;
    this.root = URI.create("http://127.0.0.1:" + port);
    this.recorder = recorder;
  }

  String name() {
    return name;
  }

  /** Asks for something under {@code /api/v1}. */
  Answer get(String path) throws InterruptedException {
    return send("GET " + path, List.of(), request(path).GET().build());
  }

  /**
   * Sends orders.
   *
   * @param ids of all of them
   */
  Answer post(String path, List<String> ids, String body) throws InterruptedException {
    HttpRequest request =
        request(path)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return send("POST " + path, ids, request);
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(root.resolve("/api/v1" + path)).timeout(PATIENCE);
  }

  private Answer send(String asked, List<String> ids, HttpRequest request)
      throws InterruptedException {
    try {
      try {
        HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        JsonNode body = json.readTree(response.body());
        recorder.answer(name, asked, ids, response.statusCode(), body, "");
        return new Answer(response.statusCode(), body);
      } catch (IOException e) {
        recorder.answer(name, asked, ids, 0, json.nullNode(), e.toString());
        return new Answer(0, json.nullNode());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the recorder fails", e);
    }
  }

  /** What is no answer to a client but the chain itself; empty bytes if it is not served. */
  HttpResponse<byte[]> bytes(String path) throws IOException, InterruptedException {
    return http.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
