package org.bitcraps.protocol.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.certificate.Vote;
import org.bitcraps.evidence.dice.DiceSecret;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.Epoch;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.evidence.sample.SampleChain;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.protocol.consensus.Observation;
import org.bitcraps.protocol.consensus.Output;
import org.bitcraps.protocol.consensus.StateMismatchException;
import org.bitcraps.protocol.pbft.PbftMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * R2: whoever shows a validator a close of betting that no quorum certified sees no secret. After
 * each attempt the true certificate comes, and then the reveal does: the attempt failed for being
 * forged, not because the validator is dumb.
 */
class ForgedCloseTest {

  private final Seat seat = new Seat();
  private long round;
  private DiceSecret secret;
  private Block close;
  private Digest root;
  private boolean stopped;

  @BeforeEach
  void bettingIsOpen() {
    round = seat.open(0, 1, 2, 3);
    secret = seat.secret(1, round);
    close = seat.block(seat.round().closesAtMs(), List.of());
    root = seat.head.next(close, List.of()).resultRoot();
    seat.nowMs = close.timeMs();
    assertThat(seat.hasShown(secret)).isFalse();
  }

  @AfterEach
  void theTrueCertificateOpensItsMouth() {
    assertThat(seat.own(Operation.Reveal.class)).isEmpty();
    assertThat(seat.hasShown(secret)).isFalse();
    if (!stopped) {
      seat.close();
      assertThat(seat.own(Operation.Reveal.class))
          .singleElement()
          .satisfies(r -> assertThat(r.secret()).isEqualTo(secret));
      assertThat(seat.hasShown(secret)).isTrue();
    }
  }

  private Statement.Commit statement() {
    return seat.statement(close, root, 0);
  }

  /** The bytes of a certified block, whatever its parts: what no class of ours would build. */
  private byte[] reply(Statement.Commit statement, List<Vote> votes) {
    return new Encoder()
        .u8(10)
        .value(new ReplicaId(0))
        .value(close)
        .value(statement)
        .list(votes)
        .list(List.of())
        .toBytes();
  }

  private static List<Vote> votes(Statement statement, int... signers) {
    return Seat.certificate(statement, signers).votes();
  }

  private void refused(byte[] bytes) {
    assertThat(seat.receive(bytes)).isInstanceOf(Admission.Outcome.Refused.class);
    seat.tick();
    seat.resend();
  }

  @Test
  void theWritingOfForgeriesIsSound() {
    Statement.Commit s = statement();
    assertThat(reply(s, votes(s, 0, 2, 3)))
        .isEqualTo(Seat.reply(close, Seat.certificate(s, 0, 2, 3), List.of()).toWire());
  }

  @Test
  void aCloseWithoutVotes() {
    refused(reply(statement(), List.of()));
  }

  @Test
  void aCloseWithOneSignerTooFew() {
    refused(reply(statement(), votes(statement(), 0, 2)));
    refused(reply(statement(), votes(statement(), 2, 3)));
  }

  @Test
  void aCloseWithOneSignerTwice() {
    List<Vote> votes = new ArrayList<>(votes(statement(), 0, 2));
    votes.add(votes.get(1));
    refused(reply(statement(), votes));
    List<Vote> renamed = new ArrayList<>(votes(statement(), 0, 2));
    renamed.add(new Vote(new ReplicaId(3), votes.get(1).signature()));
    refused(reply(statement(), renamed));
  }

  @Test
  void aCloseSignedByStrangersOrWithOthersKeys() {
    List<Vote> stranger = new ArrayList<>(votes(statement(), 0, 2));
    stranger.add(Seat.vote(7, statement()));
    refused(reply(statement(), stranger));
    List<Vote> wrongKey = new ArrayList<>(votes(statement(), 0, 2));
    wrongKey.add(new Vote(new ReplicaId(3), Seat.gateway().sign(statement().toWire())));
    refused(reply(statement(), wrongKey));
    List<Vote> zero = new ArrayList<>(votes(statement(), 0, 2));
    zero.add(
        new Vote(new ReplicaId(3), org.bitcraps.evidence.keys.Signature.fromBytes(new byte[64])));
    refused(reply(statement(), zero));
  }

  @Test
  void aCloseInTheNameOfItsReceiver() {
    List<Vote> ours = new ArrayList<>(votes(statement(), 0));
    ours.add(new Vote(Seat.SELF, Seat.key(0).sign(statement().toWire())));
    ours.addAll(votes(statement(), 2));
    refused(reply(statement(), ours));
  }

  @Test
  void theCertificateOfAnotherBlock() {
    var opening = seat.block(seat.last()).orElseThrow().certified().certificate();
    refused(reply(opening.statement(), opening.votes()));
    // The same votes under the statement of the close.
    refused(reply(statement(), opening.votes()));
    Block empty = seat.block(close.timeMs() - 1, List.of());
    Statement.Commit other =
        seat.statement(empty, seat.head.next(empty, List.of()).resultRoot(), 0);
    refused(reply(other, votes(other, 0, 2, 3)));
  }

  @Test
  void theCertificateOfAnotherChain() {
    ChainId other = new ChainId(SampleChain.digest("another chain"));
    Statement.Commit s = statement();
    Statement.Commit theirs =
        new Statement.Commit(other, s.epoch(), s.view(), s.sequence(), s.block(), s.resultRoot());
    refused(reply(theirs, votes(theirs, 0, 2, 3)));
    refused(reply(s, votes(theirs, 0, 2, 3)));
  }

  @Test
  void aWholeCloseOfAnotherChainWithTheSameKeys() {
    ChainId other = Seat.genesis("another salt").chainId();
    Block theirs =
        new Block(other, Epoch.ZERO, close.sequence(), close.timeMs(), close.parent(), List.of());
    Statement.Commit s =
        new Statement.Commit(other, Epoch.ZERO, View.ZERO, close.sequence(), theirs.digest(), root);
    PbftMessage message = Seat.reply(theirs, Seat.certificate(s, 0, 2, 3), List.of());
    refused(message.toWire());
  }

  @Test
  void theCertificateOfAnotherEpoch() {
    Statement.Commit s = statement();
    Statement.Commit theirs =
        new Statement.Commit(
            s.chain(), new Epoch(1), s.view(), s.sequence(), s.block(), s.resultRoot());
    refused(reply(theirs, votes(theirs, 0, 2, 3)));
  }

  @Test
  void votesOfAnotherViewUnderThisOnesStatement() {
    refused(reply(statement(), votes(seat.statement(close, root, 3), 0, 2, 3)));
    // Mixed: two of view 0, one of view 3, none of which is a quorum.
    List<Vote> mixed = new ArrayList<>(votes(statement(), 0, 2));
    mixed.addAll(votes(seat.statement(close, root, 3), 3));
    refused(reply(statement(), mixed));
  }

  @Test
  void preparesPassedOffAsCommits() {
    Statement.Prepare prepare =
        new Statement.Prepare(seat.chain, Epoch.ZERO, View.ZERO, close.sequence(), close.digest());
    refused(reply(statement(), votes(prepare, 0, 2, 3)));
    QuorumCertificate<Statement.Prepare> prepared = Seat.certificate(prepare, 0, 2, 3);
    refused(
        new Encoder()
            .u8(10)
            .value(new ReplicaId(0))
            .value(close)
            .value(prepared)
            .list(List.of())
            .toBytes());
  }

  @Test
  void votesForAnotherOutcome() {
    refused(
        reply(
            statement(),
            votes(seat.statement(close, SampleChain.digest("another root"), 0), 0, 2, 3)));
  }

  @Test
  void aQuorumThatCertifiesAnotherOutcomeStopsIt() {
    stopped = true;
    Statement.Commit wrong = seat.statement(close, SampleChain.digest("another root"), 0);
    assertThatThrownBy(() -> seat.receive(reply(wrong, votes(wrong, 0, 2, 3))))
        .isInstanceOf(StateMismatchException.class);
  }

  /** A close far ahead of what we hold is no close: its parents are unknown. */
  @Test
  void aCertifiedBlockWhoseParentsItLacksIsNotBelieved() {
    Block far =
        new Block(
            seat.chain,
            Epoch.ZERO,
            close.sequence().plus(2),
            close.timeMs() + 60_000,
            SampleChain.digest("some parent"),
            List.of());
    Statement.Commit s = seat.statement(far, root, 0);
    seat.receive(Seat.reply(far, Seat.certificate(s, 0, 2, 3), List.of()));
    seat.tick();
  }

  // --- forged or unfinished votes in its own slots

  private Statement.Prepare prepare() {
    return new Statement.Prepare(
        seat.chain, Epoch.ZERO, View.ZERO, close.sequence(), close.digest());
  }

  private void prepareTheClose() {
    seat.receive(new PbftMessage.PrePrepare(View.ZERO, close, Seat.vote(0, prepare())));
    seat.receive(new PbftMessage.Prepare(prepare(), Seat.vote(2, prepare())));
    seat.receive(new PbftMessage.Prepare(prepare(), Seat.vote(3, prepare())));
    // It executed the close and says so: only the certificate is missing.
    assertThat(seat.said)
        .filteredOn(PbftMessage.Commit.class::isInstance)
        .singleElement()
        .satisfies(m -> assertThat(((PbftMessage.Commit) m).statement()).isEqualTo(statement()));
  }

  @Test
  void aClosePreparedAndExecutedButNotCommitted() {
    prepareTheClose();
    seat.tick();
    seat.resend();
  }

  @Test
  void aCloseWithOneCommitTooFew() {
    prepareTheClose();
    PbftMessage.Commit commit = new PbftMessage.Commit(statement(), Seat.vote(0, statement()));
    seat.receive(commit);
    seat.receive(commit); // Again: counts once.
    seat.tick();
    seat.resend();
  }

  enum BadCommit {
    OTHER_VIEW,
    OTHER_ROOT,
    OTHER_CHAIN,
    OTHER_BLOCK,
    OTHER_KEY,
    OUR_NAME
  }

  @ParameterizedTest
  @EnumSource
  void theCommitThatIsMissingIsForged(BadCommit bad) {
    prepareTheClose();
    seat.receive(new PbftMessage.Commit(statement(), Seat.vote(0, statement())));
    Statement.Commit s = statement();
    Statement.Commit said =
        switch (bad) {
          case OTHER_VIEW -> seat.statement(close, root, 1);
          case OTHER_ROOT -> seat.statement(close, SampleChain.digest("other"), 0);
          case OTHER_CHAIN ->
              new Statement.Commit(
                  Seat.genesis("other").chainId(),
                  s.epoch(),
                  s.view(),
                  s.sequence(),
                  s.block(),
                  s.resultRoot());
          case OTHER_BLOCK ->
              new Statement.Commit(
                  s.chain(),
                  s.epoch(),
                  s.view(),
                  s.sequence(),
                  SampleChain.digest("other"),
                  s.resultRoot());
          case OTHER_KEY, OUR_NAME -> s;
        };
    Vote vote =
        switch (bad) {
          case OTHER_KEY -> new Vote(new ReplicaId(2), Seat.key(3).sign(said.toWire()));
          case OUR_NAME -> new Vote(Seat.SELF, Seat.key(2).sign(said.toWire()));
          case OTHER_VIEW, OTHER_ROOT, OTHER_CHAIN, OTHER_BLOCK -> Seat.vote(2, said);
        };
    seat.receive(new PbftMessage.Commit(said, vote));
    seat.tick();
    seat.resend();
  }

  /** C6: f + 1 others with another root: it stops voting, and says nothing of its secret. */
  @Test
  void aSplitOverTheOutcomeOfTheClose() {
    prepareTheClose();
    Statement.Commit other = seat.statement(close, SampleChain.digest("other"), 0);
    seat.receive(new PbftMessage.Commit(other, Seat.vote(0, other)));
    Admission.Outcome last =
        seat.door().peer(new PbftMessage.Commit(other, Seat.vote(2, other)).toWire(), seat.nowMs);
    Output output = seat.step(((Admission.Outcome.Admitted) last).inputs().get(0));
    assertThat(output.observations())
        .anySatisfy(o -> assertThat(o).isInstanceOf(Observation.ResultSplit.class));
    seat.tick();
  }

  /**
   * It restarts between its commit and the certificate: what it knows by heart is still no proof.
   */
  @Test
  void aRestartAfterItsOwnCommit() {
    prepareTheClose();
    seat.said.clear();
    seat.start("");
    seat.tick();
    seat.resend();
  }

  /** The clock alone proves nothing. */
  @Test
  void aCloseLongOverdueByItsOwnClock() {
    seat.nowMs += 3_600_000;
    seat.tick();
    seat.resend();
    seat.nowMs = close.timeMs();
  }
}
