package org.bitcraps.bench;

import java.util.concurrent.TimeUnit;
import org.bitcraps.crypto.AccpScheme;
import org.bitcraps.crypto.BouncyScheme;
import org.bitcraps.crypto.JdkScheme;
import org.bitcraps.evidence.bet.SignedBet;
import org.bitcraps.evidence.keys.SignatureScheme;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Ed25519 verification by rule X1 over a bet's signed bytes, one thread, per provider. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class SignatureBench {

  /** Provider. */
  @Param({"ACCP", "BouncyCastle", "JDK"})
  public String provider;

  private SignatureScheme scheme;
  private SignedBet bet;
  private byte[] message;

  /** Makes one signed bet. */
  @Setup
  public void prepare() {
    scheme =
        switch (provider) {
          case "ACCP" -> AccpScheme.load().orElseThrow();
          case "BouncyCastle" -> new BouncyScheme();
          default -> JdkScheme.load().orElseThrow();
        };
    bet = Sample.bet(Sample.signer(1), 1);
    message = bet.bet().signedBytes();
  }

  /** One verdict. */
  @Benchmark
  public boolean verify() {
    return scheme.verify(bet.bet().key(), message, bet.signature());
  }
}
