package org.bitcraps.simulator;

import java.util.function.Consumer;

/**
 * Carries bytes between hosts 0 … n and trusts itself for nothing: loses, delays, repeats, reorders
 * and damages what it carries, as far as the seed allows it.
 */
final class Network {

  private static final double VOTES_LOST = 0.6;
  private static final long HEALED_DELAY_US = 2_000;

  private final World world;
  private final Chance chance;
  private final Swarm swarm;
  private final boolean[][] cut;
  private final long[][] cloggedUntilUs;
  private int filteredKind = -1;
  private boolean healed;

  Network(World world, Chance chance, Swarm swarm, int hosts) {
    this.world = world;
    this.chance = chance;
    this.swarm = swarm;
    this.cut = new boolean[hosts][hosts];
    this.cloggedUntilUs = new long[hosts][hosts];
  }

  /** Carries a message, or not. */
  void send(int from, int to, byte[] bytes, Consumer<byte[]> deliver) {
    if (healed) {
      later(HEALED_DELAY_US, bytes, deliver);
      return;
    }
    if (cut[from][to]
        || chance.happens(swarm.loss())
        || (swarm.has(Fault.VOTE_LOSS) && isVote(bytes) && chance.happens(VOTES_LOST))
        || (bytes.length > 0 && bytes[0] == filteredKind && chance.happens(0.9))) {
      return;
    }
    byte[] carried = bytes;
    if (swarm.has(Fault.BYTE_FLIPS) && bytes.length > 0 && chance.happens(0.02)) {
      carried = bytes.clone();
      carried[chance.between(0, bytes.length - 1)] ^= (byte) (1 << chance.between(0, 7));
    }
    deliverOnce(from, to, carried, deliver);
    if (swarm.has(Fault.DUPLICATION) && chance.happens(0.1)) {
      deliverOnce(from, to, carried, deliver);
    }
  }

  private static boolean isVote(byte[] bytes) {
    return bytes.length > 0 && (bytes[0] == 2 || bytes[0] == 3);
  }

  private void deliverOnce(int from, int to, byte[] bytes, Consumer<byte[]> deliver) {
    long delayUs = swarm.delayUs() / 4 + chance.exponential(swarm.delayUs());
    long clogUs = Math.max(0, cloggedUntilUs[from][to] - world.nowUs());
    later(clogUs + delayUs, bytes, deliver);
  }

  private void later(long delayUs, byte[] bytes, Consumer<byte[]> deliver) {
    world.in(
        delayUs,
        () -> {
          world.trace().mix(bytes);
          deliver.accept(bytes);
        });
  }

  /** From now on {@code to} does not hear {@code from}, or does again. */
  void cut(int from, int to, boolean isCut) {
    cut[from][to] = isCut;
  }

  /** What {@code from} sends to {@code to} stands still for a while. */
  void clog(int from, int to, long durationUs) {
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
