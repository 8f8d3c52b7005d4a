package org.bitcraps.evidence.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.certificate.Vote;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.exchange.CertifiedBlock;
import org.bitcraps.evidence.execution.BetSettled;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.execution.ResultLeaf;
import org.bitcraps.evidence.execution.RollRecorded;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.evidence.sample.PlayedChain;
import org.bitcraps.evidence.wire.WireValue;
import org.junit.jupiter.api.Test;

/** An honest chain replays; whatever is not one is refused, with the reason, block and field. */
class ReplayTest {

  private static final PlayedChain CHAIN = new PlayedChain("replayed").play(4);
  private static final ChainId ID = CHAIN.genesis().chainId();
  private static final int BLOCKS = CHAIN.blocks().size();

  /** A file of the whole chain in which some frames are others. */
  private static byte[] with(List<BlockNotice> blocks) {
    List<WireValue> frames = new ArrayList<>();
    frames.add(
        new BlocksFile.Header(
            new SequenceNumber(1), new SequenceNumber(blocks.size()), CHAIN.genesis()));
    frames.addAll(blocks);
    return PlayedChain.file(frames);
  }

  private static void refused(
      byte[] file, ReplayReason reason, long block, String field, ChainId trusted) {
    Optional<ReplayFault> fault = Files.replay(trusted, file);
    assertThat(fault).isPresent();
    assertThat(fault.get().reason()).as(fault.get().toString()).isEqualTo(reason);
    assertThat(fault.get().block().value()).as(fault.get().toString()).isEqualTo(block);
    assertThat(fault.get().field()).as(fault.get().toString()).isEqualTo(field);
  }

  private static void refused(byte[] file, ReplayReason reason, long block, String field) {
    refused(file, reason, block, field, ID);
  }

  private static byte[] file(int at, BlockNotice other) {
    List<BlockNotice> blocks = new ArrayList<>(CHAIN.blocks());
    blocks.set(at - 1, other);
    return with(blocks);
  }

  @Test
  void anHonestChainReplaysAndIsCounted() {
    Replay replay = Files.begin(ID);
    assertThat(Files.replay(replay, CHAIN.file())).isEmpty();
    ReplayCount count = replay.count();
    assertThat(replay.last().resultRoot()).isEqualTo(CHAIN.last().resultRoot());
    assertThat(count.blocks()).isEqualTo(BLOCKS);
    assertThat(count.opened()).isEqualTo(4);
    assertThat(count.rolls()).isEqualTo(4);
    assertThat(count.sums()).hasSize(11);
    assertThat(count.sums().stream().mapToLong(Long::longValue).sum()).isEqualTo(4);
    assertThat(count.bets()).isPositive();
    assertThat(count.refused()).isPositive();
    assertThat(count.orders()).isPositive();
    assertThat(count.settled()).isPositive();
    assertThat(count.lost() + count.returned()).isPositive();
    assertThat(count.accounts()).isEqualTo(4);
    assertThat(count.toMs()).isGreaterThan(count.fromMs());
    long bodies = CHAIN.blocks().stream().mapToLong(block -> block.bodies().size()).sum();
    assertThat(count.signatures()).isGreaterThan(3L * BLOCKS + bodies);
  }

  @Test
  void aFileGoesOnWhereTheOneBeforeEnds() {
    assertThat(Files.replay(ID, CHAIN.file(1, 7), CHAIN.file(8, BLOCKS))).isEmpty();
    assertThat(Files.replay(ID, CHAIN.file(1, 7), CHAIN.file(8, 7))).isEmpty();
    Optional<ReplayFault> gap = Files.replay(ID, CHAIN.file(1, 7), CHAIN.file(9, BLOCKS));
    assertThat(gap.orElseThrow().reason()).isEqualTo(ReplayReason.OUT_OF_ORDER);
    assertThat(gap.get().field()).isEqualTo("first");
    refused(CHAIN.file(2, BLOCKS), ReplayReason.OUT_OF_ORDER, 0, "first");
    PlayedChain other = new PlayedChain("another").play(2);
    Optional<ReplayFault> mixed = Files.replay(ID, CHAIN.file(1, 7), other.file(8, 8));
    assertThat(mixed.orElseThrow().reason()).isEqualTo(ReplayReason.GENESIS_OTHER_CHAIN);
  }

  @Test
  void aChainWithoutBlocksIsGood() {
    assertThat(Files.replay(ID, with(List.of()))).isEmpty();
  }

  @Test
  void anotherChainIsRefused() {
    refused(CHAIN.file(), ReplayReason.GENESIS_OTHER_CHAIN, 0, "genesis", new ChainId(Digest.ZERO));
    PlayedChain other = new PlayedChain("another").play(1);
    refused(file(3, other.blocks().get(2)), ReplayReason.BLOCK_OTHER_CHAIN, 3, "chain");
  }

  @Test
  void aFileThatWasCutAnywhereIsRefused() {
    byte[] file = CHAIN.file(1, 6);
    List<Integer> frames = PlayedChain.frames(file);
    TreeSet<Integer> lengths = new TreeSet<>();
    for (int frame : frames) {
      lengths.addAll(List.of(frame - 1, frame, frame + 1, frame + BlocksFile.LENGTH_BYTES));
    }
    for (int length = 0; length < file.length; length += 37) {
      lengths.add(length);
    }
    for (int length : lengths.headSet(file.length)) {
      byte[] cut = Arrays.copyOf(file, length);
      Optional<ReplayFault> fault = Files.replay(ID, cut);
      assertThat(fault).as("cut at " + length).isPresent();
      assertThat(fault.get().reason())
          .as("cut at %d: %s".formatted(length, fault.get()))
          .isEqualTo(
              length < BlocksFile.PREAMBLE_BYTES
                  ? ReplayReason.FORMAT_UNKNOWN
                  : ReplayReason.TRUNCATED);
    }
    assertThat(frames).hasSize(8);
    refused(Arrays.copyOf(file, frames.get(3)), ReplayReason.TRUNCATED, 3, "end");
  }

  @Test
  void aFileThatGoesOnIsRefused() {
    byte[] file = CHAIN.file(1, 6);
    refused(Arrays.copyOf(file, file.length + 1), ReplayReason.SURPLUS, 6, "end");
    List<WireValue> frames = new ArrayList<>();
    frames.add(
        new BlocksFile.Header(new SequenceNumber(1), new SequenceNumber(5), CHAIN.genesis()));
    frames.addAll(CHAIN.blocks().subList(0, 6));
    refused(PlayedChain.file(frames), ReplayReason.SURPLUS, 5, "end");
  }

  @Test
  void doubledSwappedAndLeftOutBlocksAreRefused() {
    List<BlockNotice> doubled = new ArrayList<>(CHAIN.blocks());
    doubled.add(4, doubled.get(3));
    refused(with(doubled), ReplayReason.OUT_OF_ORDER, 5, "sequence");
    List<BlockNotice> swapped = new ArrayList<>(CHAIN.blocks());
    swapped.set(4, swapped.set(5, swapped.get(4)));
    refused(with(swapped), ReplayReason.OUT_OF_ORDER, 5, "sequence");
    List<BlockNotice> without = new ArrayList<>(CHAIN.blocks());
    without.remove(2);
    refused(with(without), ReplayReason.OUT_OF_ORDER, 3, "sequence");
  }

  /** A block that follows another one, certified by the quorum all the same. */
  @Test
  void anotherParentIsRefused() {
    BlockNotice good = CHAIN.blocks().get(4);
    Block block = good.certified().block();
    Block orphan =
        new Block(ID, block.epoch(), block.sequence(), block.timeMs(), Digest.ZERO, block.bodies());
    BlockNotice forged = CHAIN.certified(orphan, root(good), good.bodies());
    refused(file(5, forged), ReplayReason.OUT_OF_ORDER, 5, "parent");
  }

  private static Digest root(BlockNotice notice) {
    return notice.certified().certificate().statement().resultRoot();
  }

  private static BlockNotice voted(BlockNotice notice, List<Vote> votes) {
    Statement.Commit statement = notice.certified().certificate().statement();
    return new BlockNotice(
        new CertifiedBlock(notice.certified().block(), new QuorumCertificate<>(statement, votes)),
        notice.bodies());
  }

  @Test
  void aCertificateThatIsNoneIsRefused() {
    BlockNotice good = CHAIN.blocks().get(4);
    List<Vote> votes = good.certified().certificate().votes();
    refused(
        file(5, voted(good, votes.subList(0, 2))),
        ReplayReason.CERTIFICATE_TOO_FEW_SIGNERS,
        5,
        "certificate");
    Vote foreign = CHAIN.blocks().get(5).certified().certificate().votes().get(2);
    refused(
        file(5, voted(good, List.of(votes.get(0), votes.get(1), foreign))),
        ReplayReason.CERTIFICATE_SIGNATURE_INVALID,
        5,
        "certificate");
    Vote stranger = new Vote(new ReplicaId(9), votes.get(2).signature());
    refused(
        file(5, voted(good, List.of(votes.get(0), votes.get(1), stranger))),
        ReplayReason.CERTIFICATE_STRANGER,
        5,
        "certificate");
  }

  @Test
  void aResultThatExecutionDoesNotGiveIsRefusedEvenUnderAQuorum() {
    BlockNotice good = CHAIN.blocks().get(5);
    BlockNotice lie = CHAIN.certified(good.certified().block(), Digest.ZERO, good.bodies());
    refused(file(6, lie), ReplayReason.RESULT_ROOT_MISMATCH, 6, "resultRoot");
  }

  @Test
  void bodiesMustBeThereAndBroughtByWhoMay() {
    BlockNotice good = CHAIN.blocks().get(2);
    assertThat(good.bodies()).hasSize(2);
    refused(
        file(3, new BlockNotice(good.certified(), good.bodies().subList(0, 1))),
        ReplayReason.BODY_MISSING,
        3,
        "bodies");
    BatchBody nobodys = BatchBody.own(good.bodies().get(1).body());
    refused(
        file(3, new BlockNotice(good.certified(), List.of(good.bodies().get(0), nobodys))),
        ReplayReason.BODY_NOT_ADMISSIBLE,
        3,
        "bodies[1].origin");
    BatchBody.Origin origin = good.bodies().get(1).origin().orElseThrow();
    BatchBody other =
        new BatchBody(
            Optional.of(
                new BatchBody.Origin(origin.gateway(), origin.sequence() + 1, origin.signature())),
            good.bodies().get(1).body());
    refused(
        file(3, new BlockNotice(good.certified(), List.of(good.bodies().get(0), other))),
        ReplayReason.GATEWAY_SIGNATURE_INVALID,
        3,
        "bodies[1].origin.signature");
  }

  /** What a quorum may not do either: order what nobody signed. */
  @Test
  void whatWasNotSignedIsRefusedEvenUnderAQuorum() {
    PlayedChain forged = new PlayedChain("replayed").play(1);
    BlockNotice first = forged.blocks().get(0);
    Operation.Commitment signed = (Operation.Commitment) first.bodies().get(0).body().operation();
    Operation.Commitment unsigned =
        new Operation.Commitment(
            signed.draw(),
            signed.validator(),
            signed.commitment(),
            Signature.fromBytes(new byte[Signature.BYTES]));
    PlayedChain liar = new PlayedChain("replayed");
    liar.append(10, List.of(BatchBody.own(Body.of(unsigned))));
    refused(liar.file(), ReplayReason.VALIDATOR_SIGNATURE_INVALID, 1, "bodies[0].signature");
  }

  /** The quorum, its ledger and the reader's may share an error: dice and payouts stand alone. */
  @Test
  void diceAndPayoutsAreCheckedBesideTheLedger() {
    List<ResultLeaf> leaves = rolled();
    EffectsCheck check = new EffectsCheck(ID);
    SequenceNumber at = new SequenceNumber(6);
    assertThat(check.fault(at, leaves)).isEmpty();
    for (int i = 0; i < leaves.size(); i++) {
      if (leaves.get(i) instanceof RollRecorded roll) {
        found(check, leaves, i, Lies.otherDice(roll), ReplayReason.DICE_MISMATCH);
      } else if (leaves.get(i) instanceof BetSettled settled) {
        found(check, leaves, i, Lies.paid(settled, 1, 0), ReplayReason.SETTLEMENT_MISMATCH);
        found(check, leaves, i, Lies.paid(settled, 0, 1), ReplayReason.SETTLEMENT_MISMATCH);
      }
    }
  }

  private static List<ResultLeaf> rolled() {
    PlayedChain chain = new PlayedChain("replayed").play(1);
    List<ResultLeaf> leaves = chain.last().leaves();
    assertThat(leaves).hasAtLeastOneElementOfType(RollRecorded.class);
    assertThat(leaves).hasAtLeastOneElementOfType(BetSettled.class);
    return leaves;
  }

  private static void found(
      EffectsCheck check, List<ResultLeaf> leaves, int at, ResultLeaf lie, ReplayReason reason) {
    List<ResultLeaf> lied = new ArrayList<>(leaves);
    lied.set(at, lie);
    ReplayFault fault = check.fault(new SequenceNumber(6), lied).orElseThrow();
    assertThat(fault.reason()).isEqualTo(reason);
    assertThat(fault.field()).isEqualTo("effects[" + at + "]");
  }
}
