package org.bitcraps.evidence.dice;

import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.WireValue;

/**
 * What one draw of the dice is for: chain ‖ table ‖ round, first in every hash of this package.
 *
 * @param round the round at the table, from 1
 */
public record DrawId(ChainId chain, TableId table, long round) implements WireValue {

  /**
   * @throws IllegalArgumentException if the round is negative
   */
  public DrawId {
    if (round < 0) {
      throw new IllegalArgumentException("round: " + round + " is negative");
    }
  }

  @Override
  public void encodeTo(Encoder out) {
    out.value(chain).value(table).u63(round);
  }
}
