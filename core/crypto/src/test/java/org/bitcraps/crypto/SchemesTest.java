package org.bitcraps.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.security.Security;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bitcraps.crypto.Schemes.Choice;
import org.bitcraps.evidence.keys.PublicKey;
import org.junit.jupiter.api.Test;

class SchemesTest {

  @Test
  void theBestIsAccpWhereItLoadsAndSaysSo() {
    Choice best = Schemes.best();
    if (Providers.accp().isPresent()) {
      assertThat(best.scheme()).isInstanceOf(AccpScheme.class);
      assertThat(best.reason()).startsWith("ACCP 2.").contains("self-check");
    } else {
      assertThat(best.scheme()).isInstanceOf(BouncyScheme.class);
    }
    assertThat(Schemes.best()).isSameAs(best);
  }

  @Test
  void withoutAccpTheChoiceIsBouncyCastleAndNamesTheReason() {
    Choice choice = Schemes.choose(new AccpProvider.Absent("no such luck"));
    assertThat(choice.scheme()).isInstanceOf(BouncyScheme.class);
    assertThat(choice.reason()).startsWith("BouncyCastle").endsWith("no such luck");
  }

  /**
   * The jar is optional: the same classes without it on the class path, in a loader of their own.
   */
  @Test
  void everythingRunsWithoutTheAccpJar() throws Exception {
    try (URLClassLoader loader = withoutAccp()) {
      Class<?> schemes = loader.loadClass("org.bitcraps.crypto.Schemes");
      assertThat(schemes).isNotSameAs(Schemes.class);
      assertThat(schemes.getMethod("best").invoke(null).toString())
          .contains("BouncyCastle")
          .contains("its jar is not on the class path");
      Object signer =
          loader
              .loadClass("org.bitcraps.crypto.Signers")
              .getMethod("fromSeed", byte[].class)
              .invoke(null, (Object) new byte[32]);
      assertThat(signer.getClass().getSimpleName()).isEqualTo("BouncySigner");
    }
  }

  @Test
  void noProviderIsRegisteredWithTheJvm() {
    List<String> before = names();
    Schemes.best();
    JdkScheme.load();
    Signers.fromSeed(new byte[32]).sign(new byte[1]);
    assertThat(names()).isEqualTo(before).doesNotContain("BC", "AmazonCorrettoCryptoProvider");
  }

  @Test
  void keysAreRememberedWithinABoundAndBadOnesNotAtAll() {
    RecentKeys<PublicKey> keys =
        new RecentKeys<>(10, key -> key.toBytes()[31] == 0 ? Optional.of(key) : Optional.empty());
    for (int i = 0; i < 1000; i++) {
      byte[] bytes = new byte[32];
      bytes[0] = (byte) i;
      bytes[1] = (byte) (i >> 8);
      assertThat(keys.find(PublicKey.fromBytes(bytes))).isPresent();
      bytes[31] = 1;
      assertThat(keys.find(PublicKey.fromBytes(bytes))).isEmpty();
      assertThat(keys.size()).isLessThanOrEqualTo(20);
    }
    assertThat(keys.size()).isGreaterThanOrEqualTo(10);
  }

  @Test
  void aKeyInUseIsCheckedOnceHoweverManyOthersPass() {
    int[] checks = new int[256];
    RecentKeys<PublicKey> keys =
        new RecentKeys<>(
            4,
            key -> {
              checks[key.toBytes()[0] & 0xff]++;
              return Optional.of(key);
            });
    for (int other = 1; other < 200; other++) {
      keys.find(PublicKey.fromBytes(new byte[32]));
      byte[] bytes = new byte[32];
      bytes[0] = (byte) other;
      keys.find(PublicKey.fromBytes(bytes));
    }
    assertThat(checks[0]).isEqualTo(1);
    assertThat(Arrays.stream(checks).sum()).isEqualTo(200);
  }

  private static List<String> names() {
    return Arrays.stream(Security.getProviders()).map(java.security.Provider::getName).toList();
  }

  private static URLClassLoader withoutAccp() throws IOException {
    URL[] urls =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !entry.contains("AmazonCorretto"))
            .map(SchemesTest::url)
            .toArray(URL[]::new);
    return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader());
  }

  private static URL url(String entry) {
    try {
      return Path.of(entry).toUri().toURL();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
