package org.bitcraps.gateway.admission;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.bitcraps.evidence.keys.KeyCheck;
import org.bitcraps.evidence.keys.PublicKey;
import org.bitcraps.evidence.wire.Signed;
import org.bitcraps.evidence.wire.Unverified;
import org.bitcraps.evidence.wire.Verified;
import org.bitcraps.evidence.wire.Verifier;

/**
 * Checks players' signatures on a pool that others share, a bounded number at a time, so that a
 * flood of bad ones leaves the server's other work its processors.
 */
public final class SignatureDesk {

  /** So many checks make one task: about 3 ms of work. */
  private static final int TASK_SIZE = 64;

  private static final Problem BAD =
      Problem.of(
          ProblemCode.SIGNATURE_INVALID,
          "signature",
          "the signature is not the key's over exactly these fields");

  private final Verifier verifier;
  private final KeyCheck keyCheck;
  private final ExecutorService pool;
  private final Semaphore room;
  private final int signaturesMax;

  /**
   * A desk.
   *
   * @param keyCheck for keys that no certified order has shown yet (DESIGN X1)
   * @param signaturesMax signatures under way at once; whoever comes on top is told "busy"
   */
  public SignatureDesk(
      Verifier verifier, KeyCheck keyCheck, ExecutorService pool, int signaturesMax) {
    this.verifier = verifier;
    this.keyCheck = keyCheck;
    this.pool = pool;
    this.room = new Semaphore(signaturesMax);
    this.signaturesMax = signaturesMax;
  }

  /**
   * One thing to check.
   *
   * @param newKey whether the key itself has to be checked, too
   */
  record Claim<T>(T value, PublicKey key, boolean newKey) {}

  /**
   * All of them, verified, in order.
   *
   * @param refusal what to throw for the claim at an index
   * @throws RefusedException for the first that is not valid, or when there is no room
   */
  <T> List<Verified<T>> verify(
      List<Claim<T>> claims,
      Function<? super T, List<Signed>> signatures,
      IntFunction<Function<Problem, RefusedException>> refusal) {
    int permits = Math.min(claims.size(), signaturesMax);
    if (!room.tryAcquire(permits)) {
      throw new RefusedException(
          Problem.of(ProblemCode.BUSY, "too many signatures are being checked").retryAfter(1));
    }
    try {
      List<Callable<List<Optional<Verified<T>>>>> tasks = new ArrayList<>();
      for (int from = 0; from < claims.size(); from += TASK_SIZE) {
        List<Claim<T>> part = claims.subList(from, Math.min(claims.size(), from + TASK_SIZE));
        tasks.add(() -> part.stream().map(claim -> check(claim, signatures)).toList());
      }
      List<Verified<T>> verified = new ArrayList<>(claims.size());
      for (Future<List<Optional<Verified<T>>>> task : pool.invokeAll(tasks)) {
        for (Optional<Verified<T>> one : task.get()) {
          int index = verified.size();
          verified.add(one.orElseThrow(() -> refusal.apply(index).apply(BAD)));
        }
      }
      return verified;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new RefusedException(Problem.of(ProblemCode.BUSY, "the gateway stops").retryAfter(5));
    } catch (ExecutionException e) {
      throw new IllegalStateException("a signature check failed", e.getCause());
    } finally {
      room.release(permits);
    }
  }

  private <T> Optional<Verified<T>> check(
      Claim<T> claim, Function<? super T, List<Signed>> signatures) {
    return claim.newKey() && !keyCheck.isValid(claim.key())
        ? Optional.empty()
        : verifier.verify(new Unverified<>(claim.value()), signatures);
  }
}
