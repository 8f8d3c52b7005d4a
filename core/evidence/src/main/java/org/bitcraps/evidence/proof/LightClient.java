package org.bitcraps.evidence.proof;

import java.util.Optional;
import org.bitcraps.evidence.exchange.CertifiedBlock;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.wire.Verifier;

/**
 * Follows a chain from its genesis, trusting its id and nothing else (SPEC §8). Mutable; one owner.
 *
 * <p>A certificate proves its whole prefix (DESIGN C5), so any certified block can be checked on
 * its own; {@link #follow} checks besides that each block is the child of the one before.
 */
public final class LightClient {

  private final Genesis genesis;
  private final Verifier verifier;
  private SequenceNumber last = SequenceNumber.ZERO;
  private Digest head = Digest.ZERO;

  private LightClient(Genesis genesis, Verifier verifier) {
    this.genesis = genesis;
    this.verifier = verifier;
  }

  /**
   * A client at the beginning of the chain.
   *
   * @throws IllegalArgumentException if the genesis is not that of the trusted chain
   */
  public static LightClient from(Genesis genesis, ChainId trusted, Verifier verifier) {
    if (!genesis.chainId().equals(trusted)) {
      throw new IllegalArgumentException(
          "genesis: of chain %s, trusted is %s".formatted(genesis.chainId(), trusted));
    }
    return new LightClient(genesis, verifier);
  }

  /** The genesis of the chain. */
  public Genesis genesis() {
    return genesis;
  }

  /** The last block followed; 0 at the beginning. */
  public SequenceNumber last() {
    return last;
  }

  /** Whether q validators of its epoch certified the block; empty if so. */
  public Optional<Verdict.Mismatch> check(CertifiedBlock certified) {
    Checklist list = new Checklist();
    new ChainCheck(list, verifier, genesis).certified(BlockProof.of(certified));
    return list.failure();
  }

  /** Goes one block further; empty if it is the certified child of the last one. */
  public Optional<Verdict.Mismatch> follow(CertifiedBlock next) {
    if (!next.sequence().equals(last.next()) || !next.block().parent().equals(head)) {
      return Optional.of(
          new Verdict.Mismatch(
              Reason.OUT_OF_ORDER,
              "block %s is not the child of block %s".formatted(next.sequence(), last)));
    }
    Optional<Verdict.Mismatch> mismatch = check(next);
    if (mismatch.isEmpty()) {
      last = next.sequence();
      head = next.block().digest();
    }
    return mismatch;
  }
}
