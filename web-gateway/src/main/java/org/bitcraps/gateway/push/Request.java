package org.bitcraps.gateway.push;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

/** What a WebSocket client may ask. */
sealed interface Request {

  /** The client shows that it is there, and wants to see the same of us. */
  record Ping() implements Request {}

  /** Nothing we know; {@code reason} is at most 123 bytes, it goes into the close frame. */
  record Malformed(String reason) implements Request {}

  /** Reads one text frame; never throws on what a client can send. */
  static Request parse(String text) {
    JsonNode frame;
    try {
      frame = Frame.JSON.readTree(text);
    } catch (JsonProcessingException e) {
      return new Malformed("not JSON");
    }
    return switch (frame.path("type").asText()) {
      case "ping" -> new Ping();
      default -> new Malformed("unknown type");
    };
  }
}
