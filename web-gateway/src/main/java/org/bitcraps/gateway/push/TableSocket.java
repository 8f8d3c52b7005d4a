package org.bitcraps.gateway.push;

import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import jakarta.websocket.server.PathParam;
import jakarta.websocket.server.ServerEndpoint;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bitcraps.evidence.genesis.TableId;

/**
 * One client watching one table: {@code /api/v1/games/0/subscribe?from=17}. The first frame is a
 * {@code snapshot}, or {@code resumed} if everything after {@code from} is still here; then comes
 * one {@code block} per block, {@code n} rising by one, and a {@code status} at least every 5 s. A
 * {@code {"type":"ping"}} is answered by a {@code pong}. Whoever sends anything else is told why
 * and closed (1008); who reads too slowly as well (1013).
 */
@ServerEndpoint("/api/v1/games/{id}/subscribe")
public class TableSocket {

  /** Requests of a client are small; a longer text closes the connection (1009). */
  private static final int REQUEST_CHARS_MAX = 4_096;

  /** A client that is silent for longer is gone; clients ping well within this. */
  static final long IDLE_MS = 60_000;

  private static final Pattern TABLE_ID = Pattern.compile("[0-9]{1,5}");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,18}");

  @Inject Feeds feeds;

  private Optional<TableFeed> feed = Optional.empty();
  private Optional<Subscriber> subscriber = Optional.empty();

  /** Sends the snapshot, or refuses what is no table. */
  @OnOpen
  public void open(Session session, @PathParam("id") String id) throws IOException {
    session.setMaxIdleTimeout(IDLE_MS);
    feed = table(id).flatMap(feeds::feed);
    if (feed.isEmpty()) {
      refuse(session, "no such table");
      return;
    }
    String from = from(session);
    if (!from.isEmpty() && !NUMBER.matcher(from).matches()) {
      refuse(session, "from is not a number");
      return;
    }
    Subscriber reader = new Subscriber(new SessionWire(session));
    subscriber = Optional.of(reader);
    if (!feed.get().join(reader, from.isEmpty() ? -1 : Long.parseLong(from))) {
      session.close(
          new CloseReason(CloseCodes.TRY_AGAIN_LATER, "too many subscribers: try another gateway"));
      return;
    }
    reader.offer(feeds.statusNow());
  }

  private static Optional<TableId> table(String id) {
    return TABLE_ID.matcher(id).matches() && Integer.parseInt(id) <= 0xffff
        ? Optional.of(new TableId(Integer.parseInt(id)))
        : Optional.empty();
  }

  private static String from(Session session) {
    List<String> values = session.getRequestParameterMap().getOrDefault("from", List.of());
    return values.isEmpty() ? "" : values.get(0);
  }

  /** Answers one request. */
  @OnMessage(maxMessageSize = REQUEST_CHARS_MAX)
  public void receive(Session session, String text) throws IOException {
    switch (Request.parse(text)) {
      case Request.Ping ping -> subscriber.ifPresent(reader -> reader.offer(feeds.pong()));
      case Request.Malformed malformed -> refuse(session, malformed.reason());
    }
  }

  /** Forgets the client. */
  @OnClose
  public void close() {
    subscriber.ifPresent(reader -> {
      reader.close();
      feed.ifPresent(one -> one.leave(reader));
    });
  }

  private static void refuse(Session session, String reason) throws IOException {
    session.close(new CloseReason(CloseCodes.VIOLATED_POLICY, reason));
  }
}
