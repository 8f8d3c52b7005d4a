package org.bitcraps.evidence.replay;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.bitcraps.evidence.certificate.EpochChain;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.craps.RulesTable;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.execution.Ledger;
import org.bitcraps.evidence.execution.RollRecorded;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.genesis.RulesDocument;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.KeyCheck;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.membership.ReplicaSet;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.MalformedException;
import org.bitcraps.evidence.wire.Signed;
import org.bitcraps.evidence.wire.Unverified;
import org.bitcraps.evidence.wire.Verifier;

/**
 * Executes a chain again from its genesis, believing nothing but the chain id: every link,
 * certificate, signature, result root, die and payout, and that no money was made or lost. Mutable;
 * one owner. After a fault it goes no further.
 *
 * <p>The frames of a {@link BlocksFile} come in their order: {@link #header}, then each {@link
 * #block}, then {@link #end}; and again for a file that continues the one before.
 */
public final class Replay {

  private static final Digest KNOWN_RULES =
      new RulesDocument(RulesTable.standard().toText()).hash();

  private final ChainId trusted;
  private final Verifier verifier;
  private final Function<Genesis, ExecutedBlock> start;
  private final Tally tally = new Tally();

  /** What the first header decides; null before it. */
  private Begun begun;

  private ExecutedBlock last;
  private SequenceNumber announced = SequenceNumber.ZERO;

  private record Begun(
      Genesis genesis,
      EpochChain epochs,
      Map<GatewayId, PublicKey> gateways,
      EffectsCheck effects) {}

  /**
   * A replay at the beginning.
   *
   * @param trusted the chain that the reader trusts
   * @param keyCheck checks the key of an account once; all correct ones answer alike
   */
  public Replay(ChainId trusted, Verifier verifier, KeyCheck keyCheck) {
    this(
        genesis -> ExecutedBlock.genesis(genesis, RulesTable.standard(), keyCheck),
        trusted,
        verifier);
  }

  /**
   * A replay that goes on from a state instead of genesis: what came before is what a quorum says.
   *
   * @param state as {@link SnapshotState#restore} gave it
   */
  public Replay(ExecutedBlock state, Verifier verifier) {
    this(genesis -> state, state.ledger().chain(), verifier);
    this.last = state;
  }

  /**
   * The same on other ground.
   *
   * @param start what a genesis begins with
   */
  Replay(Function<Genesis, ExecutedBlock> start, ChainId trusted, Verifier verifier) {
    this.trusted = trusted;
    this.verifier = verifier;
    this.start = start;
  }

  /** The header of a file; empty if its blocks can follow. */
  public Optional<ReplayFault> header(byte[] bytes) {
    BlocksFile.Header header;
    try {
      header = Decoder.decode(bytes, BlocksFile.HEADER_BYTES_MAX, BlocksFile.Header::decode);
    } catch (MalformedException e) {
      return malformed(SequenceNumber.ZERO, e);
    }
    Optional<ReplayFault> fault = begun == null ? begin(header.genesis()) : same(header.genesis());
    if (fault.isPresent()) {
      return fault;
    }
    if (!header.first().equals(last.sequence().next())) {
      return ReplayFault.of(
          ReplayReason.OUT_OF_ORDER,
          SequenceNumber.ZERO,
          "first",
          "the file begins with block %s, the next one is %s"
              .formatted(header.first(), last.sequence().next()));
    }
    announced = header.last();
    return Optional.empty();
  }

  private Optional<ReplayFault> same(Genesis genesis) {
    return genesis.equals(begun.genesis())
        ? Optional.empty()
        : ReplayFault.of(
            ReplayReason.GENESIS_OTHER_CHAIN,
            SequenceNumber.ZERO,
            "genesis",
            "not the chain of the file before");
  }

  private Optional<ReplayFault> begin(Genesis genesis) {
    if (!genesis.chainId().equals(trusted)) {
      return ReplayFault.of(
          ReplayReason.GENESIS_OTHER_CHAIN,
          SequenceNumber.ZERO,
          "genesis",
          "of chain %s, trusted is %s".formatted(genesis.chainId(), trusted));
    }
    Optional<ReplayFault> unknown = unknown(genesis);
    if (unknown.isPresent()) {
      return unknown;
    }
    for (Signed claim : genesis.possessionClaims()) {
      if (!holds(claim)) {
        return ReplayFault.of(
            ReplayReason.GENESIS_KEYS_UNPROVEN,
            SequenceNumber.ZERO,
            "genesis",
            "a validator did not prove that it holds its keys");
      }
    }
    begun =
        new Begun(
            genesis,
            EpochChain.from(genesis),
            BatchBody.gatewayKeys(genesis),
            new EffectsCheck(genesis.chainId()));
    last = start.apply(genesis);
    return Optional.empty();
  }

  /** Why this build cannot execute that chain; empty if it can. */
  static Optional<ReplayFault> unknown(Genesis genesis) {
    if (genesis.protocolVersion() != Ledger.PROTOCOL_VERSION) {
      return ReplayFault.of(
          ReplayReason.PROTOCOL_UNKNOWN,
          SequenceNumber.ZERO,
          "genesis",
          "the chain executes by version %d, this build by version %d"
              .formatted(genesis.protocolVersion(), Ledger.PROTOCOL_VERSION));
    }
    if (!genesis.rulesHash().equals(KNOWN_RULES)) {
      return ReplayFault.of(
          ReplayReason.RULES_UNKNOWN,
          SequenceNumber.ZERO,
          "genesis",
          "the chain plays by rules %s, known here are %s"
              .formatted(genesis.rulesHash(), KNOWN_RULES));
    }
    return Optional.empty();
  }

  /** Whether a header was good: before that there is no state and no count. */
  public boolean isBegun() {
    return begun != null;
  }

  /** How many bytes the next block may have; only after a header. */
  public int blockBytesMax() {
    return BlocksFile.blockBytesMax(begun.genesis().parameters());
  }

  /** Whether the file has another block to come. */
  public boolean awaitsBlock() {
    return begun != null && last.sequence().compareTo(announced) < 0;
  }

  /** The next block; empty if it is certified and everything in it is as it was certified. */
  public Optional<ReplayFault> block(byte[] bytes) {
    SequenceNumber next = last.sequence().next();
    if (!awaitsBlock()) {
      return surplus();
    }
    Frame frame;
    try {
      frame = Decoder.decode(bytes, blockBytesMax(), this::frame);
    } catch (MalformedException e) {
      return malformed(next, e);
    }
    return linked(frame.block())
        .or(() -> certified(frame))
        .or(() ->
            new BodiesCheck(begun.gateways(), verifier, tally)
                .fault(frame.block(), frame.bodies(), last.ledger().validators()))
        .or(() -> executed(frame));
  }

  /**
   * The fields of a {@link org.bitcraps.evidence.exchange.BlockNotice} one by one: what that
   * refuses as a whole is named here.
   */
  private record Frame(
      Block block, QuorumCertificate<Statement.Commit> certificate, List<BatchBody> bodies) {}

  private Frame frame(Decoder in) {
    Parameters limits = begun.genesis().parameters();
    return new Frame(
        Block.decode(in),
        QuorumCertificate.decodeCommit(in),
        in.list(Block.BODIES_MAX, 6, "bodies", each -> BatchBody.decode(each, limits)));
  }

  private Optional<ReplayFault> linked(Block block) {
    SequenceNumber next = last.sequence().next();
    if (!block.chain().equals(trusted)) {
      return ReplayFault.of(
          ReplayReason.BLOCK_OTHER_CHAIN, next, "chain", "of chain " + block.chain());
    }
    if (!block.sequence().equals(next)) {
      return ReplayFault.of(
          ReplayReason.OUT_OF_ORDER, next, "sequence", "here stands block " + block.sequence());
    }
    if (!block.parent().equals(last.digest())) {
      return ReplayFault.of(
          ReplayReason.OUT_OF_ORDER, next, "parent", "it does not name the block before");
    }
    return Optional.empty();
  }

  private Optional<ReplayFault> certified(Frame frame) {
    Block block = frame.block();
    QuorumCertificate<Statement.Commit> certificate = frame.certificate();
    Statement.Commit said = certificate.statement();
    if (!said.block().equals(block.digest())
        || !said.chain().equals(block.chain())
        || !said.epoch().equals(block.epoch())
        || !said.sequence().equals(block.sequence())) {
      return ReplayFault.of(
          ReplayReason.CERTIFICATE_OTHER_BLOCK,
          block.sequence(),
          "certificate",
          "it certifies %s at %s, here stands %s"
              .formatted(said.block().brief(), said.sequence(), block.digest().brief()));
    }
    Optional<ReplicaSet> set = begun.epochs().set(block.epoch(), block.sequence());
    if (set.isEmpty()) {
      return ReplayFault.of(
          ReplayReason.CERTIFICATE_EPOCH_UNKNOWN,
          block.sequence(),
          "epoch",
          "nobody signs in epoch " + block.epoch());
    }
    tally.signatures(certificate.votes().size());
    return certificate
        .fault(set.get(), verifier)
        .map(fault ->
            new ReplayFault(
                switch (fault) {
                  case WRONG_EPOCH -> ReplayReason.CERTIFICATE_EPOCH_UNKNOWN;
                  case TOO_FEW_SIGNERS -> ReplayReason.CERTIFICATE_TOO_FEW_SIGNERS;
                  case STRANGER -> ReplayReason.CERTIFICATE_STRANGER;
                  case BAD_SIGNATURE -> ReplayReason.CERTIFICATE_SIGNATURE_INVALID;
                },
                block.sequence(),
                "certificate",
                "votes of %s, %d needed"
                    .formatted(certificate.signers(), set.get().quorum().size())));
  }

  private Optional<ReplayFault> executed(Frame frame) {
    SequenceNumber sequence = frame.block().sequence();
    ExecutedBlock next;
    try {
      next = last.next(frame.block(), frame.bodies().stream().map(BatchBody::body).toList());
    } catch (IllegalStateException e) {
      return MoneyCheck.broken(sequence, e);
    }
    Digest certified = frame.certificate().statement().resultRoot();
    if (!next.resultRoot().equals(certified)) {
      return ReplayFault.of(
          ReplayReason.RESULT_ROOT_MISMATCH,
          sequence,
          "resultRoot",
          "a quorum signed %s, execution gives %s".formatted(certified, next.resultRoot()));
    }
    Optional<ReplayFault> effects = begun.effects().fault(sequence, next.leaves());
    if (effects.isPresent()) {
      return effects;
    }
    if (next.leaves().stream().anyMatch(RollRecorded.class::isInstance)) {
      Optional<ReplayFault> money = MoneyCheck.fault(sequence, next.ledger());
      if (money.isPresent()) {
        return money;
      }
    }
    last = next;
    tally.add(next);
    return Optional.empty();
  }

  /** The file is over: empty if it has all that its header announces, and all money is there. */
  public Optional<ReplayFault> end() {
    return awaitsBlock()
        ? ReplayFault.of(
            ReplayReason.TRUNCATED,
            last.sequence().next(),
            "end",
            "the file ends after block %s of %s".formatted(last.sequence(), announced))
        : MoneyCheck.fault(last.sequence(), last.ledger());
  }

  /** Something stands after the last block. */
  public Optional<ReplayFault> surplus() {
    return ReplayFault.of(
        ReplayReason.SURPLUS,
        last.sequence(),
        "end",
        "the file goes on after block %s, its last".formatted(announced));
  }

  /**
   * The last block that was found good; before the first what the replay begins with, genesis only
   * after a header.
   */
  public ExecutedBlock last() {
    return last;
  }

  /** The last block of this file, as its header says. */
  public SequenceNumber announced() {
    return announced;
  }

  /** What was seen so far; only after a header. */
  public ReplayCount count() {
    return tally.count(last);
  }

  private boolean holds(Signed claim) {
    return verifier.verify(new Unverified<>(claim), List::of).isPresent();
  }

  private static Optional<ReplayFault> malformed(SequenceNumber block, MalformedException e) {
    return ReplayFault.of(ReplayReason.MALFORMED, block, e.field(), String.valueOf(e.getMessage()));
  }
}
