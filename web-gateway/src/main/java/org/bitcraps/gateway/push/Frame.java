package org.bitcraps.gateway.push;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The JSON texts that the server sends. */
final class Frame {

  static final ObjectMapper JSON = new ObjectMapper();

  private Frame() {}

  /** The first frame of a connection, with the silence after which the server closes it. */
  static String hello(long seq, String table, long idleMs) {
    return frame("hello", seq).put("game", table).put("idleMs", idleMs).toString();
  }

  /** The answer to a ping. */
  static String pong(long seq) {
    return frame("pong", seq).toString();
  }

  private static ObjectNode frame(String type, long seq) {
    return JSON.createObjectNode().put("type", type).put("seq", seq);
  }
}
