package org.bitcraps.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** A run takes hours: what it was told wrongly it says at once. */
class FaultsMainTest {

  @ParameterizedTest
  @CsvSource({
    "base-timeout-ms=2000, base-timeout-ms: a key begins with bitcraps.",
    "bitcraps.consensus.timeout=1, bitcraps.consensus.timeout is no key of this application",
    "bitcraps.genesis.no=1, bitcraps.genesis.no is no parameter",
    "bitcraps.genesis.betting-window-ms=1, bitcraps.genesis.betting-window-ms=1: must be"
  })
  void aKeyThatNobodyReadsIsRefused(String setting, String says) {
    StringWriter err = new StringWriter();
    int code =
        new CommandLine(new FaultsMain())
            .setErr(new PrintWriter(err))
            .execute("--set", setting, "--house", "nowhere");
    assertThat(code).isEqualTo(2);
    assertThat(err.toString()).contains("--set " + says);
  }
}
