package org.bitcraps.simulator;

import java.util.List;
import org.bitcraps.evidence.exchange.History;
import org.bitcraps.evidence.execution.Ledger;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.protocol.consensus.Input;
import org.bitcraps.protocol.consensus.Output;
import org.bitcraps.protocol.pbft.PbftStatus;

/** The production code of one validator, as its host drives it. */
public interface Core {

  /** Replays the journal. */
  void recover(List<byte[]> entries);

  /** One input, one output. */
  Output step(Input input);

  /** Where it stands. */
  PbftStatus status();

  /** Its ledger after the last certified block. */
  Ledger ledger();

  /** Builds a core as it is before recovery. */
  interface Maker {

    /** A fresh one, for a start or a restart. */
    Core make(ReplicaId self, History history);
  }
}
