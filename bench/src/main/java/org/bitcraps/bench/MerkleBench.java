package org.bitcraps.bench;

import java.util.concurrent.TimeUnit;
import org.bitcraps.evidence.bet.BetBatch;
import org.bitcraps.evidence.keys.Digest;
import org.bitcraps.evidence.merkle.InclusionProof;
import org.bitcraps.evidence.merkle.MerkleTree;
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

/** A tree of bets, one inclusion proof, and its check. Bar: verification under 10 µs. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class MerkleBench {

  /** Leaves of the tree. */
  @Param({"2000", "10000"})
  public int leaves;

  private BetBatch batch;
  private byte[] leaf;
  private InclusionProof proof;
  private Digest root;

  /** Makes one tree. */
  @Setup
  public void prepare() {
    batch = Sample.batch(leaves);
    int index = leaves / 3;
    leaf = batch.bets().get(index).bet().signedBytes();
    proof = batch.tree().proof(index);
    root = batch.tree().root();
  }

  /** All leaves → tree. */
  @Benchmark
  public MerkleTree build() {
    return MerkleTree.of(batch.bets().stream().map(b -> b.bet().signedBytes()).toList());
  }

  /** Leaf, path and root → verdict. */
  @Benchmark
  public boolean verify() {
    return proof.proves(leaf, root);
  }
}
