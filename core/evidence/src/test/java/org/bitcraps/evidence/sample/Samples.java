package org.bitcraps.evidence.sample;

import static org.bitcraps.evidence.sample.SampleChain.GATEWAY;
import static org.bitcraps.evidence.sample.SampleChain.TABLE;
import static org.bitcraps.evidence.sample.SampleChain.VALIDATORS;
import static org.bitcraps.evidence.sample.SampleChain.certificate;
import static org.bitcraps.evidence.sample.SampleChain.chain;
import static org.bitcraps.evidence.sample.SampleChain.digest;
import static org.bitcraps.evidence.sample.SampleChain.gateway;
import static org.bitcraps.evidence.sample.SampleChain.player;
import static org.bitcraps.evidence.sample.SampleChain.secret;
import static org.bitcraps.evidence.sample.SampleChain.validator;

import java.util.List;
import org.bitcraps.evidence.bet.BetBatch;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.bet.Wager;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.dice.DrawId;
import org.bitcraps.evidence.exchange.BatchBody;
import org.bitcraps.evidence.exchange.BlockNotice;
import org.bitcraps.evidence.exchange.BlockRequest;
import org.bitcraps.evidence.exchange.CertifiedBlock;
import org.bitcraps.evidence.exchange.GatewayRequest;
import org.bitcraps.evidence.execution.Block;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.Epoch;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;
import org.bitcraps.evidence.membership.View;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.operation.Operation;
import org.bitcraps.evidence.operation.PlayerOrder;
import org.bitcraps.evidence.operation.SignedOrder;

/** Messages of the {@link SampleChain}. */
public final class Samples {

  /** Everything expires here. */
  public static final long EXPIRES_MS = 1_790_000_060_000L;

  private static final long ROUND = 41;

  private Samples() {}

  /** What bet {@code number} of the sample batch says. */
  public static Wager wager(int number) {
    BetType[] types = {BetType.PASS, BetType.FIELD, BetType.PASS, BetType.HARD_8, BetType.YO};
    int player = number % 3;
    return new Wager(
        chain(),
        player(player).publicKey(),
        TABLE,
        ROUND,
        types[number % types.length],
        1_320L * (number + 1),
        1_000 + number,
        EXPIRES_MS + number);
  }

  /** It, signed. */
  public static SignedBet bet(int number) {
    return SignedBet.sign(wager(number), player(number % 3));
  }

  /** Five bets of three players. */
  public static BetBatch batch() {
    return BetBatch.of(
        chain(), GATEWAY, 17, TABLE, ROUND, List.of(bet(0), bet(1), bet(2), bet(3), bet(4)));
  }

  /** One order of each kind, signed. */
  public static List<SignedOrder> orders() {
    SeededSigner signer = player(1);
    AccountId to = AccountId.of(player(2).publicKey());
    return List.of(
        SignedOrder.sign(
            new PlayerOrder.ChangeBet(
                chain(),
                signer.publicKey(),
                TABLE,
                wager(1).id(),
                PlayerOrder.Change.REDUCE,
                1_320,
                2_000,
                EXPIRES_MS),
            signer),
        SignedOrder.sign(
            new PlayerOrder.FaucetGrant(chain(), signer.publicKey(), 132_000, 2_001, EXPIRES_MS),
            signer),
        SignedOrder.sign(
            new PlayerOrder.Transfer(chain(), signer.publicKey(), to, 1_320, 2_002, EXPIRES_MS),
            signer));
  }

  /** What the dice of the sample are thrown for. */
  public static DrawId draw() {
    return new DrawId(chain(), TABLE, ROUND);
  }

  /** A validator's commitment. */
  public static Operation.Commitment commitment() {
    ReplicaId id = VALIDATORS.get(3);
    Digest commitment = secret(id).commitment(draw(), id);
    return new Operation.Commitment(
        draw(),
        id,
        commitment,
        validator(id).sign(Operation.Commitment.signedBytes(draw(), id, commitment)));
  }

  /** A validator's reveal. */
  public static Operation.Reveal reveal() {
    ReplicaId id = VALIDATORS.get(3);
    return new Operation.Reveal(
        draw(),
        id,
        secret(id),
        validator(id).sign(Operation.Reveal.signedBytes(draw(), id, secret(id))));
  }

  /** One body of each kind: bets, orders, commitment, reveal. */
  public static List<Body> bodies() {
    return List.of(
        Body.of(new Operation.PlaceBets(batch())),
        Body.of(new Operation.PlayerOrders(chain(), orders())),
        Body.of(commitment()),
        Body.of(reveal()));
  }

  /** The bodies with those who answer for them. */
  public static List<BatchBody> envelopes() {
    List<Body> bodies = bodies();
    return List.of(
        BatchBody.broughtBy(GATEWAY, 17, bodies.get(0), gateway()),
        BatchBody.broughtBy(GATEWAY, 18, bodies.get(1), gateway()),
        BatchBody.own(bodies.get(2)),
        BatchBody.own(bodies.get(3)));
  }

  /** A block of all four bodies. */
  public static Block block() {
    return new Block(
        chain(),
        Epoch.ZERO,
        new SequenceNumber(12),
        1_790_000_012_345L,
        digest("parent"),
        bodies().stream().map(Body::digest).toList());
  }

  /** What is voted first. */
  public static Statement.Prepare prepare() {
    Block block = block();
    return new Statement.Prepare(
        block.chain(), block.epoch(), new View(3), block.sequence(), block.digest());
  }

  /** What is voted then. */
  public static Statement.Commit commit() {
    Block block = block();
    return new Statement.Commit(
        block.chain(),
        block.epoch(),
        new View(3),
        block.sequence(),
        block.digest(),
        digest("result root"));
  }

  /** What is voted when it is certain. */
  public static Statement.Checkpoint checkpoint() {
    Statement.Commit commit = commit();
    return new Statement.Checkpoint(
        commit.chain(),
        commit.epoch(),
        commit.sequence(),
        commit.block(),
        commit.resultRoot(),
        digest("state root"));
  }

  /** The block with its certificate. */
  public static CertifiedBlock certified() {
    return new CertifiedBlock(block(), certificate(commit()));
  }

  /** It with all its bodies. */
  public static BlockNotice notice() {
    return new BlockNotice(certified(), envelopes());
  }

  /** A gateway asks the last validator for blocks. */
  public static GatewayRequest gatewayRequest() {
    BlockRequest request = new BlockRequest(new SequenceNumber(5), 64);
    return GatewayRequest.of(chain(), GATEWAY, VALIDATORS.get(3), request, gateway());
  }
}
