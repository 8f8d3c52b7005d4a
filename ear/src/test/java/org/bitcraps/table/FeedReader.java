package org.bitcraps.table;

import java.net.URI;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bitcraps.server.DeployedEar;
import org.bitcraps.server.TextFeed;

/** One connection to the table's feed: every whole text that came on it, as it came. */
final class FeedReader implements TextFeed.Reader, AutoCloseable {

  private static final Pattern FRAME =
      Pattern.compile("\\{\"type\":\"([a-z]+)\"(,\"n\":(\\d+))?.*");

  private final List<String> texts = new ArrayList<>();
  private final TextFeed feed;
  private boolean cut;

  private FeedReader(HttpClient http, String query) {
    URI address = URI.create(DeployedEar.WEB_SOCKET + "/api/v1/games/0/subscribe" + query);
    this.feed = TextFeed.open(http, address, this);
  }

  /** A connection that begins with a snapshot. */
  static FeedReader fresh(HttpClient http) {
    return new FeedReader(http, "");
  }

  /** A connection that goes on after that number. */
  static FeedReader from(HttpClient http, long last) {
    return new FeedReader(http, "?from=" + last);
  }

  @Override
  public synchronized void text(String text) {
    if (!cut) {
      texts.add(text);
      notifyAll();
    }
  }

  /** Ends it in the middle of whatever is under way; nothing that comes later counts. */
  synchronized void cut() {
    cut = true;
    feed.abort();
  }

  void ping() {
    feed.send("{\"type\":\"ping\"}");
  }

  synchronized List<String> texts() {
    return List.copyOf(texts);
  }

  /** The number of the last numbered text. */
  OptionalLong last() {
    return texts().stream()
        .filter(text -> number(text) >= 0)
        .mapToLong(FeedReader::number)
        .reduce((before, after) -> after);
  }

  /** Waits for that many texts of that type, or until it takes too long. */
  synchronized boolean await(String type, int count, long withinMs) {
    long endMs = System.nanoTime() / 1_000_000 + withinMs;
    while (texts.stream().filter(text -> type(text).equals(type)).count() < count) {
      long leftMs = endMs - System.nanoTime() / 1_000_000;
      if (leftMs <= 0) {
        return false;
      }
      try {
        wait(leftMs);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
    return true;
  }

  static String type(String text) {
    Matcher matcher = FRAME.matcher(text);
    return matcher.matches() ? matcher.group(1) : "?";
  }

  /** The {@code n} of a text; −1 if it has none. */
  static long number(String text) {
    Matcher matcher = FRAME.matcher(text);
    return matcher.matches() && matcher.group(3) != null ? Long.parseLong(matcher.group(3)) : -1;
  }

  @Override
  public void close() {
    cut();
  }
}
