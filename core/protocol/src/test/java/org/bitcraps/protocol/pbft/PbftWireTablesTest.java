package org.bitcraps.protocol.pbft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bitcraps.evidence.sample.SampleChain.VALIDATORS;
import static org.bitcraps.evidence.sample.SampleChain.chain;
import static org.bitcraps.evidence.sample.SampleChain.set;
import static org.bitcraps.evidence.sample.SampleChain.validator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.bitcraps.evidence.certificate.Misbehaviour;
import org.bitcraps.evidence.certificate.NewViewStatement;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.certificate.ViewChangeStatement;
import org.bitcraps.evidence.certificate.Vote;
import org.bitcraps.evidence.exchange.BlockRequest;
import org.bitcraps.evidence.exchange.CertifiedBlock;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.membership.Epoch;
import org.bitcraps.evidence.membership.Quorum;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.evidence.sample.ByteTables;
import org.bitcraps.evidence.sample.MisbehaviourSamples;
import org.bitcraps.evidence.sample.PlatformScheme;
import org.bitcraps.evidence.sample.SampleChain;
import org.bitcraps.evidence.sample.Samples;
import org.bitcraps.evidence.wire.MalformedException;
import org.bitcraps.evidence.wire.Unverified;
import org.bitcraps.evidence.wire.Verifier;
import org.bitcraps.evidence.wire.WireValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages and journal entries: the tables of {@code docs/wire.md}, one encoding each (X3). */
class PbftWireTablesTest {

  private static final ByteTables PAGE = ByteTables.ofThePage();
  private static final Parameters LIMITS = SampleChain.limits();
  private static final View VIEW = new View(5);

  private static List<PreparedBlock> prepared() {
    return List.of(new PreparedBlock(Samples.block(), SampleChain.certificate(Samples.prepare())));
  }

  private static PbftMessage.ViewChange viewChange(ReplicaId sender, boolean rich) {
    List<PreparedBlock> prepared = rich ? prepared() : List.of();
    byte[] signed =
        PbftMessage.ViewChange.signedBytes(
            chain(), Epoch.ZERO, sender, VIEW, Optional.empty(), prepared);
    return new PbftMessage.ViewChange(
        chain(),
        Epoch.ZERO,
        sender,
        VIEW,
        Optional.empty(),
        prepared,
        validator(sender).sign(signed));
  }

  /** With a floor, as one who is further. */
  private static PbftMessage.ViewChange furtherViewChange(ReplicaId sender) {
    byte[] signed =
        PbftMessage.ViewChange.signedBytes(
            chain(), Epoch.ZERO, sender, VIEW, Optional.of(Samples.certified()), List.of());
    return new PbftMessage.ViewChange(
        chain(),
        Epoch.ZERO,
        sender,
        VIEW,
        Optional.of(Samples.certified()),
        List.of(),
        validator(sender).sign(signed));
  }

  private static PbftMessage.NewView newView() {
    List<PbftMessage.ViewChange> viewChanges =
        List.of(
            viewChange(VALIDATORS.get(0), true),
            viewChange(VALIDATORS.get(1), false),
            furtherViewChange(VALIDATORS.get(3)));
    ReplicaId primary = set().primary(VIEW);
    byte[] signed =
        PbftMessage.NewView.signedBytes(chain(), Epoch.ZERO, primary, VIEW, viewChanges);
    return new PbftMessage.NewView(
        chain(), Epoch.ZERO, primary, VIEW, viewChanges, validator(primary).sign(signed));
  }

  static List<PbftMessage> messages() {
    ReplicaId self = VALIDATORS.get(3);
    ReplicaId asked = VALIDATORS.get(0);
    View view = Samples.prepare().view();
    Vote proposal =
        new Vote(
            set().primary(view), validator(set().primary(view)).sign(Samples.prepare().toWire()));
    List<Digest> digests = Samples.block().bodies();
    BlockRequest request = new BlockRequest(new SequenceNumber(5), 3);
    SequenceNumber last = new SequenceNumber(12);
    Digest challenge = SampleChain.digest("challenge");
    return List.of(
        new PbftMessage.PrePrepare(view, Samples.block(), proposal),
        new PbftMessage.Prepare(Samples.prepare(), SampleChain.votes(Samples.prepare(), 1).get(0)),
        new PbftMessage.Commit(Samples.commit(), SampleChain.votes(Samples.commit(), 1).get(0)),
        viewChange(self, true),
        furtherViewChange(self),
        newView(),
        new PbftMessage.Status(
            chain(),
            self,
            VIEW,
            last,
            validator(self).sign(PbftMessage.Status.signedBytes(chain(), self, VIEW, last))),
        new PbftMessage.BodiesWanted(
            chain(),
            self,
            asked,
            digests,
            validator(self)
                .sign(PbftMessage.BodiesWanted.signedBytes(chain(), self, asked, digests))),
        new PbftMessage.BlocksWanted(
            chain(),
            self,
            asked,
            request,
            validator(self)
                .sign(PbftMessage.BlocksWanted.signedBytes(chain(), self, asked, request))),
        new PbftMessage.Bodies(self, Samples.envelopes()),
        new PbftMessage.CertifiedBlockReply(self, Samples.notice()),
        new PbftMessage.Checkpoint(
            Samples.checkpoint(), SampleChain.votes(Samples.checkpoint(), 1).get(0)),
        new PbftMessage.CheckpointShown(
            self, Samples.certified(), SampleChain.certificate(Samples.checkpoint())),
        new PbftMessage.StandingWanted(
            chain(),
            self,
            challenge,
            last,
            validator(self)
                .sign(PbftMessage.StandingWanted.signedBytes(chain(), self, challenge, last))),
        new PbftMessage.Standing(
            chain(),
            self,
            asked,
            challenge,
            VIEW,
            last,
            validator(self)
                .sign(
                    PbftMessage.Standing.signedBytes(chain(), self, asked, challenge, VIEW, last))),
        new PbftMessage.ChunksWanted(
            chain(),
            self,
            asked,
            challenge,
            digests,
            validator(self)
                .sign(
                    PbftMessage.ChunksWanted.signedBytes(
                        chain(), self, asked, challenge, digests))),
        new PbftMessage.ChunkList(
            chain(),
            self,
            challenge,
            digests,
            validator(self)
                .sign(PbftMessage.ChunkList.signedBytes(chain(), self, challenge, digests))),
        new PbftMessage.Chunk(
            chain(),
            self,
            challenge,
            new byte[] {0, 0, 0, 0},
            validator(self)
                .sign(
                    PbftMessage.Chunk.signedBytes(
                        chain(), self, challenge, new byte[] {0, 0, 0, 0}))));
  }

  static List<PbftEntry> entries() {
    ReplicaId self = VALIDATORS.get(3);
    return List.of(
        new PbftEntry.Opened(chain(), self),
        new PbftEntry.BodyHeld(Samples.envelopes().get(0).sealed()),
        new PbftEntry.Accepted(
            Samples.prepare().view(),
            Samples.block(),
            SampleChain.votes(Samples.prepare(), 1).get(0)),
        new PbftEntry.CommitSigned(
            SampleChain.certificate(Samples.prepare()),
            Samples.commit(),
            SampleChain.votes(Samples.commit(), 1).get(0)),
        new PbftEntry.Certified(Samples.certified()),
        new PbftEntry.ViewChangeSigned(viewChange(self, true)),
        new PbftEntry.ViewEntered(newView()),
        new PbftEntry.OpenedMute(chain(), self),
        new PbftEntry.CheckpointSigned(
            Samples.checkpoint(), SampleChain.votes(Samples.checkpoint(), 1).get(0)),
        new PbftEntry.CheckpointStable(SampleChain.certificate(Samples.checkpoint())),
        new PbftEntry.Muted(),
        new PbftEntry.Skipped(),
        new PbftEntry.Unmuted(VIEW),
        new PbftEntry.ChunkHeld(new byte[] {0, 0, 0, 0}),
        new PbftEntry.Anchored(Samples.certified(), SampleChain.certificate(Samples.checkpoint())),
        new PbftEntry.Rotated(VIEW, new SequenceNumber(7)),
        new PbftEntry.Ordered(List.of(SampleChain.digest("body"))),
        new PbftEntry.Incriminated(MisbehaviourSamples.twoPrepares()),
        new PbftEntry.Fetching(
            new PbftEntry.Anchored(
                Samples.certified(), SampleChain.certificate(Samples.checkpoint())),
            List.of(SampleChain.digest("chunk"))));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void messagesFollowTheirTables(PbftMessage message) {
    PAGE.walk("PbftMessage", message.toWire());
    assertThat(PAGE.walked()).contains(message.getClass().getSimpleName());
  }

  @ParameterizedTest
  @MethodSource("entries")
  void entriesFollowTheirTables(PbftEntry entry) {
    PAGE.walk("PbftEntry", entry.toWire());
  }

  @Test
  void noEntryIsWithoutATable() {
    assertThat(entries().stream().map(Object::getClass).distinct().count())
        .isEqualTo(PbftEntry.class.getPermittedSubclasses().length);
  }

  /** The sample is what replicas would send: well-formed, every signature valid. */
  @ParameterizedTest
  @MethodSource("messages")
  void messagesAreWellFormedAndSigned(PbftMessage message) {
    assertThat(message.isWellFormed(set())).isTrue();
    assertThat(
            new Verifier(new PlatformScheme())
                .verify(new Unverified<>(message), m -> m.claims(set())))
        .isPresent();
  }

  @Test
  void signedFormsFollowTheirTables() {
    for (PbftMessage message : messages()) {
      switch (message) {
        case PbftMessage.ViewChange m -> PAGE.walk("ViewChangeSigned", m.signedBytes());
        case PbftMessage.NewView m -> PAGE.walk("NewViewSigned", m.signedBytes());
        case PbftMessage.Status m ->
            PAGE.walk(
                "StatusSigned",
                PbftMessage.Status.signedBytes(m.chain(), m.sender(), m.view(), m.lastCertified()));
        case PbftMessage.BodiesWanted m ->
            PAGE.walk(
                "BodiesWantedSigned",
                PbftMessage.BodiesWanted.signedBytes(m.chain(), m.sender(), m.to(), m.digests()));
        case PbftMessage.BlocksWanted m ->
            PAGE.walk(
                "BlocksWantedSigned",
                PbftMessage.BlocksWanted.signedBytes(m.chain(), m.sender(), m.to(), m.request()));
        case PbftMessage.PrePrepare m -> PAGE.walk("Statement", m.statement().toWire());
        case PbftMessage.Prepare m -> PAGE.walk("Statement", m.statement().toWire());
        case PbftMessage.Commit m -> PAGE.walk("Statement", m.statement().toWire());
        case PbftMessage.Bodies m -> assertThat(m.claims(set())).isEmpty();
        case PbftMessage.CertifiedBlockReply m -> assertThat(m.claims(set())).hasSize(3);
        case PbftMessage.Checkpoint m -> PAGE.walk("Statement", m.statement().toWire());
        case PbftMessage.CheckpointShown m -> assertThat(m.claims(set())).hasSize(6);
        case PbftMessage.StandingWanted m ->
            PAGE.walk(
                "StandingWantedSigned",
                PbftMessage.StandingWanted.signedBytes(
                    m.chain(), m.sender(), m.challenge(), m.checkpoint()));
        case PbftMessage.Standing m ->
            PAGE.walk(
                "StandingSigned",
                PbftMessage.Standing.signedBytes(
                    m.chain(), m.sender(), m.to(), m.challenge(), m.view(), m.lastCertified()));
        case PbftMessage.ChunksWanted m ->
            PAGE.walk(
                "ChunksWantedSigned",
                PbftMessage.ChunksWanted.signedBytes(
                    m.chain(), m.sender(), m.to(), m.root(), m.chunks()));
        case PbftMessage.ChunkList m ->
            PAGE.walk(
                "ChunkListSigned",
                PbftMessage.ChunkList.signedBytes(m.chain(), m.sender(), m.root(), m.chunks()));
        case PbftMessage.Chunk m ->
            PAGE.walk(
                "ChunkSigned",
                PbftMessage.Chunk.signedBytes(m.chain(), m.sender(), m.digest(), m.content()));
      }
    }
  }

  /** ADR 0010: the evidence room reads the same bytes, and means the same signatures by them. */
  @ParameterizedTest
  @MethodSource("messages")
  void evidenceReadsTheSame(PbftMessage message) {
    Verifier verifier = new Verifier(new PlatformScheme());
    byte[] bytes = message.toWire();
    if (message instanceof PbftMessage.ViewChange m) {
      ViewChangeStatement statement = PbftCodec.statementOf(m);
      assertThat(statement.toWire()).isEqualTo(Arrays.copyOfRange(bytes, 1, bytes.length));
      assertThat(statement.signedBytes()).isEqualTo(m.signedBytes());
      assertThat(statement.isSound(set(), verifier)).isTrue();
      assertThat(NewViewStatement.digestOf(statement))
          .isEqualTo(Digest.of(DomainTag.VIEW_CHANGE, bytes));
    }
    if (message instanceof PbftMessage.NewView m) {
      assertThat(PbftCodec.statementOf(m).toWire()).isEqualTo(m.signedBytes());
      Misbehaviour shown = PbftCodec.refusedNewView(bytes, LIMITS).orElseThrow();
      assertThat(((Misbehaviour.UnfoundedNewView) shown).newView())
          .isEqualTo(PbftCodec.statementOf(m));
      assertThat(((Misbehaviour.UnfoundedNewView) shown).signature()).isEqualTo(m.signature());
      assertThat(shown.isProven(chain(), set(), LIMITS, verifier)).isFalse();
    } else {
      assertThat(PbftCodec.refusedNewView(bytes, LIMITS)).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource("messages")
  void messagesAreCanonical(PbftMessage message) {
    canonical(message, bytes -> PbftCodec.decode(bytes, LIMITS));
  }

  @ParameterizedTest
  @MethodSource("entries")
  void entriesAreCanonical(PbftEntry entry) {
    canonical(entry, bytes -> PbftEntry.decode(bytes, LIMITS));
  }

  /** 100 validators, every pipeline full, every block with all bodies it may name. */
  @Test
  void theLargestNewViewCanBeRead() {
    int quorum = new Quorum(LIMITS.getInt(Parameter.VALIDATORS_MAX)).size();
    List<Vote> votes = new ArrayList<>();
    for (int id = 0; id < quorum; id++) {
      votes.add(new Vote(new ReplicaId(id), Signature.fromBytes(new byte[Signature.BYTES])));
    }
    List<Digest> bodies = new ArrayList<>();
    for (int i = 0; i < LIMITS.getInt(Parameter.BLOCK_BODIES_MAX); i++) {
      bodies.add(SampleChain.digest("body " + i));
    }
    Block block =
        new Block(chain(), Epoch.ZERO, new SequenceNumber(1), 1, SampleChain.digest("x"), bodies);
    Statement.Prepare prepare =
        new Statement.Prepare(chain(), Epoch.ZERO, View.ZERO, block.sequence(), block.digest());
    Statement.Commit commit =
        new Statement.Commit(
            chain(), Epoch.ZERO, View.ZERO, block.sequence(), block.digest(), Digest.ZERO);
    PreparedBlock prepared = new PreparedBlock(block, new QuorumCertificate<>(prepare, votes));
    CertifiedBlock floor = new CertifiedBlock(block, new QuorumCertificate<>(commit, votes));
    PbftMessage.ViewChange viewChange =
        new PbftMessage.ViewChange(
            chain(),
            Epoch.ZERO,
            new ReplicaId(0),
            VIEW,
            Optional.of(floor),
            Collections.nCopies(LIMITS.getInt(Parameter.PIPELINE_DEPTH), prepared),
            votes.get(0).signature());
    PbftMessage.NewView newView =
        new PbftMessage.NewView(
            chain(),
            Epoch.ZERO,
            new ReplicaId(0),
            VIEW,
            Collections.nCopies(quorum, viewChange),
            votes.get(0).signature());
    byte[] bytes = newView.toWire();
    assertThat(bytes.length).isGreaterThan(7_000_000);
    assertThat(PbftCodec.decode(bytes, LIMITS)).isEqualTo(newView);
    assertThat(PbftEntry.decode(new PbftEntry.ViewEntered(newView).toWire(), LIMITS).toWire())
        .hasSize(bytes.length + 1);
  }

  /** Limits at the end of their ranges give a limit too, not an overflow. */
  @Test
  void theLargestMessageHasALimit() {
    Parameters most =
        LIMITS
            .with(Parameter.VALIDATORS_MAX, 1_000)
            .with(Parameter.PIPELINE_DEPTH, 1_024)
            .with(Parameter.BLOCK_BODIES_MAX, 4_096)
            .with(Parameter.BLOCK_BYTES_MAX, 64 << 20);
    assertThat(PbftCodec.bytesMax(most)).isEqualTo(1 << 28);
    assertThat(PbftCodec.bytesMax(LIMITS)).isBetween(7_000_000, 16_000_000);
  }

  /** Identity; each truncation and trailing byte refused; each changed byte another value. */
  private static void canonical(WireValue value, Function<byte[], ? extends WireValue> decode) {
    byte[] bytes = value.toWire();
    WireValue decoded = decode.apply(bytes);
    assertThat(decoded).isEqualTo(value);
    assertThat(decoded.toWire()).isEqualTo(bytes);
    List<byte[]> refused = new ArrayList<>();
    for (int length = 0; length <= bytes.length + 1; length++) {
      if (length != bytes.length) {
        refused.add(Arrays.copyOf(bytes, length));
      }
    }
    for (byte[] wrong : refused) {
      assertThatThrownBy(() -> decode.apply(wrong)).isInstanceOf(MalformedException.class);
    }
    for (int at = 0; at < bytes.length; at++) {
      for (int mask : new int[] {0x01, 0x80, 0xff}) {
        byte[] changed = bytes.clone();
        changed[at] ^= (byte) mask;
        try {
          WireValue other = decode.apply(changed);
          assertThat(other).isNotEqualTo(value);
          assertThat(other.toWire()).isEqualTo(changed);
        } catch (MalformedException refusal) {
          assertThat(refusal.field()).isNotEmpty();
        }
      }
    }
  }
}
