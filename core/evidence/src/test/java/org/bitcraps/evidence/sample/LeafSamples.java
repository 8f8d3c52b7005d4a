package org.bitcraps.evidence.sample;

import static org.bitcraps.evidence.sample.SampleChain.TABLE;
import static org.bitcraps.evidence.sample.SampleChain.VALIDATORS;
import static org.bitcraps.evidence.sample.SampleChain.digest;
import static org.bitcraps.evidence.sample.SampleChain.secret;
import static org.bitcraps.evidence.sample.SampleChain.secrets;
import static org.bitcraps.evidence.sample.SampleChain.set;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.craps.Bet;
import org.bitcraps.evidence.craps.BetType;
import org.bitcraps.evidence.craps.Point;
import org.bitcraps.evidence.craps.Switch;
import org.bitcraps.evidence.craps.TableState;
import org.bitcraps.evidence.dice.Beacon;
import org.bitcraps.evidence.dice.DrawId;
import org.bitcraps.evidence.execution.BetSettled;
import org.bitcraps.evidence.execution.BlockSummary;
import org.bitcraps.evidence.execution.CommitmentReceipt;
import org.bitcraps.evidence.execution.Credit;
import org.bitcraps.evidence.execution.LeafPlace;
import org.bitcraps.evidence.execution.MissingReveal;
import org.bitcraps.evidence.execution.OrderKind;
import org.bitcraps.evidence.execution.Outcome;
import org.bitcraps.evidence.execution.Receipt;
import org.bitcraps.evidence.execution.ResultLeaf;
import org.bitcraps.evidence.execution.RevealReceipt;
import org.bitcraps.evidence.execution.RollRecorded;
import org.bitcraps.evidence.execution.RoundClosed;
import org.bitcraps.evidence.execution.RoundOpened;
import org.bitcraps.evidence.execution.RoundPhase;
import org.bitcraps.evidence.genesis.AccountId;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.SequenceNumber;

/** One leaf of each kind, as the bytes see it: the numbers need not be a game's. */
public final class LeafSamples {

  private static final long ROUND = 41;
  private static final long TIME_MS = 1_790_000_012_345L;

  private LeafSamples() {}

  /** Every kind, the receipt with and without its optional parts. */
  public static List<ResultLeaf> all() {
    AccountId account = Samples.wager(3).account();
    BetId order = Samples.wager(3).id();
    ReplicaId validator = VALIDATORS.get(3);
    DrawId draw = Samples.draw();
    Bet come = Bet.of(BetType.COME, 5_280).travelledTo(Point.NINE);
    Bet hard = new Bet(BetType.HARD_8, 5_280, Point.OFF, Switch.ON);
    Beacon beacon = Beacon.of(draw, secrets());
    TableState before = new TableState(3, Point.NINE, 1 << 4, 0x2_0000_1000L);
    return List.of(
        new BlockSummary(
            digest("previous root"),
            TIME_MS,
            List.of(
                new BlockSummary.TablePhase(TABLE, ROUND, RoundPhase.BETTING),
                new BlockSummary.TablePhase(new TableId(8), 7, RoundPhase.SETTLED)),
            digest("delta"),
            false,
            set().hash(),
            digest("rules")),
        new Receipt(
            order,
            OrderKind.REDUCE,
            account,
            Optional.of(TABLE),
            ROUND,
            Outcome.DONE,
            1_320,
            1_003,
            98_680,
            0,
            Optional.empty(),
            Optional.of(Samples.wager(0).id()),
            Optional.of(hard)),
        new Receipt(
            order,
            OrderKind.TRANSFER,
            account,
            Optional.empty(),
            0,
            Outcome.DUPLICATE,
            1_320,
            1_003,
            98_680,
            1_000,
            Optional.of(new LeafPlace(new SequenceNumber(9), 4)),
            Optional.empty(),
            Optional.empty()),
        new Credit(order, account, 1_320, 100_000),
        new RoundOpened(TABLE, ROUND, TIME_MS, TIME_MS + 4_000, commitments(draw)),
        new RoundClosed(TABLE, ROUND, TIME_MS + 4_000, TIME_MS + 5_600),
        new RollRecorded(
            TABLE,
            ROUND,
            commitments(draw),
            secrets(),
            beacon,
            beacon.roll(),
            before,
            before.after(beacon.roll())),
        new BetSettled(
            order,
            account,
            TABLE,
            ROUND,
            ROUND - 2,
            come,
            BetSettled.Result.MOVED,
            0,
            0,
            Optional.of(come),
            100_000),
        new MissingReveal(TABLE, ROUND, validator),
        new CommitmentReceipt(
            TABLE,
            ROUND,
            validator,
            secret(validator).commitment(draw, validator),
            CommitmentReceipt.Answer.ACCEPTED),
        new RevealReceipt(TABLE, ROUND, validator, secret(validator), RevealReceipt.Answer.LATE));
  }

  private static SortedMap<ReplicaId, Digest> commitments(DrawId draw) {
    SortedMap<ReplicaId, Digest> commitments = new TreeMap<>();
    VALIDATORS.forEach(id -> commitments.put(id, secret(id).commitment(draw, id)));
    return commitments;
  }
}
