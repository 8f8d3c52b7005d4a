package org.bitcraps.gateway.push;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * One client and what it has not been sent yet. Thread-safe; never waits.
 *
 * <p>Bound: {@link #TEXTS_MAX} texts and {@link #CHARS_MAX} characters; a client that lets more
 * come together is told so and closed, and resumes where it was (X4).
 */
final class Subscriber {

  /** About a minute of a busy table. */
  static final int TEXTS_MAX = 1_100;

  static final long CHARS_MAX = 8L << 20;

  /** RFC 6455, IANA registry: try again later. */
  static final int TRY_AGAIN_LATER = 1013;

  private final Wire wire;
  private final Deque<String> waiting = new ArrayDeque<>();
  private long chars;
  private boolean sending;
  private boolean pumping;
  private boolean closed;

  Subscriber(Wire wire) {
    this.wire = wire;
  }

  /** Sends it after all before it. */
  void offer(String text) {
    boolean tooSlow;
    synchronized (this) {
      if (closed) {
        return;
      }
      waiting.addLast(text);
      chars += text.length();
      tooSlow = waiting.size() > TEXTS_MAX || chars > CHARS_MAX;
      if (tooSlow) {
        close();
      }
    }
    if (tooSlow) {
      wire.close(TRY_AGAIN_LATER, "too slow: connect again with from=<last n>");
    } else {
      pump();
    }
  }

  /** One thread at a time; in a loop, because a wire may be done before it returns. */
  private void pump() {
    synchronized (this) {
      if (pumping) {
        return;
      }
      pumping = true;
    }
    while (true) {
      String next;
      synchronized (this) {
        if (closed || sending || waiting.isEmpty()) {
          pumping = false;
          return;
        }
        next = take();
      }
      wire.send(next, this::sent);
    }
  }

  private void sent() {
    synchronized (this) {
      sending = false;
    }
    pump();
  }

  private String take() {
    sending = true;
    String text = waiting.removeFirst();
    chars -= text.length();
    return text;
  }

  /** How many texts were not sent yet. */
  synchronized int backlog() {
    return waiting.size();
  }

  /** Nothing more is sent. */
  synchronized void close() {
    closed = true;
    waiting.clear();
  }
}
