package org.bitcraps.gateway.push;

/** A connection to one client, as far as a {@link Subscriber} needs it. */
interface Wire {

  /** Sends without waiting; calls {@code done} when the next may be sent, or never if it broke. */
  void send(String text, Runnable done);

  /** Says why, and closes. */
  void close(int code, String reason);
}
