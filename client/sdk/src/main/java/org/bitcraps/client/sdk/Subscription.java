package org.bitcraps.client.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.wire.MalformedException;

/**
 * A table's feed over WebSocket. Knows the number of the last update, so that a new connection goes
 * on where the old one ended; pings so often that the gateway does not take it for gone.
 */
public final class Subscription implements AutoCloseable {

  private static final long PING_MS = 15_000;
  private static final long WATCH_MS = 1_000;

  /** The gateway speaks at least every 5 s. */
  private static final long SILENCE_MS = 15_000;

  private static final long RETRY_LEAST_MS = 250;
  private static final long RETRY_MOST_MS = 8_000;
  private static final int FRAME_CHARS_MAX = 16 << 20;

  private final HttpClient http;
  private final URI address;
  private final TableListener listener;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("bitcraps-subscription").factory());
  private OptionalLong last;
  private long retryMs = RETRY_LEAST_MS;
  private WebSocket socket;

  /** The connection whose events count; those of an older one are late news. */
  private Frames current;

  private long heardNs;
  private long pingedNs;
  private boolean closed;

  private Subscription(HttpClient http, URI address, OptionalLong from, TableListener listener) {
    this.http = http;
    this.address = address;
    this.last = from;
    this.listener = listener;
  }

  static Subscription start(
      HttpClient http, URI gateway, TableId table, OptionalLong from, TableListener listener) {
    String scheme = "https".equals(gateway.getScheme()) ? "wss" : "ws";
    URI address =
        URI.create(
            scheme
                + gateway.toString().substring(gateway.getScheme().length())
                + "api/v1/games/"
                + table
                + "/subscribe");
    Subscription subscription = new Subscription(http, address, from, listener);
    Future<?> unused =
        subscription.timer.scheduleWithFixedDelay(
            subscription::watch, WATCH_MS, WATCH_MS, TimeUnit.MILLISECONDS);
    subscription.timer.execute(subscription::connect);
    return subscription;
  }

  /** The number of the last update seen; empty before the first. */
  public synchronized OptionalLong last() {
    return last;
  }

  private synchronized void connect() {
    if (closed) {
      return;
    }
    String from = last.isPresent() ? "?from=" + last.getAsLong() : "";
    Frames frames = new Frames();
    current = frames;
    heardNs = System.nanoTime();
    pingedNs = heardNs;
    Future<?> unused =
        http.newWebSocketBuilder()
            .buildAsync(URI.create(address + from), frames)
            .whenComplete((opened, failure) -> {
              if (failure != null) {
                lost(frames, GatewayHttp.describe(failure));
              } else {
                opened(frames, opened);
              }
            });
  }

  private synchronized void opened(Frames frames, WebSocket opened) {
    if (closed || frames != current) {
      opened.abort();
    } else {
      socket = opened;
    }
  }

  private synchronized void watch() {
    if (current == null) {
      return; // Lost already; the next attempt is scheduled.
    }
    if (System.nanoTime() - heardNs > SILENCE_MS * 1_000_000) {
      // A connection can die without a word: the gateway's heartbeat is what tells.
      if (socket != null) {
        socket.abort();
      }
      lost(current, "silent for " + SILENCE_MS / 1_000 + " s");
    } else if (socket != null
        && !socket.isOutputClosed()
        && System.nanoTime() - pingedNs > PING_MS * 1_000_000) {
      pingedNs = System.nanoTime();
      // A ping that fails shows as a lost connection.
      Future<?> unused = socket.sendText("{\"type\":\"ping\"}", true);
    }
  }

  private synchronized void lost(Frames frames, String reason) {
    if (closed || frames != current) {
      return;
    }
    current = null;
    socket = null;
    long wait = retryMs;
    retryMs = Math.min(2 * retryMs, RETRY_MOST_MS);
    Future<?> unused = timer.schedule(this::connect, wait, TimeUnit.MILLISECONDS);
    timer.execute(() -> listener.lost(reason, wait));
  }

  private void text(Frames frames, String text) {
    JsonNode frame = Json.node(text.getBytes(StandardCharsets.UTF_8));
    synchronized (this) {
      if (closed || frames != current) {
        return;
      }
      heardNs = System.nanoTime();
      if (frame.path("n").isIntegralNumber()) {
        last = OptionalLong.of(frame.path("n").asLong());
        retryMs = RETRY_LEAST_MS;
      }
    }
    listener.frame(frame);
  }

  /** Ends it; the listener is not called any more, but for a frame it has begun to handle. */
  @Override
  public synchronized void close() {
    closed = true;
    timer.shutdownNow();
    if (socket != null) {
      socket.abort();
      socket = null;
    }
  }

  private final class Frames implements WebSocket.Listener {

    private final StringBuilder parts = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean isLast) {
      parts.append(data);
      if (parts.length() > FRAME_CHARS_MAX) {
        from.abort();
        lost(this, "a frame is too long");
        return CompletableFuture.completedStage(null);
      }
      if (isLast) {
        String text = parts.toString();
        parts.setLength(0);
        try {
          text(this, text);
        } catch (MalformedException e) {
          from.abort();
          lost(this, "a frame is no JSON");
          return CompletableFuture.completedStage(null);
        }
      }
      from.request(1);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      lost(this, reason.isEmpty() ? "closed with " + code : reason);
      return CompletableFuture.completedStage(null);
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
      lost(this, GatewayHttp.describe(failure));
    }
  }
}
