package org.bitcraps.protocol.safety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bitcraps.evidence.sample.SampleChain.chain;
import static org.bitcraps.evidence.sample.SampleChain.digest;
import static org.bitcraps.evidence.sample.SampleChain.set;

import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.dice.DiceSecret;
import org.bitcraps.evidence.dice.DrawId;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.membership.Epoch;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.evidence.sample.SampleChain;
import org.junit.jupiter.api.Test;

/** P1: each rule below, at and above its limit, and after a restart. */
class SafetyRulesTest {

  /** Primary of views 2, 6, 10. */
  private static final ReplicaId SELF = SampleChain.VALIDATORS.get(2);

  private static final Digest B = digest("b");
  private static final Digest C = digest("c");
  private static final Digest ROOT = digest("root");

  private final SafetyRules rules = fresh();

  private static SafetyRules fresh() {
    return new SafetyRules(chain(), SELF, set(), SampleChain.validator(SELF));
  }

  private static Statement.Prepare prepare(long view, long sequence, Digest block) {
    return new Statement.Prepare(
        chain(), Epoch.ZERO, new View(view), new SequenceNumber(sequence), block);
  }

  private static Statement.Commit commit(long view, long sequence, Digest block, Digest root) {
    return new Statement.Commit(
        chain(), Epoch.ZERO, new View(view), new SequenceNumber(sequence), block, root);
  }

  private boolean signs(Statement.Prepare statement) {
    return rules.prepare(statement).isPresent();
  }

  private boolean signs(Statement.Commit statement, Statement.Prepare basis) {
    return rules.commit(statement, SampleChain.certificate(basis)).isPresent();
  }

  private static byte[] message(DomainTag tag, int content) {
    return new byte[] {tag.code(), (byte) content};
  }

  private boolean viewChange(long view) {
    return rules.viewChange(new View(view), message(DomainTag.VIEW_CHANGE, 0)).isPresent();
  }

  private boolean newView(long view, int content) {
    return rules.newView(new View(view), message(DomainTag.NEW_VIEW, content)).isPresent();
  }

  @Test
  void oneBlockPerViewAndSequence() {
    assertThat(signs(prepare(3, 5, B))).isTrue();
    assertThat(signs(prepare(3, 5, B))).isTrue();
    assertThat(signs(prepare(3, 5, C))).isFalse();
    assertThat(signs(prepare(2, 5, B))).isFalse();
    assertThat(signs(prepare(2, 5, C))).isFalse();
    assertThat(signs(prepare(4, 5, C))).isTrue();
    assertThat(signs(prepare(3, 6, C))).isTrue();
  }

  @Test
  void aCommitRestsOnOurPrepareAndACertificateOfTheSameView() {
    assertThat(signs(commit(3, 5, B, ROOT), prepare(3, 5, B))).isFalse();
    rules.prepare(prepare(3, 5, B));
    assertThat(signs(commit(3, 5, B, ROOT), prepare(2, 5, B))).isFalse();
    assertThat(signs(commit(3, 5, B, ROOT), prepare(4, 5, B))).isFalse();
    assertThat(signs(commit(3, 5, B, ROOT), prepare(3, 6, B))).isFalse();
    assertThat(signs(commit(3, 5, B, ROOT), prepare(3, 5, C))).isFalse();
    assertThat(signs(commit(3, 5, C, ROOT), prepare(3, 5, C))).isFalse();
    assertThat(signs(commit(2, 5, B, ROOT), prepare(2, 5, B))).isFalse();
    assertThat(signs(commit(3, 5, B, ROOT), prepare(3, 5, B))).isTrue();
  }

  @Test
  void aCertificateWithOneVoteTooFewIsNone() {
    rules.prepare(prepare(3, 5, B));
    Statement.Prepare basis = prepare(3, 5, B);
    int quorum = set().quorum().size();
    QuorumCertificate<Statement.Prepare> less =
        new QuorumCertificate<>(basis, SampleChain.votes(basis, quorum - 1));
    assertThat(rules.commit(commit(3, 5, B, ROOT), less)).isEmpty();
  }

  @Test
  void oneRootPerBlockInEveryView() {
    rules.prepare(prepare(3, 5, B));
    assertThat(signs(commit(3, 5, B, ROOT), prepare(3, 5, B))).isTrue();
    assertThat(signs(commit(3, 5, B, ROOT), prepare(3, 5, B))).isTrue();
    assertThat(signs(commit(3, 5, B, digest("other")), prepare(3, 5, B))).isFalse();
    rules.prepare(prepare(4, 5, B));
    assertThat(signs(commit(4, 5, B, digest("other")), prepare(4, 5, B))).isFalse();
    assertThat(signs(commit(4, 5, B, ROOT), prepare(4, 5, B))).isTrue();
  }

  /** Two blocks may be prepared in turn, view by view; the first one's root is not forgotten. */
  @Test
  void oneRootPerBlockThoughAnotherWasPreparedInBetween() {
    rules.prepare(prepare(3, 5, B));
    assertThat(signs(commit(3, 5, B, ROOT), prepare(3, 5, B))).isTrue();
    rules.prepare(prepare(4, 5, C));
    rules.prepare(prepare(5, 5, B));
    assertThat(signs(commit(5, 5, B, digest("other")), prepare(5, 5, B))).isFalse();
    assertThat(signs(commit(5, 5, B, ROOT), prepare(5, 5, B))).isTrue();
    rules.prepare(prepare(6, 5, C));
    assertThat(signs(commit(6, 5, C, digest("root of c")), prepare(6, 5, C))).isTrue();
    rules.prepare(prepare(7, 5, B));
    assertThat(signs(commit(7, 5, B, digest("root of c")), prepare(7, 5, B))).isFalse();
  }

  @Test
  void oneRootPerBlockOverARestartToo() {
    rules.restorePrepare(prepare(3, 5, B));
    rules.restoreCommit(commit(3, 5, B, ROOT));
    rules.restorePrepare(prepare(4, 5, C));
    rules.prepare(prepare(5, 5, B));
    assertThat(signs(commit(5, 5, B, digest("other")), prepare(5, 5, B))).isFalse();
    assertThat(signs(commit(5, 5, B, ROOT), prepare(5, 5, B))).isTrue();
  }

  @Test
  void nothingBelowASignedViewChange() {
    rules.prepare(prepare(3, 5, B));
    assertThat(viewChange(4)).isTrue();
    assertThat(signs(prepare(3, 6, B))).isFalse();
    assertThat(signs(prepare(3, 5, B))).isFalse();
    assertThat(signs(commit(3, 5, B, ROOT), prepare(3, 5, B))).isFalse();
    assertThat(signs(prepare(4, 5, C))).isTrue();
    assertThat(signs(prepare(5, 6, C))).isTrue();
    assertThat(newView(2, 0)).isFalse();
    assertThat(newView(6, 0)).isTrue();
  }

  /** P9: however the view was entered. */
  @Test
  void nothingBelowAViewThatWasEntered() {
    rules.prepare(prepare(3, 5, B));
    rules.entered(new View(4));
    rules.entered(new View(2));
    assertThat(signs(prepare(3, 5, B))).isFalse();
    assertThat(signs(prepare(3, 6, B))).isFalse();
    assertThat(signs(commit(3, 5, B, ROOT), prepare(3, 5, B))).isFalse();
    assertThat(newView(2, 0)).isFalse();
    assertThat(viewChange(3)).isFalse();
    assertThat(viewChange(4)).isFalse();
    assertThat(signs(prepare(4, 5, C))).isTrue();
    assertThat(viewChange(5)).isTrue();
  }

  @Test
  void oneViewChangePerViewAndOnlyUpwards() {
    assertThat(viewChange(0)).isFalse();
    assertThat(viewChange(2)).isTrue();
    assertThat(viewChange(2)).isFalse();
    assertThat(viewChange(1)).isFalse();
    assertThat(viewChange(3)).isTrue();
  }

  @Test
  void oneNewViewPerViewAndOnlyAsItsPrimary() {
    assertThat(newView(1, 0)).isFalse();
    assertThat(newView(3, 0)).isFalse();
    assertThat(newView(2, 0)).isTrue();
    assertThat(newView(2, 0)).isTrue();
    assertThat(newView(2, 1)).isFalse();
    assertThat(newView(6, 1)).isTrue();
  }

  @Test
  void nothingForWhatIsDecided() {
    rules.decided(new SequenceNumber(5));
    assertThat(signs(prepare(3, 4, B))).isFalse();
    assertThat(signs(prepare(3, 5, B))).isFalse();
    assertThat(signs(prepare(3, 6, B))).isTrue();
  }

  @Test
  void nothingForAnotherChainOrEpoch() {
    Statement.Prepare ours = prepare(3, 5, B);
    ChainId other = new ChainId(digest("other chain"));
    assertThat(
            signs(
                new Statement.Prepare(
                    other, ours.epoch(), ours.view(), ours.sequence(), ours.block())))
        .isFalse();
    assertThat(
            signs(
                new Statement.Prepare(
                    ours.chain(), new Epoch(1), ours.view(), ours.sequence(), ours.block())))
        .isFalse();
  }

  @Test
  void aTagCannotBePassedOffAsAnother() {
    assertThat(rules.viewChange(new View(2), message(DomainTag.NEW_VIEW, 0))).isEmpty();
    assertThat(rules.newView(new View(2), message(DomainTag.VIEW_CHANGE, 0))).isEmpty();
    assertThatThrownBy(() -> rules.request(message(DomainTag.COMMIT, 0)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void drawsOfATableRise() {
    DrawId two = new DrawId(chain(), SampleChain.TABLE, 2);
    DiceSecret secret = SampleChain.secret(SELF);
    DiceSecret another = new DiceSecret(digest("another secret"));
    assertThat(rules.commitment(two, secret)).isPresent();
    assertThat(rules.commitment(two, secret)).isPresent();
    assertThat(rules.commitment(two, another)).isEmpty();
    assertThat(rules.commitment(new DrawId(chain(), SampleChain.TABLE, 1), secret)).isEmpty();
    assertThat(rules.commitment(new DrawId(chain(), SampleChain.TABLE, 3), another)).isPresent();
  }

  @Test
  void aRevealNeedsACertificate() {
    DrawId draw = new DrawId(chain(), SampleChain.TABLE, 2);
    Statement.Commit close = commit(0, 5, B, ROOT);
    assertThat(rules.reveal(draw, SampleChain.secret(SELF), SampleChain.certificate(close)))
        .isPresent();
    QuorumCertificate<Statement.Commit> less =
        new QuorumCertificate<>(close, SampleChain.votes(close, set().quorum().size() - 1));
    assertThat(rules.reveal(draw, SampleChain.secret(SELF), less)).isEmpty();
  }

  @Test
  void muteSignsRequestsOnly() {
    rules.prepare(prepare(3, 5, B));
    rules.mute();
    assertThat(signs(prepare(3, 5, B))).isFalse();
    assertThat(signs(commit(3, 5, B, ROOT), prepare(3, 5, B))).isFalse();
    assertThat(viewChange(4)).isFalse();
    assertThat(newView(6, 0)).isFalse();
    DrawId draw = new DrawId(chain(), SampleChain.TABLE, 2);
    DiceSecret secret = SampleChain.secret(SELF);
    assertThat(rules.commitment(draw, secret)).isEmpty();
    assertThat(rules.reveal(draw, secret, SampleChain.certificate(commit(0, 5, B, ROOT))))
        .isEmpty();
    assertThat(rules.request(message(DomainTag.PEER_ENVELOPE, 0))).isNotNull();
  }

  @Test
  void whatWasRestoredLimitsAsWhatWasSigned() {
    rules.restorePrepare(prepare(3, 5, B));
    rules.restoreCommit(commit(3, 5, B, ROOT));
    rules.restoreViewChange(new View(3));
    rules.restoreNewView(new View(6), message(DomainTag.NEW_VIEW, 0));
    DrawId draw = new DrawId(chain(), SampleChain.TABLE, 2);
    DiceSecret secret = SampleChain.secret(SELF);
    rules.restoreCommitment(draw, secret.commitment(draw, SELF));

    assertThat(signs(prepare(3, 5, C))).isFalse();
    assertThat(signs(prepare(2, 6, C))).isFalse();
    assertThat(signs(commit(3, 5, B, digest("other")), prepare(3, 5, B))).isFalse();
    assertThat(signs(commit(3, 5, B, ROOT), prepare(3, 5, B))).isTrue();
    assertThat(viewChange(3)).isFalse();
    assertThat(newView(6, 1)).isFalse();
    assertThat(newView(6, 0)).isTrue();
    assertThat(rules.commitment(draw, new DiceSecret(digest("another secret")))).isEmpty();
    assertThat(rules.commitment(draw, secret)).isPresent();
  }

  @Test
  void onlyWithTheKeyThatGenesisHas() {
    assertThatThrownBy(() ->
            new SafetyRules(
                chain(), SELF, set(), SampleChain.validator(SampleChain.VALIDATORS.get(0))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("vote key");
  }
}
