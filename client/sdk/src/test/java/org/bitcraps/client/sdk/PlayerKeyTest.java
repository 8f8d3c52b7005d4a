package org.bitcraps.client.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.bitcraps.crypto.Schemes;
import org.bitcraps.evidence.wire.Verifier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlayerKeyTest {

  private static final char[] NONE = new char[0];

  @TempDir Path folder;

  @Test
  void isTheSameAfterLoadingAndItsFileIsPrivate() throws IOException {
    Path file = folder.resolve("deep/player.key");
    PlayerKey made = PlayerKey.create(file, NONE);
    PlayerKey loaded = PlayerKey.load(file, NONE);
    assertThat(loaded.publicKey()).isEqualTo(made.publicKey());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    byte[] message = {1, 2, 3};
    assertThat(
            new Verifier(Schemes.best().scheme())
                .isValid(made.publicKey(), message, loaded.sign(message)))
        .isTrue();
    String seed = Files.readString(file).strip().replaceFirst(".* ", "");
    assertThat(made.toString()).contains(made.publicKey().hex()).doesNotContain(seed);
    assertThatThrownBy(() -> PlayerKey.create(file, NONE))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void canBeEncrypted() throws IOException {
    Path file = folder.resolve("player.key");
    PlayerKey made = PlayerKey.create(file, "correct horse".toCharArray());
    assertThat(PlayerKey.isEncrypted(file)).isTrue();
    assertThat(PlayerKey.load(file, "correct horse".toCharArray()).publicKey())
        .isEqualTo(made.publicKey());
    assertThatThrownBy(() -> PlayerKey.load(file, "wrong".toCharArray()))
        .isInstanceOf(IOException.class);
  }

  @Test
  void refusesFilesOfOthersAndWhatIsNoKey() throws IOException {
    Path file = folder.resolve("player.key");
    PlayerKey.create(file, NONE);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThatThrownBy(() -> PlayerKey.load(file, NONE)).hasMessageContaining("chmod 600");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(file, "bitcraps-player-key-1 00\n");
    assertThatThrownBy(() -> PlayerKey.load(file, NONE)).hasMessageContaining("no key file");
    assertThatThrownBy(() -> PlayerKey.load(folder.resolve("none"), NONE))
        .hasMessageContaining("there is no key file");
  }
}
