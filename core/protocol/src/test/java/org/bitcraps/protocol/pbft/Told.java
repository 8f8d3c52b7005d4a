package org.bitcraps.protocol.pbft;

import java.util.ArrayList;
import java.util.List;

/**
 * What one replica of four does about short stories that begin alike: for tests of one sentence.
 */
final class Told {

  /** All that was said in the stories so far. */
  final List<String> said = new ArrayList<>();

  /** What replica {@code self} does about the last of these lines. */
  List<String> after(int self, String... more) {
    return after(Story.told(self + " of 4"), more);
  }

  /** The same with a checkpoint every two blocks. */
  List<String> afterWithCheckpoints(int self, String... more) {
    return after(Story.told(self + " of 4 checkpoints every 2"), more);
  }

  /** It holds bodies A and B, the primary has proposed nothing yet. */
  private List<String> after(Story story, String... more) {
    List<String> lines =
        new ArrayList<>(
            List.of(
                "block b1 = 1 after genesis at +0 with A",
                "block b2 = 2 after b1 at +0 with B",
                "block c1 = 1 after genesis at +1 with B",
                "block c2 = 2 after c1 at +1 with A",
                "tick",
                "body A",
                "body B"));
    lines.addAll(List.of(more));
    List<String> answer = List.of();
    for (String line : lines) {
      answer = story.take(line);
      said.addAll(answer);
    }
    return answer;
  }
}
