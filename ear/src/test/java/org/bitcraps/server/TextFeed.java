package org.bitcraps.server;

import java.net.ProtocolException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;

/**
 * A client of a gateway's WebSocket, by whole texts.
 *
 * <p>It asks again if the first text is broken. The JDK's client (25.0) hands a connection from
 * HTTP to WebSocket on one thread while another may still read for HTTP: what comes in that instant
 * is lost, and the next frame's first byte is then "Invalid UTF-8 in frame TEXT". A server that
 * speaks first meets it once in some 1,500 connections; a packet trace shows that every byte came.
 * After the first text there is no such excuse.
 */
public final class TextFeed implements WebSocket.Listener {

  /** Who listens. Called by one thread at a time. */
  public interface Reader {

    /** A whole text. */
    void text(String text);

    /** The gateway ended it. */
    default void closed(int code, String reason) {}

    /** It broke. */
    default void failed(Throwable failure) {}
  }

  private final HttpClient http;
  private final URI address;
  private final Reader reader;
  private final StringBuilder parts = new StringBuilder();
  private boolean begun;
  private boolean aborted;
  private WebSocket socket;

  private TextFeed(HttpClient http, URI address, Reader reader) {
    this.http = http;
    this.address = address;
    this.reader = reader;
  }

  /** Waits until the gateway has taken the connection. */
  public static TextFeed open(HttpClient http, URI address, Reader reader) {
    TextFeed feed = new TextFeed(http, address, reader);
    http.newWebSocketBuilder().buildAsync(address, feed).join();
    return feed;
  }

  @Override
  public synchronized void onOpen(WebSocket opened) {
    socket = opened;
    if (aborted) {
      opened.abort();
    } else {
      opened.request(1);
    }
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
    parts.append(data);
    if (last) {
      begun = true;
      reader.text(parts.toString());
      parts.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    reader.closed(code, reason);
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable failure) {
    if (begun || !(failure instanceof ProtocolException)) {
      reader.failed(failure);
      return;
    }
    parts.setLength(0);
    Future<?> _ =
        http.newWebSocketBuilder()
            .buildAsync(address, this)
            .whenComplete((_, refused) -> {
              if (refused != null) {
                reader.failed(refused);
              }
            });
  }

  /** Waits until it is on its way. */
  public void send(String text) {
    now().sendText(text, true).join();
  }

  /** Says goodbye, and waits until that is on its way. */
  public void leave() {
    now().sendClose(WebSocket.NORMAL_CLOSURE, "").join();
  }

  /** Ends it without a word. */
  public synchronized void abort() {
    aborted = true;
    socket.abort();
  }

  private synchronized WebSocket now() {
    return socket;
  }
}
