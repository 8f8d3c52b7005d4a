package org.bitcraps.evidence.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bitcraps.evidence.sample.SampleChain.VALIDATORS;
import static org.bitcraps.evidence.sample.SampleChain.digest;
import static org.bitcraps.evidence.sample.SampleChain.set;
import static org.bitcraps.evidence.sample.SampleChain.validator;
import static org.bitcraps.evidence.sample.SampleChain.votes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.bitcraps.evidence.certificate.QuorumCertificate.Fault;
import org.bitcraps.evidence.certificate.Statement.Commit;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.membership.Epoch;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.ReplicaSet;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.evidence.sample.PlatformScheme;
import org.bitcraps.evidence.sample.SampleChain;
import org.bitcraps.evidence.sample.Samples;
import org.bitcraps.evidence.sample.SeededSigner;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.MalformedException;
import org.bitcraps.evidence.wire.Unverified;
import org.bitcraps.evidence.wire.Verifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** C2: q distinct members of the set of its epoch, over exactly this statement; else refused. */
class QuorumCertificateTest {

  private static final Verifier VERIFIER = new Verifier(new PlatformScheme());
  private static final Commit COMMIT = Samples.commit();

  private static Optional<Fault> fault(Commit statement, List<Vote> votes) {
    return new QuorumCertificate<>(statement, votes).fault(set(), VERIFIER);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4})
  void aQuorumAndMoreProve(int count) {
    assertThat(fault(COMMIT, votes(COMMIT, count))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void fewerDoNot(int count) {
    assertThat(fault(COMMIT, votes(COMMIT, count))).contains(Fault.TOO_FEW_SIGNERS);
  }

  @Test
  void nobodyCountsTwice() {
    List<Vote> twice = new ArrayList<>(votes(COMMIT, 2));
    twice.add(twice.get(1));
    assertThatThrownBy(() -> new QuorumCertificate<>(COMMIT, twice))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("ascending");
    refusedAsBytes(twice);
  }

  @Test
  void descendingOrderIsRefused() {
    List<Vote> votes = votes(COMMIT, 3);
    List<Vote> descending = List.of(votes.get(0), votes.get(2), votes.get(1));
    assertThatThrownBy(() -> new QuorumCertificate<>(COMMIT, descending))
        .hasMessageContaining("ascending");
    refusedAsBytes(descending);
  }

  @Test
  void strangersAreRefusedEvenBeyondAQuorum() {
    ReplicaId stranger = new ReplicaId(9);
    Vote vote = new Vote(stranger, new SeededSigner("stranger").sign(COMMIT.toWire()));
    List<Vote> votes = new ArrayList<>(votes(COMMIT, 3));
    votes.add(vote);
    assertThat(fault(COMMIT, votes)).contains(Fault.STRANGER);
    assertThat(fault(COMMIT, List.of(votes.get(0), votes.get(1), vote))).contains(Fault.STRANGER);
  }

  @Test
  void aMemberUnderAnothersKeyIsRefused() {
    List<Vote> votes = new ArrayList<>(votes(COMMIT, 2));
    votes.add(new Vote(VALIDATORS.get(2), validator(VALIDATORS.get(0)).sign(COMMIT.toWire())));
    assertThat(fault(COMMIT, votes)).contains(Fault.BAD_SIGNATURE);
  }

  @Test
  void oneBadSignatureBeyondTheQuorumIsRefused() {
    for (int bad = 0; bad < 4; bad++) {
      List<Vote> votes = new ArrayList<>(votes(COMMIT, 4));
      byte[] bytes = votes.get(bad).signature().toBytes();
      bytes[40] ^= 1;
      votes.set(bad, new Vote(votes.get(bad).signer(), Signature.fromBytes(bytes)));
      assertThat(fault(COMMIT, votes)).as("vote %d", bad).contains(Fault.BAD_SIGNATURE);
    }
  }

  @Test
  void theSetOfAnotherEpochIsRefused() {
    ReplicaSet next = new ReplicaSet(new Epoch(1), set().members());
    QuorumCertificate<Commit> certificate = SampleChain.certificate(COMMIT);
    assertThat(certificate.fault(next, VERIFIER)).contains(Fault.WRONG_EPOCH);
    assertThat(certificate.faultOfShape(next)).contains(Fault.WRONG_EPOCH);
  }

  /** A statement that differs in one field from what was signed. */
  static Stream<UnaryOperator<Commit>> otherFields() {
    return Stream.of(
        c -> with(c, new ChainId(digest("other chain")), c.view(), c.sequence()),
        c -> with(c, c.chain(), new View(4), c.sequence()),
        c -> with(c, c.chain(), c.view(), new SequenceNumber(13)),
        c ->
            new Commit(
                c.chain(), c.epoch(), c.view(), c.sequence(), digest("other"), c.resultRoot()),
        c -> new Commit(c.chain(), c.epoch(), c.view(), c.sequence(), c.block(), digest("other")));
  }

  private static Commit with(Commit c, ChainId chain, View view, SequenceNumber sequence) {
    return new Commit(chain, c.epoch(), view, sequence, c.block(), c.resultRoot());
  }

  @ParameterizedTest
  @MethodSource("otherFields")
  void everyFieldIsSigned(UnaryOperator<Commit> change) {
    Commit other = change.apply(COMMIT);
    assertThat(other).isNotEqualTo(COMMIT);
    assertThat(fault(other, votes(COMMIT, 3))).contains(Fault.BAD_SIGNATURE);
    assertThat(fault(other, votes(other, 3))).isEmpty();
  }

  @Test
  void theEpochIsSignedToo() {
    Commit other =
        new Commit(
            COMMIT.chain(),
            new Epoch(1),
            COMMIT.view(),
            COMMIT.sequence(),
            COMMIT.block(),
            COMMIT.resultRoot());
    ReplicaSet next = new ReplicaSet(new Epoch(1), set().members());
    assertThat(new QuorumCertificate<>(other, votes(COMMIT, 3)).fault(next, VERIFIER))
        .contains(Fault.BAD_SIGNATURE);
  }

  /** Same place, same block: a prepare is not a commit, whatever else agrees. */
  @Test
  void preparesAreNoCommits() {
    assertThat(fault(COMMIT, votes(Samples.prepare(), 3))).contains(Fault.BAD_SIGNATURE);
    byte[] prepared = SampleChain.certificate(Samples.prepare()).toWire();
    assertThatThrownBy(() -> Decoder.decode(prepared, 1 << 16, QuorumCertificate::decodeCommit))
        .isInstanceOfSatisfying(
            MalformedException.class, e -> assertThat(e.field()).isEqualTo("tag"));
  }

  @Test
  void trailingBytesAreRefused() {
    byte[] bytes = SampleChain.certificate(COMMIT).toWire();
    byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
    assertThatThrownBy(() -> Decoder.decode(longer, 1 << 16, QuorumCertificate::decodeCommit))
        .isInstanceOfSatisfying(
            MalformedException.class, e -> assertThat(e.field()).isEqualTo("end"));
  }

  @Test
  void claimsAreAllSignaturesOverTheStatement() {
    QuorumCertificate<Commit> certificate = new QuorumCertificate<>(COMMIT, votes(COMMIT, 4));
    assertThat(certificate.claims(set())).hasSize(4);
    assertThat(VERIFIER.verify(new Unverified<>(certificate), c -> c.claims(set()))).isPresent();
    assertThat(certificate.signers()).isEqualTo(VALIDATORS);
  }

  /** The encoding that the record itself refuses to be. */
  private static void refusedAsBytes(List<Vote> votes) {
    byte[] bytes = new Encoder().value(COMMIT).list(votes).toBytes();
    assertThatThrownBy(() -> Decoder.decode(bytes, 1 << 16, QuorumCertificate::decodeCommit))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("ascending");
  }
}
