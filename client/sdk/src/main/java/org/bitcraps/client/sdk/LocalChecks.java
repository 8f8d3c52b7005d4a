package org.bitcraps.client.sdk;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.bitcraps.crypto.Schemes;
import org.bitcraps.evidence.certificate.EpochChain;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.dice.Beacon;
import org.bitcraps.evidence.dice.DiceSecret;
import org.bitcraps.evidence.dice.DrawId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.merkle.InclusionProof;
import org.bitcraps.evidence.wire.Verifier;

/** The checks of a proof one by one, for programs that look at parts of the chain (SPEC §8). */
public final class LocalChecks {

  private LocalChecks() {}

  /** What is wrong with a commit certificate under a genesis that you trust; empty if nothing. */
  public static Optional<QuorumCertificate.Fault> verifyQuorumCertificate(
      QuorumCertificate<Statement.Commit> certificate, Genesis trusted) {
    Statement.Commit said = certificate.statement();
    if (!said.chain().equals(trusted.chainId())) {
      return Optional.of(QuorumCertificate.Fault.BAD_SIGNATURE);
    }
    return EpochChain.from(trusted)
        .set(said.epoch(), said.sequence())
        .map(set -> certificate.fault(set, new Verifier(Schemes.best().scheme())))
        .orElse(Optional.of(QuorumCertificate.Fault.WRONG_EPOCH));
  }

  /**
   * Whether secrets and beacon are those of the draw: every secret hashes to its validator's
   * commitment, and the beacon is the hash of the secrets. That the commitments were certified
   * before betting opened is what a proof of the round shows.
   */
  public static boolean verifyCommitReveal(
      DrawId draw,
      Map<ReplicaId, Digest> commitments,
      SortedMap<ReplicaId, DiceSecret> reveals,
      Beacon beacon) {
    return !reveals.isEmpty()
        && reveals.entrySet().stream()
            .allMatch(reveal ->
                reveal
                    .getValue()
                    .commitment(draw, reveal.getKey())
                    .equals(commitments.get(reveal.getKey())))
        && beacon.equals(Beacon.of(draw, reveals));
  }

  /** Whether a leaf stands at that place under that root. */
  public static boolean verifyInclusion(byte[] leaf, InclusionProof path, Digest root) {
    return path.proves(leaf, root);
  }
}
