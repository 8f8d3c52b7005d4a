package org.bitcraps.client.cli;

import java.util.SortedMap;
import org.bitcraps.crypto.home.GenesisKeys;
import org.bitcraps.evidence.genesis.Parameters;

/**
 * Parameters of a chain that is made here: {@code bitcraps.genesis.betting-window-ms} and so on.
 */
final class GenesisSettings {

  static final String PREFIX = GenesisKeys.PREFIX;

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
    try {
      return GenesisKeys.parameters(settings, before);
    } catch (IllegalArgumentException e) {
      throw new WrongArgumentException(e.getMessage());
    }
  }
}
