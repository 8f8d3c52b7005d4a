package org.bitcraps.gateway.dispatch;

import java.util.List;
import org.bitcraps.evidence.bet.BetId;
import org.bitcraps.evidence.exchange.BatchBody;

/**
 * A body that no certified block shows yet. Belongs to {@link Dispatcher}, under its lock.
 *
 * @see Dispatcher
 */
final class Outstanding {

  private static final long RESEND_MIN_MS = 500;
  private static final long RESEND_MAX_MS = 8_000;

  final BatchBody body;
  final List<BetId> orders;
  final long giveUpAtMs;
  private long resendAtMs;
  private long waitMs = RESEND_MIN_MS;

  Outstanding(BatchBody body, List<BetId> orders, long nowMs, long giveUpAtMs) {
    this.body = body;
    this.orders = orders;
    this.giveUpAtMs = giveUpAtMs;
    this.resendAtMs = nowMs + waitMs;
  }

  long bytes() {
    return body.body().size();
  }

  /** Whether it is time to send it again; if so, the next time is twice as far away. */
  boolean isDue(long nowMs) {
    if (nowMs < resendAtMs) {
      return false;
    }
    waitMs = Math.min(2 * waitMs, RESEND_MAX_MS);
    resendAtMs = nowMs + waitMs;
    return true;
  }
}
