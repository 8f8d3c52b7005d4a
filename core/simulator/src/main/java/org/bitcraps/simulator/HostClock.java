package org.bitcraps.simulator;

/** The clock of one host: true time with an error, which may jump. Milliseconds since 1970. */
final class HostClock {

  private final World world;
  private final long startMs;
  private long errorUs;

  HostClock(World world, long startMs) {
    this.world = world;
    this.startMs = startMs;
  }

  long nowMs() {
    return startMs + Math.floorDiv(world.nowUs() + errorUs, 1000L);
  }

  /** How long until the clock shows a time; 0 if it does. */
  long untilUs(long atMs) {
    return Math.max(0, (atMs - startMs) * 1000 - errorUs - world.nowUs());
  }

  void set(long newErrorUs) {
    errorUs = newErrorUs;
  }
}
