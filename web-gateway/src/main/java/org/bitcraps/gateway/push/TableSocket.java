package org.bitcraps.gateway.push;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.util.regex.Pattern;

/**
 * One client watching one table. The server's frames carry {@code type} and a {@code seq} that
 * counts from 0 without gaps, so that a client sees what it missed. The first frame is {@code
 * hello}; a {@code {"type":"ping"}} is answered by a {@code pong}. Whoever sends anything else is
 * told why and closed (1008).
 */
@ServerEndpoint("/api/v1/games/{id}/subscribe")
public class TableSocket {

  /** Requests of a client are small; a longer text closes the connection (1009). */
  private static final int REQUEST_CHARS_MAX = 4096;

  /** A client that is silent for longer is gone; clients ping well within this. */
  private static final long IDLE_MS = 60_000;

  private static final Pattern TABLE_ID = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  // One instance per connection, called by one thread at a time: a plain counter is enough.
  private long nextSeq;

  /** Greets, or refuses what cannot be the name of a table. */
  @OnOpen
  public void open(Session session, @PathParam("id") String table) throws IOException {
    if (!TABLE_ID.matcher(table).matches()) {
      refuse(session, "not a table id");
      return;
    }
    session.setMaxIdleTimeout(IDLE_MS);
    send(session, Frame.hello(nextSeq++, table, IDLE_MS));
  }

  /** Answers one request. */
  @OnMessage(maxMessageSize = REQUEST_CHARS_MAX)
  public void receive(Session session, String text) throws IOException {
    switch (Request.parse(text)) {
      case Request.Ping ping -> send(session, Frame.pong(nextSeq++));
      case Request.Malformed malformed -> refuse(session, malformed.reason());
    }
  }

  private static void send(Session session, String frame) throws IOException {
    session.getBasicRemote().sendText(frame);
  }

  private static void refuse(Session session, String reason) throws IOException {
    session.close(new CloseReason(CloseCodes.VIOLATED_POLICY, reason));
  }
}
