package org.bitcraps.node.ingress;

import java.util.Optional;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.protocol.replica.AuthorisedBodies;
import org.bitcraps.protocol.replica.VerdictId;
import org.bitcraps.protocol.replica.Verdicts;

/**
 * The bodies that one validator has found authorised, as verdicts: one for all signatures of it.
 */
public final class RecentBodies implements AuthorisedBodies {

  /** Four times what a gateway has under way at most; less than a megabyte. */
  public static final int BODIES_MAX = 4_096;

  private final ChainId chain;
  private final Verdicts verdicts;

  /** What {@code verdicts} knows of the bodies of a chain. */
  public RecentBodies(ChainId chain, Verdicts verdicts) {
    this.chain = chain;
    this.verdicts = verdicts;
  }

  @Override
  public boolean contains(Optional<BatchBody.Origin> origin, Digest body) {
    return verdicts.contains(VerdictId.ofBody(chain, origin, body));
  }

  @Override
  public void add(BatchBody body) {
    verdicts.add(VerdictId.ofBody(chain, body.origin(), body.body().digest()));
  }
}
