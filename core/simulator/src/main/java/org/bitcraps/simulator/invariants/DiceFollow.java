package org.bitcraps.simulator.invariants;

import java.util.HashMap;
import java.util.Map;
import org.bitcraps.evidence.craps.Roll;
import org.bitcraps.evidence.dice.Beacon;
import org.bitcraps.evidence.dice.DrawId;
import org.bitcraps.evidence.execution.ExecutedBlock;
import org.bitcraps.evidence.execution.ResultLeaf;
import org.bitcraps.evidence.execution.RollRecorded;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.membership.Quorum;
import org.bitcraps.evidence.wire.Encoder;
import org.bitcraps.protocol.consensus.CommittedBlock;
import org.bitcraps.simulator.Validator;

/**
 * R1, R3: each round of a table is thrown once, the same at all, in the order of the rounds; the
 * dice follow from secrets that match their commitments, |K| − f of them at least.
 */
public final class DiceFollow implements Invariant {

  private final ChainId chain;
  private final Quorum quorum;
  private final Map<DrawId, RollRecorded> rolls = new HashMap<>();
  private final Map<TableId, Long> last = new HashMap<>();

  /** Dice of this chain and set. */
  public DiceFollow(ChainId chain, Quorum quorum) {
    this.chain = chain;
    this.quorum = quorum;
  }

  @Override
  public void committed(Validator validator, CommittedBlock committed) {
    ExecutedBlock block = Invariant.executed(committed);
    for (ResultLeaf leaf : block.leaves()) {
      if (leaf instanceof RollRecorded roll) {
        check(validator, roll);
      }
    }
  }

  private void check(Validator validator, RollRecorded roll) {
    DrawId draw = new DrawId(chain, roll.table(), roll.round());
    RollRecorded before = rolls.putIfAbsent(draw, roll);
    require(
        before == null || before.equals(roll),
        () -> "validator " + validator.id() + " throws " + roll + ", another threw " + before);
    if (before == null) {
      long previous = last.getOrDefault(roll.table(), 0L);
      require(
          roll.round() == previous + 1,
          () ->
              "table " + roll.table() + " throws for round " + roll.round() + " after " + previous);
      last.put(roll.table(), roll.round());
    }
    roll.reveals()
        .forEach((id, secret) ->
            require(
                secret.commitment(draw, id).equals(roll.committers().get(id)),
                () -> draw + " is thrown with a secret of " + id + " that was not committed to"));
    require(
        roll.reveals().size() >= roll.committers().size() - quorum.faulty(),
        () ->
            draw + " is thrown with " + roll.reveals().size() + " of " + roll.committers().size());
    require(
        diceOf(Beacon.of(draw, roll.reveals())).equals(roll.roll()),
        () -> draw + " is thrown " + roll.roll() + ", which its secrets do not give");
  }

  /** R6, by SPEC's words: bytes of 252 and more are rejected, dice by dice. */
  private static Roll diceOf(Beacon beacon) {
    for (int counter = 0; ; counter++) {
      byte[] expanded =
          Digest.of(
                  DomainTag.DICE_EXPANSION,
                  new Encoder(40).digest(beacon.value()).u31(counter).toBytes())
              .toBytes();
      for (byte b : expanded) {
        int drawn = b & 0xff;
        if (drawn < 252) {
          return new Roll(drawn % 6 + 1, drawn / 6 % 6 + 1);
        }
      }
    }
  }
}
