package org.bitcraps.evidence.proof;

import java.util.List;
import java.util.Optional;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.genesis.TableId;

/** Port to the archive that proofs are built from: where things happened, as far as it is kept. */
public interface ProofSource {

  /** The block with the first receipt of the bet. */
  Optional<BlockParts> placed(BetId bet);

  /** The blocks in which the bet's player changed it, ascending. */
  List<BlockParts> changed(BetId bet);

  /** The block in which the round opened. */
  Optional<BlockParts> opened(TableId table, long round);

  /** The block with the dice of the round. */
  Optional<BlockParts> rolled(TableId table, long round);
}
