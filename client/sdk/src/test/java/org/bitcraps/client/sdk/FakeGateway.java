package org.bitcraps.client.sdk;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Serves canned answers over real HTTP and remembers what it was sent. */
final class FakeGateway implements AutoCloseable {

  private record Answer(int status, String type, Body body, String retryAfter) {

    Answer(int status, String type, String body, String retryAfter) {
      this(status, type, new Body(body.getBytes(StandardCharsets.UTF_8)), retryAfter);
    }
  }

  private static final class Body {
    private final byte[] bytes;

    private Body(byte[] bytes) {
      this.bytes = bytes;
    }
  }

  final List<String> requests = new CopyOnWriteArrayList<>();
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final Map<String, Runnable> first = new ConcurrentHashMap<>();
  private final HttpServer server;

  FakeGateway() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String asked = exchange.getRequestMethod() + " " + exchange.getRequestURI();
          String body =
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          requests.add(body.isEmpty() ? asked : asked + " " + body);
          Runnable once = first.remove(asked);
          if (once != null) {
            once.run();
          }
          Answer answer =
              answers.getOrDefault(asked, new Answer(500, "text/plain", "no such answer", ""));
          exchange.getResponseHeaders().add("Content-Type", answer.type());
          if (!answer.retryAfter().isEmpty()) {
            exchange.getResponseHeaders().add("Retry-After", answer.retryAfter());
          }
          byte[] bytes = answer.body().bytes;
          exchange.sendResponseHeaders(answer.status(), bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  void json(String asked, String body) {
    answers.put(asked, new Answer(200, "application/json", body, ""));
  }

  void bytes(String asked, byte[] body) {
    answers.put(asked, new Answer(200, "application/octet-stream", new Body(body), ""));
  }

  /** Something that happens the next time when that is asked, before it is answered. */
  void onFirst(String asked, Runnable then) {
    first.put(asked, then);
  }

  void accepted(String asked, String body) {
    answers.put(asked, new Answer(202, "application/json", body, ""));
  }

  void problem(String asked, int status, String body, String retryAfter) {
    answers.put(asked, new Answer(status, "application/problem+json", body, retryAfter));
  }

  void plain(String asked, int status, String body) {
    answers.put(asked, new Answer(status, "text/plain;charset=UTF-8", body, ""));
  }

  static String vector(String name) throws IOException {
    return Files.readString(
        Path.of(System.getProperty("bitcraps.root"), "docs/vectors/proof", name));
  }

  static ProofFile proof(String name) throws IOException {
    return ProofFile.of(vector(name).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
