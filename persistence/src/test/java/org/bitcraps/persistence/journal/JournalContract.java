package org.bitcraps.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.bitcraps.protocol.port.Journal;
import org.junit.jupiter.api.Test;

/** What every journal promises to the output runner (P1). */
public interface JournalContract {

  /** Opens the one medium of this test, again once the journal before was closed. */
  Journal open();

  @Test
  default void aNewJournalHoldsNothing() {
    try (Journal journal = open()) {
      assertThat(journal.recover()).isEmpty();
    }
    try (Journal journal = open()) {
      assertThat(journal.recover()).isEmpty();
    }
  }

  @Test
  default void whatWasForcedIsReadBackWholeAndInOrder() {
    List<byte[]> written = new ArrayList<>();
    long seed = 20261121;
    Random random = new Random(seed);
    for (int length : new int[] {0, 1, 27, 28, 29, 255, 4096, 70_000, 3_000_000, 0, 5}) {
      byte[] record = new byte[length];
      random.nextBytes(record);
      written.add(record);
    }
    try (Journal journal = open()) {
      journal.recover();
      journal.append(written.subList(0, 4));
      journal.append(written.subList(4, 11));
      journal.append(List.of());
      journal.force();
    }
    try (Journal journal = open()) {
      assertThat(journal.recover()).containsExactlyElementsOf(written);
    }
  }

  @Test
  default void recordsGoOnBehindThoseOfTheRunBefore() {
    for (int run = 0; run < 4; run++) {
      try (Journal journal = open()) {
        assertThat(texts(journal.recover()))
            .isEqualTo(List.of("run 0", "run 1", "run 2").subList(0, run));
        journal.append(List.of(bytes("run " + run)));
        journal.force();
      }
    }
  }

  @Test
  default void zerosAreARecordLikeAnyOther() {
    try (Journal journal = open()) {
      journal.recover();
      journal.append(List.of(new byte[100], new byte[0], new byte[1 << 20]));
      journal.force();
    }
    try (Journal journal = open()) {
      assertThat(journal.recover()).containsExactly(new byte[100], new byte[0], new byte[1 << 20]);
    }
  }

  @Test
  default void theCallersArraysAreTheCallers() {
    try (Journal journal = open()) {
      journal.recover();
      byte[] record = bytes("a vote");
      journal.append(List.of(record));
      Arrays.fill(record, (byte) 'x');
      journal.force();
    }
    try (Journal journal = open()) {
      assertThat(texts(journal.recover())).containsExactly("a vote");
    }
  }

  @Test
  default void itIsRecoveredOnceAndBeforeAnythingElse() {
    try (Journal journal = open()) {
      assertThatThrownBy(() -> journal.append(List.of(bytes("early"))))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(journal::force).isInstanceOf(IllegalStateException.class);
      journal.recover();
      assertThatThrownBy(journal::recover).isInstanceOf(IllegalStateException.class);
      journal.append(List.of(bytes("in time")));
      journal.force();
    }
    try (Journal journal = open()) {
      assertThat(texts(journal.recover())).containsExactly("in time");
    }
  }

  /** Other records in place of the old ones; later ones go on behind them. */
  @Test
  default void whatWasReplacedIsGoneAndWhatReplacedItIsThere() {
    for (int count : new int[] {3, 1, 0}) {
      List<byte[]> others = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        others.add(bytes("other " + i));
      }
      try (Journal journal = open()) {
        journal.recover();
        journal.append(List.of(bytes("old"), new byte[70_000]));
        journal.force();
      }
      try (Journal journal = open()) {
        journal.recover();
        journal.replace(others);
      }
      try (Journal journal = open()) {
        assertThat(journal.recover()).containsExactlyElementsOf(others);
        journal.replace(others);
        journal.append(List.of(bytes("new")));
        journal.force();
      }
      others.add(bytes("new"));
      try (Journal journal = open()) {
        assertThat(journal.recover()).containsExactlyElementsOf(others);
      }
    }
  }

  /** What is not forced is neither read back nor replaced: whose it is would not be known. */
  @Test
  default void itIsReadBackAndReplacedOnlyWhenAllIsForced() {
    try (Journal journal = open()) {
      assertThatThrownBy(() -> journal.replace(List.of()))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(journal::records).isInstanceOf(IllegalStateException.class);
      journal.recover();
      journal.append(List.of(bytes("a vote")));
      assertThatThrownBy(() -> journal.replace(List.of()))
          .isInstanceOf(IllegalStateException.class);
      assertThatThrownBy(journal::records).isInstanceOf(IllegalStateException.class);
      journal.force();
    }
    try (Journal journal = open()) {
      assertThat(texts(journal.recover())).containsExactly("a vote");
    }
  }

  /**
   * While its owner runs it is cut again and again; what it holds is what was kept and what came.
   */
  @Test
  default void aRunningJournalIsReadBackAndCut() {
    List<byte[]> expected = new ArrayList<>();
    try (Journal journal = open()) {
      journal.recover();
      for (int cut = 0; cut < 4; cut++) {
        for (int i = 0; i < 5; i++) {
          byte[] record = i == 3 ? new byte[300_000] : bytes("cut " + cut + ", record " + i);
          journal.append(List.of(record));
          journal.force();
          expected.add(record);
        }
        assertThat(journal.records()).containsExactlyElementsOf(expected);
        expected = new ArrayList<>(expected.subList(expected.size() - 2, expected.size()));
        expected.add(0, bytes("begins at " + cut));
        journal.replace(expected);
        assertThat(journal.records()).containsExactlyElementsOf(expected);
      }
      journal.append(List.of(bytes("the last")));
      journal.force();
    }
    expected.add(bytes("the last"));
    try (Journal journal = open()) {
      assertThat(journal.recover()).containsExactlyElementsOf(expected);
    }
  }

  /** Its owner goes on while it is written: what it appended meanwhile stands behind. */
  @Test
  default void aDraftTakesThePlaceOfAJournalThatWentOn() {
    List<byte[]> expected = new ArrayList<>();
    try (Journal journal = open()) {
      journal.recover();
      for (int cut = 0; cut < 3; cut++) {
        append(journal, expected, bytes("before " + cut), new byte[70_000]);
        List<byte[]> there = List.copyOf(expected);
        try (Journal.Draft draft = journal.draft()) {
          append(journal, expected, bytes("meanwhile " + cut), new byte[300_000]);
          assertThat(draft.records()).containsExactlyElementsOf(there);
          List<byte[]> instead = List.of(bytes("begins at " + cut), there.getLast());
          draft.write(instead);
          append(journal, expected, bytes("and then " + cut));
          draft.takePlace();
          expected.subList(0, there.size()).clear();
          expected.addAll(0, instead);
        }
        assertThat(journal.records()).containsExactlyElementsOf(expected);
      }
      append(journal, expected, bytes("the last"));
    }
    try (Journal journal = open()) {
      assertThat(journal.recover()).containsExactlyElementsOf(expected);
    }
  }

  private static void append(Journal journal, List<byte[]> expected, byte[]... records) {
    journal.append(List.of(records));
    journal.force();
    expected.addAll(List.of(records));
  }

  /** Nothing comes of a draft that is given up, however far it was. */
  @Test
  default void aDraftThatIsGivenUpLeavesTheJournalAsItWas() {
    List<byte[]> expected = new ArrayList<>();
    try (Journal journal = open()) {
      journal.recover();
      append(journal, expected, bytes("one"), bytes("two"));
      journal.draft().close();
      try (Journal.Draft draft = journal.draft()) {
        draft.write(List.of(bytes("nobody's")));
      }
      append(journal, expected, bytes("three"));
      try (Journal.Draft draft = journal.draft()) {
        draft.write(draft.records());
        draft.takePlace();
      }
      assertThat(journal.records()).containsExactlyElementsOf(expected);
      journal.draft().close();
    }
    try (Journal journal = open()) {
      assertThat(journal.recover()).containsExactlyElementsOf(expected);
    }
  }

  @Test
  default void aClosedJournalTakesNothing() {
    Journal journal = open();
    journal.recover();
    journal.close();
    journal.close();
    assertThatThrownBy(() -> journal.append(List.of(bytes("late"))))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(journal::force).isInstanceOf(IllegalStateException.class);
  }

  /** Text as a record. */
  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Records as text. */
  static List<String> texts(List<byte[]> records) {
    return records.stream().map(record -> new String(record, StandardCharsets.UTF_8)).toList();
  }
}
