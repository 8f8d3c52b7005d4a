package org.bitcraps.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.bitcraps.crypto.Signers;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.certificate.Vote;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.keys.Signer;
import org.bitcraps.evidence.membership.Epoch;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.ReplicaSet;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.protocol.pbft.PbftMessage;
import org.junit.jupiter.api.Test;

/** P1: what {@link KillIT} would say if a validator contradicted itself. */
class VotesTest {

  private static final ChainId CHAIN = new ChainId(Digest.ZERO);
  private static final ReplicaId SELF = new ReplicaId(0);
  private static final Digest OTHER = Digest.of(DomainTag.PREPARE, new byte[] {1});

  private final Signer signer = Signers.fromSeed(new byte[Signers.SEED_BYTES]);
  private final Votes votes =
      new Votes(
          new ReplicaSet(Epoch.ZERO, List.of(new ReplicaSet.Member(SELF, signer.publicKey()))));

  @Test
  void the_same_vote_again_is_no_contradiction() {
    votes.note(prepare(3, Digest.ZERO));
    votes.note(viewChange(4));
    votes.note(prepare(3, Digest.ZERO));
    votes.note(viewChange(4));
    votes.note(prepare(4, OTHER));
    assertThat(votes.contradictions()).isEmpty();
  }

  @Test
  void two_blocks_for_one_place_are_seen() {
    votes.note(prepare(3, Digest.ZERO));
    votes.note(prepare(3, OTHER));
    assertThat(votes.contradictions()).containsExactly("Prepare 0 3 7");
  }

  @Test
  void two_roots_for_one_block_are_seen() {
    votes.note(commit(Digest.ZERO));
    votes.note(commit(OTHER));
    assertThat(votes.contradictions()).containsExactly("Commit 0 3 7");
  }

  @Test
  void a_vote_in_a_view_already_left_is_seen() {
    votes.note(viewChange(4));
    votes.note(prepare(3, Digest.ZERO));
    assertThat(votes.contradictions()).containsExactly("Prepare 0 3 7");
  }

  @Test
  void a_checkpoint_is_too_late_for_no_view_and_two_for_one_place_are_seen() {
    votes.note(viewChange(4));
    votes.note(checkpoint(Digest.ZERO));
    votes.note(checkpoint(Digest.ZERO));
    assertThat(votes.contradictions()).isEmpty();
    votes.note(checkpoint(OTHER));
    assertThat(votes.contradictions()).containsExactly("Checkpoint 0 7");
  }

  @Test
  void a_forged_vote_is_seen() {
    Statement.Prepare said =
        new Statement.Prepare(CHAIN, Epoch.ZERO, new View(3), new SequenceNumber(7), OTHER);
    PbftMessage forged = new PbftMessage.Prepare(said, new Vote(SELF, signer.sign(new byte[] {1})));
    assertThatThrownBy(() -> votes.note(forged)).isInstanceOf(AssertionError.class);
  }

  private PbftMessage checkpoint(Digest stateRoot) {
    Statement.Checkpoint said =
        new Statement.Checkpoint(
            CHAIN, Epoch.ZERO, new SequenceNumber(7), Digest.ZERO, Digest.ZERO, stateRoot);
    return new PbftMessage.Checkpoint(said, new Vote(SELF, signer.sign(said.toWire())));
  }

  private PbftMessage prepare(long view, Digest block) {
    Statement.Prepare said =
        new Statement.Prepare(CHAIN, Epoch.ZERO, new View(view), new SequenceNumber(7), block);
    return new PbftMessage.Prepare(said, new Vote(SELF, signer.sign(said.toWire())));
  }

  private PbftMessage commit(Digest root) {
    Statement.Commit said =
        new Statement.Commit(
            CHAIN, Epoch.ZERO, new View(3), new SequenceNumber(7), Digest.ZERO, root);
    return new PbftMessage.Commit(said, new Vote(SELF, signer.sign(said.toWire())));
  }

  /** With nothing certified or prepared; the signed bytes are those of {@code docs/wire.md}. */
  private PbftMessage viewChange(long view) {
    byte[] signed =
        new Encoder(128)
            .tag(DomainTag.VIEW_CHANGE)
            .value(CHAIN)
            .value(Epoch.ZERO)
            .value(SELF)
            .value(new View(view))
            .u8(0)
            .u31(0)
            .toBytes();
    return new PbftMessage.ViewChange(
        CHAIN, Epoch.ZERO, SELF, new View(view), Optional.empty(), List.of(), signer.sign(signed));
  }
}
