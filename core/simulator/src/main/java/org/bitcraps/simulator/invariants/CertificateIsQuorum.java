package org.bitcraps.simulator.invariants;

import java.util.Set;
import java.util.TreeSet;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.Vote;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.ReplicaSet;
import org.bitcraps.evidence.wire.Verifier;
import org.bitcraps.protocol.consensus.CommittedBlock;
import org.bitcraps.protocol.consensus.Outbound;
import org.bitcraps.protocol.consensus.Output;
import org.bitcraps.simulator.Validator;

/** C2: every certificate holds valid votes of at least two thirds of the members, each once. */
public final class CertificateIsQuorum implements Invariant {

  private final ReplicaSet set;
  private final Verifier verifier;

  /** Certificates of this set. */
  public CertificateIsQuorum(ReplicaSet set, Verifier verifier) {
    this.set = set;
    this.verifier = verifier;
  }

  @Override
  public void committed(Validator validator, CommittedBlock block) {
    isQuorum(block.notice().certified().certificate());
  }

  /** Of a state that gateways are told of, too. */
  @Override
  public void stepped(Validator validator, Output output) {
    for (Outbound outbound : output.send()) {
      if (outbound instanceof Outbound.StateToGateways state) {
        isQuorum(state.checkpoint());
      }
    }
  }

  private void isQuorum(QuorumCertificate<?> certificate) {
    byte[] message = certificate.statement().toWire();
    Set<ReplicaId> signers = new TreeSet<>();
    for (Vote vote : certificate.votes()) {
      boolean valid =
          set.voteKey(vote.signer())
              .map(key -> verifier.isValid(key, message, vote.signature()))
              .orElse(false);
      require(valid, "a certificate holds an invalid vote of " + vote.signer());
      require(signers.add(vote.signer()), "a certificate counts " + vote.signer() + " twice");
    }
    // Counted here in its own way, not by Quorum: 3 × signers ≥ 2 × members.
    require(
        3 * signers.size() >= 2 * set.members().size(),
        "a certificate of " + signers.size() + " of " + set.members().size());
  }
}
