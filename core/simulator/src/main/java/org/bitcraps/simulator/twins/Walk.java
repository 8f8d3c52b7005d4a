package org.bitcraps.simulator.twins;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * All scenarios of four validators with one twin, down to a depth: depth first, each choice made
 * when its stage comes (package page).
 */
public final class Walk {

  private final Path first;
  private final int fixed;

  private Walk(Path first, int fixed) {
    this.first = first;
    this.fixed = fixed;
  }

  /**
   * The whole walk in parts that share nothing, so that several threads can go at once.
   *
   * @param views how many views are separated
   * @param depth how many stages are
   */
  public static List<Walk> parts(int views, int depth) {
    List<Walk> parts = new ArrayList<>();
    for (int twinned = 0; twinned < 4; twinned++) {
      Frame frame = Frame.smallest(twinned, views);
      Optional<Path> path = Optional.of(new Path(frame, List.of(0), depth));
      while (path.isPresent()) {
        path.get().partition(new Stage(0, Stage.Part.PROPOSE, 0));
        parts.add(new Walk(new Path(frame, path.get().choices(), depth), 1));
        path = path.get().next(0);
      }
    }
    return parts;
  }

  /** Runs one after the other: which comes next depends on the stages that one came to. */
  public void forEach(Consumer<Path> run) {
    for (Optional<Path> path = Optional.of(first);
        path.isPresent();
        path = path.get().next(fixed)) {
      run.accept(path.get());
    }
  }
}
