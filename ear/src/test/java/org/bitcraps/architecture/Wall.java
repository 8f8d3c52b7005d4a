package org.bitcraps.architecture;

import com.tngtech.archunit.lang.ArchRule;

/** One wall: its number and what it keeps apart, and the rule that sees it broken. */
record Wall(String name, ArchRule rule) {

  /** Rooms are still empty: a rule about nobody holds, and bites as soon as somebody moves in. */
  static Wall of(String name, ArchRule rule) {
    return new Wall(name, rule.allowEmptyShould(true).as(name));
  }

  @Override
  public String toString() {
    return name;
  }
}
