package org.bitcraps.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import org.bitcraps.crypto.Providers.Column;
import org.bitcraps.crypto.Vectors.Vector;
import org.bitcraps.evidence.keys.SignatureRules;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.junit.jupiter.api.Test;

/** The table provider × vector: one verdict per row, the one that rule X1 gives. */
class ProviderVectorTableTest {

  @Test
  void everyProviderGivesTheVerdictOfX1() {
    List<Column> columns = Providers.all();
    List<String> wrong = new ArrayList<>();
    StringBuilder table = new StringBuilder("\nX1, provider x vector (+ accepted, - refused)\n");
    table.append(row("vector", columns.stream().map(Column::name).toList(), "X1"));
    for (Vector vector : Vectors.all()) {
      List<String> verdicts =
          columns.stream().map(column -> mark(verdict(column, vector))).toList();
      String expected = mark(vector.valid());
      table.append(row(vector.name(), verdicts, expected));
      if (!verdicts.stream().allMatch(expected::equals)) {
        wrong.add(vector.name() + " " + verdicts + ", X1 says " + expected);
      }
    }
    System.out.println(table);
    assertThat(wrong).isEmpty();
  }

  @Test
  void theTableIsComplete() {
    assertThat(Vectors.wycheproof()).hasSize(151);
    assertThat(Vectors.wycheproof()).filteredOn(Vector::valid).hasSize(88);
    assertThat(Vectors.plain("ed25519-speccheck")).hasSize(12).noneMatch(Vector::valid);
    assertThat(Vectors.plain("mixed-order-r"))
        .extracting(Vector::valid)
        .containsExactly(true, false);
    assertThat(Vectors.plain("rfc8032-ed25519")).hasSize(5).allMatch(Vector::valid);
  }

  /**
   * Why there is a rule: without it the libraries disagree on these very rows. If one day they
   * agree by themselves, this test says so.
   */
  @Test
  void withoutTheRuleTheLibrariesDisagree() throws GeneralSecurityException {
    Vector mixedOrderR = Vectors.plain("mixed-order-r").get(1);
    assertThat(rawBouncy(mixedOrderR)).isTrue();
    assertThat(rawJdk(mixedOrderR)).isFalse();

    List<Vector> cases = Vectors.plain("ed25519-speccheck");
    assertThat(rawBouncy(cases.get(0))).isFalse();
    assertThat(rawJdk(cases.get(0))).isTrue();
  }

  /** The ACCP column is ACCP's: it answers every row it is asked by itself, without throwing. */
  @Test
  void accpNeedsNoRescue() throws GeneralSecurityException {
    if (AccpProvider.find() instanceof AccpProvider.Loaded(Provider accp)) {
      for (Vector vector : Vectors.all()) {
        if (vector.hasLength()
            && SignatureRules.wellFormed(vector.key(), vector.signature())
            && new BouncyKeyCheck().isValid(vector.key())) {
          assertThat(
                  ProviderCall.verify(
                      accp, KeyEncoding.x509(vector.key()), vector.message(), vector.signature()))
              .as(vector.name())
              .isEqualTo(vector.valid());
        }
      }
    } else {
      assertThat(Providers.accp()).isEmpty();
    }
  }

  private static boolean rawBouncy(Vector vector) {
    return Ed25519.verify(
        vector.signature().toBytes(),
        0,
        vector.key().toBytes(),
        0,
        vector.message(),
        0,
        vector.message().length);
  }

  private static boolean rawJdk(Vector vector) throws GeneralSecurityException {
    Provider jdk = Security.getProvider("SunEC");
    java.security.PublicKey key =
        (java.security.PublicKey)
            KeyFactory.getInstance("Ed25519", jdk).translateKey(KeyEncoding.x509(vector.key()));
    return ProviderCall.verify(jdk, key, vector.message(), vector.signature());
  }

  private static boolean verdict(Column column, Vector vector) {
    return vector.hasLength() && column.verdict(vector.key(), vector.message(), vector.signature());
  }

  private static String mark(boolean accepted) {
    return accepted ? "+" : "-";
  }

  private static String row(String name, List<String> cells, String expected) {
    StringBuilder row = new StringBuilder(String.format("%-24s", name));
    cells.forEach(cell -> row.append(String.format("%-14s", cell)));
    return row.append(expected).append('\n').toString();
  }
}
