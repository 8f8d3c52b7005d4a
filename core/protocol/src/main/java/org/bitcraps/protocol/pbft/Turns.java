package org.bitcraps.protocol.pbft;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.SequenceNumber;

/**
 * Which bodies come into a block: lanes take turns, each giving its head (P5). Validators'
 * operations come first, but get half of a block at most while players wait (ADR 0008).
 */
final class Turns {

  private final int bodiesMax;
  private final long bytesMax;

  /** Who was served last, of each kind: the next turn is after it. */
  private Optional<Author> lastValidator = Optional.empty();

  private Optional<Author> lastGateway = Optional.empty();

  Turns(Parameters parameters) {
    bodiesMax = parameters.getInt(Parameter.BLOCK_BODIES_MAX);
    bytesMax = parameters.get(Parameter.BLOCK_BYTES_MAX);
  }

  /** What a block would hold, and whose turn it would be afterwards. */
  record Choice(
      List<BodyPool.Held> bodies, Optional<Author> lastValidator, Optional<Author> lastGateway) {

    /** Copies the list. */
    Choice {
      bodies = List.copyOf(bodies);
    }
  }

  /**
   * Chooses for the block at {@code sequence} from what is in no block yet.
   *
   * @param named the bodies of blocks under way
   * @param bytes what it should hold at most. It may always hold every operation and the head of
   *     every gateway's lane, as far as they fit a block at all: none is passed over for it
   */
  Choice choose(BodyPool pool, Predicate<Digest> named, SequenceNumber sequence, long bytes) {
    Kind validators = new Kind(pool, named, Author.Kind.VALIDATOR, lastValidator);
    Kind gateways = new Kind(pool, named, Author.Kind.GATEWAY, lastGateway);
    long needed = validators.bytes(bodiesMax) + gateways.bytes(1);
    Filling filling = new Filling(Math.min(bytesMax, Math.max(bytes, needed)));
    int half = validatorsMax(sequence);
    List<BodyPool.Held> operations = new ArrayList<>();
    List<BodyPool.Held> players = new ArrayList<>();
    if (half < bodiesMax) {
      // Before any operation, so that even a body as large as a block has its turn.
      filling.take(gateways, players, 1);
    }
    filling.take(validators, operations, half);
    filling.take(gateways, players, bodiesMax);
    filling.take(validators, operations, bodiesMax);
    operations.addAll(players);
    return new Choice(operations, validators.last, gateways.last);
  }

  /** The choice was proposed. */
  void served(Choice choice) {
    lastValidator = choice.lastValidator();
    lastGateway = choice.lastGateway();
  }

  /** Half of a block; of an odd one the larger half every second time. */
  private int validatorsMax(SequenceNumber sequence) {
    return (bodiesMax + (int) (sequence.value() % 2)) / 2;
  }

  /** A block that is being filled. */
  private final class Filling {
    private final SortedSet<Digest> chosen = new TreeSet<>();
    private long room;

    Filling(long room) {
      this.room = room;
    }

    void take(Kind kind, List<BodyPool.Held> into, int most) {
      while (chosen.size() < bodiesMax && into.size() < most) {
        Optional<BodyPool.Held> next = kind.next(room, chosen);
        if (next.isEmpty()) {
          return;
        }
        chosen.add(next.get().digest());
        room -= next.get().size();
        into.add(next.get());
      }
    }
  }

  /** What waits in one lane. */
  private record Queue(Author author, Deque<BodyPool.Held> bodies) {}

  /** The lanes of one kind of author, in turn. */
  private final class Kind {
    private final Deque<Queue> queues = new ArrayDeque<>();
    private Optional<Author> last;

    Kind(BodyPool pool, Predicate<Digest> named, Author.Kind kind, Optional<Author> last) {
      this.last = last;
      List<Queue> early = new ArrayList<>();
      for (BodyLane lane : pool.lanes()) {
        if (lane.author().kind() == kind) {
          Queue queue = new Queue(lane.author(), waiting(pool, lane, named));
          if (last.filter(l -> lane.author().compareTo(l) <= 0).isPresent()) {
            early.add(queue);
          } else {
            queues.add(queue);
          }
        }
      }
      queues.addAll(early);
    }

    private Deque<BodyPool.Held> waiting(BodyPool pool, BodyLane lane, Predicate<Digest> named) {
      Deque<BodyPool.Held> waiting = new ArrayDeque<>();
      for (BodyPool.Held body : lane.bodies()) {
        if (waiting.size() == bodiesMax) {
          break;
        }
        if (pool.isProposable(body) && !named.test(body.digest())) {
          waiting.add(body);
        }
      }
      return waiting;
    }

    /** Bytes of the first bodies of each lane. */
    long bytes(int ofEach) {
      return queues.stream()
          .flatMap(queue -> queue.bodies().stream().limit(ofEach))
          .mapToLong(BodyPool.Held::size)
          .sum();
    }

    /**
     * The head of the next lane; a lane whose head does not fit gives nothing more to this block,
     * so that nothing overtakes it.
     */
    Optional<BodyPool.Held> next(long room, SortedSet<Digest> chosen) {
      while (!queues.isEmpty()) {
        Queue queue = queues.remove();
        BodyPool.Held head = queue.bodies().poll();
        while (head != null && chosen.contains(head.digest())) {
          head = queue.bodies().poll(); // Players' orders that two gateways bring.
        }
        if (head != null && head.size() <= room) {
          queues.add(queue);
          last = Optional.of(queue.author());
          return Optional.of(head);
        }
      }
      return Optional.empty();
    }
  }
}
