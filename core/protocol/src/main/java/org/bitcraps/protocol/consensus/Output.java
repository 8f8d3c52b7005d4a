package org.bitcraps.protocol.consensus;

import java.util.List;

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
 */
public record Output(
    List<JournalEntry> persist,
    List<Outbound> send,
    List<CommittedBlock> committed,
    List<TimerChange> timers,
    List<Observation> observations) {

  /** Copies the lists. */
  public Output {
    persist = List.copyOf(persist);
    send = List.copyOf(send);
    committed = List.copyOf(committed);
    timers = List.copyOf(timers);
    observations = List.copyOf(observations);
  }

  /** Nothing to do. */
  public static final Output NOTHING =
      new Output(List.of(), List.of(), List.of(), List.of(), List.of());
}
