package org.bitcraps.evidence.exchange;

import java.util.List;
import java.util.Optional;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.execution.StateTree;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaSet;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.wire.Verifier;

/**
 * A state that a quorum signed, and of what it consists (DESIGN C7): who has it needs nothing that
 * came before. Proves itself: the receiver trusts the certificates, never the sender.
 *
 * @param block the last block before the state
 * @param checkpoint the certificate of the state after it
 * @param chunks digests of all chunks of the state, in order
 */
public record SnapshotManifest(
    CertifiedBlock block, QuorumCertificate<Statement.Checkpoint> checkpoint, List<Digest> chunks) {

  /**
   * @throws IllegalArgumentException if the checkpoint is another block's, or the chunks are those
   *     of another state
   */
  public SnapshotManifest {
    chunks = List.copyOf(chunks);
    if (!checkpoint.statement().isOf(block.certificate().statement())) {
      throw new IllegalArgumentException("checkpoint: another block's");
    }
    if (!StateTree.rootOf(chunks).equals(checkpoint.statement().stateRoot())) {
      throw new IllegalArgumentException("chunks: of another state");
    }
  }

  /** After which block the state is. */
  public SequenceNumber sequence() {
    return block.sequence();
  }

  /** What is wrong with its certificates, if anything. */
  public Optional<QuorumCertificate.Fault> fault(ReplicaSet set, Verifier verifier) {
    return block.certificate().fault(set, verifier).or(() -> checkpoint.fault(set, verifier));
  }
}
