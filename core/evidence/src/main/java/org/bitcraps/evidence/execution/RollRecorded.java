package org.bitcraps.evidence.execution;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.evidence.craps.Roll;
import org.bitcraps.evidence.craps.TableState;
import org.bitcraps.evidence.dice.Beacon;
import org.bitcraps.evidence.dice.DiceSecret;
import org.bitcraps.evidence.dice.DrawId;
import org.bitcraps.evidence.genesis.ChainId;
import org.bitcraps.evidence.genesis.TableId;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.wire.Decoder;
import org.bitcraps.evidence.wire.Encoder;

/**
 * The dice of a round with all they follow from (DESIGN R1, R6).
 *
 * @param committers K with its commitments
 * @param reveals the secrets used; each matches its commitment
 * @param beacon what the secrets hash to
 * @param roll what the beacon maps to
 * @param before the table as the dice were thrown
 * @param after the table afterwards
 */
public record RollRecorded(
    TableId table,
    long round,
    SortedMap<ReplicaId, Digest> committers,
    SortedMap<ReplicaId, DiceSecret> reveals,
    Beacon beacon,
    Roll roll,
    TableState before,
    TableState after)
    implements ResultLeaf {

  /** Copies the maps. */
  public RollRecorded {
    committers = Collections.unmodifiableSortedMap(new TreeMap<>(committers));
    reveals = Collections.unmodifiableSortedMap(new TreeMap<>(reveals));
  }

  /**
   * Whether the dice follow: every reveal is of a committer and matches its commitment, the beacon
   * is that of the reveals (there is one), the roll that of the beacon, the table that of the roll.
   * How many reveals there must be is the round's matter, not the dice's.
   */
  public boolean isConsistent(ChainId chain) {
    DrawId draw = new DrawId(chain, table, round);
    boolean matching =
        reveals.entrySet().stream()
            .allMatch(reveal ->
                reveal
                    .getValue()
                    .commitment(draw, reveal.getKey())
                    .equals(committers.get(reveal.getKey())));
    return matching
        && !reveals.isEmpty()
        && beacon.equals(Beacon.of(draw, reveals))
        && roll.equals(beacon.roll())
        && after.equals(before.after(roll));
  }

  @Override
  public void encodeFieldsTo(Encoder out) {
    out.value(table).u63(round);
    Contributions.encodeCommitments(out, committers);
    Contributions.encodeReveals(out, reveals);
    out.digest(beacon.value());
    GameBytes.encode(out, roll);
    GameBytes.encode(out, before);
    GameBytes.encode(out, after);
  }

  static RollRecorded decodeFields(Decoder in) {
    return new RollRecorded(
        TableId.decode(in),
        in.u63("round"),
        Contributions.commitments(in),
        Contributions.reveals(in),
        new Beacon(in.digest("beacon")),
        GameBytes.roll(in),
        GameBytes.table(in),
        GameBytes.table(in));
  }
}
