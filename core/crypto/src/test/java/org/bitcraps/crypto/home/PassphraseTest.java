package org.bitcraps.crypto.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PassphraseTest {

  @TempDir private Path folder;

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("passphrase"), content);
  }

  private String read(String content) throws IOException {
    return new String(Passphrase.read(file(content)));
  }

  @Test
  void the_end_of_the_line_is_no_part_of_it() throws Exception {
    assertThat(read("corréct horse ☃")).isEqualTo("corréct horse ☃");
    assertThat(read("corréct horse ☃\n")).isEqualTo("corréct horse ☃");
    assertThat(read("corréct horse ☃\r\n")).isEqualTo("corréct horse ☃");
    assertThat(read("corréct horse ☃\r")).isEqualTo("corréct horse ☃");
  }

  @Test
  void spaces_are_part_of_it() throws Exception {
    assertThat(read(" a b \t\n")).isEqualTo(" a b \t");
  }

  @Test
  void only_the_first_line_counts() throws Exception {
    assertThat(read("first\nsecond\n")).isEqualTo("first");
    assertThat(read("first\rsecond")).isEqualTo("first");
  }

  @Test
  void nothing_in_the_first_line_is_no_passphrase() throws Exception {
    for (String content : new String[] {"", "\n", "\r\n", "\nsecond\n"}) {
      Path file = file(content);
      assertThatThrownBy(() -> Passphrase.read(file))
          .isInstanceOf(IOException.class)
          .hasMessage("passphrase file " + file + " is empty");
    }
  }

  @Test
  void a_file_that_is_missing_is_named() {
    for (Path missing : new Path[] {folder.resolve("none"), folder}) {
      assertThatThrownBy(() -> Passphrase.read(missing))
          .isInstanceOf(NoSuchFileException.class)
          .hasMessageContaining(missing.toString())
          .hasMessageContaining("there is no passphrase file");
    }
  }
}
