package org.bitcraps.evidence.execution;

import java.util.Optional;
import org.bitcraps.evidence.craps.Bet;
import org.bitcraps.evidence.craps.Decision;

/** What a receipt says beyond the order itself. */
record Answer(Outcome outcome, long detail, Optional<LeafPlace> first, Optional<Bet> live) {

  static Answer done() {
    return of(Outcome.DONE, 0);
  }

  static Answer done(Optional<Bet> live) {
    return new Answer(Outcome.DONE, 0, Optional.empty(), live);
  }

  static Answer of(Outcome outcome) {
    return of(outcome, 0);
  }

  static Answer of(Outcome outcome, long detail) {
    return new Answer(outcome, detail, Optional.empty(), Optional.empty());
  }

  static Answer of(Decision.Refused refused) {
    return of(Outcome.RULES, refused.reason().code());
  }
}
