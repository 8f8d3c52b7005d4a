package org.bitcraps.checker;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.SortedMap;

/** Commitments, secrets, beacon, dice: each follows from the one before (docs/wire.md, "Dice"). */
final class Dice {

  /** The one type of bet whose payouts are known here; the load bets it. */
  static final int FIELD = 80;

  private static final int COMMITMENT = 0x51;
  private static final int BEACON = 0x52;
  private static final int EXPANSION = 0x53;
  private static final int FAIR = 252;

  private final Genesis genesis;
  private final Findings findings;
  private final Map<Integer, Leaf.Opened> open = new HashMap<>();

  Dice(Genesis genesis, Findings findings) {
    this.genesis = genesis;
    this.findings = findings;
  }

  /** Looks at one line of a block. */
  void read(Leaf leaf, String where) {
    switch (leaf) {
      case Leaf.Opened opened -> {
        if (!committed(genesis, opened)) {
          findings.add(Kind.DICE_WRONG.at(where, "commitments " + opened));
        }
        open.put(opened.table(), opened);
      }
      case Leaf.Rolled rolled -> {
        String flaw = flaw(genesis, rolled, open.remove(rolled.table()));
        if (!flaw.isEmpty()) {
          findings.add(Kind.DICE_WRONG.at(where, flaw));
        }
        findings.saw("rolls", 1);
      }
      default -> {}
    }
  }

  /** Whether a quorum of validators committed itself, each to a secret of its own. */
  static boolean committed(Genesis genesis, Leaf.Opened opened) {
    return opened.committers().size() >= genesis.quorum()
        && genesis.validators().keySet().containsAll(opened.committers().keySet())
        && new HashSet<>(opened.committers().values()).size() == opened.committers().size();
  }

  /** Why that roll does not follow from that opening; empty if it does. */
  static String flaw(Genesis genesis, Leaf.Rolled rolled, Leaf.Opened opened) {
    if (opened == null
        || opened.round() != rolled.round()
        || opened.table() != rolled.table()
        || !opened.committers().equals(rolled.committers())) {
      return "roll of round " + rolled.round() + " after " + opened;
    }
    byte[] draw =
        ByteBuffer.allocate(42)
            .put(genesis.chain().bytes())
            .putShort((short) rolled.table())
            .putLong(rolled.round())
            .array();
    SortedMap<Integer, Id> reveals = rolled.reveals();
    if (reveals.isEmpty() || reveals.size() < rolled.committers().size() - genesis.faulty()) {
      return reveals.size() + " reveals of " + rolled.committers().size();
    }
    ByteBuffer all = ByteBuffer.allocate(2 + 34 * reveals.size());
    all.putShort((short) reveals.size());
    for (Map.Entry<Integer, Id> reveal : reveals.entrySet()) {
      byte[] validator = {(byte) (reveal.getKey() >> 8), (byte) (int) reveal.getKey()};
      byte[] secret = reveal.getValue().bytes();
      Id commitment = Id.of(Hash.tagged(COMMITMENT, draw, validator, secret));
      if (!commitment.equals(rolled.committers().get(reveal.getKey()))) {
        return "secret of validator " + reveal.getKey() + " in round " + rolled.round();
      }
      all.put(validator).put(secret);
    }
    byte[] beacon = Hash.tagged(BEACON, draw, all.array());
    if (!Id.of(beacon).equals(rolled.beacon())) {
      return "beacon of round " + rolled.round();
    }
    int fair = expand(beacon);
    return rolled.die1() == fair % 6 + 1 && rolled.die2() == fair / 6 % 6 + 1
        ? ""
        : "dice %d %d of round %d".formatted(rolled.die1(), rolled.die2(), rolled.round());
  }

  private static int expand(byte[] beacon) {
    for (int counter = 0; ; counter++) {
      byte[] number = ByteBuffer.allocate(4).putInt(counter).array();
      for (byte one : Hash.tagged(EXPANSION, beacon, number)) {
        if ((one & 0xff) < FAIR) {
          return one & 0xff;
        }
      }
    }
  }

  /** What a bet on the field wins on that total, base units; −1 if it loses. */
  static long field(int total, long stake) {
    return switch (total) {
      case 3, 4, 9, 10, 11 -> stake;
      case 2 -> 2 * stake;
      case 12 -> 3 * stake;
      default -> -1;
    };
  }
}
