package org.bitcraps.simulator.invariants;

import java.util.Map;
import java.util.TreeMap;
import org.bitcraps.evidence.execution.Ledger;
import org.bitcraps.evidence.execution.StateTree;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.protocol.consensus.CommittedBlock;
import org.bitcraps.simulator.Validator;

/** C7: the state that a validator fetches is the one that others got by executing every block. */
public final class RestoredState implements Invariant {

  private final long interval;
  private final Map<SequenceNumber, Ledger> executed = new TreeMap<>();

  /** With a checkpoint every so many blocks. */
  public RestoredState(long interval) {
    this.interval = interval;
  }

  @Override
  public void committed(Validator validator, CommittedBlock block) {
    SequenceNumber sequence = block.notice().certified().sequence();
    if (sequence.value() % interval == 0) {
      executed.putIfAbsent(sequence, Invariant.executed(block).ledger());
    }
  }

  @Override
  public void restored(Validator validator, CommittedBlock block) {
    SequenceNumber sequence = block.notice().certified().sequence();
    require(
        executed.containsKey(sequence),
        () -> "validator " + validator.id() + " restores " + sequence + ", which nobody executed");
    require(
        StateTree.of(executed.get(sequence))
            .root()
            .equals(StateTree.of(Invariant.executed(block).ledger()).root()),
        () -> "validator " + validator.id() + " restores another state at " + sequence);
  }
}
