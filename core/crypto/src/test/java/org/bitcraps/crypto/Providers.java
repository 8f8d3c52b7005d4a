package org.bitcraps.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bitcraps.evidence.keys.ExactKeyCheck;
import org.bitcraps.evidence.keys.KeyCheck;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.keys.SignatureScheme;

/** Every scheme of the build beside its key check. A missing one fails, where it must exist. */
final class Providers {

  /** A column of the table: the verdict of X1 as a host with this library would reach it. */
  record Column(String name, KeyCheck keyCheck, SignatureScheme scheme) {

    boolean verdict(PublicKey key, byte[] message, Signature signature) {
      return keyCheck.isValid(key) && scheme.verify(key, message, signature);
    }
  }

  private Providers() {}

  static List<Column> all() {
    ReferenceEd25519 oracle = new ReferenceEd25519();
    Function<SignatureScheme, Column> fast =
        scheme -> new Column(scheme.name(), new BouncyKeyCheck(), scheme);
    KeyCheck exact = new ExactKeyCheck();
    JdkScheme jdk = JdkScheme.load().orElseThrow();
    List<Column> columns =
        List.of(
            fast.apply(new BouncyScheme()),
            new Column(jdk.name(), exact, jdk),
            new Column(oracle.name(), exact, oracle));
    return accp().map(accp -> concat(fast.apply(accp), columns)).orElse(columns);
  }

  /** ACCP may be missing on other platforms, never on linux-x86_64: CI would test half the rule. */
  static Optional<AccpScheme> accp() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    if (os.equals("linux") && System.getProperty("os.arch").equals("amd64")) {
      assertThat(AccpProvider.find()).isInstanceOf(AccpProvider.Loaded.class);
    }
    return AccpScheme.load();
  }

  private static List<Column> concat(Column first, List<Column> rest) {
    return Stream.concat(Stream.of(first), rest.stream()).toList();
  }
}
