package org.bitcraps.protocol.replica;

import java.util.List;
import java.util.OptionalLong;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.protocol.consensus.Executed;
import org.bitcraps.protocol.consensus.Execution;

/** The ledger as the state machine under consensus. */
public final class LedgerExecution implements Execution {

  private final ExecutedBlock start;

  /** The ledger that genesis begins. */
  public LedgerExecution(Genesis genesis) {
    this(ExecutedBlock.genesis(genesis));
  }

  /** The same, made by the host: with its own check of keys, or shared by several validators. */
  LedgerExecution(ExecutedBlock start) {
    this.start = start;
  }

  /** A ledger after some block, in the words of consensus. */
  public record LedgerState(ExecutedBlock block) implements Executed {

    @Override
    public Digest resultRoot() {
      return block.resultRoot();
    }

    @Override
    public OptionalLong nextDueMs() {
      return block.ledger().nextDueMs();
    }
  }

  @Override
  public Executed genesis() {
    return new LedgerState(start);
  }

  @Override
  public Executed execute(Executed parent, Block block, List<Body> bodies) {
    return new LedgerState(((LedgerState) parent).block().next(block, bodies));
  }
}
