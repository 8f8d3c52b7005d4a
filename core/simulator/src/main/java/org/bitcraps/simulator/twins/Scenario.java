package org.bitcraps.simulator.twins;

/** One run's world: who runs twice, and who hears whom in which stage. */
public interface Scenario {

  /** What stays the same in all of it. */
  Frame frame();

  /** Of the delays and of what players want. */
  long seed();

  /** Arguments of {@code bitcraps sim} that run it again. */
  String again();

  /**
   * Who hears whom. Asked when the first message of a stage is sent, and answered the same from
   * then on.
   */
  Partition partition(Stage stage);
}
