package org.bitcraps.protocol.pbft;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.operation.Operation;

/**
 * The bodies of one author that are not certain yet, in the author's own order: so all replicas
 * that hold the same bodies agree on the head, whatever the order of arrival (D3, P5).
 *
 * <p>Bound: {@code bytesMax} for what nothing names. A full lane gives up what its author counted
 * last, or refuses the newcomer if that is the last; it never takes room from another lane.
 */
final class BodyLane {

  /**
   * Where a body stands in its lane.
   *
   * @param number the gateway's count of bodies, or the round of a validator's operation
   */
  record Place(long number, Digest digest) implements Comparable<Place> {

    static Place of(BatchBody body) {
      long number =
          body.origin()
              .map(BatchBody.Origin::sequence)
              .orElseGet(() ->
                  switch (body.body().operation()) {
                    case Operation.Commitment c -> c.draw().round();
                    case Operation.Reveal r -> r.draw().round();
                    case Operation.PlaceBets bets -> 0L;
                    case Operation.PlayerOrders orders -> 0L;
                  });
      return new Place(number, body.body().digest());
    }

    @Override
    public int compareTo(Place other) {
      int byNumber = Long.compare(number, other.number);
      return byNumber != 0 ? byNumber : digest.compareTo(other.digest);
    }
  }

  private final Author author;
  private final long bytesMax;
  private final NavigableMap<Place, BodyPool.Held> bodies = new TreeMap<>();
  private long bytes;

  BodyLane(Author author, long bytesMax) {
    this.author = author;
    this.bytesMax = bytesMax;
  }

  Author author() {
    return author;
  }

  /**
   * Makes room for a body: gives up such as stand behind its place and that nothing names.
   *
   * @return what was given up; empty if there is no room, and then nothing was
   */
  Optional<List<BodyPool.Held>> makeRoom(Place newcomer, int size, Predicate<BodyPool.Held> named) {
    List<BodyPool.Held> goes = new ArrayList<>();
    long free = bytesMax - bytes;
    for (BodyPool.Held last : bodies.tailMap(newcomer, false).descendingMap().values()) {
      if (free >= size) {
        break;
      }
      if (!named.test(last)) {
        goes.add(last);
        free += last.size();
      }
    }
    if (free < size) {
      return Optional.empty();
    }
    goes.forEach(this::remove);
    return Optional.of(goes);
  }

  /** Gives up what is over the quota, as {@link #makeRoom} does. */
  List<BodyPool.Held> trim(Predicate<BodyPool.Held> named) {
    List<BodyPool.Held> goes = new ArrayList<>();
    long over = bytes - bytesMax;
    for (BodyPool.Held last : bodies.descendingMap().values()) {
      if (over <= 0) {
        break;
      }
      if (!named.test(last)) {
        goes.add(last);
        over -= last.size();
      }
    }
    goes.forEach(this::remove);
    return goes;
  }

  /** Puts a body where it stands, whether or not there is room. */
  void put(Place place, BodyPool.Held body) {
    Place before = body.places.put(author, place);
    if (before == null) {
      bytes += body.size();
    } else {
      bodies.remove(before);
    }
    bodies.put(place, body);
  }

  /** Forgets a body. */
  void remove(BodyPool.Held body) {
    Place place = body.places.remove(author);
    if (place != null) {
      bodies.remove(place);
      bytes -= body.size();
    }
  }

  /** The bodies, in the author's order. */
  Collection<BodyPool.Held> bodies() {
    return Collections.unmodifiableCollection(bodies.values());
  }

  /** Bytes of all of them. */
  long bytes() {
    return bytes;
  }
}
