package org.bitcraps.gateway.chain;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.bitcraps.crypto.BouncyKeyCheck;
import org.bitcraps.crypto.Schemes;
import org.bitcraps.crypto.Signers;
import org.bitcraps.evidence.bet.BetBatch;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.bet.Wager;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.certificate.Vote;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.craps.RulesTable;
import org.bitcraps.evidence.dice.DiceSecret;
import org.bitcraps.evidence.dice.DrawId;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.exchange.CertifiedBlock;
import org.bitcraps.evidence.exchange.History;
import org.bitcraps.evidence.exchange.KeptStates;
import org.bitcraps.evidence.exchange.SnapshotManifest;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.execution.Ledger;
import org.bitcraps.evidence.execution.Round;
import org.bitcraps.evidence.execution.RoundPhase;
import org.bitcraps.evidence.execution.StateTree;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.genesis.RulesDocument;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.keys.Signer;
import org.bitcraps.evidence.membership.Epoch;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.evidence.operation.PlayerOrder;
import org.bitcraps.evidence.operation.SignedOrder;
import org.bitcraps.evidence.wire.Verifier;
import org.bitcraps.gateway.collection.Archive;
import org.bitcraps.gateway.collection.Beginnings;
import org.bitcraps.gateway.collection.ChainView;
import org.bitcraps.gateway.collection.FollowedBlock;

/** Four validators, one gateway, one table; players 0 … 3 begin with a thousand chips each. */
public final class TestChain implements History {

  public static final TableId TABLE = new TableId(0);
  public static final GatewayId GATEWAY = new GatewayId(0);
  public static final Verifier VERIFIER = new Verifier(Schemes.best().scheme());
  public static final long START_MS = 1_000_000;
  public static final long BALANCE = 1_320_000;
  public static final long NEVER_MS = 1L << 40;

  private static final int VALIDATORS = 4;
  private static final int PLAYERS = 4;

  private final Genesis genesis;
  private final ExecutedBlock start;
  private final List<FollowedBlock> blocks = new ArrayList<>();
  private ExecutedBlock last;
  private long timeMs = START_MS;
  private long gatewaySequence;

  public TestChain() {
    this(1_320_000_000L);
  }

  public TestChain(long bankroll) {
    this(bankroll, Parameters.defaults());
  }

  public TestChain(long bankroll, Parameters parameters) {
    this.genesis = genesis(bankroll, parameters);
    this.start = ExecutedBlock.genesis(genesis, RulesTable.standard(), new BouncyKeyCheck());
    this.last = start;
  }

  /** Nothing is kept: who begins begins at genesis. */
  public Beginnings beginnings() {
    return new Beginnings(genesis, start, VERIFIER, KeptStates.NONE, Beginnings.Bounds.DEFAULT);
  }

  /** A view of it at genesis. */
  public ChainView view(Archive.Bounds bounds, Optional<History> past) {
    return new ChainView(genesis, start, beginnings(), bounds, past);
  }

  /** The state after a block as it is kept, signed by so many validators. */
  public KeptStates.KeptState kept(FollowedBlock block, int signers) {
    StateTree tree = StateTree.of(block.executed().ledger());
    return new KeptStates.KeptState(
        new SnapshotManifest(block.notice().certified(), checkpoint(block, signers), tree.chunks()),
        tree.contents());
  }

  /** The signer with a name. */
  public static Signer signer(String name) {
    return Signers.fromSeed(digest(name).toBytes());
  }

  public static Signer player(int number) {
    return signer("player " + number);
  }

  private static Digest digest(String name) {
    return Digest.of(DomainTag.DICE_SECRET, name.getBytes(StandardCharsets.UTF_8));
  }

  private static Genesis genesis(long bankroll, Parameters parameters) {
    Digest salt = digest("salt");
    List<Genesis.Validator> validators = new ArrayList<>();
    for (int i = 0; i < VALIDATORS; i++) {
      validators.add(
          Genesis.Validator.prove(
              salt,
              new ReplicaId(i),
              signer("validator " + i),
              digest("beacon " + i),
              signer("vrf " + i)));
    }
    List<Genesis.Mint> mints = new ArrayList<>();
    for (int i = 0; i < PLAYERS; i++) {
      mints.add(new Genesis.Mint(AccountId.of(player(i).publicKey()), BALANCE));
    }
    mints.sort((a, b) -> a.account().compareTo(b.account()));
    return new Genesis(
        "test",
        salt,
        Ledger.PROTOCOL_VERSION,
        START_MS,
        EnumSet.of(Genesis.Flag.DEVNET, Genesis.Flag.FAUCET),
        parameters,
        new RulesDocument(RulesTable.standard().toText()).hash(),
        validators,
        List.of(new Genesis.Gateway(GATEWAY, signer("gateway").publicKey(), 1 << 20)),
        List.of(new Genesis.Table(TABLE, "Main", bankroll, 1_320, 1_320_000)),
        mints,
        1_320_000_000L);
  }

  public Genesis genesis() {
    return genesis;
  }

  public ExecutedBlock start() {
    return start;
  }

  public Ledger ledger() {
    return last.ledger();
  }

  public ExecutedBlock lastBlock() {
    return last;
  }

  public Round round() {
    return ledger().table(TABLE).orElseThrow().round();
  }

  /** Blocks so far. */
  public List<FollowedBlock> blocks() {
    return blocks;
  }

  public long nowMs() {
    return timeMs;
  }

  /** The next block, so many milliseconds later. */
  public FollowedBlock append(long laterMs, BatchBody... bodies) {
    timeMs += laterMs;
    List<Body> content = List.of(bodies).stream().map(BatchBody::body).toList();
    Block block =
        new Block(
            genesis.chainId(),
            Epoch.ZERO,
            last.sequence().next(),
            timeMs,
            last.digest(),
            content.stream().map(Body::digest).toList());
    ExecutedBlock executed = last.next(block, content);
    FollowedBlock followed =
        new FollowedBlock(
            new BlockNotice(
                new CertifiedBlock(block, certificate(block, executed.resultRoot(), 3)),
                List.of(bodies)),
            executed);
    last = executed;
    blocks.add(followed);
    return followed;
  }

  /** A certificate over that block and root by the first so many validators. */
  public QuorumCertificate<Statement.Commit> certificate(Block block, Digest root, int signers) {
    Statement.Commit statement =
        new Statement.Commit(
            block.chain(), block.epoch(), new View(0), block.sequence(), block.digest(), root);
    return new QuorumCertificate<>(statement, votes(statement, signers));
  }

  /** The certificate of the state after that block by the first so many validators. */
  public QuorumCertificate<Statement.Checkpoint> checkpoint(FollowedBlock block, int signers) {
    return checkpoint(block, StateTree.of(block.executed().ledger()).root(), signers);
  }

  /** They sign that root, whatever the state is. */
  public QuorumCertificate<Statement.Checkpoint> checkpoint(
      FollowedBlock block, Digest stateRoot, int signers) {
    Statement.Checkpoint statement =
        Statement.Checkpoint.of(block.notice().certified().certificate().statement(), stateRoot);
    return new QuorumCertificate<>(statement, votes(statement, signers));
  }

  private static List<Vote> votes(Statement statement, int signers) {
    List<Vote> votes = new ArrayList<>();
    for (int i = 0; i < signers; i++) {
      votes.add(new Vote(new ReplicaId(i), signer("validator " + i).sign(statement.toWire())));
    }
    return votes;
  }

  private DiceSecret secret(int validator, long round) {
    return new DiceSecret(digest("secret " + validator + " of " + round));
  }

  private BatchBody commitment(int validator, long round) {
    DrawId draw = new DrawId(genesis.chainId(), TABLE, round);
    ReplicaId id = new ReplicaId(validator);
    Digest commitment = secret(validator, round).commitment(draw, id);
    return BatchBody.own(
        Body.of(
            new Operation.Commitment(
                draw,
                id,
                commitment,
                signer("validator " + validator)
                    .sign(Operation.Commitment.signedBytes(draw, id, commitment)))));
  }

  private BatchBody reveal(int validator, long round) {
    DrawId draw = new DrawId(genesis.chainId(), TABLE, round);
    ReplicaId id = new ReplicaId(validator);
    DiceSecret secret = secret(validator, round);
    return BatchBody.own(
        Body.of(
            new Operation.Reveal(
                draw,
                id,
                secret,
                signer("validator " + validator)
                    .sign(Operation.Reveal.signedBytes(draw, id, secret)))));
  }

  /** Blocks until betting is open for the next round. */
  public void openRound() {
    commit(0, 1, 2, 3);
    append(10);
    if (round().phase() != RoundPhase.BETTING) {
      throw new IllegalStateException("the round did not open");
    }
  }

  /** The close of betting. */
  public void close() {
    append(5_000);
  }

  /** All reveals, and so the dice. */
  public void roll() {
    reveal(0, 1, 2, 3);
  }

  /** A block with the commitments of these validators to the next round. */
  public void commit(int... validators) {
    long next = round().number() + 1;
    append(10, each(validators, id -> commitment(id, next)));
  }

  /** A block with the reveals of these validators. */
  public void reveal(int... validators) {
    long round = round().number();
    append(10, each(validators, id -> reveal(id, round)));
  }

  private static BatchBody[] each(int[] validators, IntFunction<BatchBody> body) {
    return Arrays.stream(validators).mapToObj(body).toArray(BatchBody[]::new);
  }

  /** A bet of a player on the current round. */
  public SignedBet bet(int player, BetType type, long amount, long nonce) {
    return SignedBet.sign(
        new Wager(
            genesis.chainId(),
            player(player).publicKey(),
            TABLE,
            round().number(),
            type,
            amount,
            nonce,
            NEVER_MS),
        player(player));
  }

  /** A body with these bets. */
  public BatchBody batch(SignedBet... bets) {
    long sequence = gatewaySequence++;
    return BatchBody.broughtBy(
        GATEWAY,
        sequence,
        Body.of(
            new Operation.PlaceBets(
                BetBatch.of(
                    genesis.chainId(),
                    GATEWAY,
                    sequence,
                    TABLE,
                    bets[0].bet().round(),
                    List.of(bets)))),
        signer("gateway"));
  }

  /** A body with one order. */
  public BatchBody orders(PlayerOrder order, Signer signer) {
    return BatchBody.broughtBy(
        GATEWAY,
        gatewaySequence++,
        Body.of(
            new Operation.PlayerOrders(
                genesis.chainId(), List.of(SignedOrder.sign(order, signer)))),
        signer("gateway"));
  }

  @Override
  public Optional<BlockNotice> block(SequenceNumber sequence) {
    return sequence.value() >= 1 && sequence.value() <= blocks.size()
        ? Optional.of(blocks.get((int) sequence.value() - 1).notice())
        : Optional.empty();
  }

  @Override
  public SequenceNumber last() {
    return last.sequence();
  }
}
