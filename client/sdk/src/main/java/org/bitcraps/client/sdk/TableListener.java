package org.bitcraps.client.sdk;

import com.fasterxml.jackson.databind.JsonNode;

/** Who follows a table. Called by one thread at a time; slow listeners are dropped by gateways. */
public interface TableListener {

  /**
   * A frame: {@code type} says which ({@code snapshot}, {@code resumed}, {@code block}, {@code
   * status}); nothing in it is proven.
   */
  void frame(JsonNode frame);

  /** The connection is lost; it is tried again after so many milliseconds. */
  default void lost(String reason, long retryInMs) {}
}
