package org.bitcraps.simulator.mutants;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bitcraps.simulator.Setting;

/**
 * One known bug.
 *
 * @param name the name of its file, without the ending
 * @param rule the rule of DESIGN §3 or the item of PITFALLS that it breaks
 * @param file the production source that it changes, as a path below a source root
 * @param setting where it shows soonest; empty: hunted everywhere in turn
 * @param what what is wrong, in a line
 * @param changes the pieces of the source that it replaces, one at least
 */
public record Mutant(
    String name,
    String rule,
    String file,
    Optional<Setting> setting,
    String what,
    List<Change> changes) {

  private static final String BEFORE = "--- before";
  private static final String AFTER = "--- after";

  /**
   * One change.
   *
   * @param before the piece of the source that it replaces; white space is as long as it likes
   * @param after what stands there instead
   */
  public record Change(String before, String after) {}

  /** Copies the list. */
  public Mutant {
    changes = List.copyOf(changes);
  }

  /**
   * Reads a mutant; the last two parts may repeat.
   *
   * <pre>
   * rule: C1
   * file: org/bitcraps/evidence/membership/Quorum.java
   * setting: UNEVEN
   * what: two thirds of three f + 1, whatever n is
   * --- before
   * return (2 * n + 2) / 3;
   * --- after
   * return 2 * faulty() + 1;
   * </pre>
   *
   * @throws IllegalArgumentException if it is not laid out like this; names the file
   */
  public static Mutant parse(String name, String text) {
    String[] parts = text.split("(?m)^" + BEFORE + "$", -1);
    List<Change> changes = new ArrayList<>();
    for (int i = 1; i < parts.length; i++) {
      String[] change = parts[i].split("(?m)^" + AFTER + "$", -1);
      if (change.length != 2 || change[0].isBlank()) {
        throw new IllegalArgumentException(
            "mutant " + name + ": after '" + BEFORE + "' a piece, '" + AFTER + "', another piece");
      }
      changes.add(new Change(change[0].strip(), change[1].strip()));
    }
    if (changes.isEmpty()) {
      throw lacks(name, BEFORE);
    }
    return new Mutant(
        name,
        field(name, parts[0], "rule").orElseThrow(() -> lacks(name, "rule: …")),
        field(name, parts[0], "file").orElseThrow(() -> lacks(name, "file: …")),
        field(name, parts[0], "setting").map(Setting::valueOf),
        field(name, parts[0], "what").orElseThrow(() -> lacks(name, "what: …")),
        changes);
  }

  private static IllegalArgumentException lacks(String name, String line) {
    return new IllegalArgumentException("mutant " + name + ": has no line '" + line + "'");
  }

  private static Optional<String> field(String name, String head, String field) {
    List<String> values = new ArrayList<>();
    for (String line : head.split("\n", -1)) {
      if (line.startsWith(field + ":")) {
        values.add(line.substring(field.length() + 1).strip());
      }
    }
    if (values.size() > 1) {
      throw new IllegalArgumentException("mutant " + name + ": two lines '" + field + ": …'");
    }
    return values.stream().findFirst();
  }

  /**
   * The source with this bug in it.
   *
   * @throws IllegalArgumentException unless each piece stands in the source exactly once
   */
  public String applyTo(String source) {
    String changed = source;
    for (Change change : changes) {
      changed = applyTo(changed, change);
    }
    return changed;
  }

  private String applyTo(String source, Change change) {
    List<String> words = new ArrayList<>();
    for (String word : change.before().split("\\s+", -1)) {
      words.add(Pattern.quote(word));
    }
    Matcher found = Pattern.compile(String.join("\\s+", words)).matcher(source);
    int count = 0;
    int from = 0;
    int to = 0;
    while (found.find()) {
      count++;
      from = found.start();
      to = found.end();
    }
    if (count != 1) {
      throw new IllegalArgumentException(
          "mutant %s: %s has its piece '%s' %d times, not once; adapt the mutant to the source"
              .formatted(name, file, change.before(), count));
    }
    return source.substring(0, from) + change.after() + source.substring(to);
  }
}
