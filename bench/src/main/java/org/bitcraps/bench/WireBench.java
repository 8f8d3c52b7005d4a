package org.bitcraps.bench;

import java.util.concurrent.TimeUnit;
import org.bitcraps.evidence.genesis.Parameters;
import org.bitcraps.evidence.operation.Body;
import org.bitcraps.evidence.operation.Operation;
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

/** Encoding and decoding of a body of bets, Merkle root and digest included. Time per body. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class WireBench {

  /** Bets in the body. */
  @Param({"1", "2000"})
  public int bets;

  private Operation operation;
  private byte[] bytes;
  private final Parameters limits = Parameters.defaults();

  /** Makes one body. */
  @Setup
  public void prepare() {
    operation = new Operation.PlaceBets(Sample.batch(bets));
    bytes = Body.of(operation).toBytes();
  }

  /** Value → bytes and digest. */
  @Benchmark
  public Body encode() {
    return Body.of(operation);
  }

  /** Bytes → value, root and digest recomputed. */
  @Benchmark
  public Body decode() {
    return Body.decode(bytes, limits);
  }
}
