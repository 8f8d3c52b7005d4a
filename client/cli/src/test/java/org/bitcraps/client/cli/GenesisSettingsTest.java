package org.bitcraps.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.genesis.Parameters;
import org.junit.jupiter.api.Test;

class GenesisSettingsTest {

  private static final String WINDOW = "bitcraps.genesis.betting-window-ms";

  private static Parameters parameters(Map<String, String> settings) {
    return GenesisSettings.parameters(new TreeMap<>(settings));
  }

  private static void assertRefused(String key, String value, String because) {
    assertThatThrownBy(() -> parameters(Map.of(key, value)))
        .isInstanceOf(WrongArgumentException.class)
        .hasMessageContaining(key)
        .hasMessageContaining(because);
  }

  @Test
  void what_is_set_counts_and_the_rest_are_the_defaults() {
    Parameters parameters =
        parameters(Map.of(WINDOW, " 250 ", "bitcraps.genesis.batch-size-max", "7"));
    assertThat(parameters)
        .isEqualTo(
            Parameters.defaults()
                .with(Parameter.BETTING_WINDOW_MS, 250)
                .with(Parameter.BATCH_SIZE_MAX, 7));
  }

  @Test
  void every_parameter_has_a_key() {
    for (Parameter parameter : Parameter.values()) {
      String key =
          "bitcraps.genesis." + parameter.name().toLowerCase(Locale.ROOT).replace('_', '-');
      assertThat(parameters(Map.of(key, Long.toString(parameter.defaultValue()))))
          .isEqualTo(Parameters.defaults());
    }
  }

  @Test
  void other_keys_are_not_of_the_genesis() {
    assertThat(parameters(Map.of("bitcraps.consensus.base-timeout-ms", "much")))
        .isEqualTo(Parameters.defaults());
  }

  @Test
  void what_is_not_set_stays_as_it_was() {
    Parameters before = Parameters.defaults().with(Parameter.BATCH_SIZE_MAX, 7);
    assertThat(GenesisSettings.parameters(new TreeMap<>(Map.of(WINDOW, "250")), before))
        .isEqualTo(before.with(Parameter.BETTING_WINDOW_MS, 250));
  }

  @Test
  void an_unknown_key_is_refused_and_the_known_ones_are_listed() {
    assertRefused("bitcraps.genesis.betting-window", "250", WINDOW);
    assertRefused("bitcraps.genesis.", "250", "is no parameter of a genesis");
    assertRefused("bitcraps.genesis.BETTING_WINDOW_MS", "250", WINDOW);
  }

  @Test
  void a_value_out_of_range_or_no_number_is_refused_with_the_range() {
    for (String value : new String[] {"99", "3600001", "-1", "much", "", "1e3", "9".repeat(20)}) {
      assertRefused(WINDOW, value, "=" + value + ": must be 100 … 3600000");
    }
    for (String value : new String[] {"100", "3600000"}) {
      assertThat(parameters(Map.of(WINDOW, value)).get(Parameter.BETTING_WINDOW_MS))
          .isEqualTo(Long.parseLong(value));
    }
  }
}
