package org.bitcraps.evidence.dice;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.bitcraps.evidence.craps.Roll;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.keys.DomainTag;
import org.bitcraps.evidence.membership.ReplicaId;
import org.bitcraps.evidence.wire.Encoder;

/** The 32 bytes that decide one roll (DESIGN R1, R6). */
public record Beacon(Digest value) {

  /** Bytes at or above this are rejected: 252 = 7 × 36, so the rest is exactly uniform. */
  private static final int REJECT_FROM = 252;

  /**
   * H(tag ‖ chain ‖ table ‖ round ‖ number of reveals ‖ each (id ‖ secret), ascending by id).
   *
   * @throws IllegalArgumentException if there is no reveal (everybody would know the roll
   *     beforehand), or the map has an order of its own
   */
  public static Beacon of(DrawId draw, SortedMap<ReplicaId, DiceSecret> reveals) {
    if (reveals.isEmpty()) {
      throw new IllegalArgumentException("reveals: none");
    }
    if (reveals.comparator() != null) {
      throw new IllegalArgumentException("reveals: not in the order of ids");
    }
    Encoder out = new Encoder(64 + 34 * reveals.size()).value(draw).u16(reveals.size());
    for (Map.Entry<ReplicaId, DiceSecret> reveal : reveals.entrySet()) {
      out.value(reveal.getKey()).digest(reveal.getValue().value());
    }
    return new Beacon(Digest.of(DomainTag.DICE_BEACON, out.toBytes()));
  }

  /** The dice that one byte gives; empty if it is rejected. */
  static Optional<Roll> rollOf(int value) {
    return value < REJECT_FROM
        ? Optional.of(new Roll(value % 6 + 1, value / 6 % 6 + 1))
        : Optional.empty();
  }

  /**
   * The dice: the first byte under 252 of SHA-256(tag ‖ beacon ‖ counter) for counter 0, 1, …; die1
   * = b mod 6 + 1, die2 = (b div 6) mod 6 + 1. Exactly uniform over the 36 ordered pairs.
   */
  public Roll roll() {
    for (int counter = 0; ; counter++) {
      byte[] block =
          Digest.of(DomainTag.DICE_EXPANSION, new Encoder(40).digest(value).u31(counter).toBytes())
              .toBytes();
      for (byte b : block) {
        Optional<Roll> roll = rollOf(b & 0xff);
        if (roll.isPresent()) {
          return roll.get();
        }
      }
    }
  }
}
