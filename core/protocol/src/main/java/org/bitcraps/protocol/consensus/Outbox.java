package org.bitcraps.protocol.consensus;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers what one step wants done, and hands it over as one {@link Output}. */
public final class Outbox {

  private final List<JournalEntry> persist = new ArrayList<>();
  private final List<Outbound> send = new ArrayList<>();
  private final List<CommittedBlock> committed = new ArrayList<>();
  private final Map<Timer, TimerChange> timers = new EnumMap<>(Timer.class);
  private final List<Observation> observations = new ArrayList<>();
  private Optional<Shortening> shortening = Optional.empty();

  /** To be durable before anything of this step is sent. */
  public void persist(JournalEntry entry) {
    persist.add(entry);
  }

  /** To every other validator. */
  public void broadcast(PeerMessage message) {
    send.add(new Outbound.ToPeers(new Recipient.Others(), message));
  }

  /** To one or more validators or gateways. */
  public void send(Outbound outbound) {
    send.add(outbound);
  }

  /** A block that became certain. */
  public void commit(CommittedBlock block) {
    committed.add(block);
  }

  /** The last change of a timer in a step wins. */
  public void timer(TimerChange change) {
    timers.put(change.timer(), change);
  }

  /** For people. */
  public void observe(Observation observation) {
    observations.add(observation);
  }

  /** The journal may begin later from now on. */
  public void shorten(Shortening later) {
    shortening = Optional.of(later);
  }

  /** Everything gathered; the outbox is empty afterwards. */
  public Output take() {
    Output output =
        new Output(
            persist, send, committed, List.copyOf(timers.values()), observations, shortening);
    persist.clear();
    send.clear();
    committed.clear();
    timers.clear();
    observations.clear();
    shortening = Optional.empty();
    return output;
  }
}
