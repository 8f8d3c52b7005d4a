package org.bitcraps.simulator.twins;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Scenarios in words. */
final class Scenarios {

  private Scenarios() {}

  static String told(Frame frame, Map<Stage, Partition> chosen) {
    List<String> parts = new ArrayList<>();
    parts.add(
        "%d validators, twinned %s (hosts %d…%d are the second instances), %d views separated, %d slots each"
            .formatted(
                frame.validators(),
                frame.twinned(),
                frame.validators(),
                frame.hosts() - 1,
                frame.views(),
                frame.slots()));
    chosen.forEach((stage, partition) -> {
      if (stage.view() < frame.views()) {
        parts.add(stage + ": " + partition);
      }
    });
    return String.join("; ", parts);
  }
}
