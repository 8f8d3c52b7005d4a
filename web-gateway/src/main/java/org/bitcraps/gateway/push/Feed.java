package org.bitcraps.gateway.push;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * Numbered texts, and everybody who reads them. Numbers rise by one; a text never changes, so who
 * resumes reads the same bytes as who stayed. Thread-safe; nothing here waits for a reader.
 *
 * <p>Bound: {@code textsMax} texts and {@code charsMax} characters are kept for those who resume,
 * {@code readersMax} readers (X4).
 */
final class Feed {

  private record Numbered(long number, String text) {}

  private final int textsMax;
  private final long charsMax;
  private final int readersMax;
  private final Deque<Numbered> ring = new ArrayDeque<>();
  private final List<Subscriber> readers = new ArrayList<>();
  private long chars;
  private long last;

  Feed(int textsMax, long charsMax, int readersMax) {
    this.textsMax = textsMax;
    this.charsMax = charsMax;
    this.readersMax = readersMax;
  }

  /** The next text, for all. */
  synchronized void publish(long number, String text) {
    ring.addLast(new Numbered(number, text));
    last = number;
    chars += text.length();
    while (ring.size() > 1 && (ring.size() > textsMax || chars > charsMax)) {
      chars -= ring.removeFirst().text().length();
    }
    offer(text);
  }

  /** A text about the moment, for all; not kept. */
  synchronized void tell(String text) {
    offer(text);
  }

  /** To all. Who is too slow is closed, and leaves on this very thread: the list changes below. */
  private void offer(String text) {
    List.copyOf(readers).forEach(reader -> reader.offer(text));
  }

  /**
   * From now on {@code reader} gets every text: first {@code resumed} and all after {@code from} if
   * they are all still here, else {@code snapshot}. Both are asked for under this feed's lock, so
   * nothing comes between them and the next text.
   *
   * @param from the last number that the reader has; negative if none
   * @return false if there are too many readers
   */
  synchronized boolean join(
      Subscriber reader, long from, Supplier<String> resumed, Supplier<String> snapshot) {
    if (readers.size() >= readersMax) {
      return false;
    }
    boolean kept = from == last || (!ring.isEmpty() && ring.getFirst().number() <= from + 1);
    if (from >= 0 && from <= last && kept) {
      reader.offer(resumed.get());
      for (Numbered one : ring) {
        if (one.number() > from) {
          reader.offer(one.text());
        }
      }
    } else {
      reader.offer(snapshot.get());
    }
    readers.add(reader);
    return true;
  }

  /** No more for this reader. */
  synchronized void leave(Subscriber reader) {
    readers.remove(reader);
  }

  /** How many texts they have not been sent yet. */
  synchronized int backlog() {
    return readers.stream().mapToInt(Subscriber::backlog).sum();
  }

  /** How many read. */
  synchronized int readers() {
    return readers.size();
  }
}
