package org.bitcraps.crypto.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SettingTest {

  private static Function<String, Optional<String>> said(String... keysAndValues) {
    Map<String, String> values =
        switch (keysAndValues.length) {
          case 0 -> Map.of();
          case 2 -> Map.of(keysAndValues[0], keysAndValues[1]);
          default -> throw new IllegalArgumentException("a key and a value");
        };
    return key -> Optional.ofNullable(values.get(key));
  }

  @ParameterizedTest
  @EnumSource
  void whatNobodySaysIsItselfAllowed(Setting setting) {
    switch (setting.kind()) {
      case Kind.Choice choice ->
          assertThat(setting.word(said())).isEqualTo(choice.byDefault()).isIn(choice.words());
      case Kind.Whole whole ->
          assertThat(setting.number(said()))
              .isEqualTo(whole.byDefault())
              .isBetween(whole.least(), whole.most());
      case Kind.Wanted wanted ->
          assertThatIllegalArgumentException()
              .isThrownBy(() -> setting.number(said()))
              .withMessage("the configuration key " + setting.key() + " is missing");
      case Kind.Flag flag -> assertThat(setting.flag(said())).isEqualTo(flag.byDefault());
      case Kind.Text text -> assertThat(setting.text(said())).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void itsKeyAndMeaningAreSaid(Setting setting) {
    assertThat(setting.key()).matches("bitcraps(\\.[a-z]+(-[a-z]+)*)+");
    assertThat(setting.meaning()).isNotBlank().doesNotContain("|");
    assertThat(setting.kind().allowed()).isNotBlank().doesNotContain("|");
  }

  @Test
  void spacesAroundAValueAreNoPartOfIt() {
    assertThat(Setting.ROLE.word(said("bitcraps.role", " gateway "))).isEqualTo("gateway");
    assertThat(Setting.BATCH_SIZE.number(said("bitcraps.gateway.batch-size", " 7 "))).isEqualTo(7);
    assertThat(Setting.HISTORY_ENABLED.flag(said("bitcraps.history.enabled", "false "))).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"0", "65537", "-1", "9999999999", "1e3", "''", "many"})
  void aNumberOutOfRangeIsRefusedWithItsKey(String value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Setting.BATCH_SIZE.number(said("bitcraps.gateway.batch-size", value)))
        .withMessage("bitcraps.gateway.batch-size=" + value + ": must be 1 … 65536");
  }

  @Test
  void anotherWordIsRefusedWithItsKey() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Setting.ROLE.word(said("bitcraps.role", "dealer")))
        .withMessage("bitcraps.role=dealer: must be one of [validator, gateway, all]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Setting.HISTORY_REBUILD.flag(said("bitcraps.history.rebuild", "yes")))
        .withMessage("bitcraps.history.rebuild=yes: must be true or false");
  }

  @Test
  void aMisspeltKeyIsNotIgnored() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            Setting.refuseUnknown(
                List.of("user.home", "bitcraps.role", "bitcraps.gatway.id"), name -> false))
        .withMessageStartingWith("bitcraps.gatway.id is no key");
    assertThatCode(() ->
            Setting.refuseUnknown(
                List.of("bitcraps.peers.gateway-0", "bitcrapsy"),
                name -> name.startsWith("bitcraps.peers.")))
        .doesNotThrowAnyException();
  }

  @Test
  void theHomeIsBesideTheServersOwnDataIfNobodySaysOtherwise() {
    assertThat(Setting.home(said("jboss.server.data.dir", "/opt/server/data")).folder())
        .isEqualTo(Path.of("/opt/server/data/bitcraps"));
    assertThat(Setting.passphraseFile(said("bitcraps.home", "/h")))
        .isEqualTo(Path.of("/h/passphrase"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Setting.home(said()))
        .withMessage("the configuration key bitcraps.home is missing");
  }
}
