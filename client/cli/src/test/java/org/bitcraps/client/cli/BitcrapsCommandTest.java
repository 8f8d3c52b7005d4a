package org.bitcraps.client.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class BitcrapsCommandTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    CommandLine commands = BitcrapsCommand.commandLine();
    commands.setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
    return commands.execute(args);
  }

  @Test
  void version_names_the_program_and_its_java() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).startsWith("bitcraps ").contains("Java " + Runtime.version());
  }

  @Test
  void help_is_an_answer() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).startsWith("Usage: bitcraps");
  }

  @Test
  void nothing_asked_is_wrong_usage_and_says_what_there_is() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).startsWith("Usage: bitcraps");
  }

  @Test
  void an_unknown_word_is_wrong_usage() {
    assertThat(run("fly")).isEqualTo(2);
    assertThat(err.toString()).contains("fly");
  }

  @Test
  void a_devnet_is_a_devnet_whatever_is_set() {
    for (String key : new String[] {"bitcraps.role", "bitcraps.genesis", "bitcraps.home"}) {
      assertThat(run("devnet", "--set", key + "=x")).isEqualTo(2);
      assertThat(err.toString()).contains("--set " + key + ": it is what makes a devnet");
    }
    assertThat(run("devnet", "--set", "java.home=x")).isEqualTo(2);
    assertThat(err.toString()).contains("--set java.home: a key begins with bitcraps.");
    assertThat(run("devnet", "--set", "bitcraps.role")).isEqualTo(2);
  }
}
