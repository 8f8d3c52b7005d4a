package org.bitcraps.protocol.pbft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Stories about one replica: inputs and complete outputs. {@code -Drewrite} writes down what the
 * replica does now; whoever does that reads the difference.
 */
class ScenarioTest {

  private static final Path STORIES =
      Path.of(System.getProperty("bitcraps.root"), "core/protocol/src/test/resources/scenario");

  static List<Path> stories() throws IOException {
    try (Stream<Path> files = Files.list(STORIES)) {
      return files.filter(f -> f.toString().endsWith(".txt")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("stories")
  void aReplicaDoesWhatTheStoryTells(Path file) throws IOException {
    List<String> written = Files.readAllLines(file);
    List<String> told = tell(written);
    if (System.getProperty("rewrite") != null) {
      Files.writeString(file, String.join("\n", told) + "\n");
    }
    assertThat(told).isEqualTo(Files.readAllLines(file));
  }

  @Test
  void thereAreStories() throws IOException {
    assertThat(stories()).hasSizeGreaterThanOrEqualTo(25);
  }

  /** At least two statements for the reader, and the rule that the story shows. */
  @ParameterizedTest
  @MethodSource("stories")
  void aStoryOpensWithWhatHappens(Path file) throws IOException {
    String opening =
        Files.readAllLines(file).stream()
            .takeWhile(line -> line.startsWith("# "))
            .map(line -> line.substring(2))
            .collect(Collectors.joining(" "));
    assertThat(opening.split("[.:;] ")).hasSizeGreaterThanOrEqualTo(2);
    assertThat(opening).containsPattern("\\b[CDPR]\\d|PBFT02 §");
  }

  private static List<String> tell(List<String> written) {
    List<String> told = new ArrayList<>();
    Story story = null;
    for (String line : written) {
      if (!line.startsWith("  ")) {
        told.add(line);
      }
      if (line.startsWith("> validator ")) {
        story = Story.told(line.substring("> validator ".length()));
      } else if (line.startsWith("> ")) {
        story.take(line.substring(2)).forEach(answer -> told.add("  " + answer));
      }
    }
    return told;
  }
}
