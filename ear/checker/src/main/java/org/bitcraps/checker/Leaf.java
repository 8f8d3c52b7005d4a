package org.bitcraps.checker;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** One line of what a block brought about. Those that no rule here is about are {@link Other}. */
sealed interface Leaf {

  /** What a leaf says of the block itself. */
  record Summary(Id previousRoot, long effectiveTimeMs, boolean endsEpoch) implements Leaf {}

  /** What became of an order. */
  record Receipt(
      Id order,
      int kind,
      Id account,
      Optional<Integer> table,
      long round,
      int outcome,
      long amount,
      long nonce,
      long balance,
      Optional<Place> first,
      Optional<Id> subject,
      Optional<Live> live)
      implements Leaf {

    static final int DONE = 1;
    static final int ACCOUNT_UNKNOWN = 11;
    static final int DUPLICATE = 14;

    boolean done() {
      return outcome == DONE;
    }
  }

  /** Where a leaf stands. */
  record Place(long sequence, int index) {

    static Place read(Octets octets) {
      return new Place(octets.u63(), octets.u31());
    }
  }

  /** A bet on the table. */
  record Live(int type, long stake, int point, int working) {

    static Live read(Octets octets) {
      return new Live(octets.u16(), octets.u63(), octets.u8(), octets.u8());
    }
  }

  /** Money of a transfer that came. */
  record Credit(Id order, Id account, long amount, long balance) implements Leaf {}

  /** Betting began, with these commitments by validator. */
  record Opened(int table, long round, SortedMap<Integer, Id> committers) implements Leaf {}

  /** The dice fell. */
  record Rolled(
      int table,
      long round,
      SortedMap<Integer, Id> committers,
      SortedMap<Integer, Id> reveals,
      Id beacon,
      int die1,
      int die2)
      implements Leaf {}

  /** What a roll did to a bet. */
  record Settled(
      Id order,
      Id account,
      int table,
      long round,
      Live before,
      int result,
      long returned,
      long profit,
      Optional<Live> after,
      long balance)
      implements Leaf {

    static final int WON = 1;
    static final int LOST = 2;
  }

  /** Another line. */
  record Other(int kind) implements Leaf {}

  /** Reads one. */
  static Leaf of(byte[] bytes) {
    return Octets.whole(bytes, Leaf::read);
  }

  private static Leaf read(Octets octets) {
    octets.expect(0x33, "result leaf");
    int kind = octets.u8();
    return switch (kind) {
      case 1 -> summary(octets);
      case 2 -> receipt(octets);
      case 3 -> new Credit(octets.id(), octets.id(), octets.u63(), octets.u63());
      case 4 -> opened(octets);
      case 6 -> rolled(octets);
      case 7 -> settled(octets);
      case 5, 8, 9, 10 -> {
        octets.rest();
        yield new Other(kind);
      }
      default -> throw new MalformedException("no leaf has the kind " + kind);
    };
  }

  private static Leaf summary(Octets octets) {
    Id previous = octets.id();
    long timeMs = octets.u63();
    octets.list(table -> List.of(table.u16(), table.u63(), table.u8()));
    octets.id();
    boolean endsEpoch = octets.flag();
    octets.id();
    octets.id();
    return new Summary(previous, timeMs, endsEpoch);
  }

  private static Leaf receipt(Octets octets) {
    Id order = octets.id();
    int kind = octets.u8();
    Id account = octets.id();
    Optional<Integer> table = octets.optional(Octets::u16);
    long round = octets.u63();
    int outcome = octets.u8();
    long amount = octets.u63();
    long nonce = octets.u63();
    long balance = octets.u63();
    octets.u63();
    return new Receipt(
        order,
        kind,
        account,
        table,
        round,
        outcome,
        amount,
        nonce,
        balance,
        octets.optional(Place::read),
        octets.optional(Octets::id),
        octets.optional(Live::read));
  }

  private static Leaf opened(Octets octets) {
    int table = octets.u16();
    long round = octets.u63();
    octets.u63();
    octets.u63();
    return new Opened(table, round, contributions(octets));
  }

  private static Leaf rolled(Octets octets) {
    int table = octets.u16();
    long round = octets.u63();
    SortedMap<Integer, Id> committers = contributions(octets);
    SortedMap<Integer, Id> reveals = contributions(octets);
    Id beacon = octets.id();
    int die1 = octets.u8();
    int die2 = octets.u8();
    octets.bytes(38);
    return new Rolled(table, round, committers, reveals, beacon, die1, die2);
  }

  private static SortedMap<Integer, Id> contributions(Octets octets) {
    SortedMap<Integer, Id> all = new TreeMap<>();
    octets.shortList(one -> {
      int validator = one.u16();
      if (!all.isEmpty() && all.lastKey() >= validator) {
        throw new MalformedException("contributions are out of order");
      }
      return all.put(validator, one.id());
    });
    return all;
  }

  private static Leaf settled(Octets octets) {
    Id order = octets.id();
    Id account = octets.id();
    int table = octets.u16();
    long round = octets.u63();
    octets.u63();
    Live before = Live.read(octets);
    int result = octets.u8();
    long returned = octets.u63();
    long profit = octets.u63();
    Optional<Live> after = octets.optional(Live::read);
    return new Settled(
        order, account, table, round, before, result, returned, profit, after, octets.u63());
  }
}
