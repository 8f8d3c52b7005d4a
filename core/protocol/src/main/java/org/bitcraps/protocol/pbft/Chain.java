package org.bitcraps.protocol.pbft;

import java.util.Optional;
import org.bitcraps.evidence.exchange.CertifiedBlock;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.protocol.consensus.Executed;

/** The end of the certified chain: the last block, and the state after it. */
final class Chain {

  private Optional<CertifiedBlock> last = Optional.empty();
  private Executed state;
  private long timeMs;

  Chain(Executed genesis, long genesisTimeMs) {
    state = genesis;
    timeMs = genesisTimeMs;
  }

  /** The last certified block; empty at genesis. */
  Optional<CertifiedBlock> last() {
    return last;
  }

  /** Its sequence; 0 at genesis. */
  SequenceNumber sequence() {
    return last.map(CertifiedBlock::sequence).orElse(SequenceNumber.ZERO);
  }

  /** The view in which it was certified; 0 at genesis. */
  View view() {
    return last.map(b -> b.certificate().statement().view()).orElse(View.ZERO);
  }

  /** Its digest: what the next block names as parent. */
  Digest digest() {
    return last.map(b -> b.block().digest()).orElse(Digest.ZERO);
  }

  /** Its time. */
  long timeMs() {
    return timeMs;
  }

  /** The state after it. */
  Executed state() {
    return state;
  }

  /** Goes to a later block whose state is known: of a journal that was cut, or fetched (C7). */
  void jump(CertifiedBlock block, Executed executed) {
    if (!block.sequence().isAfter(sequence())) {
      throw new IllegalStateException(
          "a jump from block " + sequence() + " to " + block.sequence());
    }
    last = Optional.of(block);
    state = executed;
    timeMs = block.block().timeMs();
  }

  /** Adds the next block. */
  void append(CertifiedBlock block, Executed executed) {
    if (!block.sequence().equals(sequence().next()) || !block.block().parent().equals(digest())) {
      throw new IllegalStateException(
          "certified block " + block.sequence() + " does not follow " + sequence());
    }
    last = Optional.of(block);
    state = executed;
    timeMs = block.block().timeMs();
  }
}
