package org.bitcraps.simulator;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.bitcraps.simulator.byzantine.Vice;

/**
 * Which part of the fault menu a run draws from. {@link #SWARM} is all of it; the others aim at one
 * part of the protocol, so that a bug there shows within a few seeds: every build runs some seeds
 * of each.
 */
@SuppressWarnings("ImmutableEnumChecker") // Its collections are, and nobody else sees them.
public enum Setting {
  /** Everything: each class of faults on or off by chance. */
  SWARM(
      List.of(
          4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 4, 5, 5, 5, 5, 5, 6, 6, 6, 6,
          6, 7, 7, 7, 7, 7, 7, 10, 10, 31)),
  /** Nothing fails; tables play. */
  QUIET(List.of(4), Fault.PHASES),
  /** Nothing fails and nobody plays: players' transfers and grants only. */
  TRANSFERS(List.of(4), Fault.DUPLICATION),
  /** Processes die and come back, with disks that keep their contract and nothing more. */
  RESTARTS(List.of(4), Fault.CRASHES, Fault.GROUP_COMMIT, Fault.LOSS),
  /** The same while tables play. */
  RESTARTS_IN_PLAY(List.of(4), Fault.CRASHES, Fault.GROUP_COMMIT, Fault.PHASES),
  /** Views change all the time, prepared blocks in them. */
  VIEWS(
      List.of(4, 5, 7),
      Fault.PARTITIONS,
      Fault.LOSS,
      Fault.SLOW_NETWORK,
      Fault.KIND_FILTER,
      Fault.CLOGS),
  /** The same while tables play. */
  VIEWS_IN_PLAY(
      List.of(4), Fault.PARTITIONS, Fault.LOSS, Fault.KIND_FILTER, Fault.CLOGS, Fault.PHASES),
  /** Blocks that some prepared, in view after view. */
  HALF_PREPARED(List.of(4, 4, 7), Fault.VOTE_LOSS),
  /** The same with restarts. */
  HALF_PREPARED_RESTARTS(List.of(4), Fault.VOTE_LOSS, Fault.CRASHES, Fault.GROUP_COMMIT),
  /** Sets in which 2f + 1 is no quorum, cut in two. */
  UNEVEN(List.of(5, 6, 6), Fault.PARTITIONS, Fault.LOSS, Fault.SPLIT_BODIES),
  /** A primary that says one thing to some and another to the others. */
  TWO_FACED(List.of(4, 7), List.of(Vice.EQUIVOCATES, Vice.SPLITS_NEW_VIEWS), Fault.LOSS),
  /** Votes for everything, and for what nobody proposed. */
  LOOSE_VOTES(List.of(4, 7), List.of(Vice.VOTES_FOR_ALL, Vice.FILLS_WINDOW), Fault.PARTITIONS),
  /** Bodies that nobody can have, or that were ordered already. */
  BAD_BODIES(
      List.of(4),
      List.of(Vice.HIDES_BODIES, Vice.REPEATS_BODIES),
      Fault.SPLIT_BODIES,
      Fault.PARTITIONS),
  /** Bodies that are in flight already. */
  REPEATED_BODIES(List.of(4), List.of(Vice.REPEATS_BODIES), Fault.BURSTS),
  /** Views are asked for without end, prepared blocks are forgotten, status is invented. */
  UNREST(
      List.of(4, 7),
      List.of(Vice.FORGETS_AND_WANTS_VIEWS, Vice.LIES_ABOUT_STATUS, Vice.REPLAYS),
      Fault.LOSS),
  /** Certificates that are none. */
  COUNTERFEITS(
      List.of(4, 7),
      List.of(Vice.FORGES_CERTIFICATES, Vice.BEGINS_VIEWS_ALONE),
      Fault.PARTITIONS,
      Fault.LOSS),
  /** Wishes that no player signed. */
  FORGED_WISHES(List.of(4), List.of(Vice.FORGES_BODIES), Fault.PHASES, Fault.SPLIT_BODIES),
  /** Clocks at the edge of what is accepted. */
  CLOCKS(List.of(4), List.of(Vice.EDGES_TIME), Fault.SKEW, Fault.STALE_TIMERS, Fault.PHASES),
  /** Clocks that nobody can trust. */
  CLOCK_JUMPS(List.of(4, 5), Fault.SKEW, Fault.CLOCK_JUMPS, Fault.CRASHES, Fault.PHASES),
  /** Dice that somebody tries to bend. */
  DICE(
      List.of(4),
      List.of(Vice.WITHHOLDS_REVEALS, Vice.REVEALS_FALSELY, Vice.COPIES_COMMITMENTS),
      Fault.PHASES,
      Fault.LOSS),
  /** Primaries that would like other dice, one after the other. */
  OMITTED_REVEALS(List.of(7), List.of(Vice.OMITS_REVEALS), Fault.PHASES),
  /** One after the other misses many blocks, and the state instead comes from one that lies too. */
  PRUNED(List.of(4, 7), List.of(Vice.WRONG_CHUNKS), Fault.PRUNING, Fault.CRASHES),
  /** Disks are lost. */
  LOST_DISKS(List.of(4, 4, 7), Fault.AMNESIA),
  /** Messages in others' names that would incriminate them, while views change. */
  FRAMED(
      List.of(4),
      List.of(Vice.FRAMES_OTHERS),
      Fault.PARTITIONS,
      Fault.LOSS,
      Fault.KIND_FILTER,
      Fault.CRASHES),
  /** What is wrong by itself, or by what was said before. */
  BROKEN_RULES(
      List.of(4, 7),
      List.of(Vice.SIGNS_TWO_STATES, Vice.OVERFILLS_BLOCKS),
      Fault.LOSS,
      Fault.CRASHES),
  /** Views that begin twice. */
  TWO_BEGINNINGS(
      List.of(4), List.of(Vice.BEGINS_VIEWS_TWICE), Fault.PARTITIONS, Fault.LOSS, Fault.CLOGS);

  private final List<Integer> sizes;
  private final Set<Fault> faults;
  private final List<Vice> vices;

  Setting(List<Integer> sizes, Fault... faults) {
    this(sizes, List.of(), faults);
  }

  Setting(List<Integer> sizes, List<Vice> vices, Fault... faults) {
    this.sizes = sizes;
    this.vices = vices;
    this.faults = EnumSet.noneOf(Fault.class);
    this.faults.addAll(List.of(faults));
    if (!vices.isEmpty()) {
      this.faults.add(Fault.BYZANTINE);
    }
  }

  /** From which numbers of validators to draw. */
  List<Integer> sizes() {
    return sizes;
  }

  /** From which betting windows to draw, milliseconds: short rounds where each is a chance. */
  List<Long> bettingMs() {
    return this == OMITTED_REVEALS ? List.of(300L) : List.of(300L, 1_000L, 3_000L);
  }

  /**
   * From which numbers of bodies a second to draw: many make checkpoints that leave one behind, and
   * end a primary's turn while reveals are awaited.
   */
  List<Integer> bodiesPerSecond() {
    return switch (this) {
      case SWARM -> List.of(2, 4, 8);
      case PRUNED, OMITTED_REVEALS -> List.of(30);
      default -> List.of(2, 10, 30);
    };
  }

  /** From which most numbers of bodies in a block to draw. */
  List<Integer> blockBodiesMax() {
    return switch (this) {
      case PRUNED -> List.of(1);
      case OMITTED_REVEALS -> List.of(64);
      default -> List.of(1, 4, 64);
    };
  }

  /**
   * After how many blocks the next primary may have its turn: within a round, from liar to liar.
   */
  List<Integer> rotations() {
    return this == OMITTED_REVEALS ? List.of(16) : List.of(1, 2, 5, 16, 64, 512);
  }

  /** Whether a class of faults is on. */
  boolean draws(Fault fault, Chance chance) {
    return this == SWARM
        ? chance.happens(
            switch (fault) {
              case BYZANTINE -> 0.95;
              case PHASES -> 0.85;
              case AMNESIA, ROLL_BACK, CRASHES, CLIENT_RETRIES, GROUP_COMMIT, BURSTS, KIND_FILTER ->
                  0.5;
              case VOTE_LOSS -> 0.3;
              default -> 0.35;
            })
        : faults.contains(fault);
  }

  /**
   * What {@code faulty} validators do: in {@link #SWARM} one in ten has one vice, and the others
   * four fifths of all, by turns, among them that about new-views; elsewhere each has one.
   */
  List<List<Vice>> drawVices(int faulty, Chance chance) {
    List<Vice> from = vices.isEmpty() ? List.of(Vice.values()) : vices;
    List<List<Vice>> drawn = new ArrayList<>();
    for (int i = 0; i < faulty; i++) {
      boolean one = this != SWARM || chance.happens(0.1);
      List<Vice> some = chance.someOf(from, one ? 1 : from.size() * 4 / 5);
      if (!one && !some.contains(Vice.SPLITS_NEW_VIEWS)) {
        some.add(Vice.SPLITS_NEW_VIEWS); // Few liars ever begin a view: none may miss it.
      }
      drawn.add(some);
    }
    return drawn;
  }
}
