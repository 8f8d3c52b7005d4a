package org.bitcraps.bench;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bitcraps.crypto.BouncyScheme;
import org.bitcraps.crypto.Schemes;
import org.bitcraps.evidence.certificate.QuorumCertificate;
import org.bitcraps.evidence.certificate.Statement;
import org.bitcraps.evidence.certificate.Vote;
import org.bitcraps.evidence.certificate.VoteSet;
import org.bitcraps.evidence.membership.ReplicaSet;
import org.bitcraps.evidence.wire.Verifier;
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

/** Certificates, one thread. Bars: verification with q = 43 under 2 ms, generation under 156 µs. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class CertificateBench {

  /** Validators; 64 has q = 43. */
  @Param({"4", "64"})
  public int validators;

  /** Provider behind the verifier. */
  @Param({"best", "BouncyCastle"})
  public String provider;

  private ReplicaSet set;
  private QuorumCertificate<Statement.Commit> certificate;
  private List<Vote> votes;
  private Verifier verifier;

  /** Makes one certificate. */
  @Setup
  public void prepare() {
    set = Sample.set(validators);
    certificate = Sample.certificate(validators);
    votes = certificate.votes();
    verifier = new Verifier(provider.equals("best") ? Schemes.best().scheme() : new BouncyScheme());
  }

  /** Every signature and the shape. */
  @Benchmark
  public Optional<QuorumCertificate.Fault> verify() {
    return certificate.fault(set, verifier);
  }

  /** q verified votes → certificate. */
  @Benchmark
  public Optional<QuorumCertificate<Statement.Commit>> generate() {
    VoteSet<Statement.Commit> collected = new VoteSet<>(certificate.statement(), set);
    votes.forEach(collected::add);
    return collected.certificate();
  }
}
