package org.bitcraps.simulator;

import java.util.List;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.protocol.pbft.PbftMessage;

/**
 * Who runs twice, each instance with a journal and a state of its own, both with one key (Twins);
 * and which messages reach whom.
 *
 * @param validators each counts as one faulty validator
 * @param links asked for every message of one validator to another
 */
record Twinned(List<ReplicaId> validators, Links links) {

  /** Everybody runs once, and hears everybody. */
  static final Twinned NOBODY = new Twinned(List.of(), (from, to, message) -> true);

  /** Copies the list. */
  Twinned {
    validators = List.copyOf(validators);
  }

  /** What separates hosts, message by message. */
  interface Links {

    /** Whether this message arrives; lost for ever if not, though it may be said again. */
    boolean carries(Validator from, Validator to, PbftMessage message);
  }
}
