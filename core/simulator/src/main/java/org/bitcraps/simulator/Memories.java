package org.bitcraps.simulator;

import java.util.HashSet;
import java.util.Set;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.wire.Verifier;
import org.bitcraps.protocol.replica.Admission;
import org.bitcraps.protocol.replica.RememberingScheme;
import org.bitcraps.protocol.replica.Verdicts;

/** What validators remember of their own checks: the doors of a run differ in nothing else. */
interface Memories {

  /** Everything, for the length of a run: the most that a host may remember. */
  Memories ALL = id -> new Remembered();

  /** The memory of one validator. */
  Verdicts of(ReplicaId id);

  /** The door of one validator. */
  default Admission door(Genesis genesis, ReplicaId id, Verifier verifier) {
    Verdicts verdicts = of(id);
    return new Admission(
        genesis, id, verifier, new Verifier(new RememberingScheme(verifier, verdicts)), verdicts);
  }

  /** Forgets nothing. */
  final class Remembered implements Verdicts {

    private final Set<Digest> known = new HashSet<>();

    @Override
    public boolean contains(Digest id) {
      return known.contains(id);
    }

    @Override
    public void add(Digest id, int signatures) {
      known.add(id);
    }
  }
}
