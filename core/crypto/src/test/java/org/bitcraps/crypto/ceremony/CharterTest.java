package org.bitcraps.crypto.ceremony;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.bitcraps.crypto.home.NodeName;
import org.bitcraps.evidence.genesis.Genesis;
import org.bitcraps.evidence.genesis.Parameter;
import org.bitcraps.evidence.genesis.Parameters;
import org.junit.jupiter.api.Test;

/** What operators agree upon is one text, and every word of it counts. */
class CharterTest {

  private static final Charter CHARTER =
      Charter.draw(
          "river boat",
          EnumSet.of(Genesis.Flag.TESTNET, Genesis.Flag.FAUCET),
          4,
          2,
          Parameters.defaults().with(Parameter.BETTING_WINDOW_MS, 12_000),
          1_320_000_000L,
          1_800_000_000_000L,
          new SecureRandom());

  private static Charter read(String text) throws CeremonyException {
    return Charter.read("charter.txt", text.getBytes(UTF_8));
  }

  private static void assertRefused(String text, String because) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(CeremonyException.class)
        .hasMessageContaining(because);
  }

  /** With that line in the place of the one of its field. */
  private static String with(String line) {
    String field = line.substring(0, line.indexOf('=') + 1);
    String text = CHARTER.toText();
    int at = text.startsWith(field) ? 0 : text.indexOf("\n" + field) + 1;
    assertThat(text.startsWith(field, at)).as(field).isTrue();
    return text.substring(0, at) + line + text.substring(text.indexOf('\n', at));
  }

  @Test
  void people_can_read_it() {
    assertThat(CHARTER.toText())
        .startsWith(
            """
            bitcraps-charter=1
            name=river boat
            protocol=1
            start=2027-01-15T08:00:00Z
            flags=testnet faucet
            validators=4
            gateways=2
            bankroll=1320000000
            treasury=1320000000000000
            stake-min=1320
            stake-max=1320000
            lane-bytes-max=16777216
            betting-window-ms=12000
            reveal-window-ms=1200
            """)
        .hasLineCount(12 + Parameter.values().length + 2);
  }

  @Test
  void what_is_read_is_what_was_written() throws Exception {
    Charter read = read(CHARTER.toText());
    assertThat(read).isEqualTo(CHARTER);
    assertThat(read.digest()).isEqualTo(CHARTER.digest());
    assertThat(read(with("flags=")).flags()).isEmpty();
    assertThat(read(with("start=2027-01-15T08:00:00.250Z")).startTimeMs())
        .isEqualTo(1_800_000_000_250L);
  }

  @Test
  void each_word_makes_another_charter() throws Exception {
    for (String line :
        new String[] {
          "name=river bank",
          "start=2027-01-15T08:00:01Z",
          "flags=testnet",
          "validators=5",
          "gateways=1",
          "bankroll=1320000001",
          "treasury=1",
          "stake-min=1",
          "stake-max=1320001",
          "lane-bytes-max=1",
          "betting-window-ms=12001",
          "nonce=" + "0".repeat(64)
        }) {
      assertThat(read(with(line)).digest()).as(line).isNotEqualTo(CHARTER.digest());
    }
  }

  @Test
  void two_of_the_same_words_are_two() {
    Charter again =
        Charter.draw(
            CHARTER.name(),
            CHARTER.flags(),
            4,
            2,
            CHARTER.parameters(),
            CHARTER.money().bankroll(),
            CHARTER.startTimeMs(),
            new SecureRandom());
    assertThat(again.digest()).isNotEqualTo(CHARTER.digest());
  }

  @Test
  void its_nodes_are_counted_from_zero() {
    assertThat(CHARTER.nodes())
        .extracting(NodeName::toString)
        .containsExactly(
            "validator-0", "validator-1", "validator-2", "validator-3", "gateway-0", "gateway-1");
  }

  @Test
  void what_this_build_does_not_play_is_refused_and_named() {
    assertRefused(with("bitcraps-charter=2"), "charter.txt: bitcraps-charter: this build reads");
    assertRefused(with("protocol=2"), "charter.txt: protocol: 2, but this build plays version 1");
    assertRefused(with("rules=" + "0".repeat(64)), "charter.txt: rules: this build plays other");
  }

  @Test
  void a_field_that_makes_no_sense_is_named() {
    assertRefused(with("name="), "charter.txt: name: 1 to 64 printable");
    assertRefused(with("name=" + "x".repeat(65)), "charter.txt: name: 1 to 64 printable");
    assertRefused(with("name= x"), "charter.txt: name: 1 to 64 printable");
    assertRefused(with("start=tomorrow"), "charter.txt: start: \"tomorrow\" makes no sense");
    assertRefused(with("start=-0001-01-01T00:00:00Z"), "charter.txt: start: ");
    assertRefused(with("start=2027-01-15T08:00:00+00:00"), "charter.txt: line 4: it is written");
    assertRefused(with("flags=testnet fun"), "charter.txt: flags: \"testnet fun\"");
    assertRefused(with("flags=faucet testnet"), "line 5: it is written otherwise: flags=testnet");
    assertRefused(with("validators=3"), "validators: 3, but its parameters want 4 … 100");
    assertRefused(with("validators=101"), "charter.txt: validators: \"101\" must be 1 … 100");
    assertRefused(with("validators=04"), "charter.txt: line 6: it is written otherwise");
    assertRefused(with("gateways=0"), "charter.txt: gateways: \"0\" must be 1 … 100");
    assertRefused(with("bankroll=-1"), "charter.txt: bankroll: ");
    assertRefused(with("stake-min=1320001"), "stakes of table 0");
    assertRefused(
        with("betting-window-ms=99"), "charter.txt: betting-window-ms: 99 must be 100 … 3600000");
    assertRefused(with("nonce=12"), "charter.txt: nonce: \"12\" makes no sense");
    assertRefused(
        with("nonce=" + "A".repeat(64)), "it is written otherwise: nonce=" + "a".repeat(64));
  }

  @Test
  void another_text_than_that_of_the_fields_is_refused() {
    String text = CHARTER.toText();
    assertRefused("", "charter.txt: end: it ends inside a line");
    assertRefused(text.substring(0, text.length() - 1), "end: it ends inside a line");
    assertRefused(text + "more=1\n", "nothing belongs there");
    assertRefused(text + "\n", "nothing belongs there");
    assertRefused(text.replace("\n", "\r\n"), "charter.txt: byte 18: it is no printable ASCII");
    assertRefused(text.replace("river", "rivér"), "it is no printable ASCII");
    assertRefused(
        text.replace("gateways=2\n", ""), "gateways: it is expected in line 7, not \"bankroll=");
    assertRefused("bitcraps-charter=1\n", "charter.txt: name: it is missing");
    assertRefused("x".repeat(9_000), "charter.txt: size: 9000 bytes, at most 8192");
  }

  @Test
  void no_byte_of_it_can_be_changed_unnoticed() {
    byte[] bytes = CHARTER.toText().getBytes(US_ASCII);
    for (int at = 0; at < bytes.length; at++) {
      byte[] changed = bytes.clone();
      changed[at] ^= 1;
      try {
        assertThat(Charter.read("charter.txt", changed).digest())
            .as("byte " + at)
            .isNotEqualTo(CHARTER.digest());
      } catch (CeremonyException e) {
        assertThat(e).hasMessageStartingWith("charter.txt: ");
      }
    }
  }

  @Test
  void it_keeps_its_own_flags() {
    Set<Genesis.Flag> flags = new HashSet<>(Set.of(Genesis.Flag.TESTNET));
    Charter charter =
        Charter.draw("x", flags, 4, 1, Parameters.defaults(), 1, 1, new SecureRandom());
    flags.add(Genesis.Flag.RESEED);
    assertThat(charter.flags()).containsExactly(Genesis.Flag.TESTNET);
  }
}
