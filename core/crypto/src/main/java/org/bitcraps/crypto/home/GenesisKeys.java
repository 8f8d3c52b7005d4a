package org.bitcraps.crypto.home;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.genesis.Parameters;

/**
 * The keys under which parameters of a chain that is made here are given: {@code BETTING_WINDOW_MS}
 * is {@code bitcraps.genesis.betting-window-ms}.
 */
public final class GenesisKeys {

  /** All of them begin so. */
  public static final String PREFIX = "bitcraps.genesis.";

  private GenesisKeys() {}

  /** The key of a parameter. */
  public static String of(Parameter parameter) {
    return PREFIX + parameter.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * Other parameters than {@code before}, as far as they are given.
   *
   * @param lookUp the value of a key
   * @param names all keys there are: a misspelt parameter must not be ignored
   * @param others keys with the prefix that are no parameters and somebody else's matter
   * @throws IllegalArgumentException if a key is no parameter, or a value out of range; names the
   *     key
   */
  public static Parameters parameters(
      Function<String, Optional<String>> lookUp,
      Iterable<String> names,
      Predicate<String> others,
      Parameters before) {
    SortedMap<String, Parameter> known = new TreeMap<>();
    for (Parameter parameter : Parameter.values()) {
      known.put(of(parameter), parameter);
    }
    for (String name : names) {
      if (name.startsWith(PREFIX) && !known.containsKey(name) && !others.test(name)) {
        throw new IllegalArgumentException(
            name + " is no parameter of a genesis; there are " + known.keySet());
      }
    }
    Parameters parameters = before;
    for (Map.Entry<String, Parameter> entry : known.entrySet()) {
      Optional<String> value = lookUp.apply(entry.getKey());
      if (value.isPresent()) {
        try {
          parameters = parameters.with(entry.getValue(), Long.parseLong(value.get().strip()));
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(
              entry.getKey() + "=" + value.get() + ": must be " + entry.getValue().range(), e);
        }
      }
    }
    return parameters;
  }

  /** The same of what somebody set, where every key with the prefix must be a parameter. */
  public static Parameters parameters(SortedMap<String, String> settings, Parameters before) {
    return parameters(
        key -> Optional.ofNullable(settings.get(key)), settings.keySet(), key -> false, before);
  }
}
