package org.bitcraps.persistence.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.bitcraps.crypto.BouncyKeyCheck;
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
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.execution.Ledger;
import org.bitcraps.evidence.execution.LiveBet;
import org.bitcraps.evidence.execution.Round;
import org.bitcraps.evidence.execution.RoundPhase;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.genesis.GatewayId;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.genesis.RulesDocument;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.keys.Signer;
import org.bitcraps.evidence.membership.Epoch;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.evidence.operation.PlayerOrder;
import org.bitcraps.evidence.operation.SignedOrder;

/**
 * A chain played from a seed: bets of every kind, refusals, changes, grants, transfers, missing and
 * late reveals. Execution is real; the certificates' signatures are not, and nobody here looks.
 */
final class PlayedChain {

  static final TableId TABLE = new TableId(0);

  /** A block and what came of it. */
  record Played(BlockNotice notice, ExecutedBlock executed) {}

  private static final int PLAYERS = 5;
  private static final GatewayId GATEWAY = new GatewayId(0);
  private static final Signature NONE = Signature.fromBytes(new byte[Signature.BYTES]);

  private final Random random;
  private final Genesis genesis;
  private final ExecutedBlock start;
  private final List<Played> blocks = new ArrayList<>();
  private final long[] nonces = new long[PLAYERS + 1];
  private ExecutedBlock last;
  private long timeMs = 1_000_000;
  private long gatewaySequence;

  PlayedChain(long seed) {
    this.random = new Random(seed);
    this.genesis = genesis(seed);
    this.start = ExecutedBlock.genesis(genesis, RulesTable.standard(), new BouncyKeyCheck());
    this.last = start;
  }

  private static Digest digest(String name) {
    return Digest.of(DomainTag.DICE_SECRET, name.getBytes(UTF_8));
  }

  private static Signer signer(String name) {
    return Signers.fromSeed(digest(name).toBytes());
  }

  private static Signer player(int number) {
    return signer("player " + number);
  }

  /** The account of a player, 0 … 4; 5 begins with a grant. */
  static AccountId account(int player) {
    return AccountId.of(player(player).publicKey());
  }

  private static Genesis genesis(long seed) {
    Digest salt = digest("salt " + seed);
    return new Genesis(
        "played",
        salt,
        Ledger.PROTOCOL_VERSION,
        1_000_000,
        EnumSet.of(Genesis.Flag.DEVNET, Genesis.Flag.FAUCET),
        Parameters.defaults(),
        new RulesDocument(RulesTable.standard().toText()).hash(),
        IntStream.range(0, 4)
            .mapToObj(i ->
                Genesis.Validator.prove(
                    salt,
                    new ReplicaId(i),
                    signer("validator " + i),
                    digest("beacon " + i),
                    signer("vrf " + i)))
            .toList(),
        List.of(new Genesis.Gateway(GATEWAY, signer("gateway").publicKey(), 1 << 20)),
        List.of(new Genesis.Table(TABLE, "Main", 1_320_000_000L, 1_320, 1_320_000)),
        IntStream.range(0, PLAYERS)
            .mapToObj(PlayedChain::account)
            .sorted()
            .map(account -> new Genesis.Mint(account, 13_200_000))
            .toList(),
        1_320_000_000L);
  }

  ExecutedBlock start() {
    return start;
  }

  List<Played> blocks() {
    return blocks;
  }

  ExecutedBlock last() {
    return last;
  }

  private Round round() {
    return last.ledger().table(TABLE).orElseThrow().round();
  }

  /** So many rounds; every third lacks a reveal, which comes late. */
  PlayedChain play(int rounds) {
    for (int i = 0; i < rounds; i++) {
      commitments(round().number() + 1);
      append(10);
      require(RoundPhase.BETTING);
      append(20, bets(), orders());
      append(20, bets(), orders());
      append(6_000);
      require(RoundPhase.REVEALING);
      long round = round().number();
      boolean misses = i % 3 == 2;
      reveals(round, 0, misses ? 3 : 4);
      if (misses) {
        append(2_000);
        require(RoundPhase.SETTLED);
        reveals(round, 3, 4);
      }
    }
    return this;
  }

  private void require(RoundPhase phase) {
    if (round().phase() != phase) {
      throw new IllegalStateException("expected " + phase + ", is " + round());
    }
  }

  private Played append(long laterMs, Body... bodies) {
    timeMs += laterMs;
    List<Body> content = List.of(bodies);
    Block block =
        new Block(
            genesis.chainId(),
            Epoch.ZERO,
            last.sequence().next(),
            timeMs,
            last.digest(),
            content.stream().map(Body::digest).toList());
    last = last.next(block, content);
    Statement.Commit statement =
        new Statement.Commit(
            block.chain(),
            block.epoch(),
            new View(0),
            block.sequence(),
            block.digest(),
            last.resultRoot());
    List<Vote> votes =
        IntStream.range(0, 3).mapToObj(i -> new Vote(new ReplicaId(i), NONE)).toList();
    BlockNotice notice =
        new BlockNotice(
            new CertifiedBlock(block, new QuorumCertificate<>(statement, votes)),
            content.stream().map(BatchBody::own).toList());
    Played played = new Played(notice, last);
    blocks.add(played);
    return played;
  }

  private Body bets() {
    List<SignedBet> bets = new ArrayList<>();
    BetType[] types = BetType.values();
    for (int i = 0; i < 8; i++) {
      int player = random.nextInt(PLAYERS);
      // Now and then an old nonce, an odd amount: refusals leave receipts, too.
      long nonce = random.nextInt(10) == 0 ? 0 : nonces[player]++;
      long amount = random.nextInt(10) == 0 ? 7 : 1_320L * (1 + random.nextInt(12));
      Wager wager =
          new Wager(
              genesis.chainId(),
              player(player).publicKey(),
              TABLE,
              round().number(),
              types[random.nextInt(types.length)],
              amount,
              nonce,
              Long.MAX_VALUE);
      bets.add(new SignedBet(wager, NONE));
    }
    long sequence = gatewaySequence++;
    return Body.of(
        new Operation.PlaceBets(
            BetBatch.of(genesis.chainId(), GATEWAY, sequence, TABLE, round().number(), bets)));
  }

  private Body orders() {
    List<SignedOrder> orders = new ArrayList<>();
    orders.add(
        unsigned(
            new PlayerOrder.FaucetGrant(
                genesis.chainId(),
                player(PLAYERS).publicKey(),
                1_320,
                nonces[PLAYERS]++,
                Long.MAX_VALUE)));
    int from = random.nextInt(PLAYERS);
    orders.add(
        unsigned(
            new PlayerOrder.Transfer(
                genesis.chainId(),
                player(from).publicKey(),
                account(random.nextInt(PLAYERS + 1)),
                1_320,
                nonces[from]++,
                Long.MAX_VALUE)));
    for (LiveBet live : last.ledger().bets(TABLE, account(from))) {
      orders.add(
          unsigned(
              new PlayerOrder.ChangeBet(
                  genesis.chainId(),
                  player(from).publicKey(),
                  TABLE,
                  live.id(),
                  PlayerOrder.Change.TAKE_DOWN,
                  0,
                  nonces[from]++,
                  Long.MAX_VALUE)));
      break;
    }
    return Body.of(new Operation.PlayerOrders(genesis.chainId(), orders));
  }

  private static SignedOrder unsigned(PlayerOrder order) {
    return new SignedOrder(order, NONE);
  }

  private DiceSecret secret(int validator, long round) {
    return new DiceSecret(digest("secret " + validator + " of " + round));
  }

  private void commitments(long round) {
    DrawId draw = new DrawId(genesis.chainId(), TABLE, round);
    append(
        10,
        IntStream.range(0, 4)
            .mapToObj(i -> {
              ReplicaId id = new ReplicaId(i);
              return Body.of(
                  new Operation.Commitment(draw, id, secret(i, round).commitment(draw, id), NONE));
            })
            .toArray(Body[]::new));
  }

  private void reveals(long round, int from, int to) {
    DrawId draw = new DrawId(genesis.chainId(), TABLE, round);
    append(
        10,
        IntStream.range(from, to)
            .mapToObj(
                i -> Body.of(new Operation.Reveal(draw, new ReplicaId(i), secret(i, round), NONE)))
            .toArray(Body[]::new));
  }
}
