package org.bitcraps.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** All randomness of one run: a function of the seed and of the order of the questions. */
public final class Chance {

  private final SplittableRandom random;

  /** The randomness of a seed. */
  public Chance(long seed) {
    this(new SplittableRandom(seed));
  }

  private Chance(SplittableRandom random) {
    this.random = random;
  }

  /** Randomness of its own for one part: its questions change nobody else's answers. */
  public Chance split() {
    return new Chance(random.split());
  }

  /** True once in so many, {@code probability} from 0 to 1. */
  public boolean happens(double probability) {
    return probability > 0 && random.nextDouble() < probability;
  }

  /** From {@code least} to {@code most}, both included. */
  public long between(long least, long most) {
    return random.nextLong(least, most + 1);
  }

  /** The same for an index or a count. */
  public int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  /** Exponentially distributed with this mean, at most ten times the mean. */
  public long exponential(long mean) {
    // StrictMath: the same bits on every JVM.
    double drawn = -StrictMath.log(1 - random.nextDouble()) * mean;
    return Math.min((long) drawn, mean * 10);
  }

  /** One of them. */
  public <T> T oneOf(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  /** So many of them, in random order. */
  public <T> List<T> someOf(List<T> values, int count) {
    List<T> left = new ArrayList<>(values);
    List<T> chosen = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      chosen.add(left.remove(random.nextInt(left.size())));
    }
    return chosen;
  }

  /** So many random bytes. */
  public byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }
}
