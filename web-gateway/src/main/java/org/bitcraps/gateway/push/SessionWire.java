package org.bitcraps.gateway.push;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.Session;
import java.io.IOException;

/** A WebSocket session. */
final class SessionWire implements Wire {

  private final Session session;

  SessionWire(Session session) {
    this.session = session;
  }

  @Override
  public void send(String text, Runnable done) {
    try {
      session
          .getAsyncRemote()
          .sendText(
              text,
              result -> {
                if (result.isOK()) {
                  done.run();
                }
              });
    } catch (IllegalStateException e) {
      // It was closed meanwhile: its onClose forgets it.
    }
  }

  @Override
  public void close(int code, String reason) {
    try {
      session.close(new CloseReason(CloseCodes.getCloseCode(code), reason));
    } catch (IOException e) {
      // It is gone already.
    }
  }
}
