package org.bitcraps.evidence.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bitcraps.evidence.sample.SampleChain.VALIDATORS;
import static org.bitcraps.evidence.sample.SampleChain.set;
import static org.bitcraps.evidence.sample.SampleChain.votes;

import java.util.List;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.membership.Epoch;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.sample.PlatformScheme;
import org.bitcraps.evidence.sample.SampleChain;
import org.bitcraps.evidence.sample.Samples;
import org.bitcraps.evidence.wire.Verifier;
import org.junit.jupiter.api.Test;

/** Each member counts once, in whatever order; the certificate is ascending. */
class VoteSetTest {

  private static final Statement.Commit COMMIT = Samples.commit();

  @Test
  void outcomesOnTheWayToAQuorumAndBeyond() {
    List<Vote> votes = votes(COMMIT, 4);
    VoteSet<Statement.Commit> set = new VoteSet<>(COMMIT, set());
    assertThat(set.certificate()).isEmpty();
    assertThat(set.add(votes.get(3))).isEqualTo(VoteOutcome.COUNTED);
    assertThat(set.add(votes.get(3))).isEqualTo(VoteOutcome.REPEATED);
    assertThat(set.add(votes.get(0))).isEqualTo(VoteOutcome.COUNTED);
    assertThat(set.certificate()).isEmpty();
    assertThat(set.add(votes.get(2))).isEqualTo(VoteOutcome.QUORUM_REACHED);
    assertThat(set.add(votes.get(2))).isEqualTo(VoteOutcome.REPEATED);
    assertThat(set.add(votes.get(1))).isEqualTo(VoteOutcome.BEYOND_QUORUM);
    assertThat(set.size()).isEqualTo(4);
    QuorumCertificate<Statement.Commit> certificate = set.certificate().orElseThrow();
    assertThat(certificate.signers()).isEqualTo(VALIDATORS);
    assertThat(certificate.fault(set(), new Verifier(new PlatformScheme()))).isEmpty();
  }

  @Test
  void strangersAndSecondVotesChangeNothing() {
    VoteSet<Statement.Commit> set = new VoteSet<>(COMMIT, set());
    Vote first = votes(COMMIT, 1).get(0);
    set.add(first);
    Signature other = Signature.fromBytes(new byte[Signature.BYTES]);
    assertThat(set.add(new Vote(first.signer(), other))).isEqualTo(VoteOutcome.REPEATED);
    assertThat(set.votes()).containsEntry(first.signer(), first.signature());
    assertThat(set.add(new Vote(new ReplicaId(4), other))).isEqualTo(VoteOutcome.STRANGER);
    assertThat(set.size()).isEqualTo(1);
  }

  /** C2, E3: genesis' set signs epoch 0 from sequence 1 on, and nothing else. */
  @Test
  void epochChainKnowsWhoMaySign() {
    EpochChain chain = EpochChain.from(SampleChain.genesis());
    assertThat(chain.set(Epoch.ZERO, new SequenceNumber(1))).contains(set());
    assertThat(chain.set(Epoch.ZERO, new SequenceNumber(Long.MAX_VALUE))).contains(set());
    assertThat(chain.set(Epoch.ZERO, SequenceNumber.ZERO)).isEmpty();
    assertThat(chain.set(new Epoch(1), new SequenceNumber(1))).isEmpty();
  }
}
