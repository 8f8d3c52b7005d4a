package org.bitcraps.simulator.byzantine;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.operation.Operation;

/** Against one validator: a primary that has it orders none of that validator's reveals (R4). */
final class Grudge {

  private final ReplicaId against;
  private final int most;
  private final Set<Digest> reveals = new TreeSet<>();

  /**
   * @param most how many reveals it remembers
   */
  Grudge(ReplicaId against, int most) {
    this.against = against;
    this.most = most;
  }

  /** Hears of a body. */
  void note(BatchBody body) {
    if (body.body().operation() instanceof Operation.Reveal reveal
        && reveal.validator().equals(against)) {
      if (reveals.size() == most) {
        reveals.clear();
      }
      reveals.add(body.body().digest());
    }
  }

  /** What a block names, without what it would rather not have. */
  List<Digest> without(Block block) {
    return block.bodies().stream().filter(body -> !reveals.contains(body)).toList();
  }
}
