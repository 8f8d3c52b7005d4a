package org.bitcraps.client.cli;

import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.genesis.Parameters;

/**
 * Parameters of a chain that is made here: {@code bitcraps.genesis.betting-window-ms} and so on.
 */
final class GenesisSettings {

  static final String PREFIX = "bitcraps.genesis.";

  private GenesisSettings() {}

  /**
   * The defaults, and what is set.
   *
   * @throws WrongArgumentException if a key is no parameter, or a value out of range
   */
  static Parameters parameters(SortedMap<String, String> settings) {
    return parameters(settings, Parameters.defaults());
  }

  /** The same of other parameters than the defaults. */
  static Parameters parameters(SortedMap<String, String> settings, Parameters before) {
    SortedMap<String, Parameter> known = new TreeMap<>();
    for (Parameter parameter : Parameter.values()) {
      known.put(PREFIX + parameter.name().toLowerCase(Locale.ROOT).replace('_', '-'), parameter);
    }
    Parameters parameters = before;
    for (String key : settings.keySet()) {
      if (!key.startsWith(PREFIX)) {
        continue;
      }
      Parameter parameter = known.get(key);
      if (parameter == null) {
        throw new WrongArgumentException(
            key + " is no parameter of a genesis; there are " + known.keySet());
      }
      try {
        parameters = parameters.with(parameter, Long.parseLong(settings.get(key).strip()));
      } catch (IllegalArgumentException e) {
        throw new WrongArgumentException(
            key + "=" + settings.get(key) + ": must be " + parameter.range());
      }
    }
    return parameters;
  }
}
