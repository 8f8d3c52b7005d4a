package org.bitcraps.crypto.settings;

import java.util.List;

/** What a value may be, and what it is when nobody says. */
public sealed interface Kind {

  /** One of these words. */
  record Choice(String byDefault, List<String> words) implements Kind {

    /** Copies the list. */
    public Choice {
      words = List.copyOf(words);
    }
  }

  /**
   * A whole number.
   *
   * @param unit of it, in the plural; empty for a number that names something
   */
  record Whole(int byDefault, int least, int most, String unit) implements Kind {}

  /** A whole number that somebody must say. */
  record Wanted(int least, int most) implements Kind {}

  /** true or false. */
  record Flag(boolean byDefault) implements Kind {}

  /**
   * Anything; whoever reads it checks it.
   *
   * @param shape for people
   * @param byDefault for people
   */
  record Text(String shape, String byDefault) implements Kind {}

  /** What is allowed, for people. */
  default String allowed() {
    return switch (this) {
      case Choice choice -> String.join(", ", choice.words());
      case Whole whole -> range(whole.least(), whole.most(), whole.unit());
      case Wanted wanted -> range(wanted.least(), wanted.most(), "");
      case Flag flag -> "true, false";
      case Text text -> text.shape();
    };
  }

  private static String range(int least, int most, String unit) {
    return (least + " … " + most + " " + unit).strip();
  }

  /** What holds when nobody says, for people; empty if somebody must. */
  default String otherwise() {
    return switch (this) {
      case Choice choice -> choice.byDefault();
      case Whole whole -> Integer.toString(whole.byDefault());
      case Wanted wanted -> "";
      case Flag flag -> Boolean.toString(flag.byDefault());
      case Text text -> text.byDefault();
    };
  }
}
