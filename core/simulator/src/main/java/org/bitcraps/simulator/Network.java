package org.bitcraps.simulator;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Carries bytes between hosts 0 … n and trusts itself for nothing: loses, delays, repeats, reorders
 * and damages what it carries, as far as the seed allows it.
 */
final class Network {

  private static final double VOTES_LOST = 0.6;

  /**
   * One block in four hardly gets its prepares over, while those next to it are as lucky as ever: a
   * commit above a block that is not prepared is what C5 is about.
   */
  private static final double UNLUCKY_PREPARES_LOST = 0.97;

  private static final double LUCKY_PREPARES_LOST = 0.3;

  /** Where the statement of a prepare ends (docs/wire.md). */
  private static final int PREPARE_STATEMENT = 90;

  private static final long HEALED_DELAY_US = 2_000;

  /** A delay that the protocol notices: half of its shortest timeout, when it says things again. */
  private static final long LATE_US = 250_000;

  private final World world;
  private final Chance chance;
  private final Swarm swarm;
  private final Tally tally;
  private final int[][] cut;
  private final Fault[][] cutBy;
  private final long[][] cloggedUntilUs;
  private final long[][] sent;
  private final long[][] arrived;
  private final double loss;
  private final double reorder;
  private final double repeat;
  private final double flip;

  /** What was lost or damaged, by link and content: said again, it mattered. */
  private final Map<Long, Fault> missed = new HashMap<>();

  private final int luck;
  private int filteredKind = -1;
  private boolean healed;

  /** Where bytes arrive. */
  interface Door {

    /** Bytes arrive; answers whether somebody was there to take them. */
    boolean arrive(byte[] bytes);
  }

  Network(World world, Chance chance, Swarm swarm, Tally tally, int hosts) {
    this.world = world;
    this.chance = chance;
    this.swarm = swarm;
    this.tally = tally;
    this.cut = new int[hosts][hosts];
    this.cutBy = new Fault[hosts][hosts];
    this.cloggedUntilUs = new long[hosts][hosts];
    this.sent = new long[hosts][hosts];
    this.arrived = new long[hosts][hosts];
    this.loss = swarm.rate(Fault.LOSS, 0.01, 0.3);
    this.reorder = swarm.rate(Fault.REORDER, 0.01, 0.3);
    this.repeat = swarm.rate(Fault.DUPLICATION, 0.01, 0.3);
    this.flip = swarm.rate(Fault.BYTE_FLIPS, 0.002, 0.05);
    this.luck = swarm.has(Fault.VOTE_LOSS) ? chance.between(0, Integer.MAX_VALUE - 1) : 0;
  }

  /** Carries a message, or not. */
  void send(int from, int to, byte[] bytes, Door door) {
    if (!missed.isEmpty()) {
      Fault fault = missed.remove(key(from, to, bytes));
      if (fault != null) {
        tally.mattered(fault);
      }
    }
    if (healed) {
      later(HEALED_DELAY_US, bytes, door);
      return;
    }
    if (cut[from][to] > 0) {
      miss(cutBy[from][to], from, to, bytes);
    } else if (chance.happens(loss)) {
      tally.fired(Fault.LOSS);
      miss(Fault.LOSS, from, to, bytes);
    } else if (swarm.has(Fault.VOTE_LOSS) && chance.happens(voteLoss(bytes))) {
      tally.fired(Fault.VOTE_LOSS);
      miss(Fault.VOTE_LOSS, from, to, bytes);
    } else if (bytes.length > 0 && bytes[0] == filteredKind && chance.happens(0.9)) {
      tally.fired(Fault.KIND_FILTER);
      miss(Fault.KIND_FILTER, from, to, bytes);
    } else {
      carry(from, to, bytes, door);
    }
  }

  private void carry(int from, int to, byte[] bytes, Door door) {
    byte[] carried = bytes;
    if (bytes.length > 0 && chance.happens(flip)) {
      tally.fired(Fault.BYTE_FLIPS);
      miss(Fault.BYTE_FLIPS, from, to, bytes);
      carried = bytes.clone();
      carried[chance.between(0, bytes.length - 1)] ^= (byte) (1 << chance.between(0, 7));
    }
    deliverOnce(from, to, carried, door);
    if (chance.happens(repeat)) {
      tally.fired(Fault.DUPLICATION);
      deliverOnce(
          from,
          to,
          carried,
          again -> {
            boolean taken = door.arrive(again);
            if (taken) {
              tally.mattered(Fault.DUPLICATION);
            }
            return taken;
          });
    }
  }

  /** How likely it is that VOTE_LOSS takes this: prepares of one block share their fate. */
  private double voteLoss(byte[] bytes) {
    if (bytes.length > PREPARE_STATEMENT && bytes[0] == 2) {
      int drawn = Arrays.hashCode(Arrays.copyOfRange(bytes, 1, PREPARE_STATEMENT)) ^ luck;
      return drawn % 4 == 0 ? UNLUCKY_PREPARES_LOST : LUCKY_PREPARES_LOST;
    }
    return bytes.length > 0 && bytes[0] == 3 ? VOTES_LOST : 0;
  }

  private void deliverOnce(int from, int to, byte[] bytes, Door door) {
    long delayUs = swarm.delayUs() / 4 + chance.exponential(swarm.delayUs());
    if (swarm.has(Fault.SLOW_NETWORK)) {
      tally.fired(Fault.SLOW_NETWORK);
      if (delayUs > LATE_US) {
        tally.mattered(Fault.SLOW_NETWORK);
      }
    }
    boolean held = chance.happens(reorder);
    if (held) {
      tally.fired(Fault.REORDER);
      delayUs += swarm.delayUs() * chance.between(1, 10);
    }
    long clogUs = Math.max(0, cloggedUntilUs[from][to] - world.nowUs());
    if (clogUs > 0) {
      tally.mattered(Fault.CLOGS);
    }
    long number = ++sent[from][to];
    later(
        clogUs + delayUs,
        bytes,
        b -> {
          if (held && arrived[from][to] > number) {
            tally.mattered(Fault.REORDER);
          }
          arrived[from][to] = Math.max(arrived[from][to], number);
          return door.arrive(b);
        });
  }

  private void later(long delayUs, byte[] bytes, Door door) {
    world.in(
        delayUs,
        () -> {
          world.trace().mix(bytes);
          door.arrive(bytes);
        });
  }

  private void miss(Fault fault, int from, int to, byte[] bytes) {
    missed.put(key(from, to, bytes), fault);
  }

  private static long key(int from, int to, byte[] bytes) {
    return (((long) from << 8 | to) << 32) ^ (Arrays.hashCode(bytes) & 0xffffffffL);
  }

  /** From now on {@code to} does not hear {@code from}, or does again; cuts add up. */
  void cut(int from, int to, Fault by, boolean isCut) {
    cut[from][to] = Math.max(0, cut[from][to] + (isCut ? 1 : -1));
    cutBy[from][to] = by;
  }

  /** What {@code from} sends to {@code to} stands still for a while. */
  void clog(int from, int to, long durationUs) {
    tally.fired(Fault.CLOGS);
    cloggedUntilUs[from][to] = world.nowUs() + durationUs;
  }

  /** Most messages that begin with this byte vanish; −1: none. */
  void filter(int kind) {
    filteredKind = kind;
  }

  /** All faults of the network end. */
  void heal() {
    healed = true;
  }
}
