package org.bitcraps.kill;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bitcraps.server.TextFeed;

/**
 * Listens to a gateway by every door it has: a subscriber of the table, and somebody who asks
 * without pause for all there is about the newest round and block. Keeps each text that came.
 */
final class Eavesdropper implements TextFeed.Reader, AutoCloseable {

  /**
   * What came.
   *
   * @param atMs when its last byte was here
   */
  record Heard(long atMs, String from, String text) {}

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Pattern ROUND = Pattern.compile("\"round\":(\\d+)");
  private static final Pattern SEQUENCE = Pattern.compile("\"sequence\":(\\d+)");

  private final HttpClient client = HttpClient.newHttpClient();
  private final ConcurrentLinkedQueue<Heard> heard = new ConcurrentLinkedQueue<>();
  private final URI http;
  private final TextFeed feed;
  private final Thread asking = Thread.ofPlatform().name("eavesdropper").unstarted(this::ask);
  private volatile boolean closed;

  Eavesdropper(URI http) {
    this.http = http;
    this.feed =
        TextFeed.open(
            client, URI.create("ws" + http.toString().substring(4) + table("subscribe")), this);
    asking.start();
  }

  private static String table(String what) {
    return "/api/v1/games/0/" + what;
  }

  @Override
  public void text(String text) {
    heard.add(new Heard(System.currentTimeMillis(), "subscribe", text));
  }

  private void ask() {
    try {
      while (!closed) {
        long round = number(ROUND, get("/api/v1/games/0"));
        long block = number(SEQUENCE, get("/api/v1/consensus/status"));
        for (String path :
            List.of(
                table("rounds/" + round + "/randomness"),
                table("proofs?round=" + round),
                table("history?count=3"),
                "/api/v1/consensus/blocks?from=" + Math.max(0, block - 3) + "&to=" + (block + 3),
                "/api/v1/consensus/qc/" + block,
                "/api/v1/consensus/validators")) {
          get(path);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.io.IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private String get(String path) throws java.io.IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(http.resolve(path)).timeout(PATIENCE).build();
    String text = client.send(request, BodyHandlers.ofString(UTF_8)).body();
    heard.add(new Heard(System.currentTimeMillis(), path, text));
    return text;
  }

  private static long number(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
  }

  List<Heard> all() {
    return new ArrayList<>(heard);
  }

  /** Stops listening; what came stays. */
  @Override
  public void close() {
    closed = true;
    try {
      asking.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    feed.abort();
  }
}
