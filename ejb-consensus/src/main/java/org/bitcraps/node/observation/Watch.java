package org.bitcraps.node.observation;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.Consumer;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.protocol.consensus.Observation;

/** Counts what a replica observes, and logs what is unusual. Called on the replica's thread. */
public final class Watch implements Consumer<Observation> {

  private static final Logger LOG = System.getLogger("org.bitcraps.node");

  private final ReplicaId self;
  private final Counts counts;

  /** The watch over one validator. */
  public Watch(ReplicaId self, Counts counts) {
    this.self = self;
    this.counts = counts;
  }

  @Override
  public void accept(Observation observation) {
    switch (observation) {
      case Observation.Proposed proposed -> counts.add(Count.PROPOSED);
      case Observation.Certified certified -> certified(certified);
      case Observation.ViewChangeStarted started -> {
        counts.gaveUp(started.reason());
        say(
            Level.INFO,
            "leaves view " + started.from() + " for " + started.to() + ": " + started.reason());
      }
      case Observation.ViewEntered entered -> {
        counts.add(Count.VIEWS_ENTERED);
        say(Level.INFO, "enters view " + entered.view() + ", primary " + entered.primary());
      }
      case Observation.Refused refused -> counts.add(Count.REFUSED_BY_PROTOCOL);
      case Observation.ResultSplit split -> {
        counts.add(Count.RESULT_SPLITS);
        say(
            Level.ERROR,
            "votes no more: block "
                + split.sequence()
                + " gave "
                + split.ours()
                + " here, and "
                + split.theirs()
                + " at more than f others");
      }
      case Observation.CatchingUp catching -> counts.add(Count.CATCH_UPS);
      case Observation.Muted muted ->
          say(
              Level.WARNING,
              "is mute: its journal is missing or too old, so it no longer knows what it signed. It"
                  + " follows the chain and signs nothing until a checkpoint decides whatever it"
                  + " can have signed; meanwhile it counts as faulty. If the journal can be given"
                  + " back as it was, stop, do that, and start again");
      case Observation.Unmuted unmuted ->
          say(
              Level.INFO,
              "signs again, in views from "
                  + unmuted.lowest()
                  + " on: checkpoint "
                  + unmuted.checkpoint()
                  + " decides whatever it had signed before");
      case Observation.CheckpointStable stable -> counts.add(Count.CHECKPOINTS);
      case Observation.Incriminated incriminated ->
          say(
              Level.WARNING,
              "holds proof against validator "
                  + incriminated.proven().culprit()
                  + ", which anybody can check: "
                  + incriminated.proven().getClass().getSimpleName()
                  + ", "
                  + incriminated.proven().offence());
      case Observation.FetchingState fetching ->
          say(
              Level.INFO,
              "stands at block "
                  + fetching.from()
                  + " and fetches the state of checkpoint "
                  + fetching.checkpoint());
      case Observation.StateRestored restored -> {
        counts.add(Count.STATES_RESTORED);
        say(
            Level.INFO,
            "goes on from the state of checkpoint "
                + restored.checkpoint()
                + ", fetched in "
                + restored.chunks()
                + " chunks; blocks before it that were missing stay missing here");
      }
      case Observation.Recovered recovered ->
          say(
              Level.INFO,
              "stands in view "
                  + recovered.view()
                  + " at block "
                  + recovered.lastCertified()
                  + ", one of "
                  + recovered.members());
    }
  }

  private void certified(Observation.Certified certified) {
    counts.add(Count.CERTIFIED);
    if (certified.latencyMs() >= 0) {
      counts.latency(certified.latencyMs());
    }
  }

  /** One line about this validator. */
  public void say(Level level, String what) {
    LOG.log(level, "validator " + self + " " + what);
  }

  /** One line about this validator, and what went wrong. */
  public void say(Level level, String what, Throwable cause) {
    LOG.log(level, "validator " + self + " " + what, cause);
  }
}
