package org.bitcraps.protocol.consensus;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the host must do, in the order of the fields. Nothing is sent before {@code persist} is
 * durable; no output is ever skipped; several outputs may share one force of the journal (group
 * commit) as long as their order is kept.
 *
 * @param persist append to the journal, then force
 * @param send then send
 * @param committed then apply: block store, gateways, metrics
 * @param timers then change timers
 * @param observations then tell people
 * @param shortening then, if the host finds it worth the while, make the archive durable and put a
 *     shorter journal in the place of the one there is
 */
public record Output(
    List<JournalEntry> persist,
    List<Outbound> send,
    List<CommittedBlock> committed,
    List<TimerChange> timers,
    List<Observation> observations,
    Optional<Shortening> shortening) {

  /** With a journal that stays as it is. */
  public Output(
      List<JournalEntry> persist,
      List<Outbound> send,
      List<CommittedBlock> committed,
      List<TimerChange> timers,
      List<Observation> observations) {
    this(persist, send, committed, timers, observations, Optional.empty());
  }

  /** Copies the lists. */
  public Output {
    persist = List.copyOf(persist);
    send = List.copyOf(send);
    committed = List.copyOf(committed);
    timers = List.copyOf(timers);
    observations = List.copyOf(observations);
  }

  /** This output, then another one of the same replica: each kind of work in the order of both. */
  public Output then(Output next) {
    return new Output(
        joined(persist, next.persist),
        joined(send, next.send),
        joined(committed, next.committed),
        joined(timers, next.timers),
        joined(observations, next.observations),
        next.shortening.or(() -> shortening));
  }

  /** The same with another shortening, or none. */
  public Output with(Optional<Shortening> other) {
    return new Output(persist, send, committed, timers, observations, other);
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    List<T> both = new ArrayList<>(first.size() + second.size());
    both.addAll(first);
    both.addAll(second);
    return both;
  }

  /** Nothing to do. */
  public static final Output NOTHING =
      new Output(List.of(), List.of(), List.of(), List.of(), List.of());
}
