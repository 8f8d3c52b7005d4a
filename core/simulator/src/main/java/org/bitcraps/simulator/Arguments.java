package org.bitcraps.simulator;

import java.util.List;
import java.util.Set;

/** Arguments of {@code bitcraps sim}, checked. */
record Arguments(List<String> words) {

  private static final Set<String> SWITCHES = Set.of("--ed25519", "--json", "--twins");
  private static final Set<String> NUMBERS =
      Set.of("--seeds", "--from", "--threads", "--twice", "--lines", "--views", "--depth");
  private static final Set<String> OF_TWINS = Set.of("--scenario", "--views", "--depth");

  Arguments {
    words = List.copyOf(words);
  }

  /** What is wrong with them; empty if nothing. */
  String fault() {
    for (int i = 0; i < words.size(); i++) {
      String name = words.get(i);
      if (SWITCHES.contains(name)) {
        continue;
      }
      if (!NUMBERS.contains(name) && !name.equals("--protocol") && !name.equals("--scenario")) {
        return "unknown argument: " + name;
      }
      String value = ++i < words.size() ? words.get(i) : "";
      if (OF_TWINS.contains(name) && !has("--twins")) {
        return name + ": with --twins only";
      }
      String fault = fault(name, value);
      if (!fault.isEmpty()) {
        return name + ": " + fault + ": " + value;
      }
    }
    return "";
  }

  private static String fault(String name, String value) {
    return switch (name) {
      case "--protocol" -> value.equals("pbft") ? "" : "not pbft";
      case "--scenario" ->
          value.matches("[0-3]/[1-9]/([0-9]|1[0-5])(\\.([0-9]|1[0-5])){0,99}")
              ? ""
              : "not like 1/2/0.5.3 (twinned validator, views, choices)";
      case "--threads" -> value.matches("[1-9][0-9]{0,2}") ? "" : "not from 1 to 999";
      case "--views", "--depth" -> value.matches("[1-9]") ? "" : "not from 1 to 9";
      default -> value.matches("[0-9]{1,18}") ? "" : "not a number";
    };
  }

  boolean has(String name) {
    return words.contains(name);
  }

  long number(String name, long otherwise) {
    return has(name) ? Long.parseLong(text(name)) : otherwise;
  }

  /** The value of one that is there. */
  String text(String name) {
    return words.get(words.indexOf(name) + 1);
  }
}
