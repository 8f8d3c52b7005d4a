package org.bitcraps.evidence.proof;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.bitcraps.evidence.bet.BetBatch;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.bet.Wager;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.certificate.Vote;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.craps.Roll;
import org.bitcraps.evidence.craps.RulesTable;
import org.bitcraps.evidence.dice.Beacon;
import org.bitcraps.evidence.dice.DiceSecret;
import org.bitcraps.evidence.dice.DrawId;
import org.bitcraps.evidence.exchange.CertifiedBlock;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.execution.ResultLeaf;
import org.bitcraps.evidence.execution.ResultRoot;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.genesis.ChainId;
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
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.evidence.wire.Verifier;

/**
 * A chain of four validators with real keys, executed by the production ledger. Its validators sign
 * what they are told: {@link #lie} makes a whole quorum lie, so that each check of the verifier can
 * be seen to stand on its own.
 */
final class ProofChain {

  static final long CHIP = 1320;
  static final TableId TABLE = new TableId(1);
  static final Verifier VERIFIER = new Verifier(TestKeys.scheme());
  private static final Signature UNCHECKED = Signature.fromBytes(new byte[Signature.BYTES]);

  final Signer player = TestKeys.signer("player");
  final Genesis genesis = genesis();
  final ChainId id = genesis.chainId();
  final RecentBlocks archive = new RecentBlocks(10_000);
  final ProofBuilder builder = new ProofBuilder(genesis, archive);
  final List<CertifiedBlock> certified = new ArrayList<>();
  ExecutedBlock head = ExecutedBlock.genesis(genesis);
  private UnaryOperator<List<ResultLeaf>> lie = leaves -> leaves;
  private final SortedMap<Long, SortedMap<ReplicaId, DiceSecret>> secrets = new TreeMap<>();
  private long nonce;
  private long gatewaySequence;

  private Genesis genesis() {
    List<Genesis.Validator> members = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Signer vote = TestKeys.signer("validator " + i);
      members.add(
          new Genesis.Validator(
              new ReplicaId(i),
              vote.publicKey(),
              Digest.ZERO,
              TestKeys.signer("vrf " + i).publicKey(),
              UNCHECKED,
              UNCHECKED));
    }
    return new Genesis(
        "proof test",
        Digest.ZERO,
        1,
        1_000_000,
        Set.of(Genesis.Flag.FAUCET),
        Parameters.defaults(),
        new RulesDocument(RulesTable.standard().toText()).hash(),
        members,
        List.of(
            new Genesis.Gateway(new GatewayId(1), TestKeys.signer("gateway").publicKey(), 1 << 20)),
        List.of(new Genesis.Table(TABLE, "first", 20_000 * CHIP, CHIP, 100 * CHIP)),
        List.of(new Genesis.Mint(AccountId.of(player.publicKey()), 1_000 * CHIP)),
        0);
  }

  /** From now on validators certify these leaves instead of the true ones. */
  void lie(UnaryOperator<List<ResultLeaf>> how) {
    lie = how;
  }

  long round() {
    return head.ledger().table(TABLE).orElseThrow().round().number();
  }

  CertifiedBlock block(long timeMs, Operation... operations) {
    List<Body> bodies = Arrays.stream(operations).map(Body::of).toList();
    Block block =
        new Block(
            id,
            Epoch.ZERO,
            head.sequence().next(),
            timeMs,
            head.digest(),
            bodies.stream().map(Body::digest).toList());
    head = head.next(block, bodies);
    List<ResultLeaf> leaves = lie.apply(head.leaves());
    CertifiedBlock next =
        new CertifiedBlock(block, certificate(block, ResultRoot.treeOf(leaves).root()));
    archive.add(BlockParts.of(next, leaves, bodies));
    certified.add(next);
    return next;
  }

  CertifiedBlock now(Operation... operations) {
    return block(head.effectiveTimeMs() + 1, operations);
  }

  /** Signed by validators 0, 1 and 2. */
  QuorumCertificate<Statement.Commit> certificate(Block block, Digest root) {
    Statement.Commit statement =
        new Statement.Commit(
            id, block.epoch(), new View(0), block.sequence(), block.digest(), root);
    return new QuorumCertificate<>(
        statement, List.of(vote(0, statement), vote(1, statement), vote(2, statement)));
  }

  static Vote vote(int validator, Statement statement) {
    Signer signer = TestKeys.signer("validator " + validator);
    return new Vote(new ReplicaId(validator), signer.sign(statement.toWire()));
  }

  /** Opens the next round, which will roll these dice. */
  void open(int die1, int die2) {
    long round = round() + 1;
    plan(round, new Roll(die1, die2));
    Operation[] commits = new Operation[4];
    for (int i = 0; i < 4; i++) {
      ReplicaId validator = new ReplicaId(i);
      Digest commitment = secrets.get(round).get(validator).commitment(draw(round), validator);
      commits[i] = new Operation.Commitment(draw(round), validator, commitment, UNCHECKED);
    }
    now(commits);
    now();
  }

  /** Closes the round and throws its dice. */
  void roll() {
    block(head.ledger().table(TABLE).orElseThrow().round().closesAtMs());
    Operation[] reveals = new Operation[4];
    for (int i = 0; i < 4; i++) {
      ReplicaId validator = new ReplicaId(i);
      reveals[i] =
          new Operation.Reveal(
              draw(round()), validator, secrets.get(round()).get(validator), UNCHECKED);
    }
    now(reveals);
  }

  private void plan(long round, Roll roll) {
    for (int attempt = 0; ; attempt++) {
      SortedMap<ReplicaId, DiceSecret> chosen = new TreeMap<>();
      for (int i = 0; i < 4; i++) {
        byte[] seed = new Encoder().u16(i).u63(round).u31(attempt).toBytes();
        chosen.put(new ReplicaId(i), new DiceSecret(Digest.of(DomainTag.DICE_SECRET, seed)));
      }
      if (Beacon.of(draw(round), chosen).roll().equals(roll)) {
        secrets.put(round, chosen);
        return;
      }
    }
  }

  private DrawId draw(long round) {
    return new DrawId(id, TABLE, round);
  }

  SignedBet sign(BetType type, long chips) {
    return SignedBet.sign(
        new Wager(
            id, player.publicKey(), TABLE, round(), type, chips * CHIP, nonce++, Long.MAX_VALUE),
        player);
  }

  Operation batch(SignedBet... bets) {
    return new Operation.PlaceBets(
        BetBatch.of(
            id, new GatewayId(1), gatewaySequence++, TABLE, bets[0].bet().round(), List.of(bets)));
  }

  /** Places one bet among two others. */
  BetId place(BetType type, long chips) {
    SignedBet bet = sign(type, chips);
    now(batch(sign(BetType.ANY_CRAPS, 1), bet, sign(BetType.YO, 1)));
    return bet.id();
  }

  BetId change(BetId bet, PlayerOrder.Change change, long amount) {
    PlayerOrder order =
        new PlayerOrder.ChangeBet(
            id, player.publicKey(), TABLE, bet, change, amount, nonce++, Long.MAX_VALUE);
    now(new Operation.PlayerOrders(id, List.of(SignedOrder.sign(order, player))));
    return order.id();
  }

  OutcomeProof proof(BetId bet) {
    return builder.outcome(bet).orElseThrow();
  }

  Verdict verify(OutcomeProof proof) {
    return OutcomeVerifier.verify(proof, id, VERIFIER);
  }
}
