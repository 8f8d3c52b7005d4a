package org.bitcraps.evidence.sample;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
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
import org.bitcraps.evidence.exchange.SnapshotManifest;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.execution.Ledger;
import org.bitcraps.evidence.execution.LiveBet;
import org.bitcraps.evidence.execution.Round;
import org.bitcraps.evidence.execution.StateTree;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.genesis.RulesDocument;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.Epoch;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.evidence.operation.PlayerOrder;
import org.bitcraps.evidence.operation.SignedOrder;
import org.bitcraps.evidence.replay.BlocksFile;
import org.bitcraps.evidence.wire.WireValue;

/**
 * A chain as four honest validators and a gateway make one: every signature is real, the ledger is
 * the production one. Bets of every type, refused ones, changes, grants, transfers, a missing and
 * late reveal. Mutable; one owner.
 */
public final class PlayedChain {

  /** A block with its bodies, and what came of it. */
  public record Played(BlockNotice notice, ExecutedBlock executed) {}

  private static final int VALIDATORS = 4;
  private static final int PLAYERS = 3;
  private static final TableId TABLE = new TableId(0);
  private static final GatewayId GATEWAY = new GatewayId(0);

  private final Map<String, SeededSigner> signers = new TreeMap<>();
  private final Genesis genesis;
  private final ExecutedBlock start;
  private final List<Played> played = new ArrayList<>();
  private final long[] nonces = new long[PLAYERS + 1];
  private ExecutedBlock last;
  private long timeMs = 1_000_000;
  private long gatewaySequence;
  private int nextType;

  /** The chain of that name, at genesis. */
  public PlayedChain(String name) {
    this(name, ExecutedBlock::genesis);
  }

  /** The chain of that name from another beginning than genesis describes; all agree on it. */
  public PlayedChain(String name, Function<Genesis, ExecutedBlock> start) {
    this.genesis = genesis(name);
    this.start = start.apply(genesis);
    this.last = this.start;
  }

  private SeededSigner signer(String name) {
    return signers.computeIfAbsent(name, SeededSigner::new);
  }

  private SeededSigner player(int number) {
    return signer("player " + number);
  }

  private Genesis genesis(String name) {
    Digest salt = SampleChain.digest(name);
    return new Genesis(
        name,
        salt,
        Ledger.PROTOCOL_VERSION,
        timeMs,
        Set.of(Genesis.Flag.DEVNET, Genesis.Flag.FAUCET),
        Parameters.defaults(),
        new RulesDocument(RulesTable.standard().toText()).hash(),
        IntStream.range(0, VALIDATORS)
            .mapToObj(i ->
                Genesis.Validator.prove(
                    salt,
                    new ReplicaId(i),
                    signer("validator " + i),
                    SampleChain.digest("beacon " + i),
                    signer("vrf " + i)))
            .toList(),
        List.of(new Genesis.Gateway(GATEWAY, signer("gateway").publicKey(), 1 << 20)),
        List.of(new Genesis.Table(TABLE, "Main", 1_320_000_000L, 1_320, 1_320_000)),
        IntStream.range(0, PLAYERS)
            .mapToObj(i -> AccountId.of(player(i).publicKey()))
            .sorted()
            .map(account -> new Genesis.Mint(account, 132_000_000))
            .toList(),
        1_320_000_000L);
  }

  /** Its first facts. */
  public Genesis genesis() {
    return genesis;
  }

  /** Every block with its bodies. */
  public List<BlockNotice> blocks() {
    return played.stream().map(Played::notice).toList();
  }

  /** The same, with what came of each. */
  public List<Played> played() {
    return List.copyOf(played);
  }

  /** The state before the first one. */
  public ExecutedBlock start() {
    return start;
  }

  /** The state after the last one. */
  public ExecutedBlock last() {
    return last;
  }

  /** Blocks first … last as the file that a gateway serves. */
  public byte[] file(long first, long last) {
    List<WireValue> frames = new ArrayList<>();
    frames.add(new BlocksFile.Header(new SequenceNumber(first), new SequenceNumber(last), genesis));
    frames.addAll(blocks().subList((int) first - 1, (int) last));
    return file(frames);
  }

  /** The whole chain as a file. */
  public byte[] file() {
    return file(1, blocks().size());
  }

  /** A file of these frames, whatever they are. */
  public static byte[] file(List<? extends WireValue> frames) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(BlocksFile.preamble());
    frames.forEach(frame -> out.writeBytes(BlocksFile.frame(frame)));
    return out.toByteArray();
  }

  /** So many rounds; every third lacks a reveal, which comes late. */
  public PlayedChain play(int rounds) {
    for (int i = 0; i < rounds; i++) {
      append(10, IntStream.range(0, VALIDATORS).mapToObj(this::commitment).toList());
      append(10, List.of());
      append(20, List.of(bets(), orders()));
      append(20, List.of(bets(), orders()));
      append(round().closesAtMs() - timeMs, List.of());
      boolean misses = i % 3 == 2;
      append(10, IntStream.range(0, misses ? 3 : 4).mapToObj(this::reveal).toList());
      if (misses) {
        BatchBody late = reveal(3);
        append(3_000, List.of());
        append(10, List.of(late));
      }
    }
    return this;
  }

  private Round round() {
    return last.ledger().table(TABLE).orElseThrow().round();
  }

  /** A block with these bodies, executed and certified by validators 0, 1 and 2. */
  public void append(long laterMs, List<BatchBody> bodies) {
    timeMs += laterMs;
    Block block = block(bodies);
    last = last.next(block, bodies.stream().map(BatchBody::body).toList());
    played.add(new Played(certified(block, last.resultRoot(), bodies), last));
  }

  /** The next block with these bodies; nothing is executed. */
  public Block block(List<BatchBody> bodies) {
    return new Block(
        genesis.chainId(),
        Epoch.ZERO,
        last.sequence().next(),
        timeMs,
        last.digest(),
        bodies.stream().map(body -> body.body().digest()).toList());
  }

  /** The block under a certificate of validators 0, 1 and 2, who sign what they are told. */
  public BlockNotice certified(Block block, Digest resultRoot, List<BatchBody> bodies) {
    Statement.Commit statement =
        new Statement.Commit(
            block.chain(),
            block.epoch(),
            new View(0),
            block.sequence(),
            block.digest(),
            resultRoot);
    List<Vote> votes = IntStream.range(0, 3).mapToObj(i -> vote(i, statement)).toList();
    return new BlockNotice(
        new CertifiedBlock(block, new QuorumCertificate<>(statement, votes)), bodies);
  }

  /** The state after a block, signed by validators 0, 1 and 2. */
  public SnapshotManifest snapshot(long sequence) {
    Played at = played.get((int) sequence - 1);
    StateTree tree = StateTree.of(at.executed().ledger());
    return snapshot(at, tree.chunks());
  }

  /** A state of these chunks after that block; they sign what they are told. */
  public SnapshotManifest snapshot(Played at, List<Digest> chunks) {
    Statement.Checkpoint statement =
        Statement.Checkpoint.of(
            at.notice().certified().certificate().statement(), StateTree.rootOf(chunks));
    List<Vote> votes = IntStream.range(0, 3).mapToObj(i -> vote(i, statement)).toList();
    return new SnapshotManifest(
        at.notice().certified(), new QuorumCertificate<>(statement, votes), chunks);
  }

  /** A validator's vote. */
  public Vote vote(int validator, Statement statement) {
    return new Vote(
        new ReplicaId(validator), signer("validator " + validator).sign(statement.toWire()));
  }

  /** A body with this operation as the gateway brings it. */
  public BatchBody brought(Operation operation) {
    return BatchBody.broughtBy(GATEWAY, gatewaySequence++, Body.of(operation), signer("gateway"));
  }

  private BatchBody bets() {
    List<SignedBet> bets = new ArrayList<>();
    BetType[] types = BetType.values();
    for (int i = 0; i < 6; i++) {
      int player = i % PLAYERS;
      // A used nonce and an odd amount are refused, with receipts; many types are not allowed now.
      long nonce = i == 4 ? 0 : nonces[player]++;
      long amount = i == 5 ? 7 : 1_320L * 4;
      BetType type = i < 2 ? BetType.FIELD : types[nextType++ % types.length];
      bets.add(
          SignedBet.sign(
              new Wager(
                  genesis.chainId(),
                  player(player).publicKey(),
                  TABLE,
                  round().number(),
                  type,
                  amount,
                  nonce,
                  Long.MAX_VALUE),
              player(player)));
    }
    return brought(
        new Operation.PlaceBets(
            BetBatch.of(
                genesis.chainId(), GATEWAY, gatewaySequence, TABLE, round().number(), bets)));
  }

  private BatchBody orders() {
    List<SignedOrder> orders = new ArrayList<>();
    orders.add(
        SignedOrder.sign(
            new PlayerOrder.FaucetGrant(
                genesis.chainId(),
                player(PLAYERS).publicKey(),
                1_320,
                nonces[PLAYERS]++,
                Long.MAX_VALUE),
            player(PLAYERS)));
    orders.add(
        SignedOrder.sign(
            new PlayerOrder.Transfer(
                genesis.chainId(),
                player(0).publicKey(),
                AccountId.of(player(PLAYERS).publicKey()),
                1_320,
                nonces[0]++,
                Long.MAX_VALUE),
            player(0)));
    List<LiveBet> live = last.ledger().bets(TABLE, AccountId.of(player(1).publicKey()));
    if (!live.isEmpty()) {
      orders.add(
          SignedOrder.sign(
              new PlayerOrder.ChangeBet(
                  genesis.chainId(),
                  player(1).publicKey(),
                  TABLE,
                  live.get(0).id(),
                  PlayerOrder.Change.TAKE_DOWN,
                  0,
                  nonces[1]++,
                  Long.MAX_VALUE),
              player(1)));
    }
    return brought(new Operation.PlayerOrders(genesis.chainId(), orders));
  }

  private DrawId draw(long round) {
    return new DrawId(genesis.chainId(), TABLE, round);
  }

  private static DiceSecret secret(int validator, long round) {
    return new DiceSecret(SampleChain.digest("secret " + validator + " of " + round));
  }

  private BatchBody commitment(int validator) {
    DrawId draw = draw(round().number() + 1);
    ReplicaId id = new ReplicaId(validator);
    Digest commitment = secret(validator, draw.round()).commitment(draw, id);
    return BatchBody.own(
        Body.of(
            new Operation.Commitment(
                draw,
                id,
                commitment,
                signer("validator " + validator)
                    .sign(Operation.Commitment.signedBytes(draw, id, commitment)))));
  }

  private BatchBody reveal(int validator) {
    DrawId draw = draw(round().number());
    ReplicaId id = new ReplicaId(validator);
    DiceSecret secret = secret(validator, draw.round());
    return BatchBody.own(
        Body.of(
            new Operation.Reveal(
                draw,
                id,
                secret,
                signer("validator " + validator)
                    .sign(Operation.Reveal.signedBytes(draw, id, secret)))));
  }

  /** Where each frame of a file begins, its length included; then where the file ends. */
  public static List<Integer> frames(byte[] file) {
    List<Integer> at = new ArrayList<>();
    int next = BlocksFile.PREAMBLE_BYTES;
    while (next < file.length) {
      at.add(next);
      byte[] length = Arrays.copyOfRange(file, next, next + BlocksFile.LENGTH_BYTES);
      next += BlocksFile.LENGTH_BYTES + new java.math.BigInteger(1, length).intValueExact();
    }
    at.add(next);
    return at;
  }
}
