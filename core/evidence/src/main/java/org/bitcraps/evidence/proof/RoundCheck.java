package org.bitcraps.evidence.proof;

import static org.bitcraps.evidence.proof.Checklist.shown;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bitcraps.evidence.craps.Roll;
import org.bitcraps.evidence.craps.TableState;
import org.bitcraps.evidence.dice.Beacon;
import org.bitcraps.evidence.dice.DiceSecret;
import org.bitcraps.evidence.dice.DrawId;
import org.bitcraps.evidence.execution.RollRecorded;
import org.bitcraps.evidence.execution.RoundOpened;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.Quorum;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.membership.ReplicaSet;
import org.bitcraps.evidence.proof.Verdict.Shown;

/** That dice are what the validators had committed to before anybody could bet (DESIGN R1, R6). */
final class RoundCheck {

  private final Checklist list;
  private final ChainCheck chain;
  // The set of the only epoch there is; a later epoch's comes with its own certificate (E3).
  private final ReplicaSet set;

  RoundCheck(Checklist list, ChainCheck chain, Genesis genesis) {
    this.list = list;
    this.chain = chain;
    this.set = genesis.replicaSet();
  }

  /** The certified opening of that round; empty if a step failed. */
  Optional<RoundOpened> opening(RoundPart.Opening part, TableId table, long round) {
    if (!chain.certified(part.block())
        || !chain.under(part.block(), part.leaf(), "opening", "the opening of round " + round)) {
      return Optional.empty();
    }
    if (!(part.leaf().leaf() instanceof RoundOpened opened)
        || !opened.table().equals(table)
        || opened.round() != round) {
      list.check(
          false,
          Reason.OPENING_OTHER_ROUND,
          "opening",
          "the leaf opens round %d of table %s".formatted(round, table));
      return Optional.empty();
    }
    return committed(opened) ? Optional.of(opened) : Optional.empty();
  }

  private boolean committed(RoundOpened opened) {
    Map<ReplicaId, Digest> committers = opened.committers();
    boolean distinct =
        committers.values().stream().distinct().count() == committers.size()
            && committers.keySet().stream().allMatch(set::contains);
    List<Shown> bytes = new ArrayList<>();
    committers.forEach((id, commitment) ->
        bytes.add(new Shown("commitment of validator " + id, commitment.hex())));
    Shown[] shown = bytes.toArray(Shown[]::new);
    return list.check(
            committers.size() >= set.quorum().size(),
            Reason.COMMITMENTS_TOO_FEW,
            "opening",
            "%d validators had committed before round %d opened, at least %d needed"
                .formatted(committers.size(), opened.round(), set.quorum().size()),
            shown)
        && list.check(
            distinct,
            Reason.COMMITMENTS_INVALID,
            "opening",
            "the commitments are of validators, no two alike");
  }

  /**
   * The certified dice of that round; empty if a step failed.
   *
   * @param before the table after the round before; empty if that is not part of the proof
   */
  Optional<RollRecorded> roll(
      RoundPart.RollPart part, RoundOpened opened, Optional<TableState> before) {
    String which = "the dice of round " + opened.round();
    if (!chain.certified(part.block()) || !chain.under(part.block(), part.leaf(), "roll", which)) {
      return Optional.empty();
    }
    if (!(part.leaf().leaf() instanceof RollRecorded roll)
        || !roll.table().equals(opened.table())
        || roll.round() != opened.round()) {
      list.check(false, Reason.ROLL_OTHER_ROUND, "roll", "the leaf records " + which);
      return Optional.empty();
    }
    return revealed(roll, opened) && follows(roll, before) ? Optional.of(roll) : Optional.empty();
  }

  private boolean revealed(RollRecorded roll, RoundOpened opened) {
    int least = opened.committers().size() - new Quorum(set.members().size()).faulty();
    if (!list.check(
            roll.committers().equals(opened.committers()),
            Reason.COMMITMENTS_CHANGED,
            "reveals",
            "the roll rests on the commitments of the opening, unchanged")
        || !list.check(
            roll.reveals().size() >= least && !roll.reveals().isEmpty(),
            Reason.REVEALS_TOO_FEW,
            "reveals",
            "%d of %d secrets were revealed, at least %d needed"
                .formatted(roll.reveals().size(), roll.committers().size(), least))) {
      return false;
    }
    DrawId draw = new DrawId(chain.chain(), roll.table(), roll.round());
    for (Map.Entry<ReplicaId, DiceSecret> reveal : roll.reveals().entrySet()) {
      Digest commitment = reveal.getValue().commitment(draw, reveal.getKey());
      if (!list.check(
          commitment.equals(roll.committers().get(reveal.getKey())),
          Reason.REVEAL_MISMATCH,
          "reveals",
          "the secret of validator %s hashes to its commitment".formatted(reveal.getKey()),
          new Shown("secret", reveal.getValue().value().hex()),
          new Shown("its commitment", commitment.hex()))) {
        return false;
      }
    }
    return true;
  }

  private boolean follows(RollRecorded roll, Optional<TableState> before) {
    DrawId draw = new DrawId(chain.chain(), roll.table(), roll.round());
    Beacon beacon = Beacon.of(draw, roll.reveals());
    Roll dice = beacon.roll();
    return list.check(
            beacon.equals(roll.beacon()),
            Reason.BEACON_MISMATCH,
            "beacon",
            "the beacon is the hash of chain, table, round and every secret",
            shown("draw", draw),
            new Shown("beacon", beacon.value().hex()))
        && list.check(
            dice.equals(roll.roll()),
            Reason.DICE_MISMATCH,
            "dice",
            "the beacon gives the dice %s, by rejection sampling".formatted(dice),
            new Shown("dice", "%02x%02x".formatted(roll.roll().die1(), roll.roll().die2())))
        && list.check(
            before.isEmpty() || before.get().equals(roll.before()),
            Reason.TABLE_MISMATCH,
            "table",
            "puck and hand are as the round before left them")
        && list.check(
            roll.after().equals(roll.before().after(dice)),
            Reason.TABLE_MISMATCH,
            "table",
            "the dice turn the table from %s to %s"
                .formatted(describe(roll.before()), describe(roll.after())));
  }

  private static String describe(TableState table) {
    return switch (table.phase()) {
      case COME_OUT -> "come-out";
      case POINT -> "point " + table.point().number();
    };
  }
}
