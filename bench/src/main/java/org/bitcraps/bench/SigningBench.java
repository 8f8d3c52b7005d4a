package org.bitcraps.bench;

import java.util.concurrent.TimeUnit;
import org.bitcraps.crypto.Signers;
import org.bitcraps.evidence.keys.Signature;
import org.bitcraps.evidence.keys.Signer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Signing a commit statement with the best provider that loads ({@link Signers}), one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class SigningBench {

  private Signer signer;
  private byte[] message;

  /** Makes the key. */
  @Setup
  public void prepare() {
    signer = Sample.signer(1);
    message = Sample.statement().toWire();
  }

  /** One vote. */
  @Benchmark
  public Signature sign() {
    return signer.sign(message);
  }
}
